"""Hours by the clock: "after 5", "2-4pm", "between two and four", "5 onwards"."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.booking.times.clock_readings import LAST_BARE_HOUR, Read, clock_at, ends_here, may_be_hour
from frontdesk.booking.times.replacing import is_moved
from frontdesk.booking.times.tokens import Phrases, Tokens, belongs_to_word_before
from frontdesk.booking.times.values import ClockHours
from frontdesk.booking.times.words import (
    BEFORE_CLOCK,
    CLOCK_SUFFIXES,
    GOOD,
    NUMBERED,
    RANGE_SIGNS,
    ROUGHLY,
)

_BEFORE = Phrases(BEFORE_CLOCK)
_SUFFIXES = Phrases(CLOCK_SUFFIXES)
_FAR = 8  # words from "between" to a second pair of times
_BEDTIME = ("bed", "asleep", "bedtime", "dinner", "tea", "bath")


def clock_hours_at(tokens: Tokens, at: int, beside_day: bool) -> tuple[ClockHours, int] | None:
    """Hours by the clock at a place.

    Args:
        tokens: the message.
        at: the place.
        beside_day: whether a day stands right before it, so that a mere number may be a time.

    Returns:
        The hours and the place after them.
    """
    lead = None if belongs_to_word_before(tokens, at) else _BEFORE.at(tokens, at)
    if tokens.word(at) == "not" and tokens.word(at - 1) == "if":
        return None  # "after 5, if not before 9"
    how, start = lead or ("", at)
    start = tokens.skip(start, ROUGHLY if lead else ())
    first = clock_at(tokens, start)
    if first is None or (not lead and (_belongs_to_a_word(tokens, start) or tokens.word(start - 1) in NUMBERED)):
        return None
    if not first.clock.half and 6 <= first.clock.hour <= 11 and any(
            tokens.word(place) in _BEDTIME for place in range(at - 2, start)):
        first = first._replace(clock=replace(first.clock, half="pm"))
    last = _range_end(tokens, start, first, how)
    if last is not None and _is_a_range(tokens, start, first, last, how, beside_day):
        return ClockHours("between", first.clock, last.clock), last.after
    if how == "between" or (last is not None and _scale(first, last)):
        return None
    if not (lead or first.sure) and tokens.word(first.after) in ("or", "/"):
        first = _like_the_next(tokens, first)
    suffix = _SUFFIXES.at(tokens, first.after)
    if suffix is not None and clock_at(tokens, suffix[1]) is None:
        how, after = suffix
        return (ClockHours(how, first.clock), after) if may_be_hour(tokens, first, sure=True) else None
    if not (lead or first.sure or _part_follows(tokens, first.after)
            or (beside_day and ends_here(tokens, first.after)) or _is_it_ok(tokens, start, first.after)):
        return None
    if not may_be_hour(tokens, first, sure=first.sure):
        return None
    how = how or "at"
    return ClockHours("around" if first.about and how == "at" else how, first.clock), first.after


def _range_end(tokens: Tokens, start: int, first: Read, how: str) -> Read | None:
    sign = first.after
    allowed = RANGE_SIGNS | ({"and", "&"} if how == "between" or _between_again(tokens, start) else set())
    if how in ("until", "before") or tokens.word(sign) not in allowed or is_moved(tokens, start):
        return None
    return clock_at(tokens, tokens.skip(sign + 1, ROUGHLY | {">"}))


def _between_again(tokens: Tokens, at: int) -> bool:
    """Whether it is the "2 and 4" of "between 10 and 12 or 2 and 4"."""
    return tokens.word(at - 1) == "or" and any(
        tokens.word(place) == "between" for place in range(max(0, at - _FAR), at))


def _is_a_range(tokens: Tokens, start: int, first: Read, last: Read, how: str, beside_day: bool) -> bool:
    if not may_be_hour(tokens, last, sure=last.sure):
        return False
    if _scale(first, last):
        return False
    sure = first.sure or last.sure or how in ("between", "from", "after", "around") or beside_day
    ends = ends_here(tokens, last.after) or tokens.word(last.after) in ("so", "then", "every")
    return sure or ends or tokens.word(start - 1) in (
        "", "anytime", "time", "or", "and", ",", "from")


def _scale(first: Read, last: Read) -> bool:
    """Whether it is "1 to 10", which is said of pain."""
    return first.clock.hour in (0, 1) and last.clock.hour == 10 and not (first.sure or last.sure)


def _like_the_next(tokens: Tokens, first: Read) -> Read:
    """The "8" of "8 or 9 pm" as 8 pm; as it was where no time follows."""
    following = clock_at(tokens, first.after + 1)
    if following is None or not following.sure:
        return first
    half = following.clock.half if following.clock.half in ("am", "pm") and first.clock.hour <= LAST_BARE_HOUR else ""
    return first._replace(clock=replace(first.clock, half=first.clock.half or half), sure=True)


def _is_it_ok(tokens: Tokens, start: int, after: int) -> bool:
    """Whether it stands in a question such as "is 5 ok"."""
    return tokens.word(start - 1) in ("", "is", "would", "maybe") and tokens.word(after) in GOOD


def _part_follows(tokens: Tokens, at: int) -> bool:
    """Whether "in the evening" or the like follows, as in "8 in the evening"."""
    if tokens.word(at) in ("tonight", "tomorrow"):
        return True
    return tokens.word(at) in ("in", "at", "this") and (
        tokens.word(tokens.skip(at + 1, ("the",))) in ("morning", "afternoon", "evening", "night"))


def _belongs_to_a_word(tokens: Tokens, at: int) -> bool:
    """Whether a number is part of something else, as in "L5", "L5/S1" or "24/7"."""
    if not tokens.glued(at):
        return False
    before = tokens.word(at - 1)
    return before.isalpha() or before in "/.:_#" or (before == "-" and tokens.glued(at - 1))
