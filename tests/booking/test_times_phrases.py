"""Ways of saying hours and days: ranges, "now", other languages' grammar and names; said on a Monday in November."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.times import read_times
from tests.booking.test_times_excluded import windows

MONDAY = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))
BOUNDS = [
    ("any day but not before the 3 in the afternoon", "any day 15:00-"),
    ("before the 10", "any day -10:00"),
    ("after the 5 o'clock", "any day 17:00-"),
    ("every day but not after the 6", "any day -18:00"),
    ("tomorrow but not before 3", "11-24 15:00-"),
    ("not before the 11 in the morning", "any day 11:00-"),
    ("any day but never before 10am", "any day 10:00-"),
    ("thursday but not after 4pm", "11-26 -16:00"),
    ("any time but before 12", "any day -12:00"),
    ("until the 5 in the afternoon", "any day -17:00"),
    ("from the 9 to the 11 in the morning", "any day 09:00-11:00"),
    ("all days but not later than 6", "any day -18:00"),
    ("any day but not earlier than 2 in the afternoon", "any day 14:00-"),
    ("since 5 pm", "any day 17:00-"),
    ("i am free since 17h", "any day 17:00-"),
]
RANGES = [
    ("3pm ~ 5pm", "any day 15:00-17:00"),
    ("3pm to 5 pm", "any day 15:00-17:00"),
    ("15h-17h", "any day 15:00-17:00"),
    ("15.00-17.00", "any day 15:00-17:00"),
    ("between 3 and 5ish", "any day 15:00-17:00"),
    ("from 9 till 11.30", "any day 09:00-11:30"),
    ("9:30 - 11", "any day 09:30-11:00"),
    ("10 thirty", "any day 10:30-"),
    ("15 h - 17 h", "any day 15:00-17:00"),
    ("15h to 17h30", "any day 15:00-17:30"),
    ("3~5pm", "any day 15:00-17:00"),
    ("friday 3pm~5pm", "11-27 15:00-17:00"),
    ("between 3ish and 5", "any day 15:00-17:00"),
    ("3 pm til about 5 pm", "any day 15:00-17:00"),
    ("10 thirty to 12", "any day 10:30-12:00"),
    ("9.30am - 11.30am", "any day 09:30-11:30"),
    ("9.30 til 11", "any day 09:30-11:00"),
    ("tuesday 9.30-11", "11-24 09:30-11:00"),
    ("at ten fifteen", "any day 10:15-"),
    ("thursday 2 thirty", "11-26 14:30-"),
    ("3 p.m. to 5 p.m.", "any day 15:00-17:00"),
    ("from 15 to 17", "any day 15:00-17:00"),
    ("3pm -> 5pm", "any day 15:00-17:00"),
    ("between 10 and 12 or 2 and 4", "any day 10:00-12:00; any day 14:00-16:00"),
    ("1:30pm-3", "any day 13:30-15:00"),
]
NOW = [
    ("call me now", "any day"),
    ("im free now", "any day"),
    ("can someone ring me right now", "any day"),
    ("now please", "any day"),
    ("right now", "any day"),
    ("i can talk now", "any day"),
    ("phone me now if you can", "any day"),
    ("i'm available now", "any day"),
    ("can i come in now?", "any day"),
    ("can you call back now or tomorrow", "11-23; 11-24"),
    ("now is good", "any day"),
    ("now or after 5", "11-23; any day 17:00-"),
]
NOT_NOW = [
    "that's right now", "thats correct now", "now then", "for now", "by now", "just now", "its all right now thanks",
    "ok now", "yes thats all good now", "right now what", "now it says my name wrong", "until now", "now my knee hurts",
    "not now", "what now", "and now?", "thank you bye for now", "i feel free now from pain",
]
GRAMMAR = [
    ("in the Tuesday", "11-24"),
    ("the next week", "11-30..12-06"),
    ("on the morning", "any day -12:00"),
    ("at the evening", "any day 17:00-"),
    ("from Monday until Friday all day", "any day MoTuWeThFr"),
    ("Saturday it is possible?", "11-28"),
    ("morning 8 hour", "any day 08:00-"),
    ("all days except sunday", "any day MoTuWeThFrSa"),
    ("every days after 6", "any day 18:00-"),
    ("in afternoon time", "any day 12:00-17:00"),
    ("the day tomorrow", "11-24"),
    ("after two days", "11-25"),
    ("friday at 17 hours", "11-27 17:00-"),
    ("all the mornings", "any day -12:00"),
    ("all the days after the 5", "any day 17:00-"),
    ("the friday to the 16h", "11-27 16:00-"),
    ("call after 3 days please", "11-26"),
    ("for tuesday in the morning", "11-24 -12:00"),
    ("in the next monday at afternoon", "11-30 12:00-17:00"),
    ("tuesday on the evening is possible for me", "11-24 17:00-"),
    ("in evening of wednesday", "11-25 17:00-"),
    ("from thursday it goes", "11-26.."),
    ("every the tuesdays", "any day Tu"),
    ("in the morning of friday", "11-27 -12:00"),
    ("in the weekend", "11-28..11-29"),
]
NAMES = [
    ("montag", "11-30"), ("dienstag", "11-24"), ("mittwoch nachmittag", "11-25 12:00-17:00"),
    ("donnerstag 15 uhr", "11-26 15:00-"), ("freitag", "11-27"), ("samstag", "11-28"),
    ("lunes", "11-30"), ("martes", "11-24"), ("miercoles", "11-25"), ("miércoles 16h", "11-25 16:00-"),
    ("jueves", "11-26"), ("viernes", "11-27"), ("lundi", "11-30"), ("mardi", "11-24"), ("mercredi", "11-25"),
    ("jeudi 14h", "11-26 14:00-"), ("vendredi", "11-27"), ("poniedzialek", "11-30"), ("wtorek", "11-24"),
    ("środa", "11-25"), ("sroda", "11-25"), ("czwartek", "11-26"), ("piatek", "11-27"),
    ("piątek po 17", "11-27 17:00-"),
    ("mañana", "11-24"), ("the jueves or viernes", "11-26; 11-27"), ("dienstag oder mittwoch", "11-24; 11-25"),
    ("SAMSTAG", "11-28"), ("sabado", "11-28"), ("on mercredi after 5", "11-25 17:00-"),
]
POINTS = [
    ("between lunch and 4", "any day 13:00-16:00"),
    ("from lunch till 4", "any day 13:00-16:00"),
    ("between 10 and lunch", "any day 10:00-12:00"),
    ("from 9 to lunchtime", "any day 09:00-12:00"),
    ("between the school run and 12", "any day 09:00-12:00"),
    ("between work and 7", "any day 17:00-19:00"),
    ("between noon and pick up", "any day 12:00-15:00"),
    ("thursday between lunch and school pick up", "11-26 13:00-15:00"),
    ("between 9.30 and noon", "any day 09:30-12:00"),
    ("next week after Wednesday", "12-03..12-06"),
    ("next week from wednesday", "12-02..12-06"),
    ("next week before thursday", "11-30..12-02"),
    ("after wednesday next week", "12-03.."),
    ("next week until wednesday", "11-30..12-02"),
    ("this week after wednesday", "11-26..11-29"),
    ("this or next thursday", "11-26; 12-03"),
    ("next or this friday after 5", "12-04 17:00-; 11-27 17:00-"),
    ("this week or next", "11-23..11-29; 11-30..12-06"),
    ("this friday or next", "11-27; 12-04"),
    ("pick up kids at 3 so before that", "any day -15:00"),
    ("i start work at 2 so before then", "any day -14:00"),
    ("i pick up my son at 3.15 so before that please", "any day -15:15"),
    ("i have to leave at 4 so it has to be before that", "any day -16:00"),
    ("my shift ends at 6, any time after that", "any day 18:00-"),
    ("kids in bed by 8, so after then", "any day 20:00-"),
    ("i get in at 6 so any time after that", "any day 18:00-"),
    ("shift starts 1pm so before that", "any day -13:00"),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS + RANGES)
def test_hours_from_and_to(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(("text", "expected"), NOW)
def test_now_is_a_time_for_being_called(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize("text", NOT_NOW)
def test_now_is_mostly_no_time(text: str) -> None:
    assert read_times(text, MONDAY) is None


@pytest.mark.parametrize(("text", "expected"), GRAMMAR + NAMES)
def test_english_as_a_second_language(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(("text", "expected"), POINTS)
def test_times_bounded_by_other_times(text: str, expected: str) -> None:
    assert windows(text) == expected
