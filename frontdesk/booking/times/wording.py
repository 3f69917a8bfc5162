"""Says back in plain words what was understood."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from frontdesk.booking.request import EVERY_DAY
from frontdesk.booking.times.values import Days, Hours
from frontdesk.booking.times.words import WEEKDAYS

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FAR = 300  # days from which the year is said
_NOON = 12 * 60
_CLOCK_WORDS = ("after", "from", "until", "before", "at", "around", "between")


def put_in_words(pairs: Sequence[tuple[Days, Hours]], today: datetime.date) -> str:
    """What was understood, for people.

    Args:
        pairs: days with their hours; several are alternatives.
        today: the present day.
    """
    by_days: dict[Days, list[Hours]] = {}
    for days, hours in pairs:
        by_days.setdefault(days, []).append(hours)
    groups: list[tuple[list[Days], list[Hours]]] = []
    for days, all_hours in by_days.items():
        if groups and groups[-1][1] == all_hours:
            groups[-1][0].append(days)
        else:
            groups.append(([days], all_hours))
    return "; or ".join(_alternative(days, hours, today) for days, hours in groups)


def _alternative(days: Sequence[Days], hours: Sequence[Hours], today: datetime.date) -> str:
    said = _any_of([_days(day, today) for day in _weekdays_joined(days)])
    spoken = [_hours(hour) for hour in hours]
    return f"{said}, {_any_of(spoken)}" if all(spoken) else said


def _weekdays_joined(days: Sequence[Days]) -> list[Days]:
    joined: list[Days] = []
    for day in days:
        last = joined[-1] if joined else None
        if last and _simple(last) and _simple(day) and last.first == day.first:
            joined[-1] = Days(day.first, None, tuple(sorted({*last.weekdays, *day.weekdays})), "recurring")
        else:
            joined.append(day)
    return joined


def _simple(days: Days) -> bool:
    return days.kind == "recurring" and days.last is None


def _days(days: Days, today: datetime.date) -> str:
    if days.first == days.last:
        said = _date(days.first, today)
        name = days.name or {0: "today", 1: "tomorrow"}.get((days.first - today).days, "")
        return f"{name} ({said})" if name else said
    if days.last is None:
        week = _week(days.weekdays)
        if days.first <= today:
            return f"{days.name}, {week}" if days.name else week
        opening = f"from {_date(days.first, today)}"
        return opening if days.weekdays == EVERY_DAY else f"{week}, {opening}"
    span = f"{_date(days.first, today)} to {_date(days.last, today)}"
    said = f"{days.name} ({span})" if days.name else span
    return said if days.weekdays == EVERY_DAY else f"{said}, {_week(days.weekdays)}"


def _week(weekdays: Sequence[int]) -> str:
    """Mondays or Wednesdays; any day except Fridays."""
    names = [f"{WEEKDAYS[day].title()}s" for day in weekdays]
    if len(names) == 7:
        return "any day"
    if len(names) >= 5 and tuple(weekdays) != (0, 1, 2, 3, 4):
        missing = [f"{WEEKDAYS[day].title()}s" for day in EVERY_DAY if day not in weekdays]
        return f"any day except {' and '.join(missing)}"
    in_a_row = len(names) > 2 and weekdays[-1] - weekdays[0] == len(names) - 1
    return f"{names[0]} to {names[-1]}" if in_a_row else _any_of(names)


def _date(day: datetime.date, today: datetime.date) -> str:
    said = f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {_SHORT_MONTHS[day.month - 1]}"
    return f"{said} {day.year}" if abs((day - today).days) > _FAR else said


def _hours(hours: Hours) -> str:
    if hours.start is None and hours.end is None:
        return ""
    if hours.name in ("after", "at", "around", "from") and hours.start is not None:
        return f"{hours.name} {_clock(hours.start)}"
    if hours.name in ("until", "before") and hours.end is not None:
        return f"{hours.name} {_clock(hours.end)}"
    if hours.start is None and hours.end is not None:
        said = f"until {_clock(hours.end)}"
    elif hours.end is None and hours.start is not None:
        said = f"from {_clock(hours.start)}"
    elif hours.name and hours.name not in _CLOCK_WORDS:
        said = f"{_clock(hours.start or 0)} to {_clock(hours.end or 0)}"
    else:
        return f"between {_clock(hours.start or 0)} and {_clock(hours.end or 0)}"
    return f"{hours.name} ({said})" if hours.name and hours.name not in _CLOCK_WORDS else said


def _clock(minutes: int) -> str:
    """5 pm, 5:30 pm, noon."""
    if minutes in (0, _NOON):
        return "noon" if minutes else "midnight"
    hour, minute = divmod(minutes, 60)
    said = f"{(hour - 1) % 12 + 1}" + (f":{minute:02d}" if minute else "")
    return f"{said} {'am' if minutes < _NOON else 'pm'}"


def _any_of(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
