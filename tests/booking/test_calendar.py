"""The calendar file of a callback request."""

from __future__ import annotations

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from frontdesk.booking.calendar import calendar_file, hold_of
from frontdesk.booking.request import CallbackRequest, Details, When, Window
from tests.booking.messages import PRIVATE, REQUEST

DAY = datetime.date(2027, 7, 1)
UTC = datetime.timezone.utc


def asking_for(*windows: Window) -> CallbackRequest:
    return replace(REQUEST, details=replace(REQUEST.details, when=When("said", "understood", windows)))


def event(request: CallbackRequest, time_zone: str = "Europe/London") -> Calendar:
    file = calendar_file(request, "A Clinic", time_zone)
    assert file is not None
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    return found


@pytest.mark.parametrize(("window", "hold"), [
    (Window(DAY, DAY, start=900, end=960), (DAY, 900, 960)),
    (Window(DAY, DAY, start=900), (DAY, 900, 930)),
    (Window(DAY, DAY, start=0), (DAY, 0, 30)),
    (Window(DAY, DAY, start=1439), (DAY, 1439, 1440)),
    (Window(DAY, DAY, start=900, end=1440), (DAY, 900, 1440)),
])
def test_one_day_and_hour_can_be_held(window: Window, hold: tuple[datetime.date, int, int]) -> None:
    assert hold_of(asking_for(window)) == hold


@pytest.mark.parametrize("windows", [
    (), (Window(DAY, DAY),), (Window(DAY, DAY, end=720),), (Window(DAY, None, start=900),),
    (Window(DAY, DAY + datetime.timedelta(1), start=900),),
    (Window(DAY, DAY, start=900), Window(DAY, DAY, start=1020)),
])
def test_what_leaves_a_choice_cant(windows: tuple[Window, ...]) -> None:
    assert hold_of(asking_for(*windows)) is None
    assert calendar_file(asking_for(*windows), "A Clinic", "Europe/London") is None


def test_neither_can_a_request_without_a_time() -> None:
    assert calendar_file(replace(REQUEST, details=Details("Jo", "+447700900123")), "A Clinic", "") is None


def test_the_file_is_a_tentative_event_on_the_clinics_clock() -> None:
    found = event(asking_for(Window(DAY, DAY, start=900, end=960)))
    assert found.decoded("dtstart") == datetime.datetime(2027, 7, 1, 14, tzinfo=UTC)
    assert found.decoded("dtend") == datetime.datetime(2027, 7, 1, 15, tzinfo=UTC)
    assert found["dtstart"].params["TZID"] == "Europe/London"
    assert (found["status"], found["summary"]) == ("TENTATIVE", "Asked A Clinic to be in touch (not confirmed)")
    assert "No appointment is booked until A Clinic confirms one" in found["description"]
    assert REQUEST.reference in found["description"]


def test_the_time_zone_is_told_with_it() -> None:
    file = calendar_file(asking_for(Window(DAY, DAY, start=900)), "A Clinic", "America/New_York")
    assert file is not None
    assert [str(zone["tzid"]) for zone in Calendar.from_ical(file).walk("VTIMEZONE")] == ["America/New_York"]


def test_without_a_time_zone_it_is_the_readers_clock() -> None:
    found = event(asking_for(Window(DAY, DAY, start=900)), "")
    assert found.decoded("dtstart") == datetime.datetime(2027, 7, 1, 15)


def test_a_later_version_replaces_an_earlier() -> None:
    request = asking_for(Window(DAY, DAY, start=900))
    first, second = event(request), event(replace(request, version=2, updated=request.updated + 60))
    assert first["uid"] == second["uid"] == f"{request.id}@frontdesk"
    assert (first["sequence"], second["sequence"]) == (1, 2)
    assert second.decoded("dtstamp") - first.decoded("dtstamp") == datetime.timedelta(minutes=1)


def test_it_tells_nothing_of_the_visitor() -> None:
    file = calendar_file(asking_for(Window(DAY, DAY, start=900)), "A Clinic", "Europe/London")
    assert file is not None
    assert [word for word in PRIVATE if word in file.decode()] == []
    assert "said" not in file.decode()


def test_lines_are_as_the_standard_wants_them_whatever_the_clinic_is_called() -> None:
    name = "Klinik für Rücken; Hüfte, Knie\nBEGIN:VEVENT " * 3
    file = calendar_file(asking_for(Window(DAY, DAY, start=900)), name, "Europe/Berlin")
    assert file is not None
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert len(Calendar.from_ical(file).walk("VEVENT")) == 1


zones = st.sampled_from(("", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"))


@settings(derandomize=True, deadline=None)
@given(st.dates(datetime.date(2026, 1, 1), datetime.date(2035, 1, 1)), st.integers(0, 1439), st.data(), zones)
def test_an_event_ends_after_it_begins_and_can_be_read_back(
    day: datetime.date, start: int, data: st.DataObject, zone: str
) -> None:
    end = data.draw(st.none() | st.integers(start + 1, 1440))
    found = event(asking_for(Window(day, day, start=start, end=end)), zone)
    begins, ends = found.decoded("dtstart"), found.decoded("dtend")
    assert begins.replace(tzinfo=None) == datetime.datetime.combine(day, datetime.time(*divmod(start, 60)))
    assert ends.replace(tzinfo=None) > begins.replace(tzinfo=None)
    assert begins.tzinfo is None if not zone else begins.utcoffset() == begins.replace(
        tzinfo=ZoneInfo(zone)).utcoffset()
