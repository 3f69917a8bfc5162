"""When the visitor, or whoever brings them, has something else to do: "thursday i have class", "mum's got the car"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.booking.times.fallbacks import in_condition
from frontdesk.booking.times.other_words import (
    ACTIVITIES,
    BOUNDARIES,
    BUSY_AFTER_BEING,
    BUSY_VERBS,
    HAVING_TO,
    HURTING,
    LEISURE,
    POSITIVE,
)
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import Days, Element
from frontdesk.booking.times.words import FILLERS, PREPOSITIONS, SEPARATORS

_NEAR = 6  # words after such a clause that may refer to it
_FAR = 9  # words of a clause that are looked at
_BEING = frozenset(("im", "am", "is", "are", "were", "be", "hes", "shes", "hell", "ill", "well"))
_PEOPLE = frozenset(("i", "im", "ive", "he", "hes", "she", "shes", "we", "weve", "were", "they", "my", "our", "mum",
                     "mums", "wife", "wifes", "husband", "hubby", "partner", "kids", "kid", "the", "got"))
_ALONE = ("works", "comes", "visits", "working")
_OWN = ("my", "our", "her", "his")
_SMALL = PREPOSITIONS | FILLERS | {"all", "every", "most", "each", "a", "an", "early", "late"}
Run = tuple[int, int]  # first element, and the one after the last


def busy(tokens: Tokens, elements: Sequence[Element]) -> list[Element]:
    """The elements, with those ruled out at which somebody has something else to do.

    Args:
        tokens: the message.
        elements: in the order of the message.
    """
    marked = list(elements)
    runs = _runs(tokens, marked)
    claimed = 0
    for place, (first, end) in enumerate(runs):
        if not any(element.is_days for element in marked[first:end]) or any(one.out for one in marked[first:end]):
            continue
        contrast = _contrast(runs, marked, place)
        following = marked[end].at if end < len(marked) else len(tokens)
        start = _busy_before(tokens, max(claimed, marked[first - 1].after if first else 0), marked[first].at, contrast)
        after = None
        if start is None or not contrast:
            after = _busy_after(tokens, marked[first], marked[end - 1].after, following, contrast)
        if start is None and after is None:
            continue
        if after is None and _suits_after_all(tokens, marked[end - 1].after):
            continue
        if _refers_back(tokens, marked[end - 1].after if after is None else after):
            continue
        again = any(one.value == other.value for one in marked[first:end] if one.is_days
                    for at, other in enumerate(marked) if not (first <= at < end or other.out))
        for number in range(first, end):
            marked[number] = replace(marked[number], out="instead" if again else "not")
        if start is not None:
            marked[first] = replace(marked[first], lead=start)
        if after is not None:
            claimed = after
            marked[end - 1] = replace(marked[end - 1], after=after)
    return marked


def _refers_back(tokens: Tokens, after: int) -> bool:
    """Whether it goes on with "so call then" or "so those days": that is when it suits."""
    words = [tokens.word(place) for place in range(after, after + _NEAR)]
    return "so" in words and "not" not in words and ("then" in words or "those" in words)


def _runs(tokens: Tokens, elements: Sequence[Element]) -> list[Run]:
    """Elements that stand together, such as "monday and tuesday mornings"."""
    runs: list[Run] = []
    for place, element in enumerate(elements):
        between = [tokens.word(at) for at in range(elements[place - 1].after, element.at)] if place else ["."]
        together = all(word in PREPOSITIONS or SEPARATORS.get(word) in ("or", "and") for word in between)
        listed = between == [","] and _kind(element) == _kind(elements[place - 1]) and _list_ends(
            tokens, elements, place)
        if runs and element.value is not None and (together or listed):
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _kind(element: Element) -> str:
    return element.value.kind if isinstance(element.value, Days) else "hours"


def _list_ends(tokens: Tokens, elements: Sequence[Element], place: int) -> bool:
    """Whether "or" or "and" goes on with the list."""
    return place + 1 < len(elements) and SEPARATORS.get(tokens.word(elements[place].after)) in ("or", "and")


def _contrast(runs: Sequence[Run], elements: Sequence[Element], place: int) -> bool:
    """Whether other times are named that may be those that suit."""
    return any(not element.out and element.value is not None
               for other, (first, end) in enumerate(runs) if other != place for element in elements[first:end])


def _busy_before(tokens: Tokens, earliest: int, at: int, contrast: bool) -> int | None:
    """Where a clause begins that tells what is done at the time that ends it."""
    start = at
    while start > max(earliest, at - _FAR) and tokens.word(start - 1) not in BOUNDARIES:
        start -= 1
    if in_condition(tokens, at):
        return None
    for place in range(start, at):
        about = _object(tokens, place, at)
        if about is None:
            continue
        known = any(word in ACTIVITIES for word in about)
        return start if known or (contrast and tokens.word(place) not in ("do", "does")) or "days" in about else None
    if not contrast or start == at:
        return None
    words = [tokens.word(place) for place in range(start, at)]
    while words and words[-1] in PREPOSITIONS:
        words.pop()
    noun = bool(words) and words[-1] in ACTIVITIES and not any(word in POSITIVE | LEISURE for word in words)
    return start if noun else None


def _object(tokens: Tokens, place: int, end: int) -> list[str] | None:
    """What somebody has or does, if a verb of that kind stands here; ``None`` if it isn't what keeps them busy."""
    word = tokens.word(place)
    if tokens.word(place - 1) == "to":
        return None  # "to have a look at me this week"
    if word in _BEING:
        if tokens.word(place + 1) not in BUSY_AFTER_BEING:
            return None
    elif word not in BUSY_VERBS or (tokens.word(place + 1) == "to" and tokens.word(place + 2) not in HAVING_TO):
        return None
    words = [tokens.word(at) for at in range(place + 1, end)]
    if words[:2] == ["off", "to"]:
        words = words[1:]
    if "you" in (*words, tokens.word(place - 1), tokens.word(place + 1)):
        return None
    if any(word in POSITIVE | HURTING | LEISURE for word in (*words, tokens.word(place - 1))):
        return None
    about = [word for word in words if word not in _SMALL and word.isalpha()]
    if not about and word in _ALONE and _has_subject(tokens, place):
        return [word]
    return about or None


