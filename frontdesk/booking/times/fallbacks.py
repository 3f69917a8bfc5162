"""What is to be done if something isn't possible: "friday, if that's full monday"."""

from __future__ import annotations

from itertools import pairwise

from frontdesk.booking.times.other_words import BOUNDARIES, IMPOSSIBLE
from frontdesk.booking.times.tokens import Tokens

_FAR = 7  # words from "if" to what it is about


def in_condition(tokens: Tokens, at: int) -> bool:
    """Whether a place belongs to a condition such as "if you can't do friday".

    Args:
        tokens: the message.
        at: the place, of a negation or of what it is about.
    """
    for place in range(at - 1, max(-1, at - 1 - _FAR), -1):
        if tokens.word(place) in BOUNDARIES:
            return False
        if tokens.word(place) in ("if", "unless"):
            return not _politely(tokens, place, at)
    return False


def stands_in(tokens: Tokens, start: int, end: int, alike: bool) -> bool:
    """Whether what follows is only wanted if something else isn't possible.

    Args:
        tokens: the message.
        start: place after the time that is wanted first.
        end: place of the other time.
        alike: whether both are days or both are hours, so that the first may be part of the condition.
    """
    words = [tokens.word(place) for place in range(start, end)]
    if ("failing" in words) or _pair_in(words, "or", "else"):
        return True
    before = [place for place in range(max(0, start - _FAR), start) if alike and tokens.word(place) in ("if", "unless")
              and not any(tokens.word(between) in BOUNDARIES for between in range(place, start))]
    places = [place for place in range(start, end) if tokens.word(place) in ("if", "unless")]
    return any(_fails(tokens, place, end) for place in before + places)


def _fails(tokens: Tokens, at: int, end: int) -> bool:
    if _politely(tokens, at, end):
        return False
    return tokens.word(at) == "unless" or any(tokens.word(place) in IMPOSSIBLE for place in range(at + 1, end))


def _politely(tokens: Tokens, at: int, end: int) -> bool:
    """Whether it is "if possible", "if that's ok"."""
    place = tokens.skip(at + 1, ("that", "its", "it", "thats", "is", "at", "all"))
    return place < end and tokens.word(place) in ("possible", "ok", "okay", "fine")


def _pair_in(words: list[str], one: str, other: str) -> bool:
    return any(pair == (one, other) for pair in pairwise(words))
