"""Booking dialogues with what the clinic must end up with, and whether it did."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from frontdesk.booking.request import CallbackRequest, When, Window

_DAYS_AHEAD = 28
_SLOTS = range(8 * 60, 20 * 60, 30)  # minutes after midnight at which two times are compared
_DATE = re.compile(r"\{\+(\d+):([^}]+)\}")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Slots = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Dialogue:
    """What somebody types, and what must come of it.

    Attributes:
        id: unique.
        turns: what is typed.
        questions: 1-based numbers of the turns that are questions in the middle.
        expect: name, phone, email, when and about; ``None`` where nothing may be kept.
    """

    id: str
    turns: tuple[str, ...]
    questions: tuple[int, ...]
    expect: Mapping[str, Any] | None


def load_dialogues(path: Path, today: datetime.date) -> list[Dialogue]:
    """Read a file of dialogues.

    Args:
        path: the file. In its turns ``{+10:%d.%m.%Y}`` stands for the date ten days from today.
        today: the present day.
    """
    def date(match: re.Match[str]) -> str:
        return f"{today + datetime.timedelta(int(match[1])):{match[2]}}"

    rows = YAML(typ="safe").load(_DATE.sub(date, path.read_text(encoding="utf-8")))
    return [Dialogue(row["id"], tuple(row["turns"]), tuple(row.get("ask") or ()), row["expect"]) for row in rows]


def mistakes(expect: Mapping[str, Any] | None, request: CallbackRequest | None, today: datetime.date) -> list[str]:
    """What is wrong with what was kept.

    Args:
        expect: see :class:`Dialogue`.
        request: as it is in the store, or ``None``.
        today: on which the dialogue was held.
    """
    if expect is None or request is None:
        return [] if (expect is None) == (request is None) else ["kept" if expect is None else "not kept"]
    details = request.details
    found = [f"{field}: {getattr(details, field)!r}, not {expect[field]!r}" for field in ("name", "phone", "email")
             if _plain(getattr(details, field)) != _plain(expect[field])]
    if not all(word in details.about.casefold() for word in expect["about"].casefold().split()):
        found.append(f"about: {details.about!r}, not {expect['about']!r}")
    if not _suits(expect["when"], details.when or When(""), today):
        told = details.when or When("")
        found.append(f"when: {told.understood!r} of {told.said!r}, not {expect['when']}")
    return found


def _plain(text: str) -> str:
    return re.sub(r"[.\s]+", " ", text).strip().casefold() if "@" not in text else text


def _suits(expected: Any, when: When, today: datetime.date) -> bool:
    if isinstance(expected, Mapping) and expected.get("said"):
        return bool(when.said)
    actual = frozenset(slot for window in when.windows for slot in _of_window(window, today))
    alternatives = [expected] if isinstance(expected, Mapping) else expected
    return any(actual == frozenset().union(*choice) for choice in itertools.product(
        *(list(_readings(alternative, today)) for alternative in alternatives)))


def _of_window(window: Window, today: datetime.date) -> Iterator[tuple[int, int]]:
    for ahead in range(_DAYS_AHEAD):
        day = today + datetime.timedelta(ahead)
        inside = window.first <= day and (window.last is None or day <= window.last)
        if inside and day.weekday() in window.weekdays:
            yield from _at(ahead, window.start, window.end)


def _readings(alternative: Mapping[str, Any], today: datetime.date) -> Iterator[Slots]:
    """Every reading of an expected time that counts: "Thursday" is the next one, or each."""
    for choice in itertools.product(*(_days(str(day), today) for day in alternative["days"])):
        days = frozenset().union(*choice)
        start, end = (_minutes(alternative.get(key)) for key in ("from", "to"))
        yield frozenset(slot for ahead in days for slot in _at(ahead, start, end))


def _days(token: str, today: datetime.date) -> list[frozenset[int]]:
    """The days ahead that a word means, in each of its readings."""
    ahead = {day: today + datetime.timedelta(day) for day in range(_DAYS_AHEAD)}
    to_monday = 7 - today.weekday()
    if token in _WEEKDAYS:
        every = sorted(day for day, date in ahead.items() if date.weekday() == _WEEKDAYS.index(token))
        return [frozenset(every), frozenset(every[:1]), frozenset([day for day in every if day][:1]),
                frozenset([day for day in every if day >= to_monday][:1])]
    if token == "weekend":
        every = sorted(day for day, date in ahead.items() if date.weekday() > 4)
        return [frozenset(every), frozenset(day for day in every if day < to_monday)]
    if token in ("next week", "this week"):
        first, last = (to_monday, to_monday + 7) if token == "next week" else (0, to_monday)
        return [frozenset(range(first, last)), frozenset(range(first, last - 2))]
    if token == "any":
        return [frozenset(ahead)]
    if token == "weekdays":
        return [frozenset(day for day, date in ahead.items() if date.weekday() < 5)]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", token):
        return [frozenset({(datetime.date.fromisoformat(token) - today).days})]
    return [frozenset({int({"today": "0", "tomorrow": "1"}.get(token, token))})]


def _at(ahead: int, start: int | None, end: int | None) -> Iterator[tuple[int, int]]:
    for slot in _SLOTS:
        if (start is None or slot >= start) and (end is None or slot < end):
            yield ahead, slot


def _minutes(clock: str | None) -> int | None:
    return None if clock is None else int(clock[:2]) * 60 + int(clock[3:])
