"""Booking, a person, prices and facts: what the clinic has given, and nothing made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.knowledge.clinic import FACTS, Clinic
from frontdesk.replies.handoff import (
    answer_complaint,
    answer_fact,
    answer_price,
    contact_details,
    offer_booking,
    offer_contact,
)
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON


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


def test_booking_leads_to_the_clinics_own_page(open_clinic: Clinic) -> None:
    reply, memory = offer_booking(open_clinic, Memory(turn=4))
    assert reply.kind == "booking"
    assert reply.text.endswith(open_clinic.booking_url)
    assert "I don't have" not in reply.text
    assert (memory.booking_turn, memory.offer) == (4, "contact")


def test_without_a_booking_page_nothing_is_promised(silent_clinic: Clinic) -> None:
    reply, _ = offer_booking(silent_clinic, Memory())
    assert "I can't make the appointment in this chat" in reply.text
    assert "I don't have the clinic's booking link" in reply.text
    assert "http" not in reply.text
    assert PERSON in reply.buttons


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
