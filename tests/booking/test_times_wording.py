"""What is said back of a time, and where in the message it was found."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.times import Times, read_times

MONDAY = datetime.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/London"))


def read(text: str) -> Times:
    times = read_times(text, MONDAY)
    assert times is not None
    return times


@pytest.mark.parametrize(("text", "expected"), [
    ("tomorrow evening", "tomorrow (Tue 24 Nov), in the evening (from 5 pm)"),
    ("any morning", "any day, in the morning (until noon)"),
    ("can i come in thursday after work", "Thu 26 Nov, after work (from 5 pm)"),
    ("thursday after 5", "Thu 26 Nov, after 5 pm"),
    ("next week", "next week (Mon 30 Nov to Sun 6 Dec)"),
    ("mondays or wednesdays between 2 and 4", "Mondays or Wednesdays, between 2 pm and 4 pm"),
    ("mon morning or thu after 5", "Mon 30 Nov, in the morning (until noon); or Thu 26 Nov, after 5 pm"),
    ("tues or wed at 5.30", "tomorrow (Tue 24 Nov) or Wed 25 Nov, at 5:30 pm"),
    ("mornings or evenings on weekdays",
     "Mondays to Fridays, in the morning (until noon) or in the evening (from 5 pm)"),
    ("asap", "as soon as possible, any day"),
    ("any day but friday", "any day except Fridays"),
    ("not at weekends", "Mondays to Fridays"),
    ("from monday", "from Mon 30 Nov"),
    ("midday", "any day, at noon"),
    ("around 3", "any day, around 3 pm"),
    ("by 4", "any day, until 4 pm"),
    ("not before 10", "any day, from 10 am"),
    ("today", "today (Mon 23 Nov)"),
    ("in the next few days", "in the next 3 days (Mon 23 Nov to Thu 26 Nov)"),
    ("next week but not monday", "next week (Mon 30 Nov to Sun 6 Dec), any day except Mondays"),
    ("not tomorrow", "today (Mon 23 Nov) or from Wed 25 Nov"),
    ("3/11/2027", "Wed 3 Nov 2027"),
])
def test_it_is_said_back(text: str, expected: str) -> None:
    assert read(text).when.understood == expected


@pytest.mark.parametrize(("text", "spans", "said"), [
    ("hi im jo can i come in thursday after work its about my knee", ["in thursday after work"],
     "in thursday after work"),
    ("tomorrow evening please", ["tomorrow evening"], "tomorrow evening"),
    ("Jo, any  morning, 07700 900123", ["any  morning"], "any morning"),
    ("mon morning or thu after 5. Jo", ["mon morning or thu after 5"], "mon morning or thu after 5"),
    ("call me tomorrow about my knee i am home after 5", ["tomorrow", "after 5"],
     "tomorrow about my knee i am home after 5"),
    ("after 6, I'm Eve", ["after 6"], "after 6"),
    ("call me at              after 6", ["after 6"], "after 6"),
    ("İ tomorrow", ["tomorrow"], "tomorrow"),
    ("Is it OK to come on the 3rd of December?", ["on the 3rd of December"], "on the 3rd of December"),
    ("any day but friday (Tom)", ["any day but friday"], "any day but friday"),
])
def test_its_places_are_given(text: str, spans: list[str], said: str) -> None:
    times = read(text)
    assert [text[start:end] for start, end in times.spans] == spans
    assert times.when.said == said


def test_what_is_all_ruled_out_was_said_but_not_understood() -> None:
    times = read("weekends, but not saturdays or sundays")
    assert times.when.said == "weekends, but not saturdays or sundays"
    assert times.when.understood == ""
    assert times.when.windows == ()
