"""Which hours belong to which days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from frontdesk.booking.times.segments import segments_of, share_weeks
from frontdesk.booking.times.sharing import shared
from frontdesk.booking.times.subtracting import without
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import ClockHours, Days, Element, Hours
from frontdesk.booking.times.words import ANY_HOUR

Pair = tuple[Days, Hours]


def combine(tokens: Tokens, elements: Sequence[Element], today: datetime.date) -> list[Pair]:
    """Days with their hours, as alternatives.

    Args:
        tokens: the message.
        elements: what was read in it.
        today: the present day.
    """
    any_day = Days(today, None, kind="any")
    segments = segments_of(tokens, [element for element in elements if not element.out], any_day)
    share_weeks(segments)
    pairs: list[Pair] = []
    for group in shared(segments):
        for day in group.days or [any_day]:
            pairs.extend((day, hour) for hour in group.hours or [ANY_HOUR] if (day, hour) not in pairs)
    ruled_out = list(_ruled_out([element for element in elements if element.out != "instead"]))
    if not pairs and ruled_out:
        pairs = [(any_day, ANY_HOUR)]
    for days_out, hours_out in ruled_out:
        pairs = [left for pair in pairs for left in without(pair, days_out, hours_out)]
    return pairs


def _ruled_out(elements: Sequence[Element]) -> Iterator[tuple[Days | None, Hours]]:
    """What is ruled out: days, hours of every day, or hours of some days."""
    used: set[int] = set()
    for place, element in enumerate(elements):
        following = elements[place + 1] if place + 1 < len(elements) else None
        if not element.out:
            continue
        if isinstance(element.value, Days):
            with_hours = following is not None and following.out and not following.is_days and following.lead < 0
            if with_hours:
                used.add(place + 1)
            hours = _plain_hours(following) if with_hours and following else _hours_before(elements, place, used)
            yield element.value, hours or ANY_HOUR
        elif place not in used and not (
                place and element.lead < 0 and elements[place - 1].is_days) and not _days_follow(elements, place):
            plain = None if _is_point(element) else _plain_hours(element)
            if plain is not None and plain != ANY_HOUR:
                yield None, plain


def _is_point(element: Element) -> bool:
    """Whether it is one time, as in "4.15 instead of 3.45": the hours after it aren't ruled out with it."""
    return isinstance(element.value, ClockHours) and element.value.how in ("at", "around")


def _days_follow(elements: Sequence[Element], place: int) -> bool:
    """Whether hours that are ruled out belong to the days after them: "lectures 9 to 1 on tuesday"."""
    following = elements[place + 1] if place + 1 < len(elements) else None
    return bool(following and following.out and following.is_days and following.lead < 0 and (
        following.at <= elements[place].after + 1))


def _hours_before(elements: Sequence[Element], place: int, used: set[int]) -> Hours | None:
    if place and place - 1 not in used and elements[place - 1].out and not elements[place - 1].is_days and (
            _days_follow(elements, place - 1)):
        return _plain_hours(elements[place - 1])
    return None


def _plain_hours(element: Element) -> Hours | None:
    if isinstance(element.value, ClockHours):
        return element.value.hours()
    return element.value if isinstance(element.value, Hours) else None
