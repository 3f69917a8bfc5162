"""Two days in one breath: "this or next thursday", "this week or next"."""

from __future__ import annotations

import datetime

from frontdesk.booking.times.named_days import named_days_at
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import Element

_WHICH = ("this", "next", "coming", "following")


def this_or_next_at(tokens: Tokens, at: int, today: datetime.date) -> list[Element] | None:
    """Both days, if two are named with one word, at a place.

    Args:
        tokens: the message.
        at: the place.
        today: the present day.
    """
    if tokens.word(at) not in _WHICH:
        return None
    if tokens.word(at + 1) in ("or", "and", "/"):
        other, noun, after = tokens.skip(at + 2, ("the",)), tokens.skip(at + 2, ("the",)) + 1, 0
        first_after, after = at + 1, noun + 1
    else:
        noun, other = at + 1, tokens.skip(at + 3, ("the",))
        first_after, after = at + 2, other + 1
        if tokens.word(at + 2) not in ("or", "and", "/") or _names_a_day(tokens, other, today):
            return None
    if tokens.word(other) not in _WHICH or tokens.word(other) == tokens.word(at):
        return None
    places = ((at, first_after), (other, after))
    found: list[Element] = []
    for which, end in places:
        days = named_days_at(Tokens(f"{tokens.word(which)} {tokens.word(noun)}"), 0, today)
        if days is None or days[1] != 2:
            return None
        found.append(Element(days[0], which, end))
    return found


def _names_a_day(tokens: Tokens, at: int, today: datetime.date) -> bool:
    """Whether the second is named by a word of its own, as in "this week or next month"."""
    return named_days_at(tokens, at, today) is not None
