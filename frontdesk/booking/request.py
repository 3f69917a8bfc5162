"""A callback request: the values everything else in this room passes around."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Window:
    """Days and hours that suit, on the clinic's own clock.

    Attributes:
        first: first day.
        last: last day; ``None`` for no end.
        weekdays: which days of the week between them, 0 for Monday.
        start: minutes after midnight, or ``None`` for the whole day's start.
        end: minutes after midnight, or ``None`` for the whole day's end.
    """

    first: datetime.date
    last: datetime.date | None
    weekdays: tuple[int, ...] = EVERY_DAY
    start: int | None = None
    end: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data, with ISO 8601 days and ``HH:MM`` times."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat() if self.last else None,
                "weekdays": list(self.weekdays), "start": _clock(self.start), "end": _clock(self.end)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Window:
        """The window that :meth:`as_dict` gave."""
        last = data["last"]
        return cls(datetime.date.fromisoformat(data["first"]), datetime.date.fromisoformat(last) if last else None,
                   tuple(data["weekdays"]), _minutes(data["start"]), _minutes(data["end"]))


@dataclass(frozen=True)
class When:
    """When it suits.

    Attributes:
        said: in the visitor's own words.
        understood: what was understood of it, in plain words; ``""`` when nothing was.
        windows: the same as days and hours; several are alternatives.
    """

    said: str
    understood: str = ""
    windows: tuple[Window, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {"said": self.said, "understood": self.understood,
                "windows": [window.as_dict() for window in self.windows]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> When:
        """What :meth:`as_dict` gave."""
        return cls(data["said"], data["understood"], tuple(Window.from_dict(window) for window in data["windows"]))


@dataclass(frozen=True)
class Details:
    """What a visitor has told so far, or in the end confirmed.

    Attributes:
        name: to be asked for by.
        phone: in E.164, or as typed where the country isn't known.
        email: normalised.
        when: when it suits.
        about: one line on what it is about, in the visitor's words.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    when: When | None = None
    about: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {**asdict(self), "when": self.when.as_dict() if self.when else None}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Details:
        """What :meth:`as_dict` gave."""
        return cls(**{**data, "when": When.from_dict(data["when"]) if data.get("when") else None})


@dataclass(frozen=True)
class CallbackRequest:
    """A request as it is kept.

    Attributes:
        id: a UUID; receivers de-duplicate by it.
        reference: short, for people, such as ``K7Q-F3M``.
        version: 1, and one more with every change.
        status: one of :data:`frontdesk.store.requests.STATUSES`.
        created: seconds since the epoch.
        updated: seconds since the epoch.
        details: what the visitor confirmed.
        consent: the sentence that the visitor agreed to.
        consented: when, in seconds since the epoch.
    """

    id: str
    reference: str
    version: int
    status: str
    created: float
    updated: float
    details: Details = field(repr=False)
    consent: str = field(repr=False)
    consented: float = 0.0


def _clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(clock: str | None) -> int | None:
    return None if clock is None else int(clock[:2]) * 60 + int(clock[3:])
