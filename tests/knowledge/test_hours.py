"""When the clinic is open."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.errors import ContentError
from frontdesk.knowledge import hours
from frontdesk.knowledge.hours import OpeningHours, clock_words, read_opening_hours, read_time_zone
from frontdesk.knowledge.yaml_lines import Section, load_mapping

PATH = Path("clinic.yml")
DAY = ((540, 1050),)


def section(text: str) -> Section:
    return Section(PATH, load_mapping(PATH, text))


def read(text: str) -> OpeningHours | None:
    return read_opening_hours(section(text))


def test_a_week_is_read_in_minutes_from_monday() -> None:
    opening = read("mon-fri: 9:00-17:30\nsat: 9:00-12:00, 13:00-15:00\nsun: closed\n")
    assert opening is not None
    assert opening.week == (DAY, DAY, DAY, DAY, DAY, ((540, 720), (780, 900)), ())
    assert opening.text == "Mon–Fri 9:00–17:30, Sat 9:00–12:00 and 13:00–15:00"


@pytest.mark.parametrize(("text", "told"), [
    ("wed: 8:05-9:00", "Wed 8:05–9:00"),
    ("WED : 08:05 – 09:00", "Wed 8:05–9:00"),
    ("sun-sat: 0:00-24:00", "Mon–Sun 0:00–24:00"),
    ("fri-mon: 9:00-17:30", "Mon 9:00–17:30, Fri–Sun 9:00–17:30"),
    ("tue: 9:00-17:30\nmon: 9:00-17:30\nwed: 9:00-17:30\nthu: 10:00-12:00\nsun: 9:00-17:30",
     "Mon–Wed 9:00–17:30, Thu 10:00–12:00, Sun 9:00–17:30"),
    ("mon: 13:00-15:00, 9:00-12:00", "Mon 9:00–12:00 and 13:00–15:00"),
    ("mon: 9:00-12:00, 12:00-15:00", "Mon 9:00–12:00 and 12:00–15:00"),
    ("sat-sun: 9:00-17:30", "Sat–Sun 9:00–17:30"),
    ("mon-mon: 9:00-17:30", "Mon 9:00–17:30"),
])
def test_days_with_the_same_hours_are_told_together(text: str, told: str) -> None:
    opening = read(text)
    assert opening is not None
    assert opening.text == told


@pytest.mark.parametrize("text", ["", "mon:\n", "mon-sun: closed\n", "sat: Closed\nsun:\n"])
def test_a_week_without_hours_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), [
    ("monday: 9:00-17:30", 1, "'monday' isn't a day", "Write mon, tue, wed, thu, fri, sat or sun"),
    ("mon-fry: 9:00-17:30", 1, "'mon-fry' isn't a day", "a range such as mon-fri"),
    ("mon-wed-fri: 9:00-17:30", 1, "isn't a day or a range", "such as mon-fri"),
    ("7: 9:00-17:30", 1, "'7' isn't a day", "Write mon"),
    ("mon-fri: 9:00-17:30\nwed: 9:00-12:00", 2, "'wed' is given twice", "Name each day once"),
    ("sat-mon: 9:00-17:30\nsun: closed", 2, "'sun' is given twice", "Name each day once"),
    ("mon: 9-17", 1, "'9-17' isn't a time from and to", "Write for example 9:00-17:30"),
    ("mon: 9:00-17:30,", 1, "'' isn't a time from and to", "Write for example 9:00-17:30"),
    ("mon: by appointment", 1, "isn't a time from and to", "or closed"),
    ("mon: 9:00-17:60", 1, "no clock shows", "9:00-17:30"),
    ("mon: 9:00-24:01", 1, "no clock shows", "9:00-17:30"),
    ("tue: 9:00-12:00\nmon: 17:30-9:00", 2, "ends before it starts", "after midnight under the next day"),
    ("mon: 9:00-9:00", 1, "ends before it starts", "0:00 to 24:00"),
    ("mon: 9:00-13:00, 12:59-15:00", 1, "overlaps", "after the one before it has ended"),
    ("mon: 930", 1, "was read as a number", "Put quotes round it"),
    ("mon: [9, 17]", 1, "'mon' must be a text", "one line of text"),
])
def test_faulty_hours_are_refused(text: str, line: int, problem: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(text + "\n")
    assert caught.value.line == line
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("zone", ["Europe/London", "America/Argentina/Buenos_Aires", "UTC", "Australia/Sydney"])
def test_a_time_zone_is_one_that_a_clock_can_be_set_by(zone: str) -> None:
    assert ZoneInfo(read_time_zone(section(f"time_zone: {zone}\n"))).key == zone


@pytest.mark.parametrize("text", ["", "time_zone:\n"])
def test_a_time_zone_may_be_left_out(text: str) -> None:
    assert read_time_zone(section(text)) == ""


@pytest.mark.parametrize(("zone", "example"), [
    ("London", "Europe/London"), ("new york", "America/New_York"), ("Europe/Londn", "Europe/London"),
    ("europe/berlin", "Europe/London"), ("../etc/passwd", "Europe/London"),
    ("/usr/share/zoneinfo/UTC", "Europe/London"),
])
def test_what_is_no_time_zone_is_refused_with_one_that_is(zone: str, example: str) -> None:
    with pytest.raises(ContentError, match=rf"clinic\.yml:2: '{zone}' isn't a time zone of .* for example {example}\."):
        read_time_zone(section(f"name: A\ntime_zone: {zone}\n"))


def test_a_machine_without_time_zones_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hours, "available_timezones", set)
    with pytest.raises(ContentError, match=r"no time zone database\. Install the package tzdata"):
        read_time_zone(section("time_zone: Europe/London\n"))


LONDON = ZoneInfo("Europe/London")
WEEK = OpeningHours((DAY, DAY, ((540, 720), (780, 1050)), DAY, DAY, ((540, 720),), ()))


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime.datetime:
    """A day of the week that begins on Monday 11 January 2027."""
    return datetime.datetime(2027, 1, 10 + day, hour, minute, second, tzinfo=LONDON)


@pytest.mark.parametrize(("now", "closes"), [
    (at(1, 9), 1050), (at(1, 8, 59, 59), None), (at(1, 17, 29, 59), 1050), (at(1, 17, 30), None),
    (at(3, 11, 59), 720), (at(3, 12), None), (at(3, 12, 59), None), (at(3, 13), 1050),
    (at(6, 11), 720), (at(6, 12), None), (at(7, 11), None),
])
def test_it_closes_at_the_end_of_the_span_that_it_is_in(now: datetime.datetime, closes: int | None) -> None:
    assert WEEK.closes_at(now) == closes


@pytest.mark.parametrize(("now", "day", "minutes"), [
    (at(1, 8), 11, 540), (at(1, 9), 12, 540), (at(1, 20), 12, 540), (at(3, 12), 13, 780), (at(3, 9, 30), 13, 780),
    (at(5, 20), 16, 540), (at(6, 12), 18, 540), (at(7, 11), 18, 540),
])
def test_it_opens_next_at_the_start_of_the_span_after(now: datetime.datetime, day: int, minutes: int) -> None:
    assert WEEK.opens_next(now) == (datetime.date(2027, 1, day), minutes)


def test_one_that_opens_once_a_week_opens_next_in_a_week() -> None:
    once = OpeningHours(((), (), ((540, 720),), (), (), (), ()))
    assert once.opens_next(at(3, 9)) == (datetime.date(2027, 1, 20), 540)
    assert once.opens_next(at(3, 8, 59)) == (datetime.date(2027, 1, 13), 540)


def test_one_that_never_closes_is_always_open() -> None:
    always = OpeningHours((((0, 1440),),) * 7)
    assert always.closes_at(at(1, 0)) == 1440
    assert always.closes_at(at(1, 23, 59, 59)) == 1440
    assert always.opens_next(at(1, 12)) == (datetime.date(2027, 1, 12), 0)


spans = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(
    lambda ends: tuple(zip(sorted(ends)[::2], sorted(ends)[1::2])))
weeks = st.tuples(*[spans] * 7).filter(any).map(OpeningHours)


@settings(derandomize=True, deadline=None)
@given(weeks, st.datetimes(datetime.datetime(2027, 1, 1), datetime.datetime(2028, 1, 1)))
def test_where_it_opens_next_it_is_open_and_was_not_between(week: OpeningHours, now: datetime.datetime) -> None:
    day, minutes = week.opens_next(now)
    opens = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)
    assert opens > now
    assert week.closes_at(opens) is not None
    if week.closes_at(now) is None:
        between = now.replace(second=0, microsecond=0)
        while between < opens:
            assert week.closes_at(between) is None
            between += datetime.timedelta(minutes=97)


@pytest.mark.parametrize(("minutes", "words"), [
    (0, "midnight"), (1, "12:01 am"), (30, "12:30 am"), (60, "1 am"), (545, "9:05 am"), (540, "9 am"),
    (719, "11:59 am"), (720, "noon"), (750, "12:30 pm"), (780, "1 pm"), (1050, "5:30 pm"), (1439, "11:59 pm"),
    (1440, "midnight"),
])
def test_a_time_is_told_in_words(minutes: int, words: str) -> None:
    assert clock_words(minutes) == words
