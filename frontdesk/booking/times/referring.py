"""Times bounded by one just named: "i pick up the kids at 3, so before that"."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from frontdesk.booking.times.other_words import BEFORE_THAT
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import ClockHours, Days, Element

_THAT = ("that", "then", "this")
_DAY = datetime.timedelta(1)


def bounded(tokens: Tokens, elements: Sequence[Element], today: datetime.date) -> list[Element]:
    """The elements, with "before that" and "after that" carried over to what they refer to.

    Whether that was ruled out doesn't count: "i work till 5, so after that".

    Args:
        tokens: the message.
        elements: in the order of the message.
        today: the present day.
    """
    found: list[Element] = []
    skipped = -1
    for element in elements:
        if element.at < skipped:
            continue  # "any time" of "any time after that"
        place = tokens.skip(element.after, BEFORE_THAT)
        side = tokens.word(place)
        value = None
        if side in ("before", "after") and tokens.word(place + 1) in _THAT:
            value = _side(element, side, today)
            skipped = place + 2
        found.append(replace(element, value=value, after=skipped, out="") if value else element)
    return found


def _side(element: Element, side: str, today: datetime.date) -> ClockHours | Days | None:
    value = element.value
    if isinstance(value, ClockHours) and value.last is None:
        return ClockHours(side, value.clock)
    if isinstance(value, Days) and value.last is not None and value.kind in ("day", "weekday"):
        if side == "after":
            return Days(value.last + _DAY, None)
        return Days(today, value.first - _DAY) if value.first > today else None
    return None
