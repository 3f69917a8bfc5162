"""Days by the calendar: "3rd of december", "dec 3", "3/12", "03.12.2026", "the 3rd", "in december"."""

from __future__ import annotations

import calendar
import datetime

from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import Days
from frontdesk.booking.times.words import AFTER_ORDINAL, COUNTED, MONTHS, ORDINAL_WORDS

_ENDINGS = ("st", "nd", "rd", "th")
_NOT_MONTHS_ALONE = ("may", "march", "mar")
_IN_MONTH = ("in", "during", "next", "of", "until", "early", "late", "mid", "sometime")
_FURTHEST = 2 * 366  # days ahead that somebody may ask for
Found = tuple[datetime.date, int]


def calendar_days_at(tokens: Tokens, at: int, today: datetime.date) -> tuple[Days, int] | None:
    """A day of the calendar, or a month, at a place.

    Args:
        tokens: the message.
        at: the place.
        today: a day without a year is the next such day from here.

    Returns:
        The days and the place after them.
    """
    if tokens.glued(at) and tokens.word(at - 1) in ("/", ".", "-"):
        return None
    found = _iso(tokens, at) or _figures(tokens, at, today) or _with_month(tokens, at, today)
    if found is None:
        found = _day_of_month(tokens, at, today)
    if found is not None:
        day, after = found
        within = datetime.timedelta(0) <= day - today <= datetime.timedelta(_FURTHEST)
        return (Days(day, day, kind="day"), after) if within else None
    return _month(tokens, at, today)


