"""Opening hours by day of the week, and as rows of ``opening_hours`` in ``content/clinic.yml``. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frontdesk.knowledge.hours import DAYS

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOSED = "closed"


def by_day(rows: Mapping[str, str]) -> dict[str, str]:
    """The hours of every day, ``""`` where it is closed.

    Args:
        rows: days (``sat``) or ranges of days (``mon-fri``) with their hours; a row that means no day is left out.
    """
    days = dict.fromkeys(DAYS, "")
    for key, hours in rows.items():
        days |= dict.fromkeys(_meant(key), "" if hours.strip().lower() == _CLOSED else hours.strip())
    return days


def as_rows(days: Mapping[str, str]) -> dict[str, str]:
    """The rows for these days: neighbours with the same hours make a range, and days without any have no row."""
    rows: dict[str, str] = {}
    first = 0
    for number, day in enumerate(DAYS):
        if number + 1 < len(DAYS) and days[DAYS[number + 1]] == days[day]:
            continue
        if days[day]:
            rows[day if number == first else f"{DAYS[first]}-{day}"] = days[day]
        first = number + 1
    return rows


def _meant(key: str) -> list[str]:
    names = [name.strip() for name in re.split("[-–]", key.lower())]
    if len(names) > 2 or not set(names) <= set(DAYS):
        return []
    first, last = DAYS.index(names[0]), DAYS.index(names[-1])
    return [DAYS[(first + after) % len(DAYS)] for after in range((last - first) % len(DAYS) + 1)]
