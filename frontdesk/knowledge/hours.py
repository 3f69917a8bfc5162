"""When the clinic is open, and in which time zone: ``opening_hours:`` and ``time_zone:`` in ``content/clinic.yml``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import available_timezones

from frontdesk.knowledge.yaml_lines import Section

Span = tuple[int, int]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOSED = "closed"
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_EXAMPLE = "Write for example 9:00-17:30, or 9:00-12:00, 13:00-17:30, or closed"


@dataclass(frozen=True)
class OpeningHours:
    """A week of opening hours on the clinic's own clock.

    Attributes:
        week: for each day, Monday first, the spans in which the clinic is open: start and end in minutes
            after midnight, in order, without overlap; none for a day on which it is closed.
    """

    week: tuple[tuple[Span, ...], ...]

    @property
    def text(self) -> str:
        """The week for people, such as ``Mon–Fri 9:00–17:30, Sat 9:00–12:00 and 13:00–15:00``."""
        parts = []
        first = 0
        for day, spans in enumerate(self.week):
            if day < 6 and self.week[day + 1] == spans:
                continue
            if spans:
                days = DAYS[day].title() if day == first else f"{DAYS[first].title()}–{DAYS[day].title()}"
                parts.append(f"{days} " + " and ".join(f"{_clock(start)}–{_clock(end)}" for start, end in spans))
            first = day + 1
        return ", ".join(parts)

    def closes_at(self, now: datetime.datetime) -> int | None:
        """Minutes after midnight at which the clinic closes, or ``None`` while it is closed.

        Args:
            now: on the clinic's clock.
        """
        minute = 60 * now.hour + now.minute
        return next((end for start, end in self.week[now.weekday()] if start <= minute < end), None)

    def opens_next(self, now: datetime.datetime) -> tuple[datetime.date, int]:
        """The day and the minutes after midnight at which the clinic opens next.

        Args:
            now: on the clinic's clock.
        """
        minute = 60 * now.hour + now.minute
        for later in range(8):
            day = now.date() + datetime.timedelta(days=later)
            for start, _ in self.week[day.weekday()]:
                if later or start > minute:
                    return day, start
        raise AssertionError("a week without opening hours is no OpeningHours")


def clock_words(minutes: int) -> str:
    """A time for people, such as ``9 am``, ``5:30 pm``, ``noon`` or ``midnight``.

    Args:
        minutes: after midnight, up to a day.
    """
    if minutes % 720 == 0:
        return "noon" if minutes == 720 else "midnight"
    hour, minute = divmod(minutes, 60)
    return f"{(hour - 1) % 12 + 1}{f':{minute:02d}' if minute else ''} {'am' if hour < 12 else 'pm'}"


def read_time_zone(section: Section, key: str = "time_zone") -> str:
    """Read a time zone's name in the IANA database; ``""`` when absent or empty.

    Raises:
        ContentError: there is no such time zone.
    """
    zone = section.text(key)
    known = available_timezones() if zone else {""}
    if zone in known:
        return zone
    if not known:
        raise section.fail(key, "this machine has no time zone database", "Install the package tzdata")
    same = sorted(name for name in known if zone.casefold().replace(" ", "_") in name.casefold().split("/"))
    raise section.fail(key, f"'{zone}' isn't a time zone of the IANA database",
                       f"Write for example {same[0] if same else 'Europe/London'}")


def read_opening_hours(section: Section) -> OpeningHours | None:
    """Read the days' opening hours; ``None`` when no day has any.

    Args:
        section: days (``sat``) or ranges of days (``mon-fri``), each with its hours or ``closed``.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    week: dict[int, tuple[Span, ...]] = {}
    for key in section.node:
        for day in _days(section, key):
            if day in week:
                raise section.fail(key, f"'{DAYS[day]}' is given twice", "Name each day once")
            week[day] = _spans(section, key)
    if not any(week.values()):
        return None
    return OpeningHours(tuple(week.get(day, ()) for day in range(7)))


def _days(section: Section, key: object) -> list[int]:
    """The days that a key means; a range may go past Sunday."""
    names = [name.strip() for name in re.split("[-–]", str(key).lower())]
    if len(names) > 2 or not set(names) <= set(DAYS):
        raise section.fail(key, f"'{key}' isn't a day or a range of days",
                           f"Write {', '.join(DAYS[:-1])} or {DAYS[-1]}, or a range such as mon-fri")
    first, last = DAYS.index(names[0]), DAYS.index(names[-1])
    return [(first + after) % 7 for after in range((last - first) % 7 + 1)]


def _spans(section: Section, key: str) -> tuple[Span, ...]:
    text = section.text(key)
    if not text or text.lower() == _CLOSED:
        return ()
    spans = sorted(_span(section, key, part.strip()) for part in text.split(","))
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise section.fail(key, f"'{text}' overlaps", "Let each span start after the one before it has ended")
    return tuple(spans)


def _span(section: Section, key: str, text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if not found:
        raise section.fail(key, f"'{text}' isn't a time from and to", _EXAMPLE)
    hour, minute, last_hour, last_minute = (int(part) for part in found.groups())
    start, end = 60 * hour + minute, 60 * last_hour + last_minute
    if max(minute, last_minute) > 59 or max(start, end) > 24 * 60:
        raise section.fail(key, f"'{text}' holds a time that no clock shows", _EXAMPLE)
    if end <= start:
        raise section.fail(key, f"'{text}' ends before it starts",
                           "Write times from 0:00 to 24:00, and what is after midnight under the next day")
    return start, end


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
