"""What looks like a time that suits, and is none."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.times import read_times

MONDAY = datetime.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/London"))
NONE = [
    "i sat down", "May here, my back hurts", "we'd like that", "07700 900123", "2 weeks ago", "for 3 weeks",
    "since monday", "last week", "10 years", "my son is 7", "number 5", "l5/s1", "i've had it 2 months",
    "pain after work", "a second", "may i", "sun", "march", "my back is stiff in the morning", "it hurts at night",
    "it started on monday", "pain is 9/10", "on a scale of 1 to 10 its 7", "from 1 to 10 pain is 8", "I sat at home",
    "the sun is out", "whenever i bend it hurts", "my back is not flexible", "it hurts all day", "i sit all day",
    "I had it for two weeks now", "i am jo", "1/2", "31/11", "born 3/12/1985", "after 3 sessions", "after 2 weeks",
    "at 7 months", "around 10 people", "before 5 years", "2-3 times", "I need 2 sessions", "i have 2 kids",
    "I've been seen 3 times", "since yesterday", "yesterday evening", "last night", "last thursday", "for 2-3 days",
    "over the last few weeks", "in the last 3 months", "every 2 weeks", "twice a week",
    "i have had headaches every day for 2 weeks", "i did yoga this morning and my neck went",
    "my MRI was on the 3rd of november", "had surgery in march", "my baby is due in may", "im 34 weeks pregnant",
    "he is 12 years old", "2 sessions at £45", "I did 5k on sunday", "my l4-l5 disc", "l4/5 bulge", "c5-c6", "t12",
    "o'clock", "jo.sat@example.com", "order 12345", "ref 2-4", "flat 2, 10 high street", "I live at 7 elm road",
    "I'm at 12 station road", "at level 5", "after 2 kids", "at 60 years old", "half an hour appointment",
    "how long is it, half an hour?", "1 hour session", "in 1 session", "for an hour", "a quarter of an hour",
    "my 3rd visit", "the 2nd time", "it's my first time", "second opinion", "one second", "one of my legs",
    "two of us", "i have one leg longer", "my two knees", "at one point", "after one session",
    "from one day to another", "day by day", "day to day", "every time i bend", "each time", "last time", "this time",
    "next time", "next door", "next to me", "in the past", "in the end", "the end", "at first", "at last",
    "at least 3", "at most 2", "at home", "at work", "by car", "by the way", "for now", "for ever",
    "right now it hurts", "now my foot is numb", "it hurts now", "until now", "so far", "before", "after",
    "before i book, how much is it", "after that", "after my accident", "after the birth", "after surgery",
    "after 2 surgeries", "around my knee", "about my knee", "about 3 weeks", "about it", "24 hours",
]


@pytest.mark.parametrize("text", NONE)
def test_no_time_is_found(text: str) -> None:
    assert read_times(text, MONDAY) is None
