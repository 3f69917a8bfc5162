"""What looks like a time that suits, and is none: "for 3 weeks", "since monday", "good morning", "hurts at night"."""

from __future__ import annotations

import datetime

from frontdesk.booking.times.clock_readings import clock_at, counts_hours
from frontdesk.booking.times.days import days_at
from frontdesk.booking.times.fallbacks import in_condition
from frontdesk.booking.times.other_words import (
    BOUNDARIES,
    HAPPENED,
    HURTING,
    NO_TIMES,
    POSITIVE,
    RISING,
)
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import Days, Element, Hours
from frontdesk.booking.times.weeks import part_of_week_at
from frontdesk.booking.times.words import (
    FILLERS,
    GREETED,
    GREETING_GOES_ON,
    LONG_UNITS,
    NUMBER_WORDS,
    PARTS,
    RANGE_SIGNS,
    SHORT_UNITS,
    UNITS,
    WISHES,
)

_PARTS, _NO_TIMES = Phrases(PARTS), Phrases(dict.fromkeys(NO_TIMES, True))
_UNITS = UNITS.keys() | SHORT_UNITS.keys() | LONG_UNITS
_FAR = 6  # words before a time that may show that it is about something else


def no_time_at(tokens: Tokens, at: int, today: datetime.date) -> int | None:
    """The place after a stretch of time that is no time that suits: a duration, or the past.

    Args:
        tokens: the message.
        at: the place.
        today: the present day.
    """
    word = tokens.word(at)
    if word == "since" and _from_then(tokens, at):
        return None
    if word == "last" and part_of_week_at(tokens, at, today):
        return None  # "last week of december"
    named = _NO_TIMES.at(tokens, at)
    if named is not None:
        return named[1]
    if word in ("since", "last", "past", "previous", "yesterday", "yesterdays"):
        return _past(tokens, at, today)
    if word in ("for", "over", "in") and tokens.word(at + 1) in ("the", "last", "past"):
        place = tokens.skip(at + 1, ("the",))
        return _past(tokens, place, today) if tokens.word(place) in ("last", "past") else None
    if tokens.number(at) is not None and counts_hours(tokens, at):
        return None  # "morning 8 hour"
    start = tokens.skip(at, ("for", "about", "around", "over", "almost", "nearly", "every"))
    counted = _duration(tokens, start)
    if counted is None or (start == at and days_at(tokens, at, today)):
        return None
    following = tokens.word(counted)
    if following in ("from", "time") and start == at:
        return None
    return counted + (following in ("ago", "old", "back", "now"))


def _from_then(tokens: Tokens, at: int) -> bool:
    """Whether "since 5 pm" is meant for "from 5 pm"."""
    read = clock_at(tokens, tokens.skip(at + 1, ("the", "about", "around")))
    return read is not None and read.sure


def _past(tokens: Tokens, at: int, today: datetime.date) -> int | None:
    """since monday, last week, past few days, yesterday evening."""
    word = tokens.word(at)
    place = tokens.skip(at + 1, ("last", "the", "about", "around", "this", "early", "late", "past", "on", "at"))
    duration = _duration(tokens, place)
    if duration is not None:
        return duration
    if tokens.word(place) in _UNITS or tokens.word(place) in ("year", "summer", "winter", "spring", "autumn"):
        return place + 1
    days = days_at(tokens, place, today)
    after = days[1] if days else place
    part = _PARTS.at(tokens, tokens.skip(after, ("in", "the")))
    after = part[1] if part else after
    if word == "since" and days is None and part is None:
        number = tokens.number(place) or NUMBER_WORDS.get(tokens.word(place))
        return place + 1 if number is not None else None
    return after if after > place or word.startswith("yesterday") else None


def _duration(tokens: Tokens, at: int) -> int | None:
    """The place after "2 weeks", "2-3 months", "a couple of years"."""
    start = tokens.skip(at, ("a",)) if tokens.word(at + 1) in ("couple", "few") else at
    number = NUMBER_WORDS.get(tokens.word(start), tokens.number(start))
    if number is None or (tokens.word(start) in ("a", "an") and tokens.word(start + 1) == "week"
                          and tokens.word(start + 2) in ("on", "today", "tomorrow", "from")):
        return None
    after = start + 1
    if tokens.word(after) in RANGE_SIGNS | {"or"} and (
            tokens.number(after + 1) is not None or tokens.word(after + 1) in NUMBER_WORDS):
        after += 2
    after = tokens.skip(after, ("of", "or", "so", "more", "half", "and", "a", "whole", "full", "-"))
    return after + 1 if tokens.word(after) in _UNITS else None


def greeting_at(tokens: Tokens, at: int) -> int | None:
    """The place after "good morning" or "have a nice weekend", or a "morning" that opens a message."""
    word, before = tokens.word(at), tokens.word(at - 1)
    if before in WISHES and (word in GREETED or word in ("day", "weekend", "night", "week")):
        return at + 1
    if before in ("your", "nice", "enjoy", "lovely") and word in ("weekend", "evening", "day", "week"):
        return at + 1
    plural = at < len(tokens) and tokens.all[at].raw.lower().endswith("s")
    opening = word in GREETED and not plural and tokens.skip(0, ("hi", "hello", "hey", ",", "!")) == at
    if not opening:
        return None
    sign = tokens.skip(at + 1, (",", "!", ".", "\n"))
    return sign if tokens.word(sign) in GREETING_GOES_ON and tokens.word(sign) not in FILLERS else None


def tells_of_something_else(tokens: Tokens, element: Element, beside_day: bool) -> bool:
    """Whether it tells when something hurts or happened.

    Args:
        tokens: the message.
        element: the days or hours.
        beside_day: whether it stands right after a day.
    """
    if element.value is None:
        return False
    days = isinstance(element.value, Days)
    of_every_day = isinstance(element.value, Days) and element.value.kind == "any"
    if tokens.word(element.after) == "ago":
        return True
    if beside_day:
        return False
    for place in range(element.at - 1, max(-1, element.at - 1 - _FAR), -1):
        word = tokens.word(place)
        if word in BOUNDARIES or word in POSITIVE:
            return False
        if word in HAPPENED and (tokens.word(place - 1) in ("be", "get", "being") or in_condition(tokens, place)):
            return False  # "to be called in the morning", "if you are booked up"
        hurting = word in HURTING or (word == "up" and tokens.word(place - 1) in RISING)
        if word in HAPPENED or (hurting and (not days or of_every_day)):
            return not _says_so_again(tokens, element)
    return False


def _says_so_again(tokens: Tokens, element: Element) -> bool:
    """Whether what follows shows that it suits after all, as in "knee pain, mornings are best"."""
    place = tokens.skip(element.after, ("is", "are", "would", "be", "will"))
    suits = tokens.word(place) in ("best", "better", "good", "fine", "ok", "please", "suits", "preferred", "works")
    return suits and isinstance(element.value, (Days, Hours))
