"""The word "now": a time only where it is about being called now."""

from __future__ import annotations

from frontdesk.booking.times.other_words import BOUNDARIES, CONTACT, NEGATIONS
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.words import FILLERS, GOOD

_NEGATIONS = Phrases(dict.fromkeys(NEGATIONS, True))
_OPENING = frozenset(("um", "er", "well", "just", "like", "as", "of", "maybe"))
_NOT_BEFORE = ("by", "for", "until", "from", "just", "since", "not", "up", "and", "what", "till", "even")
_AFTER = FILLERS | GOOD | frozenset(("for", "before", "about", "as", "on", "with", "really", "asap", "again"))
_FAR = 6  # words between "call" and "now"


def now_at(tokens: Tokens, at: int) -> int | None:
    """The place after "now" or "right now", where that is when the visitor wants to be called.

    Args:
        tokens: the message.
        at: the place.
    """
    place = at + 1 if tokens.word(at) == "right" else at
    following = tokens.word(place + 1)
    if tokens.word(place) != "now" or tokens.word(at - 1) in _NOT_BEFORE or (
            following.isalnum() and following not in _AFTER):
        return None
    return place + 1 if _opens(tokens, at, place + 1) or _asked(tokens, at) else None


def _opens(tokens: Tokens, at: int, after: int) -> bool:
    """Whether it is the whole answer: "now", "right now please", "now is good"."""
    if tokens.skip(0, _OPENING) < at:
        return tokens.word(after) == "please" and not tokens.word(at - 1).startswith(("that", "all"))
    return after == len(tokens) or tokens.word(after) in FILLERS | {"as"}


def _asked(tokens: Tokens, at: int) -> bool:
    """Whether the clause before it asks to be called, or says that the visitor is free."""
    asked = False
    for place in range(at - 1, max(-1, at - 1 - _FAR), -1):
        if tokens.word(place) in BOUNDARIES:
            break
        if _NEGATIONS.at(tokens, place):
            return False
        asked = asked or tokens.word(place) in CONTACT or (
            tokens.word(place) in ("free", "available") and tokens.word(place - 1) in ("im", "am", "i", "is", "are"))
    return asked
