"""What a message tells of a callback request."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.reading import Told, read

NOW = datetime.datetime(2027, 1, 13, 10, 0, tzinfo=ZoneInfo("Europe/London"))  # a Wednesday


def told(text: str, asked: str = "") -> Told:
    return read(text, asked, NOW, "GB")


def understood(found: Told) -> str:
    return found.when.understood if found.when else ""


@pytest.mark.parametrize(("text", "name", "phone", "email", "when", "about"), [
    ("I'm Jo, 07700 900123, any morning", "Jo", "+447700900123", "", "morning", ""),
    ("priya nair 07700900456 thurs after 5 stiff neck", "Priya Nair", "+447700900456", "", "after 5 pm", "stiff neck"),
    ("email me at tom@example.org - Tom Rowe, tomorrow 2pm", "Tom Rowe", "", "tom@example.org", "at 2 pm", ""),
    ("07700 900123 or jo@example.org", "", "+447700900123", "jo@example.org", "", ""),
    ("My name is Friday Okoro and I'm free on monday", "Friday Okoro", "", "", "Mon", ""),
    ("my name is May Long. 01632 960001 from 9 to 11", "May Long", "+441632960001", "", "between 9 am and 11 am", ""),
    ("how much does it cost?", "", "", "", "", ""),
])
def test_everything_in_a_message_is_found(
    text: str, name: str, phone: str, email: str, when: str, about: str
) -> None:
    found = told(text)
    assert (found.name, found.phone, found.email, found.about, found.problems) == (name, phone, email, about, ())
    assert when in understood(found)
    assert bool(when) == bool(found.when)


def test_a_name_is_taken_for_one_alone_where_it_was_asked_for() -> None:
    assert told("tamsin", "name").name == "Tamsin"
    assert told("tamsin", "contact").name == ""


def test_what_was_called_a_name_is_marked_so() -> None:
    assert told("my name is tamsin").announced
    assert not told("I'm tamsin, 07700 900123").announced


@pytest.mark.parametrize(("asked", "problems"), [("contact", 1), ("agreed", 1), ("name", 0), ("when", 0), ("", 0)])
def test_a_faulty_number_counts_where_one_is_expected(asked: str, problems: int) -> None:
    found = told("it's 07700 90012", asked)
    assert (found.phone, len(found.problems)) == ("", problems)


def test_a_faulty_address_counts_anywhere() -> None:
    found = told("jo@example and 07700 900123")
    assert (found.email, found.phone, len(found.problems)) == ("", "+447700900123", 1)


def test_a_number_is_no_time_and_a_time_no_number() -> None:
    assert told("07700 900123").when is None
    assert told("14/01/2027 at 10:30", "contact").phone == ""
    assert understood(told("thursday @ 5pm", "when")).endswith("at 5 pm")


def test_what_was_found_is_left_out_of_the_rest() -> None:
    found = told("I'm Jo Smith, 07700 900123, tomorrow. What does it cost?")
    assert len(found.rest) == len("I'm Jo Smith, 07700 900123, tomorrow. What does it cost?")
    assert "What does it cost?" in found.rest
    for word in ("Jo", "Smith", "07700", "tomorrow"):
        assert word not in found.rest


PIECES = """
    my name is jo smith I'm 07700 900123 900 call me @ example.org jo@example.org a@b thursday after 5 tomorrow not what
    ? ! , . 👍 knee hurts about 12:30 - + ( ) zero seven double oh next week
"""
texts = st.text(max_size=80) | st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=15).map(" ".join)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(texts, st.sampled_from(("", "name", "contact", "when", "about", "agreed")), st.sampled_from(("GB", "")))
def test_any_text_can_be_read(text: str, asked: str, region: str) -> None:
    found = read(text, asked, NOW, region)
    assert len(found.rest) == len(text)
    assert all(new in (old, "\n") for old, new in zip(text, found.rest))
    assert not any(char.isdecimal() or char in "@\n" for char in found.name)
    assert "\n" not in found.about
