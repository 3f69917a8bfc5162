"""Times that don't suit, times that alone suit, and times that stand in for others; said on a Monday in November."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.request import EVERY_DAY, Window
from frontdesk.booking.times import read_times

MONDAY = datetime.datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))
BUSY = [
    ("i can monday till wednesday after 13:00. thursday and friday i have class", "any day MoTuWe 13:00-"),
    ("I do long days monday and tuesday, so wednesday, thursday or friday afternoon please",
     "11-25 12:00-17:00; 11-26 12:00-17:00; 11-27 12:00-17:00"),
    ("i'm in cork monday. make it friday after 4", "11-27 16:00-"),
    ("wife's got the car tomorrow. friday lunchtime", "11-27 12:00-14:00"),
    ("she's got the hairdresser thursday, friday only", "11-27"),
    ("working mon tue, free wed", "11-25"),
    ("im away til thursday", "11-27.."),
    ("cant do weds got football", "any day MoTuThFrSaSu"),
    ("tuesday im at work", "any day MoWeThFrSaSu"),
    ("i have class on thursday, friday morning is fine", "11-27 -12:00"),
    ("tuesday and wednesday i work, thursday ok", "11-26"),
    ("got the dentist tuesday so wednesday please", "11-25"),
    ("mum has her scan on wednesday. thursday afternoon?", "11-26 12:00-17:00"),
    ("monday is my long day. tuesday after 5 works", "11-24 17:00-"),
    ("wednesday ive got the kids, thursday am is good", "11-26 -12:00"),
    ("on shift wed and thu. fri any time", "11-27"),
    ("i am in london until friday, saturday morning please", "11-28 -12:00"),
    ("friday's my shopping day, so thursday", "11-26"),
    ("thursday is bingo. friday before 12", "11-27 -12:00"),
    ("im at college mondays and tuesdays, any other day after 3", "any day WeThFrSaSu 15:00-"),
    ("football on wednesdays so not then, thursdays after 6", "any day Th 18:00-"),
    ("my husband works tuesdays and i need him to drive me, wednesday or friday", "11-25; 11-27"),
    ("i got lectures mon till wed, thurs or fri pls", "11-26; 11-27"),
    ("im on lates this week, next week any morning", "11-30..12-06 -12:00"),
    ("we're at my sister's at the weekend, monday afternoon would be ok", "11-30 12:00-17:00"),
    ("busy thurs, free fri after 2", "11-27 14:00-"),
    ("my carer comes tuesday morning, tuesday afternoon is better", "11-24 12:00-17:00"),
    ("thursday i am with my grandchildren, friday is good", "11-27"),
    ("i have exam wednesday, thursday from 14h", "11-26 14:00-"),
    ("tomorrow im working, wednesday i am free", "11-25"),
    ("flying out on thursday, so before that, wednesday ideally", "11-25"),
    ("i'm off to my daughter's tomorrow, thursday would be fine", "11-26"),
    ("have physio tuesday at 2, thursday instead please", "11-26"),
]
FREE = [
    ("i have friday off", "11-27"),
    ("ive got thursday free", "11-26"),
    ("i have time on wednesday", "11-25"),
    ("have you got anything thursday", "11-26"),
    ("do you have friday at 3?", "11-27 15:00-"),
    ("has anyone got a slot tuesday", "11-24"),
    ("i have nothing on friday", "11-27"),
    ("i've got a free morning on wednesday", "11-25 -12:00"),
    ("i have back pain, thursday after 4 please", "11-26 16:00-"),
    ("i have a day off on thursday", "11-26"),
    ("i'm in on thursday", "11-26"),
    ("im at home tuesday", "11-24"),
    ("i'm not at work on friday", "11-27"),
    ("i have a trapped nerve, friday or monday", "11-27; 11-30"),
    ("my daughter has a bad knee. thursday or friday", "11-26; 11-27"),
    ("i am back in london on wednesday. friday is good too", "11-25; 11-27"),
    ("i have a question, call me wednesday or thursday", "11-25; 11-26"),
    ("i got a gap thursday at 2 or friday at 4", "11-26 14:00-; 11-27 16:00-"),
]
ONLY = [
    ("friday only", "11-27"),
    ("only on fridays", "any day Fr"),
    ("just tuesdays", "any day Tu"),
    ("thursday no good, friday only", "11-27"),
    ("any day really, well fridays only", "any day Fr"),
    ("i can only do thursday after 4", "11-26 16:00-"),
    ("im only free on wednesdays", "any day We"),
    ("only available friday morning", "11-27 -12:00"),
    ("friday is the only day", "11-27"),
    ("my only free day is wednesday", "11-25"),
    ("the only day i can is thursday", "11-26"),
    ("weds only please after 3", "11-25 15:00-"),
    ("only tuesday or thursday", "11-24; 11-26"),
    ("monday my son has school, just tuesday then", "11-24"),
    ("i said any day but its only thursdays now", "any day Th"),
    ("evenings only", "any day 17:00-"),
    ("only mornings, tuesday or thursday", "11-24 -12:00; 11-26 -12:00"),
    ("Anytime Mon-Thu, Friday only before 12", "any day MoTuWeTh; 11-27 -12:00"),
    ("weekdays only after 5, weekends any time", "any day MoTuWeThFr 17:00-; any day SaSu"),
    ("saturday mornings only", "11-28 -12:00"),
    ("the only day i can't do is friday", "any day MoTuWeThSaSu"),
    ("just after 5", "any day 17:00-"),
]
INSTEAD = [
    ("make it friday", "11-27"),
    ("friday instead", "11-27"),
    ("lets say thursday", "11-26"),
    ("rather wednesday than tuesday", "11-25"),
    ("not thursday, friday", "11-27"),
    ("thursday no sorry friday", "11-27"),
    ("wednesday rather than tuesday", "11-25"),
    ("friday instead of thursday please", "11-27"),
    ("instead of tuesday can we do wednesday", "11-25"),
    ("thursday, no wait, friday", "11-27"),
    ("tuesday sorry i meant wednesday", "11-25"),
    ("tuesday. actually make that wednesday after 5", "11-25 17:00-"),
    ("thursday at 3 no sorry friday", "11-27 15:00-"),
    ("thursday at 3, no, 4", "11-26 16:00-"),
    ("at 3 sorry i mean 4", "any day 16:00-"),
    ("monday scratch that tuesday", "11-24"),
    ("can we change from thursday to friday", "11-27"),
    ("can i swap tuesday for wednesday", "11-25"),
    ("i prefer friday to thursday", "11-27"),
    ("better friday than thursday", "11-27"),
    ("i'd rather come friday than monday", "11-27"),
    ("i said tuesday but make it thursday at 10", "11-26 10:00-"),
    ("not the tuesday the wednesday", "11-25"),
    ("no not monday, i mean tuesday", "11-24"),
    ("wed or rather thurs", "11-26"),
    ("not in the morning, in the evening", "any day 17:00-"),
]
FAILING = [
    ("saturday in the morning, or if not possible friday from 17", "11-28 -12:00; 11-27 17:00-"),
    ("friday, if not monday", "11-27; 11-30"),
    ("friday failing that monday", "11-27; 11-30"),
    ("thursday or else friday", "11-26; 11-27"),
    ("tuesday morning, if thats full wednesday", "11-24 -12:00; 11-25"),
    ("thursday after 4, if that doesn't work friday after 4", "11-26 16:00-; 11-27 16:00-"),
    ("tomorrow if possible, if not thursday", "11-24; 11-26"),
    ("friday and if thats no good then monday", "11-27; 11-30"),
    ("friday at 3 if you cant then monday", "11-27 15:00-; 11-30"),
    ("wednesday, otherwise thursday", "11-25; 11-26"),
    ("if you can't do friday, monday is fine", "11-27; 11-30"),
    ("if not friday then saturday", "11-27; 11-28"),
    ("friday or, if it isn't available, saturday morning", "11-27; 11-28 -12:00"),
    ("thursday, if it's not possible then friday", "11-26; 11-27"),
    ("thursday or if there's nothing friday", "11-26; 11-27"),
    ("after 5 if not before 9", "any day 17:00-; any day -09:00"),
    ("tuesday would be best, if unavailable wednesday", "11-24; 11-25"),
    ("monday or if busy tuesday", "11-30; 11-24"),
    ("if possible not friday", "any day MoTuWeThSaSu"),
    ("thursday ideally but if you are booked up friday", "11-26; 11-27"),
]


def shown(window: Window) -> str:
    """Such as ``11-26 17:00-`` or ``any day MoWe 14:00-16:00``, where any day is from this Monday on."""
    first = f"{window.first:%m-%d}"
    if window.last is None:
        said = "any day" if window.first == MONDAY.date() else f"{first}.."
    else:
        said = first if window.first == window.last else f"{first}..{window.last:%m-%d}"
    if window.weekdays != EVERY_DAY:
        said += " " + "".join("MoTuWeThFrSaSu"[2 * day:2 * day + 2] for day in window.weekdays)
    start, end = window.as_dict()["start"], window.as_dict()["end"]
    return f"{said} {start or ''}-{end or ''}" if start or end else said


def windows(text: str) -> str:
    times = read_times(text, MONDAY)
    return "; ".join(map(shown, times.when.windows)) if times else ""


@pytest.mark.parametrize(("text", "expected"), BUSY)
def test_when_the_visitor_is_busy_is_ruled_out(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(("text", "expected"), FREE)
def test_having_time_or_pain_is_not_being_busy(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(("text", "expected"), ONLY)
def test_only_leaves_nothing_else(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(("text", "expected"), INSTEAD)
def test_a_time_that_takes_anothers_place(text: str, expected: str) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(("text", "expected"), FAILING)
def test_what_stands_in_if_something_is_not_possible(text: str, expected: str) -> None:
    assert windows(text) == expected
