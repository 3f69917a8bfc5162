"""Booking, a person, prices and facts: what the clinic has given, and nothing made up."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from frontdesk.knowledge.booking import BookingSettings
from frontdesk.knowledge.clinic import FACTS, Clinic
from frontdesk.knowledge.hours import OpeningHours
from frontdesk.replies.handoff import (
    answer_complaint,
    answer_fact,
    answer_price,
    contact_details,
    contact_links,
    offer_booking,
    offer_contact,
)
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON, Link, Reply


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_given_in_the_clinics_words(open_clinic: Clinic, fact: str) -> None:
    reply, memory = answer_fact(open_clinic, fact, Memory())
    assert (reply.kind, reply.text) == ("clinic", open_clinic.facts[fact])
    assert reply.buttons == (BOOK, PERSON)
    assert memory.offer == "contact"


@pytest.mark.parametrize("fact", FACTS)
def test_a_missing_fact_is_said_to_be_missing(silent_clinic: Clinic, fact: str) -> None:
    reply, _ = answer_fact(silent_clinic, fact, Memory())
    assert reply.kind == "clinic"
    assert "I don't have" in reply.text
    assert "contact details on its website" in reply.text


@pytest.mark.parametrize("fact", ["hours", "parking"])
def test_a_missing_fact_comes_with_the_ways_to_ask(silent_clinic: Clinic, fact: str) -> None:
    clinic = replace(silent_clinic, facts={**silent_clinic.facts, "phone": "01234 567890"})
    text = answer_fact(clinic, fact, Memory())[0].text
    assert text.startswith("I don't have")
    assert "call 01234 567890" in text


def test_nothing_is_said_of_a_clinic_but_its_name_when_it_gave_no_more(silent_clinic: Clinic) -> None:
    assert answer_fact(silent_clinic, "about", Memory())[0].text.startswith("This is A Clinic. I don't have")


def test_booking_leads_to_the_clinics_own_page_phone_and_email_and_on_to_the_form(open_clinic: Clinic) -> None:
    reply, memory = offer_booking(open_clinic, Memory(turn=4, offer="contact"))
    assert reply.kind == "booking"
    assert reply.text.splitlines() == [
        "You can book a consultation with A Clinic.", f"Book it online: {open_clinic.booking_url}",
        "Call 01234 567890. Opening hours: Monday to Friday, 9 to 5", "Write to desk@clinic.example."]
    assert reply.buttons == ()
    assert (memory.booking_turn, memory.offer, memory.form) == (4, "", True)


def test_the_booking_page_gets_the_campaign_and_nothing_of_the_conversation(open_clinic: Clinic) -> None:
    booking = BookingSettings(campaign={"utm_source": "chat", "utm_campaign": "web"})
    clinic = replace(open_clinic, booking_url="https://clinic.example/book?room=2", booking=booking)
    reply, _ = offer_booking(clinic, Memory(turn=4, topic="calf-and-back-related", shown=("sciatica/1",)))
    assert "Book it online: https://clinic.example/book?room=2&utm_source=chat&utm_campaign=web\n" in reply.text


def test_a_clinic_that_gave_no_way_still_has_the_form(silent_clinic: Clinic) -> None:
    reply, memory = offer_booking(silent_clinic, Memory())
    assert reply == Reply("booking", "You can book a consultation with A Clinic.")
    assert memory.form


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    """A day of the week that begins on Monday 11 January 2027."""
    return datetime.datetime(2027, 1, 10 + day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def clinic_with_hours(open_clinic: Clinic) -> Clinic:
    """Monday to Friday nine to half past five, Saturday until noon."""
    day = ((9 * 60, 17 * 60 + 30),)
    week = (day, day, day, day, day, ((9 * 60, 12 * 60),), ())
    return replace(open_clinic, time_zone="Europe/London", opening_hours=OpeningHours(week))


OPEN = [(at(1, 9), "until 5:30 pm"), (at(5, 17, 29), "until 5:30 pm"), (at(6, 11), "until noon")]
CLOSED = [
    (at(1, 8, 59), "today at 9 am"), (at(1, 17, 30), "tomorrow at 9 am"), (at(5, 20), "tomorrow at 9 am"),
    (at(6, 12), "on Monday at 9 am"), (at(7, 23, 59), "tomorrow at 9 am"),
]


@pytest.mark.parametrize(("now", "until"), OPEN)
def test_in_hours_a_person_is_a_phone_call_away(
    clinic_with_hours: Clinic, now: datetime.datetime, until: str
) -> None:
    reply, memory = offer_contact(clinic_with_hours, Memory(), now)
    assert f"Call 01234 567890: the clinic is open now, {until}." in reply.text
    assert reply.buttons == (BOOK,)
    assert (memory.form, memory.offer) == (False, "booking")


@pytest.mark.parametrize(("now", "opens"), CLOSED)
def test_out_of_hours_a_person_calls_back(clinic_with_hours: Clinic, now: datetime.datetime, opens: str) -> None:
    reply, memory = offer_contact(clinic_with_hours, Memory(offer="contact"), now)
    assert f"The clinic is closed now; call 01234 567890 when it opens, {opens}." in reply.text
    assert "Write to desk@clinic.example. They can call you back." in reply.text
    assert (memory.form, memory.offer) == (True, "")


@pytest.mark.parametrize(("now", "hours"), [*OPEN, *CLOSED])
def test_booking_tells_whether_the_phone_is_answered(
    clinic_with_hours: Clinic, now: datetime.datetime, hours: str
) -> None:
    reply, memory = offer_booking(clinic_with_hours, Memory(), now)
    assert "01234 567890" in reply.text
    assert hours in reply.text
    assert memory.form


def test_without_a_phone_a_person_is_in_touch_later(silent_clinic: Clinic) -> None:
    clinic = replace(silent_clinic, facts={**silent_clinic.facts, "email": "desk@clinic.example"})
    reply, memory = offer_contact(clinic, Memory())
    assert "You can write to desk@clinic.example. They can also contact you." in reply.text
    assert memory.form


@pytest.mark.parametrize("offer", [offer_booking, offer_contact])
def test_phone_and_email_can_be_pressed(open_clinic: Clinic, offer: Callable[..., tuple[Reply, Memory]]) -> None:
    reply, _ = offer(open_clinic, Memory())
    assert reply.links == (Link("Call 01234 567890", "tel:01234567890"),
                           Link("Write to desk@clinic.example", "mailto:desk@clinic.example"))
    assert Reply.from_dict(reply.as_dict()) == reply


@pytest.mark.parametrize(("phone", "country", "title", "url"), [
    ("01632 960001", "GB", "Call 01632 960001", "tel:+441632960001"),
    ("+44 (0)1632 960001", "", "Call +44 (0)1632 960001", "tel:+441632960001"),
    ("(01632) 960-001 (ask for Ann)", "GB", "Call (01632) 960-001", "tel:+441632960001"),
    ("Reception: 01632 960001, 9-5", "GB", "Call 01632 960001", "tel:+441632960001"),
    ("01632 960001", "", "Call 01632 960001", "tel:01632960001"),
])
def test_a_number_is_dialled_as_it_must_be(
    silent_clinic: Clinic, phone: str, country: str, title: str, url: str
) -> None:
    clinic = replace(silent_clinic, country=country, facts={**silent_clinic.facts, "phone": phone})
    assert contact_links(clinic) == (Link(title, url),)


@pytest.mark.parametrize("phone", ["", "see our website", "01234"])
def test_what_cant_be_dialled_has_no_link(silent_clinic: Clinic, phone: str) -> None:
    assert contact_links(replace(silent_clinic, facts={**silent_clinic.facts, "phone": phone})) == ()


@pytest.mark.parametrize("price", ["free", "Free", "FREE"])
def test_a_free_consultation_is_called_free(silent_clinic: Clinic, price: str) -> None:
    clinic = replace(silent_clinic, consultation_price=price)
    assert offer_booking(clinic, Memory())[0].text.startswith("A Clinic offers a free consultation.")
    assert answer_price(clinic, Memory())[0].text.startswith("A Clinic offers a free consultation.")


def test_a_paid_consultation_isnt_called_free(open_clinic: Clinic) -> None:
    assert "free" not in offer_booking(open_clinic, Memory())[0].text


def test_a_price_is_the_clinics(open_clinic: Clinic) -> None:
    reply, memory = answer_price(open_clinic, Memory())
    assert (reply.kind, memory.offer) == ("clinic", "booking")
    assert "costs £40" in reply.text
    assert "I don't have any other prices" in reply.text


def test_a_missing_price_is_said_to_be_missing(silent_clinic: Clinic) -> None:
    assert answer_price(silent_clinic, Memory())[0].text.startswith("I don't have the clinic's prices.")


def test_a_person_can_be_reached_in_every_way_the_clinic_gave(open_clinic: Clinic) -> None:
    reply, memory = offer_contact(open_clinic, Memory())
    assert (reply.kind, memory.offer) == ("contact", "booking")
    for way in ("01234 567890", "desk@clinic.example", "https://clinic.example/contact", "Monday to Friday, 9 to 5"):
        assert way in reply.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": "01234"}, "You can call 01234."),
        ({"email": "a@b.example"}, "You can write to a@b.example."),
        ({"phone": "01234", "email": "a@b.example"}, "You can call 01234, or write to a@b.example."),
        ({"phone": "01234", "hours": "Mondays."}, "You can call 01234. Opening hours: Mondays."),
        ({"hours": "Mondays."}, "I don't have a phone number, e-mail address or contact page"),
    ],
)
def test_only_the_ways_that_were_given_are_named(silent_clinic: Clinic, changes: dict[str, str], sentence: str) -> None:
    details = contact_details(replace(silent_clinic, facts={**silent_clinic.facts, **changes}))
    assert details.startswith(sentence)


def test_a_complaint_gets_an_apology_and_a_person(open_clinic: Clinic) -> None:
    reply, memory = answer_complaint(open_clinic, Memory())
    assert (reply.kind, memory.offer) == ("contact", "contact")
    assert reply.text.startswith("I'm sorry")
    assert "01234 567890" in reply.text
    assert PERSON in reply.buttons


@pytest.mark.parametrize("answer", [offer_booking, offer_contact, answer_price, answer_complaint])
def test_the_handoff_never_quotes_and_never_loses_what_was_shown(silent_clinic: Clinic, answer: object) -> None:
    before = Memory(turn=2, topic="a", shown=("x/y",), exhausted=("a",))
    reply, after = answer(silent_clinic, before)
    assert reply.quotes == ()
    assert (after.turn, after.topic, after.shown, after.exhausted) == (2, "a", ("x/y",), ("a",))
