"""The same words on different days: the end of the year, clock changes, a weekend, a Thursday afternoon."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.request import EVERY_DAY, Window
from frontdesk.booking.times import read_times

LONDON = ZoneInfo("Europe/London")
THURSDAY = datetime.datetime(2026, 11, 26, 15, 0, tzinfo=LONDON)
YEAR_END = datetime.datetime(2026, 12, 31, 10, 0, tzinfo=LONDON)  # a Thursday
SUNDAY = datetime.datetime(2026, 11, 29, 12, 0, tzinfo=LONDON)
BEFORE_SUMMER_TIME = datetime.datetime(2027, 3, 28, 0, 30, tzinfo=LONDON)  # at 1 the clock goes to 2
BEFORE_WINTER_TIME = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)  # at 2 the clock goes back to 1
LEAP_DAY = datetime.datetime(2028, 2, 28, 9, 0, tzinfo=LONDON)


def windows(text: str, now: datetime.datetime) -> tuple[Window, ...]:
    times = read_times(text, now)
    assert times is not None
    return times.when.windows


def day(iso: str, start: int | None = None, end: int | None = None) -> Window:
    date = datetime.date.fromisoformat(iso)
    return Window(date, date, EVERY_DAY, start, end)


def span(first: str, last: str) -> Window:
    return Window(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(("text", "now", "expected"), [
    ("thursday", THURSDAY, day("2026-12-03")),
    ("this thursday", THURSDAY, day("2026-11-26")),
    ("today", THURSDAY, day("2026-11-26")),
    ("thursday, today after 4", THURSDAY, day("2026-11-26", 16 * 60)),
    ("Thursday, 3rd December", THURSDAY, day("2026-12-03")),
    ("next thursday", THURSDAY, day("2026-12-03")),
    ("coming thursday", THURSDAY, day("2026-12-03")),
    ("this morning", THURSDAY, day("2026-11-26", None, 12 * 60)),
    ("next monday", SUNDAY, day("2026-11-30")),
    ("this weekend", SUNDAY, day("2026-11-29")),
    ("this monday", THURSDAY, day("2026-11-30")),
    ("end of the week", SUNDAY, span("2026-12-03", "2026-12-04")),
    ("next week", SUNDAY, span("2026-11-30", "2026-12-06")),
    ("this week", THURSDAY, span("2026-11-26", "2026-11-29")),
    ("the 27th", THURSDAY, day("2026-11-27")),
    ("the 25th", THURSDAY, day("2026-12-25")),
    ("the 26th", THURSDAY, day("2026-11-26")),
    ("tomorrow", YEAR_END, day("2027-01-01")),
    ("friday", YEAR_END, day("2027-01-01")),
    ("next week", YEAR_END, span("2027-01-04", "2027-01-10")),
    ("jan 3", YEAR_END, day("2027-01-03")),
    ("31/12", YEAR_END, day("2026-12-31")),
    ("30/12", YEAR_END, day("2027-12-30")),
    ("the 3rd", YEAR_END, day("2027-01-03")),
    ("the 31st", YEAR_END, day("2026-12-31")),
    ("in 3 days", YEAR_END, day("2027-01-03")),
    ("next month", YEAR_END, span("2027-01-01", "2027-01-31")),
    ("in january", YEAR_END, span("2027-01-01", "2027-01-31")),
    ("day after tomorrow", YEAR_END, day("2027-01-02")),
    ("tomorrow", LEAP_DAY, day("2028-02-29")),
    ("29/2", LEAP_DAY, day("2028-02-29")),
    ("end of the month", LEAP_DAY, span("2028-02-28", "2028-02-29")),
    ("in 2 hours", BEFORE_SUMMER_TIME, day("2027-03-28", 3 * 60 + 30)),
    ("in 2 hours", BEFORE_WINTER_TIME, day("2026-10-25", 60 + 30)),
    ("tomorrow at 10", BEFORE_SUMMER_TIME, day("2027-03-29", 10 * 60)),
    ("today after 5", BEFORE_WINTER_TIME, day("2026-10-25", 17 * 60)),
    ("in 2 hours", datetime.datetime(2026, 11, 23, 23, 0, tzinfo=LONDON), day("2026-11-24", 60)),
])
def test_the_present_decides(text: str, now: datetime.datetime, expected: Window) -> None:
    assert windows(text, now) == (expected,)


def test_recurring_days_start_today_and_have_no_end() -> None:
    assert windows("mondays and wednesdays after 5", YEAR_END) == (
        Window(datetime.date(2026, 12, 31), None, (0, 2), 17 * 60, None),)


def test_the_clinics_own_clock_counts() -> None:
    auckland = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=ZoneInfo("Pacific/Auckland"))  # still Monday in London
    assert windows("today", auckland) == (day("2026-11-24"),)
    assert windows("today", auckland.astimezone(LONDON)) == (day("2026-11-23"),)
