"""Weeks, months and weekends: "next week", "end of the month", "in a fortnight", "this weekend"."""

from __future__ import annotations

import calendar
import datetime

from frontdesk.booking.request import EVERY_DAY
from frontdesk.booking.times.calendar_days import calendar_days_at
from frontdesk.booking.times.other_words import CONTACT
from frontdesk.booking.times.tokens import Phrases, Tokens
from frontdesk.booking.times.values import Days
from frontdesk.booking.times.words import FILLERS, MONTHS, NUMBER_WORDS, UNITS, WEEK_PARTS

Found = tuple[Days, int]
_DAY = datetime.timedelta(1)
_NEAR = 5  # words between "call" and "after two days"
_WEEK_PARTS = Phrases(WEEK_PARTS)
_WEEKS = Phrases({  # weeks from this one
    "this week": 0, "rest of the week": 0, "rest of this week": 0, "remainder of the week": 0, "later this week": 0,
    "sometime this week": 0, "next week": 1, "following week": 1, "week after": 1, "week after next": 2,
    "week after that": 2, "next next week": 2, "week following": 1,
})
_WEEK_OF = Phrases(dict.fromkeys(("week of", "week commencing", "week beginning", "week starting", "w / c", "wc",
                                  "week from", "week of"), True))


def monday_of(today: datetime.date, weeks: int = 0) -> datetime.date:
    """The Monday of this week, or of the one so many weeks later."""
    return today + (7 * weeks - today.weekday()) * _DAY


def whole_week(today: datetime.date, weeks: int, weekdays: tuple[int, ...] = EVERY_DAY) -> Days:
    """What is left of the week so many weeks from this one, or of some days of it in a row."""
    monday = monday_of(today, weeks)
    name = {0: "this week", 1: "next week"}.get(weeks, "") if weekdays == EVERY_DAY else ""
    first, last = monday + weekdays[0] * _DAY, monday + weekdays[-1] * _DAY
    return Days(max(first, today), last, kind="span", name=name)


