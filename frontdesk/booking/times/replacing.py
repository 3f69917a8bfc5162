"""Times that take another's place within a message: "thursday no sorry friday", "swap tuesday for wednesday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.booking.times.other_words import BOUNDARIES, CHANGING, CORRECTING, CORRECTIONS
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import Element
from frontdesk.booking.times.words import PREPOSITIONS, SEPARATORS

_CORRECTIONS = Phrases(CORRECTIONS)
_BETWEEN = CORRECTING | PREPOSITIONS
_FAR = 8  # words between "move" and what is moved
_NEAR = 4  # words between "rather" and what is preferred


def replaced(tokens: Tokens, elements: Sequence[Element]) -> list[Element]:
    """The elements, with those marked in whose place others are wanted.

    Args:
        tokens: the message.
        elements: in the order of the message, with what is ruled out marked.
    """
    marked = list(elements)
    for place, element in enumerate(elements):
        if element.out or element.value is None or not place or _is_added(tokens, element.after):
            continue
        one = elements[place - 1]
        preferred = _preference(tokens, one, element)
        if preferred is not None:
            marked[place] = replace(element, out="instead")
            marked[place - 1] = replace(marked[place - 1], lead=preferred)
            continue
        everything = _takes_every_place(tokens, elements, place)
        moved = _is_moved(tokens, one, element) and one.is_days == element.is_days
        if moved:
            marked[place - 1] = replace(marked[place - 1], lead=_verb(tokens, one.at))
        if everything or moved or _corrects(tokens, one.after, element.at):
            _take_out(tokens, marked, place, everything)
    return marked


def correction_after(tokens: Tokens, at: int) -> int | None:
    """The place after words that correct what stands before them, such as ", no sorry".

    Args:
        tokens: the message.
        at: the place after what may be corrected.
    """
    end = tokens.skip(at, _BETWEEN)
    return end if _corrects(tokens, at, end) else None


def is_moved(tokens: Tokens, at: int) -> bool:
    """Whether it says that something is to be moved from the time at a place.

    Args:
        tokens: the message.
        at: the place.
    """
    return _verb(tokens, at) >= 0


def _verb(tokens: Tokens, at: int) -> int:
    """The place of "move" or the like in the clause before a place, or -1."""
    for place in range(at - 1, max(-1, at - 1 - _FAR), -1):
        if tokens.word(place) in BOUNDARIES:
            return -1
        if tokens.word(place) in CHANGING:
            return place
    return -1


def _corrects(tokens: Tokens, start: int, end: int) -> bool:
    """Whether all that stands between two times is words of correction."""
    places = range(start, end)
    return all(tokens.word(place) in _BETWEEN for place in places) and any(
        found is not None and found[1] <= end for found in (_CORRECTIONS.at(tokens, place) for place in places))


def _takes_every_place(tokens: Tokens, elements: Sequence[Element], place: int) -> bool:
    """Whether it is said of a time that it is wanted instead of all before it: "make it friday", "friday instead"."""
    element = elements[place]
    before = element.at - 1
    while tokens.word(before) in PREPOSITIONS:
        before -= 1
    if tokens.word(before) in ("it", "that") and tokens.word(before - 1) == "make":
        return True
    last = element.after
    for following in elements[place + 1:]:
        if following.is_days or following.at != tokens.skip(last, PREPOSITIONS):
            break
        last = following.after
    return element.is_days and tokens.word(last) == "instead" and tokens.word(last + 1) != "of"


def _is_added(tokens: Tokens, after: int) -> bool:
    """Whether it is wanted as well."""
    return tokens.word(after) in ("too", "also", "aswell") or (
        tokens.word(after) == "as" and tokens.word(after + 1) == "well")


def _is_moved(tokens: Tokens, one: Element, other: Element) -> bool:
    words = [tokens.word(place) for place in range(one.after, other.at)]
    return any(word in ("to", "for", "with", "until") for word in words) and all(
        word in PREPOSITIONS | {"to", "with", "until", "it"} for word in words) and is_moved(tokens, one.at)


def _preference(tokens: Tokens, one: Element, other: Element) -> int | None:
    """The place of "rather" in "rather wednesday than tuesday", of "prefer" in "i prefer friday to thursday"."""
    words = [tokens.word(place) for place in range(one.after, other.at)]
    compared = any(word in ("than", "to", "over") for word in words) and all(
        word in PREPOSITIONS | {"than", "to", "over"} for word in words)
    places = range(max(0, one.at - _NEAR), one.at) if compared else range(0)
    return next((place for place in places if tokens.word(place) in ("rather", "better", "prefer", "preferably")), None)


def _take_out(tokens: Tokens, marked: list[Element], place: int, everything: bool) -> None:
    """Mark the times before a place that the one there takes the place of."""
    days = marked[place].is_days
    hours_follow = days and place + 1 < len(marked) and not marked[place + 1].is_days and (
        marked[place + 1].at == tokens.skip(marked[place].after, PREPOSITIONS))
    found = False
    for earlier in range(place - 1, -1, -1):
        element = marked[earlier]
        if found and not everything and not _in_a_list(tokens, element, marked[earlier + 1]):
            return
        if element.is_days == days or (days and hours_follow):
            marked[earlier] = element if element.out else replace(element, out="instead")
        found = found or element.is_days == days


def _in_a_list(tokens: Tokens, one: Element, other: Element) -> bool:
    words = [tokens.word(place) for place in range(one.after, other.at)]
    return one.is_days == other.is_days and bool(words) and all(
        word in PREPOSITIONS or SEPARATORS.get(word) in ("or", "and") for word in words)