def _has_subject(tokens: Tokens, at: int) -> bool:
    """Whether somebody works or comes, unlike "what works"."""
    return tokens.word(at - 1) in _PEOPLE or tokens.word(at - 2) in (*_OWN, "the")


def _busy_after(tokens: Tokens, first: Element, after: int, end: int, contrast: bool) -> int | None:
    """The place after a clause that tells what is done at the time before it: "thursday i have class"."""
    stop = after
    while stop < min(end, after + _FAR) and tokens.word(stop) not in BOUNDARIES - {":"}:
        stop += 1
    wanted = any(tokens.word(place) in POSITIVE for place in range(max(0, first.at - 3), first.at))
    if wanted and stop == end and end < len(tokens):
        return None  # "call me tuesday i have class wednesday"
    if _is_taken_up(tokens, first, after, stop):
        return stop
    if tokens.word(after) not in _PEOPLE:
        return None
    for place in range(after, min(stop, after + 4)):
        about = _object(tokens, place, stop)
        if about is not None:
            return stop if contrast or any(word in ACTIVITIES for word in about) else None
    return None


def _is_taken_up(tokens: Tokens, first: Element, after: int, stop: int) -> bool:
    """Whether it goes on with "is bingo" or "is my long day"."""
    contracted = first.after == after and after > 0 and tokens.all[after - 1].raw[-2:].lower() in ("'s", "’s")
    if not (contracted or tokens.word(after) in ("is", "are")):
        return False
    start = after if contracted and tokens.word(after) not in ("is", "are") else after + 1
    words = [tokens.word(place) for place in range(start, stop)]
    if words[-3:] == ["so", "not", "then"]:
        return True
    if any(word in POSITIVE | LEISURE for word in words):
        return False
    return any(word in ACTIVITIES for word in words) or (bool(words) and words[0] in _OWN and "day" in words)


def _suits_after_all(tokens: Tokens, after: int) -> bool:
    place = tokens.skip(after, ("is", "are", "would", "be", "will"))
    return tokens.word(place) in POSITIVE - {"please", "but", "can", "could", "will", "would", "may", "call", "come"}
