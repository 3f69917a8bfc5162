"""A time by the clock: "5", "half 3", "quarter to five", "3.30pm", "17 Uhr"."""

from __future__ import annotations

from typing import NamedTuple

from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import Clock
from frontdesk.booking.times.words import (
    CLOCK_ALONE,
    COUNTED,
    FILLERS,
    HOUR_WORDS,
    MINUTE_WORDS,
    MONTHS,
    SPOKEN_MINUTES,
    STREETS,
)

LAST_BARE_HOUR = 12
_ALONE = Phrases(CLOCK_ALONE)
_PART_HALVES = {"morning": "am", "afternoon": "pm", "evening": "pm"}
_HALVES = {"am": "am", "pm": "pm", "a": "am", "p": "pm"}


class Read(NamedTuple):
    """A time that was read.

    Attributes:
        clock: the time.
        after: the place after it.
        sure: whether it can't be a mere number.
        about: whether it is only about that time.
    """

    clock: Clock
    after: int
    sure: bool
    about: bool = False


def clock_at(tokens: Tokens, at: int) -> Read | None:
    """A time at a place, if one can be read there; a mere number may be none, see :func:`may_be_hour`."""
    alone = _ALONE.at(tokens, at)
    if alone is not None:
        return Read(Clock(alone[0], 0, "24"), alone[1], True)
    return _spoken(tokens, at) or _hour_and_minutes(tokens, at) or _with_minutes(tokens, at) or _hour(tokens, at)


def _spoken(tokens: Tokens, at: int) -> Read | None:
    """"half past three", "half 3", "quarter to five", "ten past 5"."""
    skipped = at + 1 if tokens.word(at) == "a" else at
    minutes = MINUTE_WORDS.get(tokens.word(skipped), tokens.number(skipped))
    if minutes is None or not 0 < minutes < 60:
        return None
    at = tokens.skip(skipped + 1, ("minutes", "mins"))
    word = tokens.word(at)
    half_hour = tokens.word(skipped) == "half" and word not in ("past", "to")
    if not half_hour:
        if word not in ("past", "to") or (word == "to" and tokens.word(skipped).isdecimal()):
            return None  # "10 to 12" is a range
        at += 1
    hour = _hour(tokens, at)
    if hour is None or hour.clock.hour == 0 or not may_be_hour(tokens, hour, sure=False):
        return None
    clock = hour.clock
    if word == "to":
        return Read(_before(clock, minutes), hour.after, True, hour.about)
    return Read(Clock(clock.hour, minutes, clock.half), hour.after, True, hour.about)


def _hour_and_minutes(tokens: Tokens, at: int) -> Read | None:
    """"five thirty"."""
    hour, minute = HOUR_WORDS.get(tokens.word(at), tokens.number(at)), SPOKEN_MINUTES.get(tokens.word(at + 1))
    if hour is None or minute is None or not 0 < hour <= LAST_BARE_HOUR:
        return None
    more = HOUR_WORDS.get(tokens.word(at + 2), 0) if minute in (20, 30, 40) else 0
    return _finish(tokens, hour, minute + (more if more < 10 else 0), at + 2 + (0 < more < 10), "", ":")


