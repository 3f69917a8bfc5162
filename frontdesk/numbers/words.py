"""Figures in words."""

from __future__ import annotations

import datetime

from frontdesk.numbers.days import Days
from frontdesk.numbers.happened import BUCKETS, SLOWEST

# How urgent a message was that a visitor was shown, as its text advises.
URGENCY = {"emergency_now": "emergency now", "same_day": "doctor the same day", "soon": "doctor within days"}


def span(days: Days, today: datetime.date) -> str:
    """A day, or the first and last of several, as short as the table's first column wants it."""
    year = f" {days.last.year}" if days.last.year != today.year else ""
    if days.last == days.first:
        return "Today so far" if days.last == today else f"{days.last:%a} {_day(days.last)}{year}"
    same = (days.first.year, days.first.month) == (days.last.year, days.last.month)
    return f"{days.first.day if same else _day(days.first)} – {_day(days.last)}{year}"


def date(day: datetime.date) -> str:
    """A day in full."""
    return f"{day.day} {day:%B %Y}"


def number(count: int) -> str:
    """A number with its thousands apart."""
    return f"{count:,}"


def share(part: int, whole: int) -> str:
    """A part of a whole, or ``""`` where there is no whole."""
    return f"{part / whole:.0%}" if whole else ""


def changed(now: int, before: int, period: str) -> str:
    """How a number compares with that of the period before."""
    if now == before:
        return f"as many as in the {period} before"
    word, percent = ("more" if now > before else "fewer"), share(abs(now - before), before)
    told = f" ({percent})" if percent not in ("", "0%") else ""
    return f"{number(abs(now - before))} {word} than in the {period} before{told}"


def waiting(time: int | str | None) -> str:
    """A time as :meth:`~frontdesk.numbers.figures.Figures.within` gives it."""
    if time is None:
        return "–"
    return f"over {BUCKETS[-1] / 1000:g} s" if time == SLOWEST else f"{int(time) / 1000:g} s"


def joined(parts: dict[str, int]) -> str:
    """Counts of several things: ``3 of one, 1 of another``."""
    return ", ".join(f"{number(count)} {what}" for what, count in parts.items() if count)


def _day(date: datetime.date) -> str:
    return f"{date.day} {date:%b}"
