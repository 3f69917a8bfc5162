"""Taking away what is ruled out."""

from __future__ import annotations

import datetime
from dataclasses import replace

from frontdesk.booking.times.values import DAY_END, DayKind, Days, Hours

Pair = tuple[Days, Hours]
_DAY = datetime.timedelta(1)


def without(pair: Pair, days: Days | None, hours: Hours) -> list[Pair]:
    """What is left of days and hours.

    Args:
        pair: days and their hours.
        days: the days on which something is ruled out; ``None`` for all.
        hours: what is ruled out on them.
    """
    suits, suiting = pair
    left = [] if days is None else [(day, suiting) for day in _days_without(suits, days)]
    hours_left = _hours_without(suiting, hours)
    touched = suits if days is None else _days_within(suits, days)
    if touched is not None:
        left.extend((touched, hour) for hour in hours_left)
    return left


def _days_without(suits: Days, out: Days) -> list[Days]:
    if out.kind in ("recurring", "weekday", "any"):
        weekdays = tuple(day for day in suits.weekdays if day not in out.weekdays)
        return _existing(suits, replace(suits, weekdays=weekdays))
    before = min((day for day in (suits.last, out.first - _DAY) if day is not None), default=None)
    pieces = _existing(suits, replace(suits, last=before))
    if out.last is not None:
        pieces += _existing(suits, replace(suits, first=max(suits.first, out.last + _DAY)))
    return pieces


def _existing(suits: Days, left: Days) -> list[Days]:
    """What is left, if there is any; not a single day any more that has its place in another week."""
    if left == suits:
        return [suits]
    if not left.exists() or (suits.kind == "weekday" and not left.weekdays):
        return []
    kind: DayKind = "span" if left.last else "recurring"
    same = (left.first, left.last) == (suits.first, suits.last)
    return [replace(left, kind=kind, name=suits.name if same else "")]


def _days_within(suits: Days, out: Days) -> Days | None:
    if out.kind in ("recurring", "weekday", "any"):
        weekdays = tuple(day for day in suits.weekdays if day in out.weekdays)
        left = replace(suits, weekdays=weekdays)
        return left if left.exists() else None
    return suits.meet(out)


def _hours_without(suits: Hours, out: Hours) -> list[Hours]:
    start, end = suits.start or 0, DAY_END if suits.end is None else suits.end
    first, last = out.start or 0, DAY_END if out.end is None else out.end
    if last <= start or first >= end:
        return [suits]
    pieces = ((start, min(end, first)), (max(start, last), end))
    return [Hours(begin or None, stop if stop < DAY_END else None) for begin, stop in pieces if begin < stop]