def _before(clock: Clock, minutes: int) -> Clock:
    """So many minutes to an hour, in the half of the day of that hour."""
    whole = clock.minutes() - minutes
    return Clock(whole // 60, whole % 60, "24")


def _with_minutes(tokens: Tokens, at: int) -> Read | None:
    """"3:30", "3.30pm", "15h30", "1730" after a word such as "at"."""
    hour = tokens.number(at)
    if hour is None:
        return None
    minute = tokens.number(at + 2)
    sign = tokens.word(at + 1)
    half_known = "24" if tokens.word(at).startswith("0") else ""
    if (minute is not None and len(tokens.word(at + 2)) == 2 and sign in (":", ".", "h") and minute < 60 and hour < 24
            and tokens.glued(at + 1) and tokens.glued(at + 2) and not _goes_on(tokens, at + 3)):
        return _finish(tokens, hour, minute, at + 3, half_known, sign)
    if tokens.word(at + 1) in ("15", "30", "45") and 0 < hour <= LAST_BARE_HOUR and not tokens.glued(at + 1) and (
            ends_here(tokens, at + 2) and tokens.word(at + 2) not in (".", "-", "–")):
        return _finish(tokens, hour, int(tokens.word(at + 1)), at + 2, half_known, "")
    if len(tokens.word(at)) == 4 and hour // 100 < 24 and hour % 100 < 60 and hour % 5 == 0 and (
            tokens.word(at - 1) in ("at", "after", "from", "before", "until", "by", "around", "between")
            or _four_figures(tokens, at, 2) or _four_figures(tokens, at, -2)):
        return _finish(tokens, hour // 100, hour % 100, at + 1, half_known, ":")
    return None


def _four_figures(tokens: Tokens, at: int, step: int) -> bool:
    """Whether it is one end of "0900-1730"."""
    return tokens.word(at + step // 2) in ("-", "–", "to") and all(
        len(word) == 4 and word.isdecimal() and word < "2400" and word[2:] in ("00", "15", "30", "45")
        for word in (tokens.word(at), tokens.word(at + step)))


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a date goes on here with its year."""
    return tokens.glued(at) and tokens.word(at) == "." and tokens.glued(at + 1) and (
        tokens.number(at + 1) is not None)


def _finish(tokens: Tokens, hour: int, minute: int, after: int, known: str, sign: str) -> Read | None:
    half, after = _half_at(tokens, after)
    if half and not 0 < hour <= LAST_BARE_HOUR:
        half = ""
    after, _ = _uhr(tokens, after)
    about, after = _ish(tokens, after)
    kind = half or known
    sure = bool(half) or sign in (":", "h") or (sign == "." and minute % 5 == 0)
    return Read(Clock(hour, minute, kind), after, sure, about)


def _hour(tokens: Tokens, at: int) -> Read | None:
    """"5", "five", "5pm", "5 o'clock", "5ish", "17h"."""
    word = tokens.word(at)
    hour = HOUR_WORDS.get(word, tokens.number(at))
    if hour is None or hour > 24 or (len(word) > 2 and word.isdecimal()):
        return None
    half, after = _half_at(tokens, at + 1)
    if half and not 0 < hour <= LAST_BARE_HOUR:
        half = ""
    after, uhr = _uhr(tokens, after) if not counts_hours(tokens, at) else (after + 1, True)
    about, after = _ish(tokens, after)
    if not half:
        half, after = _half_at(tokens, after)
    kind = half or ("24" if word.startswith("0") else "")
    return Read(Clock(hour, 0, kind), after, bool(half) or uhr or about, about)


def counts_hours(tokens: Tokens, at: int) -> bool:
    """Whether "hours" stands for "o'clock", as in "at 17 hours" or "morning 8 hour"."""
    word = tokens.word(at + 1)
    if word not in ("hour", "hours", "hr") and not (word == "h" and not tokens.word(at + 2).isalpha()):
        return False
    before = tokens.word(at - 1)
    return before in ("at", *_PART_HALVES) or word == "h"


def _half_at(tokens: Tokens, at: int) -> tuple[str, int]:
    """"pm", "p.m.", "in the afternoon": the half of the day, and the place after it."""
    word = tokens.word(at)
    if word in ("am", "pm") and (tokens.glued(at) or word == "pm" or tokens.word(at - 1) != "i"):
        return _HALVES[word], at + 1
    if word in ("a", "p") and tokens.word(at + 1) in (".", "m"):
        after = at + 1 + (tokens.word(at + 1) == ".")
        if tokens.word(after) == "m":
            return _HALVES[word], after + (2 if tokens.glued(after + 1) and tokens.word(after + 1) == "." else 1)
    if word in ("a", "p") and tokens.glued(at):
        return _HALVES[word], at + 1
    part = tokens.skip(at + 1, ("the",)) if word in ("in", "at", "of") else -1
    if tokens.word(part) in _PART_HALVES and not tokens.all[part].raw.lower().endswith("s"):
        return _PART_HALVES[tokens.word(part)], part + 1
    return "", at


def _uhr(tokens: Tokens, at: int) -> tuple[int, bool]:
    if tokens.word(at) in ("oclock", "uhr", "hrs") or (tokens.word(at) == "h" and tokens.glued(at)):
        return at + 1, True
    if tokens.word(at) == "o" and tokens.word(at + 1) == "clock":
        return at + 2, True
    return at, False


def _ish(tokens: Tokens, at: int) -> tuple[bool, int]:
    place = at + 1 if tokens.word(at) == "-" and tokens.glued(at) else at
    return (True, place + 1) if tokens.word(place) == "ish" else (False, at)


def may_be_hour(tokens: Tokens, read: Read, sure: bool) -> bool:
    """Whether it isn't a count of something, a date or a score."""
    if sure:
        return True
    word, following = tokens.word(read.after), tokens.word(read.after + 1)
    if word in COUNTED or (word in FILLERS and word in ("or", "-") and following in COUNTED):
        return False
    if any(tokens.word(place) in STREETS for place in range(read.after, read.after + 3)):
        return False
    if word in ("st", "nd", "rd", "th") and tokens.glued(read.after):
        return False
    if word in MONTHS and (word not in ("may", "march") or following.isdecimal() or not following):
        return False
    if word in ("/", ".", ":") and tokens.glued(read.after) and tokens.glued(read.after + 1) and following.isdecimal():
        return False
    return not (word.isalpha() and tokens.glued(read.after))


def ends_here(tokens: Tokens, at: int) -> bool:
    """Whether nothing follows that a mere number would belong to."""
    word = tokens.word(at)
    return word not in COUNTED and (word in FILLERS or not word.isalnum())
