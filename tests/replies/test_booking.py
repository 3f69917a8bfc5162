"""What the callback form says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.knowledge.booking import BookingSettings
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.hours import OpeningHours
from frontdesk.replies import booking
from frontdesk.replies.buttons import buttons
from frontdesk.replies.reply import BOOK, PERSON, Reply

NOW = datetime.datetime(2027, 1, 13, 18, 0, tzinfo=ZoneInfo("Europe/London"))  # a Wednesday evening
THURSDAY = datetime.date(2027, 1, 14)
AT_THREE = When("tomorrow at 3", "tomorrow (Thu 14 Jan), at 3 pm", (Window(THURSDAY, THURSDAY, start=15 * 60),))
DETAILS = Details("Jo Smith", "+447700900123", "jo@example.org", AT_THREE, "my knee")
REQUEST = CallbackRequest("5f0c1f6e-3f0b-4e52-9d2a-0f4a4b7a1c55", "K7Q-F3M", 1, "new", 0.0, 0.0, DETAILS, "Yes.", 0.0)


@pytest.fixture
def clinic(silent_clinic: Clinic) -> Clinic:
    return replace(silent_clinic, country="GB")


def saved(clinic: Clinic, request: CallbackRequest = REQUEST) -> str:
    reply = booking.saved(clinic, request, "https://clinic.test", NOW)
    assert (reply.kind, reply.buttons) == ("booking", (booking.WITHDRAW,))
    return reply.text


def everything(clinic: Clinic) -> list[Reply]:
    """Every reply of the form."""
    return [
        *(booking.ask_name(clinic, told, opening) for told in (Details(), Details(when=AT_THREE))
          for opening in (True, False)),
        booking.ask_contact(DETAILS),
        booking.ask_when(), booking.ask_about(), booking.summary(clinic, DETAILS, ""),
        booking.summary(clinic, replace(DETAILS, about=""), "K7Q-F3M"), booking.stopped(True), booking.stopped(False),
        booking.stopped(True, thanked=True), booking.stopped(False, thanked=True),
        booking.what_to_change(), booking.problem(["One.", "Two."]), booking.withdrawn(clinic, None),
        booking.withdrawn(clinic, REQUEST), booking.saved(clinic, REQUEST, "https://clinic.test", NOW),
        *(booking.not_understood(asked) for asked in ("name", "contact", "when", "agreed")),
    ]


def test_every_reply_is_of_the_kind_that_nothing_is_kept_of_for_review(clinic: Clinic) -> None:
    assert {reply.kind for reply in everything(clinic)} == {"booking"}
    assert all(reply.text for reply in everything(clinic))


def test_every_button_sends_a_text_of_its_own(clinic: Clinic) -> None:
    pressed = {button for reply in everything(clinic) for button in reply.buttons}
    assert len({button.message for button in pressed}) == len(pressed)


@pytest.mark.parametrize(("button", "label"), [
    (booking.SEND, "affirm"), (booking.STOP, "deny"), (booking.WITHDRAW, "withdraw"), (booking.CHANGE, "book"),
    (BOOK, "book"), (PERSON, "contact"),
])
def test_what_a_button_sends_is_known_beforehand(content: Content, button: booking.Button, label: str) -> None:
    assert buttons(content)[button.message] == label


def test_the_first_question_says_that_all_can_be_told_at_once(clinic: Clinic) -> None:
    first, again = (booking.ask_name(clinic, Details(), opening).text for opening in (True, False))
    assert first.startswith("I can also ask A Clinic to contact you.")
    assert "tell me everything at once" in first
    assert again == "What name should they ask for?"


@pytest.mark.parametrize("opening", [True, False])
def test_a_time_told_before_it_was_asked_for_is_said_back(clinic: Clinic, opening: bool) -> None:
    noted = "I have noted: tomorrow (Thu 14 Jan), at 3 pm. What"
    assert noted in booking.ask_name(clinic, Details(when=AT_THREE), opening).text
    assert noted in booking.ask_contact(Details("Jo", when=AT_THREE)).text
    assert "noted" not in booking.ask_contact(Details("Jo", when=When("once the rain stops"))).text


def test_health_details_are_to_be_kept_short() -> None:
    for reply in (booking.ask_when(), booking.ask_about()):
        assert "please keep health details short" in reply.text


def test_the_summary_has_every_detail_and_what_a_yes_means(clinic: Clinic) -> None:
    assert booking.summary(clinic, DETAILS, "").text.splitlines() == [
        "Please check this:", "• Name: Jo Smith", "• Phone: 07700 900123", "• E-mail: jo@example.org",
        "• When: tomorrow (Thu 14 Jan), at 3 pm", "• About: my knee",
        "By saying yes you agree that A Clinic may contact you about this by phone or by e-mail.",
        "Is this right? Nothing is booked until they confirm it with you."]


def test_the_summary_leaves_out_what_wasnt_told(clinic: Clinic) -> None:
    text = booking.summary(clinic, Details("Jo", email="jo@example.org", when=AT_THREE), "").text
    assert "Phone" not in text
    assert "About" not in text


def test_a_time_that_wasnt_understood_is_said_back_in_the_visitors_words(clinic: Clinic) -> None:
    text = booking.summary(clinic, replace(DETAILS, when=When("once the rain stops")), "").text
    assert "• When: in your words, “once the rain stops”" in text


def test_a_topic_is_offered_only_where_there_is_none(clinic: Clinic) -> None:
    assert booking.ADD_ABOUT in booking.summary(clinic, replace(DETAILS, about=""), "").buttons
    assert booking.ADD_ABOUT not in booking.summary(clinic, DETAILS, "").buttons


def test_a_change_is_of_the_request_that_is_there(clinic: Clinic) -> None:
    reply = booking.summary(clinic, DETAILS, "K7Q-F3M")
    assert reply.text.startswith("This is your request K7Q-F3M as it would be now:")
    assert booking.WITHDRAW in reply.buttons
    assert booking.STOP not in reply.buttons


@pytest.mark.parametrize(("phone", "email", "ways"), [
    ("+447700900123", "", "by phone."), ("", "jo@example.org", "by e-mail."),
    ("+447700900123", "jo@example.org", "by phone or by e-mail."),
])
def test_consent_is_to_the_ways_that_were_told_alone(clinic: Clinic, phone: str, email: str, ways: str) -> None:
    sentence = booking.consent(clinic, Details("Jo", phone, email))
    assert sentence == f"By saying yes you agree that A Clinic may contact you about this {ways}"
    assert sentence in booking.summary(clinic, replace(DETAILS, phone=phone, email=email), "").text


def test_what_happens_next_is_told_with_the_reference(clinic: Clinic) -> None:
    text = saved(clinic)
    assert text.startswith("Your request is saved; its reference is K7Q-F3M.\n")
    assert "A Clinic will contact you at 07700 900123 as soon as they can." in text
    assert "No appointment is booked until they confirm one with you." in text
    assert text.endswith(f"https://clinic.test/booking/{REQUEST.id}.ics")
    assert "or give them the reference" not in text  # how, without a phone or an address of theirs?


def test_a_change_is_told_as_one(clinic: Clinic) -> None:
    assert saved(clinic, replace(REQUEST, version=2)).startswith("Your request is changed; its reference is K7Q-F3M.")


def test_without_a_phone_it_is_the_address(clinic: Clinic) -> None:
    assert "will contact you at jo@example.org" in saved(clinic, replace(REQUEST, details=replace(DETAILS, phone="")))


def test_a_number_from_abroad_is_told_with_its_country(clinic: Clinic) -> None:
    abroad = replace(REQUEST, details=replace(DETAILS, phone="+353861234567"))
    assert "will contact you at +353 86 123 4567" in saved(clinic, abroad)


@pytest.mark.parametrize("fact", ["phone", "email"])
def test_a_clinic_that_can_be_reached_can_be_given_the_reference(clinic: Clinic, fact: str) -> None:
    clinic = replace(clinic, facts={**clinic.facts, fact: "x"})
    assert "tell me here, or give them the reference." in saved(clinic)


def test_when_the_clinic_answers_is_what_it_says(clinic: Clinic) -> None:
    clinic = replace(clinic, booking=BookingSettings(reply_within="within one working day"))
    assert "at 07700 900123 within one working day." in saved(clinic)


@pytest.mark.parametrize(("closes", "when"), [
    (17, ", at the earliest when it opens tomorrow at 9 am."), (19, " as soon as they can."),
])
def test_or_when_it_is_open(clinic: Clinic, closes: int, when: str) -> None:
    hours = OpeningHours((((9 * 60, closes * 60),),) * 7)
    assert f"at 07700 900123{when}" in saved(replace(clinic, time_zone="Europe/London", opening_hours=hours))


def test_a_choice_of_times_has_no_calendar_file(clinic: Clinic) -> None:
    when = When("any morning", "any day, in the morning", (Window(THURSDAY, None, end=720),))
    assert ".ics" not in saved(clinic, replace(REQUEST, details=replace(DETAILS, when=when)))


def test_stopping_says_what_is_left(clinic: Clinic) -> None:
    assert "kept nothing of it" in booking.stopped(False).text
    assert "Your request stays as it was" in booking.stopped(True).text
    assert "Your request stays as it was" in booking.stopped(True, thanked=True).text
    assert booking.stopped(False, thanked=True).text.startswith("You're welcome.")


def test_a_withdrawal_is_confirmed_or_there_was_nothing_to_withdraw(clinic: Clinic) -> None:
    assert booking.withdrawn(clinic, REQUEST).text == "Your request K7Q-F3M is withdrawn, and A Clinic is told so."
    nothing = booking.withdrawn(clinic, None)
    assert "There is no request from this conversation" in nothing.text
    assert nothing.buttons == (PERSON,)


def test_what_went_wrong_with_an_answer_is_said() -> None:
    assert booking.problem(["One.", "Two."]) == Reply("booking", "One. Two.")
    assert "a name" in booking.not_understood("name").text
    assert "phone number or an e-mail address" in booking.not_understood("contact").text
    assert "a yes" in booking.not_understood("agreed").text