def week_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """this week, next week, the week after next, the week of the 7th."""
    found = _WEEKS.at(tokens, at)
    if found is not None:
        return whole_week(today, found[0]), found[1]
    named = _WEEK_OF.at(tokens, at)
    day = calendar_days_at(tokens, tokens.skip(named[1], ("the", "monday")), today) if named else None
    if day is not None and day[0].kind == "day":
        return whole_week(today, (day[0].first - monday_of(today)).days // 7), day[1]
    if tokens.word(at) in ("coming", "upcoming") and tokens.word(at + 1) == "week":
        return Days(today, today + 7 * _DAY, name="in the next 7 days"), at + 2
    return None


def part_of_week_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """end of the week, early next week, beginning of december, midweek."""
    if tokens.word(at) == "midweek":
        return _whole_week_part(today, 0, (1, 2, 3)), at + 1
    part = _WEEK_PARTS.at(tokens, at)
    if part is None:
        return _week_of_month(tokens, at, today)
    weekdays, place = part
    start = tokens.skip(place, ("the", "in", "in the", "of"))
    week = _WEEKS.at(tokens, start) or ((0, start + 1) if tokens.word(start) == "week" else None)
    if week is not None and (week[0] or tokens.word(at) != "later"):
        return _whole_week_part(today, week[0], weekdays), week[1]
    month = month_at(tokens, start, today) or _this_month(tokens, start, today)
    if month is None or month[0].last is None:
        return None
    days, after = month
    assert days.last is not None
    spans = {(0, 1): (1, 10), (1, 2, 3): (11, 20), (3, 4): (21, days.last.day)}[weekdays]
    first, last = (days.last.replace(day=day) for day in spans)
    return (Days(max(first, today), last), after) if last >= today else None


def _week_of_month(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """first week of december, last week of next month."""
    first = {"first": 1, "second": 8, "third": 15, "last": 0}.get(tokens.word(at))
    if first is None or tokens.word(at + 1) != "week" or tokens.word(at + 2) not in ("of", "in"):
        return None
    place = tokens.skip(at + 3, ("the",))
    month = month_at(tokens, place, today) or _this_month(tokens, place, today)
    if month is None or month[0].last is None:
        return None
    start = month[0].last.replace(day=first or month[0].last.day - 6)
    if not first and (start - today).days > 200:
        return None  # "last week of october" said in November: over
    last = start + 6 * _DAY
    return (Days(max(start, today), last), month[1]) if last >= today else None


def _whole_week_part(today: datetime.date, weeks: int, weekdays: tuple[int, ...]) -> Days:
    if not weeks and monday_of(today) + weekdays[-1] * _DAY < today:
        weeks = 1
    return whole_week(today, weeks, weekdays)


def month_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """this month, next month."""
    ahead = {"this": 0, "next": 1}.get(tokens.word(at))
    if ahead is None or tokens.word(at + 1) != "month":
        return None
    year, month = today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1
    first = datetime.date(year, month, 1)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    return Days(max(first, today), last, name=("this month", "next month")[ahead]), at + 2


def _this_month(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    month = MONTHS.get(tokens.word(at)) or (today.month if tokens.word(at) == "month" else None)
    if month is None:
        return None
    year = today.year + (month < today.month)
    return Days(datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])), at + 1


def in_some_time_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """in 3 days, in a fortnight, 2 weeks from now, in the next couple of weeks, within a week."""
    place, within = at, False
    if tokens.word(at) == "after":
        return _after_some_days(tokens, at, today)
    if tokens.word(place) in ("in", "within", "over", "during"):
        within = tokens.word(place) != "in"
        place = tokens.skip(place + 1, ("the", "about", "around"))
    lead = place > at
    if tokens.word(place) in ("next", "coming"):
        within, place = True, place + 1
    elif tokens.word(at) == "the" or (within and not lead):
        return None
    counted = count_of(tokens, place)
    if counted is None or (tokens.word(place - 1) == "the" and tokens.word(place) == "day"):
        return None  # "I sleep in the day"
    days, single, after = counted
    if single and "weekend" in tokens.word(after - 1):
        return None
    if within:
        if single and (not lead or (tokens.word(at) == "in" and place == at + 2)):
            return None  # "next week" has a reader of its own, also in "can I come in next week"
        return Days(today, today + days * _DAY, name=f"in the next {days} days"), after
    time_after = _time_after(tokens, after)
    if not lead and time_after is None:
        return None
    if tokens.word(time_after or after) == "ago":
        return None
    return _after_days(today, days, tokens.word(after - 1)), time_after or after


def _after_some_days(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """after two days, where that is when to call: "in two days"."""
    counted = count_of(tokens, at + 1)
    if counted is None or counted[1] or not tokens.word(counted[2] - 1).startswith("day") or tokens.word(
            counted[2]) == "of":
        return None
    asked = tokens.skip(0, FILLERS) == at or any(
        tokens.word(place) in CONTACT for place in range(max(0, at - _NEAR), at))
    return (_after_days(today, counted[0], "days"), counted[2]) if asked else None


def _time_after(tokens: Tokens, after: int) -> int | None:
    if tokens.word(after) == "time":
        return after + 1
    if tokens.word(after) == "from" and tokens.word(after + 1) in ("now", "today"):
        return after + 2
    return None


def _after_days(today: datetime.date, days: int, unit: str) -> Days:
    if unit.startswith("day"):
        day = today + days * _DAY
        return Days(day, day, kind="day", name="tomorrow" if days == 1 else "")
    weeks = (today + days * _DAY - monday_of(today)).days // 7
    return whole_week(today, weeks)


def count_of(tokens: Tokens, at: int) -> tuple[int, bool, int] | None:
    """So many units: the days, whether it is one unit without a number, and the place after it."""
    skipped = at + 1 if tokens.word(at) == "a" and tokens.word(at + 1) in ("couple", "few") else at
    number = NUMBER_WORDS.get(tokens.word(skipped), tokens.number(skipped))
    place = skipped if number is None else tokens.skip(skipped + 1, ("of", "or", "so", "more", "working", "business"))
    unit = UNITS.get(tokens.word(place))
    if unit is None or (number or 1) * unit > 366 or number == 0:
        return None
    return (number or 1) * unit, number is None, place + 1


def weekend_at(tokens: Tokens, at: int, today: datetime.date) -> Found | None:
    """the weekend, next weekend, weekends."""
    lead = tokens.word(at) if tokens.word(at) in ("this", "next", "coming", "following", "every") else ""
    place = at + bool(lead)
    if tokens.word(place) == "week" and tokens.word(place + 1) in ("end", "ends"):
        plural, after = tokens.word(place + 1) == "ends", place + 2
    elif tokens.word(place) in ("weekend", "weekends"):
        plural, after = tokens.word(place) == "weekends", place + 1
    else:
        return None
    if plural or lead == "every":
        return Days(today, None, (5, 6), "recurring", whole_week=True), after
    week = 1 if lead in ("next", "following") else 0
    if tokens.word(after) == "after" and tokens.word(after + 1) == "next":
        week, after = 2, after + 2
    days = whole_week(today, week, (5, 6))
    return Days(days.first, days.last, name=("this weekend", "next weekend", "")[week]), after
