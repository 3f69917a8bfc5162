"""Which days and hours a message rules out: "not mondays", "any day but friday", "i work until 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from frontdesk.booking.times.fallbacks import in_condition
from frontdesk.booking.times.other_words import (
    AFTER_NEGATION,
    CORRECTING,
    NEGATIONS,
    POSITIVE,
    RULED_OUT,
)
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import ClockHours, Days, Element
from frontdesk.booking.times.words import (
    EVERY,
    FILLERS,
    PREPOSITIONS,
    SEPARATORS,
)

_NEGATIONS = Phrases(dict.fromkeys(NEGATIONS, True))
_RULED_OUT = Phrases(dict.fromkeys(RULED_OUT, True))
_FAR = 8  # words between "can't" and what it rules out
_EXCEPT = ("except", "apart", "other", "excluding", "besides", "bar", "excepting", "minus", "anything", "but")
_BETWEEN = FILLERS | PREPOSITIONS | {"are", "i", "im"}
_BUT = ("but", "expect", "less", "save")
_ONE_ONLY = ("not", "no", "rather", "instead", "as")
_OFF_WORK = ("dont", "not", "never", "arent", "isnt", "no")


def ruled_out(tokens: Tokens, elements: Sequence[Element]) -> list[Element]:
    """The elements, with those marked that are ruled out.

    Args:
        tokens: the message.
        elements: in the order of the message.
    """
    marked: list[Element] = []
    for element in elements:
        lead = _negation_before(tokens, element)
        if lead is not None:
            marked.append(replace(element, out=_how(tokens, lead), lead=lead))
        elif marked and marked[-1].out and _spreads(tokens, marked[-1], element):
            near = element.is_days and marked[-1].after == element.at
            marked.append(replace(element, out=marked[-1].out, lead=element.at if near else -1))
        else:
            marked.append(element)
    return _ruled_out_afterwards(tokens, marked)


def _negation_before(tokens: Tokens, element: Element) -> int | None:
    """The place of a word such as "not" that belongs to an element."""
    if element.value is None:
        return None
    for place in range(element.at - 1, max(-1, element.at - 1 - _FAR), -1):
        found = _NEGATIONS.at(tokens, place)
        if found is None and _but(tokens, place, element):
            return place
        if found is None or found[1] > element.at:
            continue
        if in_condition(tokens, place) or (tokens.word(place) == "no" and _corrects(tokens, place, element)):
            return None
        if not all(tokens.word(between) in AFTER_NEGATION for between in range(found[1], element.at)):
            return None
        if "work" in tokens.word(found[1] - 1) and tokens.word(place - 1) in _OFF_WORK:
            return None
        if tokens.word(place) in ("working", "away", "meetings", "work") and found[1] < element.at - 1:
            return None
        return place
    return None


def _but(tokens: Tokens, place: int, element: Element) -> bool:
    """Whether "but" makes an exception, as in "any evening but thursday"."""
    if tokens.word(place) not in _BUT or tokens.skip(place + 1, ("on", "the")) != element.at:
        return False
    of_all = any(tokens.word(before) in EVERY | {"anytime", "weekdays", "weekends"} for before in range(place))
    suits = tokens.word(tokens.skip(element.after, ("is", "are", "would", "be"))) in POSITIVE
    return of_all and element.is_days and not suits


def _corrects(tokens: Tokens, place: int, element: Element) -> bool:
    """Whether "no" says that it was something else, as in "no friday", unlike "no fridays"."""
    return isinstance(element.value, Days) and element.value.kind in ("day", "weekday") and (
        tokens.skip(0, ("oh", "sorry", "actually", "ah", ",")) == place)


def _how(tokens: Tokens, lead: int) -> Literal["not", "except"]:
    return "except" if tokens.word(lead) in _EXCEPT else "not"


def _spreads(tokens: Tokens, out: Element, element: Element) -> bool:
    """Whether what is ruled out goes on with this element: "not mondays or fridays"."""
    if element.value is None:
        return False
    between = [tokens.word(place) for place in range(out.after, element.at)]
    if any(word in POSITIVE or word not in _BETWEEN | {"nor", "either"} for word in between):
        return False
    if tokens.word(tokens.skip(element.after, ("is", "are", "would", "be", "will"))) in POSITIVE - {"please"}:
        return False
    if out.is_days and not element.is_days:
        separate = any(SEPARATORS.get(word) for word in between)
        near = out.out == "not" or not (between or isinstance(element.value, ClockHours))
        return near and not separate  # "any day but friday, after 5" leaves "after 5" to the other days
    links = [SEPARATORS.get(word, "or" if word == "nor" else "") for word in between]
    if out.is_days != element.is_days:
        return False
    if not between and out.lead >= 0 and tokens.word(out.lead) not in _ONE_ONLY:
        return True  # "working mon tue"
    return "or" in links or "and" in links or (links == [","] and _list_goes_on(tokens, element.after))


def _list_goes_on(tokens: Tokens, after: int) -> bool:
    return tokens.word(after) in ("or", "and", "nor")


def _ruled_out_afterwards(tokens: Tokens, elements: list[Element]) -> list[Element]:
    """Mark what stands before "is no good" or "i can't"."""
    for place, element in enumerate(elements):
        following = elements[place + 1].at if place + 1 < len(elements) else len(tokens)
        start = tokens.skip(element.after, ("at", "all"))
        found = _RULED_OUT.at(tokens, start)
        if found is None or element.value is None or element.out or in_condition(tokens, element.at):
            continue
        if tokens.word(start) == "no" and tokens.word(start + 1) in CORRECTING - {",", ".", "-", "!", "but", "or"}:
            continue  # "thursday at 3 no sorry friday" keeps the hours
        end = tokens.skip(found[1], AFTER_NEGATION)
        if end >= following < len(tokens):
            continue  # "thursdays i can't do mornings"
        elements[place] = replace(element, out="not", after=found[1])
        before = place - 1
        while before >= 0 and not elements[before].out and _linked(tokens, elements[before], elements[before + 1]):
            elements[before] = replace(elements[before], out="not")
            before -= 1
    return elements


def _linked(tokens: Tokens, one: Element, other: Element) -> bool:
    """Whether two elements stand together: "monday morning", "mondays and tuesdays"."""
    between = [tokens.word(place) for place in range(one.after, other.at)]
    if not all(word in _BETWEEN for word in between):
        return False
    return not any(SEPARATORS.get(word) == "," for word in between) and one.value is not None
