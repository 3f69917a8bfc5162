"""Days by their names: "tomorrow", "thurs", "every friday", "thursday week", "any day"."""

from __future__ import annotations

import datetime

from frontdesk.booking.times.calendar_days import calendar_days_at, next_such
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import Days
from frontdesk.booking.times.weeks import (
    count_of,
    in_some_time_at,
    monday_of,
    month_at,
    part_of_week_at,
    week_at,
    weekend_at,
)
from frontdesk.booking.times.words import (
    ANY_DAY,
    DAY_PARTS,
    EVERY,
    FILLERS,
    GOOD,
    GROUPS,
    HOLIDAYS,
    PARTS,
    PARTS_BEFORE_A_DAY,
    SEASONS,
    SHORT_DAYS,
    TWO_LETTERS,
    WEEKDAYS,
)

Found = tuple[Days, int]
_DAY = datetime.timedelta(1)
_ANY_DAY = Phrases(dict.fromkeys(ANY_DAY, True))
_GROUPS, _PARTS = Phrases(GROUPS), Phrases(PARTS)
_HOLIDAYS, _SEASONS = Phrases(HOLIDAYS), Phrases(SEASONS)
_ONE_DAY = Phrases({  # days from today
    "today": 0, "tonight": 0, "later today": 0, "tomorrow": 1, "day after tomorrow": 2, "day after": 2,
    "overmorrow": 2, "tomorrow week": 8, "week tomorrow": 8, "week today": 7, "today week": 7, "later on today": 0,
})
_LINKS = ("or", "and", "-", "–", "/", "to", "&", ",", "until")
_SUBJECTS = ("i", "he", "she", "we", "they", "you", "have", "had", "just", "has", "who", "is", "are", "been", "the",
             "got", "get", "getting", "am", "was", "were", "a")


def named_days_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """Days that are said without "from", "until" or the like; see :func:`~frontdesk.booking.times.days.days_at`."""
    readers = (_season, in_some_time_at, day_at, part_of_week_at, week_at, month_at, weekend_at, _weekday,
               calendar_days_at)
    for read in readers:
        found = read(tokens, at, today)
        if found is not None:
            return found
    return None


def weekday_at(tokens: Tokens, at: int) -> tuple[int, bool, int] | None:
    """The name of a day of the week: the day, whether in the plural, and the place after it."""
    word = tokens.word(at)
    if word in TWO_LETTERS and _linked_to_a_day(tokens, at):
        return TWO_LETTERS[word], False, at + 1
    if word in SHORT_DAYS:
        if not _day_is_likely(tokens, at):
            return None
        shortened = tokens.word(at + 1) == "." and tokens.glued(at + 1) and not _looks_like_day(tokens.word(at + 2))
        return SHORT_DAYS[word], False, at + 1 + shortened
    if word in ("mons", "weds", "sats", "suns") and _day_is_likely(tokens, at):
        return SHORT_DAYS[word[:-1]], not any(mark in tokens.all[at].raw for mark in "'’"), at + 1
    stem = word.removesuffix("s")
    if stem not in WEEKDAYS:
        return None
    contracted = any(mark in tokens.all[at].raw for mark in "'’") and (
        tokens.word(at + 1) in GOOD | {"the", "not", "no", "bad", "out", "my", "our", "a"})
    return WEEKDAYS.index(stem), word != stem and not contracted, at + 1


def _day_is_likely(tokens: Tokens, at: int) -> bool:
    """Whether "sat", "sun", "mon" or "wed" stands where a day would."""
    if len(tokens) == 1:
        return tokens.word(at) != "sun"
    before, after, further = tokens.word(at - 1), tokens.word(at + 1), tokens.word(at + 2)
    if before in _SUBJECTS and not (before == "am" and tokens.number(at - 2) is not None):
        return False
    if before in ("prefer", "preferably", "maybe", "is", "for", "do", "make", "free", "available", "off", "say") and (
            after in FILLERS or not after.isalnum()):
        return True
    if after[:3] in ("mon", "tue", "wed", "thu", "fri") and after[:3] != tokens.word(at)[:3]:
        return True  # "after 3 mon tues or wed"
    if tokens.all[at].raw[-2:] in ("'s", "’s"):
        return after in GOOD
    if before in ("on", "this", "next", "coming", "every", "each", "any", "not", "except", "by", "until", "from"):
        return before != "from" or after != "."
    if _linked_to_a_day(tokens, at) or after in GOOD or (before in PARTS_BEFORE_A_DAY and tokens.word(at) != "sun"):
        return True
    if before and not before.isalpha() and before not in ",.;:!?(-\n":
        return False
    timely = after in DAY_PARTS or _PARTS.at(tokens, at + 1) or after in ("at", "after", "before", "between", "around")
    if after in ("at", "after", "before", "between", "around"):
        timely = further.isdecimal() or bool(_PARTS.at(tokens, at + 1)) or further == "work"
    number = tokens.number(at + 1)
    return bool(timely) or number is not None or (not after and before in ("", ",", "or", "and")) or (
        _looks_like_day(before) or _looks_like_day(after))


