"""Where a message speaks of time."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import Element
from frontdesk.booking.times.words import FILLERS, PREPOSITIONS, SEPARATORS

_LEADING = PREPOSITIONS | {"from", "any", "only"}
_JOINING = (FILLERS - {"please", "thanks", "thank", "ta", "cheers", "x", "xx", "thx", "?", "!"}) | PREPOSITIONS | (
    SEPARATORS.keys() - {"\n", "(", ")"}) | {"but", "only", "a", "be"}


def spans_of(tokens: Tokens, elements: Sequence[Element]) -> tuple[tuple[int, int], ...]:
    """The ranges of characters that speak of time, in order, with the words that hold them together.

    Args:
        tokens: the message.
        elements: the days and hours in it; at least one.
    """
    ranges: list[tuple[int, int]] = []
    for element in elements:
        start = element.at if element.lead < 0 else element.lead
        while start and tokens.word(start - 1) in _LEADING:
            start -= 1
        if ranges and all(tokens.word(place) in _JOINING for place in range(ranges[-1][1], start)):
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], element.after))
        else:
            ranges.append((start, element.after))
    return tuple((tokens.all[first].start, tokens.all[after - 1].end) for first, after in ranges)
