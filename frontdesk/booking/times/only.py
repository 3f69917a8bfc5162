"""Days that alone suit: "friday only", "just tuesdays"; whatever else the message names goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.booking.times.other_words import AFTER_ONLY
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import Days, Element
from frontdesk.booking.times.words import FILLERS, PREPOSITIONS, SEPARATORS


def only(tokens: Tokens, elements: Sequence[Element]) -> list[Element]:
    """The elements, without the days beside which others are "only" or "just" those that suit.

    Args:
        tokens: the message.
        elements: in the order of the message.
    """
    kept: set[int] = set()
    for place, element in enumerate(elements):
        if element.is_days and not element.out and _is_only(tokens, elements, place):
            kept.update(_listed(tokens, elements, place))
    if not kept:
        return list(elements)
    stay = [elements[place].value for place in kept]
    gone = {place for place, element in enumerate(elements) if place not in kept and _goes(element, stay)}
    gone |= {place + 1 for place in gone if place + 1 < len(elements) and not elements[place + 1].is_days
             and not elements[place + 1].out}
    return [replace(element, out="instead") if place in gone else
            replace(element, after=element.after + (tokens.word(element.after) == "only")) if place in kept else element
            for place, element in enumerate(elements)]


def _goes(element: Element, stay: Sequence[object]) -> bool:
    """Whether days have no place beside those that alone suit; a week that holds them has."""
    days = element.value
    if not isinstance(days, Days) or element.out:
        return False
    return days.kind != "span" or not any(isinstance(only, Days) and days.meet(only) for only in stay)


def _is_only(tokens: Tokens, elements: Sequence[Element], place: int) -> bool:
    element = elements[place]
    before = element.at - 1
    if tokens.word(before) != "just":
        while tokens.word(before) in PREPOSITIONS:
            before -= 1
    if tokens.word(before) == "just":
        return True
    while tokens.word(before) in AFTER_ONLY | PREPOSITIONS:
        before -= 1
    if tokens.word(before) == "only" and tokens.word(before - 1) != "not":
        return not (before and any(other.after == before for other in elements))
    last = place
    while last + 1 < len(elements) and not elements[last + 1].is_days and elements[last + 1].at <= elements[
            last].after + 2:
        last += 1
    after = tokens.skip(elements[last].after, ("is", "are", "the"))
    narrowed = last + 1 < len(elements) and not elements[last + 1].is_days and elements[last + 1].at == after + 1
    return tokens.word(after) == "only" and not narrowed


def _listed(tokens: Tokens, elements: Sequence[Element], place: int) -> list[int]:
    """The days and hours in one list with these."""
    first = last = place
    while first and _together(tokens, elements[first - 1], elements[first]):
        first -= 1
    while last + 1 < len(elements) and _together(tokens, elements[last], elements[last + 1]):
        last += 1
    return list(range(first, last + 1))


def _together(tokens: Tokens, one: Element, other: Element) -> bool:
    words = [tokens.word(at) for at in range(one.after, other.at)]
    return not one.out and not other.out and all(
        word in (PREPOSITIONS | FILLERS | {"&", "/"}) - {".", "!", "?", ";", "but", "is"} for word in words) and (
        any(SEPARATORS.get(word) in ("or", "and") for word in words) or one.is_days != other.is_days)