def _linked_to_a_day(tokens: Tokens, at: int) -> bool:
    """Whether another day stands beside it, as in "sat or sun"."""
    return (tokens.word(at - 1) in _LINKS and _looks_like_day(tokens.word(at - 2))) or (
        tokens.word(at + 1) in _LINKS and _looks_like_day(tokens.word(at + 2)))


def _looks_like_day(word: str) -> bool:
    if word in TWO_LETTERS:
        return True
    return word.removesuffix("s") in WEEKDAYS or word in SHORT_DAYS or word in ("tomorrow", "today", "weekend")


def day_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """today, tomorrow, any day, weekdays; "this" before a part of the day."""
    one = _ONE_DAY.at(tokens, at)
    if one is not None:
        day = today + one[0] * _DAY
        name = {0: "today", 1: "tomorrow"}.get(one[0], "")
        return Days(day, day, kind="day", name=name), one[1]
    if tokens.word(at) == "this" and _PARTS.at(tokens, at + 1) and tokens.word(at + 1) != "first":
        return Days(today, today, kind="day", name="today"), at + 1
    if tokens.word(at) == "this" and tokens.word(at + 1) in ("early", "late", "eve"):
        return Days(today, today, kind="day", name="today"), at + 1
    group = _GROUPS.at(tokens, at)
    if group is not None:
        return Days(today, None, group[0], "recurring", whole_week=True), group[1]
    any_day = _ANY_DAY.at(tokens, at)
    return (Days(today, None, kind="any"), any_day[1]) if any_day else None


def _weekday(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """thurs, mondays, every friday, this/next/coming thursday, thursday week, a week on thursday."""
    lead = tokens.word(at)
    counted = count_of(tokens, at)
    if counted is not None and tokens.word(counted[2]) in ("on", "from"):
        found = weekday_at(tokens, counted[2] + 1)
        whole_weeks = counted[0] % 7 == 0 and found is not None and not found[1]
        return (_coming(today, found[0], counted[0] // 7), found[2]) if found and whole_weeks else None
    leads = EVERY | {"this", "next", "coming", "following", "upcoming"}
    place = at + 1 if lead in leads else at
    if place > at and tokens.word(place) in ("coming", "following", "other"):
        lead, place = ("coming", place + 1) if tokens.word(place) != "other" else (lead, place + 1)
    found = weekday_at(tokens, place)
    if found is None:
        return None
    weekday, plural, after = found
    if lead in EVERY or plural:
        return Days(today, None, (weekday,), "recurring"), after
    if tokens.word(after) == "week" and tokens.word(after + 1) != "after":
        return _coming(today, weekday, 1), after + 1
    if tokens.word(after) == "after" and tokens.word(after + 1) == "next":
        return _coming(today, weekday, 1), after + 2
    if lead == "next" and place > at:
        day = monday_of(today, 1) + weekday * _DAY
        return Days(day, day, kind="day"), after
    if lead == "this" and weekday == today.weekday():
        return Days(today, today, kind="day", name="today"), after
    dated = _with_number(tokens, after, today, weekday)
    if dated is not None:
        return dated
    coming = _coming(today, weekday, 0)
    return (coming if place > at else Days(coming.first, coming.last, (weekday,), "weekday")), after


def _with_number(tokens: Tokens, at: int, today: datetime.date, weekday: int) -> Found | None:
    """thursday 26: the day of the month, where that is such a day."""
    number = tokens.number(at)
    if number is None or number < 13 or (tokens.glued(at + 1) and tokens.word(at + 1) not in ",?!"):
        return None
    if tokens.word(at + 1).isalnum() and tokens.word(at + 1) not in FILLERS:
        return None
    ahead = (today + days * _DAY for days in range(62))
    day = next((day for day in ahead if day.day == number and day.weekday() == weekday), None)
    return (Days(day, day, kind="day"), at + 1) if day else None


def _coming(today: datetime.date, weekday: int, weeks: int) -> Days:
    """The next such day from tomorrow on, or so many weeks after it."""
    day = today + ((weekday - today.weekday() - 1) % 7 + 1 + 7 * weeks) * _DAY
    return Days(day, day, kind="day")


def _season(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """before christmas, after xmas, in the new year, christmas eve."""
    holiday = _HOLIDAYS.at(tokens, at)
    if holiday is not None:
        day = next_such(today, *holiday[0])
        return (Days(day, day, kind="day"), holiday[1]) if day else None
    lead = tokens.word(at)
    if lead not in ("before", "after", "in", "early"):
        return None
    season = _SEASONS.at(tokens, tokens.skip(at + 1, ("in", "the")))
    if season is None:
        return None
    last = next_such(today, *season[0][0])
    if last is None:
        return None
    if lead == "before":
        return Days(today, last), season[1]
    following = next_such(last, *season[0][1])
    return (Days(following, None), season[1]) if following else None


