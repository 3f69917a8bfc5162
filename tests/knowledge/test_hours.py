"""When the clinic is open."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge import hours
from frontdesk.knowledge.hours import OpeningHours, read_opening_hours, read_time_zone
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
