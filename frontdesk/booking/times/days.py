"""Days at a place of a message: single ones, weeks, and from one to another."""

from __future__ import annotations

import calendar
import datetime

from frontdesk.booking.times.calendar_days import calendar_days_at
from frontdesk.booking.times.named_days import day_at, named_days_at, weekday_at
from frontdesk.booking.times.replacing import is_moved
from frontdesk.booking.times.tokens import Phrases, Tokens, belongs_to_word_before
from frontdesk.booking.times.values import Days
from frontdesk.booking.times.weeks import week_at
from frontdesk.booking.times.words import MONTHS, RANGE_SIGNS

Found = tuple[Days, int]
_DAY = datetime.timedelta(1)
_SHIFTS = Phrases({
    "from": "from", "starting": "from", "starting from": "from", "as of": "from", "starting on": "from",
    "after": "after", "any time after": "after", "anytime after": "after", "any day after": "after",
    "any time from": "from", "anytime from": "from", "any day from": "from",
    "im back on": "from", "i am back on": "from", "i get back on": "from",
    "im home on": "from", "back home on": "from",
    "before": "before", "any time before": "before", "anytime before": "before", "any day before": "before",
    "until": "until", "by": "until", "up to": "until", "not before": "from", "not until": "from",
    "not free until": "from", "not available until": "from",
    "unavailable until": "from", "busy until": "from", "away until": "after", "cant do until": "from",
    "cant until": "from", "nothing until": "from", "cant make it until": "from", "cant come until": "from",
    "no earlier than": "from", "no later than": "until", "on or after": "from", "on or before": "until",
    "not after": "until", "anytime until": "until", "any time until": "until",
})
_ONWARDS = Phrases(dict.fromkeys(("onwards", "onward", "on wards", "or later", "or after", "or any day after",
                                  "or any time after", "and after", "and onwards", "or thereafter"), True))


def days_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """Days at a place.

    Args:
        tokens: the message.
        at: the place.
        today: the present day on the clinic's clock.

    Returns:
        The days and the place after them.
    """
    return _from_to(tokens, at, today) or _part_of_week(tokens, at, today) or _shifted(tokens, at, today) or (
        named_days_at(tokens, at, today))


def _from_to(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """mon-fri, mon to wed, between monday and wednesday, 3rd to 5th december."""
    lead = tokens.word(at) in ("from", "between")
    if is_moved(tokens, at):
        return None  # "change it from thursday to friday"
    place = tokens.skip(at + lead, ("the",) if lead else ())
    one = weekday_at(tokens, place)
    signs = RANGE_SIGNS | {"through", "thru"} | ({"and", "&"} if tokens.word(at) == "between" else set())
    if one is not None:
        other = weekday_at(tokens, one[2] + 1) if tokens.word(one[2]) in signs else None
        if other is None or one[0] == other[0] or (one[0] > other[0] and tokens.word(at - 1) in ("prefer", "rather")):
            return None
        weekdays = tuple(sorted((one[0] + after) % 7 for after in range((other[0] - one[0]) % 7 + 1)))
        return Days(today, None, weekdays, "recurring", whole_week=True), other[2]
    return _dates_from_to(tokens, place, signs, today)


def _dates_from_to(tokens: Tokens, at: int, signs: frozenset[str] | set[str], today: datetime.date) -> Found | None:
    first = calendar_days_at(tokens, at, today) or day_at(tokens, at, today)
    number, sign = tokens.number(at), at + 1
    if first is not None and first[0].kind == "day":
        sign = first[1]
    elif number is None or not 1 <= number <= 31:
        return None
    if tokens.word(sign) not in signs:
        return None
    place = tokens.skip(sign + 1, ("the",))
    last = calendar_days_at(tokens, place, today) or named_days_at(tokens, place, today)
    if last is None and first is not None and MONTHS.get(tokens.word(at)):
        end = tokens.number(place)
        day = first[0].first
        valid = end is not None and day.day < end <= calendar.monthrange(day.year, day.month)[1]
        return (Days(day, day.replace(day=end or 1)), place + 1) if valid else None
    if last is None or last[0].kind not in ("day", "weekday") or last[0].last is None:
        return None
    end_day = last[0].last
    start = first[0].first if first else None
    if number is not None and (start is None or start > end_day) and number < end_day.day:
        start = end_day.replace(day=number)
    return (Days(start, end_day), last[1]) if start and today <= start < end_day else None


def _part_of_week(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """next week after wednesday, this week from thursday."""
    week = week_at(tokens, at, today)
    place = tokens.skip(week[1], (",", "but", "any", "day", "time", "anytime")) if week else at
    shift = _SHIFTS.at(tokens, place) if week else None
    weekday = weekday_at(tokens, tokens.skip(shift[1], ("the",))) if shift else None
    if week is None or shift is None or weekday is None or weekday[1]:
        return None
    whole, how = week[0], shift[0]
    named = whole.meet(Days(today, None, (weekday[0],), "weekday"))
    if named is None or whole.last is None or named.last is None:
        return None
    bounds = {"from": (named.first, whole.last), "after": (named.first + _DAY, whole.last),
              "until": (whole.first, named.first), "before": (whole.first, named.first - _DAY)}
    first, last = bounds[how]
    return (Days(first, last), weekday[2]) if first <= last else None


def _shifted(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """from monday, after wednesday, by friday, thursday onwards."""
    shift = None if belongs_to_word_before(tokens, at) else _SHIFTS.at(tokens, at)
    how, place = shift or ("", at)
    place = tokens.skip(place, ("the", "about", "around", "maybe")) if shift else place
    found = named_days_at(tokens, place, today)
    if found is None or found[0].last is None or found[0].kind == "recurring":
        return None
    days, after = found
    week = week_at(tokens, tokens.skip(after, ("of",)), today) if how and days.kind == "weekday" else None
    if week is not None:
        days, after = week[0].meet(days) or days, week[1]  # "after wednesday next week"
    onwards = _ONWARDS.at(tokens, after)
    if onwards is not None:
        how, after = how or "from", onwards[1]
    if not how:
        return None
    if how == "before" and tokens.word(place) == "end":
        how = "until"
    assert days.last is not None
    bounds = {"from": (days.first, None), "after": (days.last + _DAY, None), "until": (today, days.last),
              "before": (today, days.first - _DAY)}
    first, last = bounds[how]
    if last is not None and last < first:
        return None
    return Days(first, last), after