def next_such(today: datetime.date, month: int, day: int) -> datetime.date | None:
    """The next such day of the year from today on, or ``None`` if there is none in the next years."""
    return next((date for year in range(today.year, today.year + 5)
                 if (date := _date(year, month, day)) and date >= today), None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if year < 100:
        year += 2000
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _iso(tokens: Tokens, at: int) -> Found | None:
    """2026-12-03."""
    if len(tokens.word(at)) == 4 and tokens.word(at + 1) == "-" == tokens.word(at + 3) and tokens.glued(at + 2):
        day = _of(tokens.number(at), tokens.number(at + 2), tokens.number(at + 4))
        return (day, at + 5) if day else None
    return None


def _of(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    return _date(year, month, day) if year and month and day else None


def _figures(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """3/12, 3.12., 03.12.2026, 3-12-2026: the day comes first, unless that can't be."""
    day, sign, month = tokens.number(at), tokens.word(at + 1), tokens.number(at + 2)
    if not day or not month or sign not in ("/", ".", "-") or not all(map(tokens.glued, (at + 1, at + 2))):
        return None
    if max(len(tokens.word(at)), len(tokens.word(at + 2))) > 2:
        return None
    if month > 12 >= day:
        day, month = month, day
    year = tokens.number(at + 4)
    if tokens.word(at + 3) == sign and tokens.glued(at + 3) and tokens.glued(at + 4) and year:
        exact = _date(year, month, day)
        return (exact, at + 5) if exact and len(tokens.word(at + 4)) in (2, 4) else None
    if sign == "-" or (sign == "." and not _dotted(tokens, at)) or (sign == "/" and not _slashed(tokens, at)):
        return None
    if day > 31 or month > 12 or (sign == "." and tokens.number(at + 2) != month):
        return None
    coming = next_such(today, month, day)
    if coming is None:
        return None
    final_dot = sign == "." and tokens.word(at + 3) == "." and tokens.glued(at + 3) and at + 4 < len(tokens)
    return coming, at + (4 if final_dot else 3)


def _dotted(tokens: Tokens, at: int) -> bool:
    """Whether "3.12" is a day; "3.30", "10.00" and "at 3.10" are times by the clock."""
    clock = tokens.word(at - 1) in ("at", "after", "before", "from", "until", "by", "around", "between", "to", "-")
    return not (clock or tokens.word(at + 2) in ("00", "05", "15", "30", "45") or _counted(tokens, at + 3)
                or tokens.word(at + 3) in ("am", "pm"))


def _slashed(tokens: Tokens, at: int) -> bool:
    """Whether "3/12" is a day: "8/10" is a score for pain, "1/2" a half."""
    named = tokens.word(at - 1) in ("on", "the", "date") or _is_weekday(tokens.word(at - 1))
    score = tokens.word(at + 2) in ("10", "5", "2", "4", "3") and len(tokens.word(at)) == 1
    return (named or not score) and not _counted(tokens, at + 3)


def _is_weekday(word: str) -> bool:
    return word.endswith("day") or word in ("mon", "wed", "sat", "sun", "before", "after", "from", "until", "by")


def _counted(tokens: Tokens, at: int) -> bool:
    return tokens.word(at) in COUNTED


def _with_month(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """3 december, 3rd of dec 2026, december the 3rd."""
    month, day, after = MONTHS.get(tokens.word(at)), None, at
    if month:
        place = tokens.skip(at + 1, (".", "the")) if not tokens.word(at + 1).isdecimal() else at + 1
        day, after, _ = _day_number(tokens, place)
        if day is not None and (_counted(tokens, after) or tokens.word(after) in (":", "pm", "am")):
            return None
    else:
        day, after, ordinal = _day_number(tokens, at)
        place = tokens.skip(after, ("of", ".") if ordinal else (".",))
        month = MONTHS.get(tokens.word(place))
        if day is None or not month:
            return None
        after = place + 1
        if tokens.word(place) in _NOT_MONTHS_ALONE and not ordinal and tokens.word(after) in ("be", "work", "i", "not"):
            return None
    if day is None or not month or (tokens.glued(at) and tokens.word(at - 1) in ("-", ":")):
        return None
    comma = tokens.skip(after, (",",))
    year = tokens.number(comma)
    if year and len(tokens.word(comma)) == 4 and 1900 <= year < 2100:
        exact = _date(year, month, day)
        return (exact, comma + 1) if exact else None
    coming = next_such(today, month, day)
    return (coming, after) if coming else None


def _day_number(tokens: Tokens, at: int) -> tuple[int | None, int, bool]:
    """A day's number, the place after it, and whether it is said as in "3rd"."""
    word, number = tokens.word(at), tokens.number(at)
    if word in ORDINAL_WORDS:
        return ORDINAL_WORDS[word], at + 1, True
    if word == "twenty" and ORDINAL_WORDS.get(tokens.word(at + 1), 10) < 10:
        return 20 + ORDINAL_WORDS[tokens.word(at + 1)], at + 2, True
    if number is None or not 1 <= number <= 31 or len(word) > 2:
        return None, at, False
    if tokens.glued(at) and tokens.word(at - 1).isalpha():
        return None, at, False
    if tokens.word(at + 1) in _ENDINGS:
        return number, at + 2, True
    return number, at + 1, False


def _day_of_month(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """the 3rd, on 3rd: this month's or the next's."""
    day, after, ordinal = _day_number(tokens, at)
    before = tokens.word(at - 1)
    if not ordinal or day is None:
        return None
    spelt = tokens.word(at) in ORDINAL_WORDS or tokens.word(at) == "twenty"
    if spelt and not (before == "the" and tokens.word(at - 2) in ("on", "for", "until", "after", "from", "by")):
        return None
    beside = before in ("the", "on", "or", "and", "-", "to", ",", "between", "from", "after", "until", "before", "by")
    if not (beside or _is_weekday(before) or not before) or not _nothing_counted(tokens, after):
        return None
    months = ((today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1) for ahead in range(4))
    coming = next((date for year, month in months if (date := _date(year, month, day)) and date >= today), None)
    return (coming, after) if coming else None


def _nothing_counted(tokens: Tokens, at: int) -> bool:
    """Whether no noun follows that the ordinal belongs to, as in "the 3rd visit"."""
    return tokens.word(at) in AFTER_ORDINAL or not tokens.word(at).isalpha() or _is_weekday(tokens.word(at))


def _month(tokens: Tokens, at: int, today: datetime.date) -> tuple[Days, int] | None:
    """in december, early january."""
    word, before = tokens.word(at), tokens.word(at - 1)
    month = MONTHS.get(word)
    alone = len(tokens) == 1
    if not month or not (alone or before in _IN_MONTH):
        return None
    if word in _NOT_MONTHS_ALONE and before not in ("in", "during"):
        return None
    year = today.year + (month < today.month)
    last = calendar.monthrange(year, month)[1]
    pieces = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}
    first, end = pieces.get(before, (1, last))
    start = max(today, datetime.date(year, month, first))
    stop = datetime.date(year, month, end)
    name = f"{before} {word.title()}" if before in pieces else word.title()
    return (Days(start, stop, kind="span", name=name), at + 1) if start <= stop else None
