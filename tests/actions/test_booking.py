"""The callback form, turn by turn."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import base, booking_questions, handoff
from actions import booking as module
from actions.base import MEMORY_SLOT
from actions.booking_slots import Notes, as_slots, details_of
from actions.handoff import OfferContact, WithdrawRequest
from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.urgent import FLAGGED
from frontdesk.store.requests import Requests, open_requests
from tests.actions.booking_form import Visitor

NOW = datetime.datetime(2027, 1, 13, 10, 0, tzinfo=ZoneInfo("Europe/London"))  # a Wednesday
THURSDAY = datetime.date(2027, 1, 14)
PRICE, WITHDRAW = Understood("price", "intent"), Understood("withdraw", "intent")
ALL_AT_ONCE = "I'm Priya Nair, 07700 900456, thursday 3pm to 4pm, it's about my stiff neck"
FLAG = {"text": "Please call 999 now.", "reminder": "Please call 999 now. I can still tell you the clinic's details."}


@pytest.fixture(autouse=True)
def clinic(monkeypatch: pytest.MonkeyPatch, content: Content) -> Clinic:
    facts = {**content.clinic.facts, "location": "1 High Street", "phone": "01632 960001"}
    clinic = replace(content.clinic, name="A Clinic", country="GB", time_zone="Europe/London", facts=facts,
                     consultation_price="free")
    for place in (base, module, booking_questions, handoff):
        monkeypatch.setattr(place, "clinic_content", lambda: replace(content, clinic=clinic))
    monkeypatch.setattr(Clinic, "now", lambda _clinic: NOW)
    return clinic


@pytest.fixture(autouse=True)
def requests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Requests]:
    """The store that the actions use."""
    monkeypatch.setenv("FRONTDESK_DATABASE", str(tmp_path / "conversations.db"))
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", "https://clinic.test")
    open_requests.cache_clear()
    yield open_requests()
    open_requests.cache_clear()


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def only(requests: Requests) -> CallbackRequest:
    (request,) = requests.newest()
    return request


def test_everything_told_at_once_takes_two_turns(visitor: Visitor, requests: Requests) -> None:
    *_, summary = visitor.opens(f"Can I book? {ALL_AT_ONCE}")
    assert requests.newest() == []
    assert summary.kind == "booking"
    for line in ("Priya Nair", "07700 900456", "Thu 14 Jan", "between 3 pm and 4 pm", "my stiff neck"):
        assert line in summary.text
    assert "By saying yes you agree that A Clinic may contact you about this by phone." in summary.text
    assert "Nothing is booked until they confirm it" in summary.text
    (saved,) = visitor.says("Yes, send it", Understood("affirm", "intent"))
    request = only(requests)
    assert request.details == Details("Priya Nair", "+447700900456", "", request.details.when, "my stiff neck")
    assert request.details.when is not None
    assert request.details.when.windows == (Window(THURSDAY, THURSDAY, start=15 * 60, end=16 * 60),)
    assert request.consent == "By saying yes you agree that A Clinic may contact you about this by phone."
    assert f"Your request is saved; its reference is {request.reference}." in saved.text
    assert f"https://clinic.test/booking/{request.id}.ics" in saved.text
    assert "No appointment is booked until they confirm" in saved.text
    assert (visitor.active, visitor.left) == (False, {})


def test_answered_one_by_one_it_takes_five_turns(visitor: Visitor, requests: Requests) -> None:
    offer, question = visitor.opens()
    assert "free consultation" in offer.text
    assert "What name should they ask for?" in question.text
    assert "tell me everything at once" in question.text
    (question,) = visitor.says("tamsin")
    assert question.text.startswith("Thanks, Tamsin. What phone number or e-mail address")
    (question,) = visitor.says("tamsin@example.org")
    assert question.text.startswith("When does it suit you?")
    (summary,) = visitor.says("any morning")
    assert "• E-mail: tamsin@example.org\n• When: any day, in the morning" in summary.text
    assert "by e-mail." in summary.text
    assert requests.newest() == []
    (saved,) = visitor.says("yes")
    assert only(requests).reference in saved.text
    assert only(requests).details.email == "tamsin@example.org"
    assert ".ics" not in saved.text  # any morning is no one time
    assert visitor.left == {}


def test_a_topic_can_be_added_to_the_summary(visitor: Visitor, requests: Requests) -> None:
    *_, summary = visitor.opens("I'm Priya Nair, 07700 900456, any morning")
    assert "I want to say what it is about" in [button.message for button in summary.buttons]
    (question,) = visitor.says("I want to say what it is about")
    assert question.text.startswith("What is it about?")
    (summary,) = visitor.says("my left hip")
    assert "• About: my left hip" in summary.text
    assert "I want to say what it is about" not in [button.message for button in summary.buttons]
    visitor.says("yes")
    assert only(requests).details.about == "my left hip"


def test_a_correction_is_shown_before_anything_is_kept(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    (summary,) = visitor.says("actually my number is 07700 900789")
    assert "07700 900789" in summary.text
    assert requests.newest() == []
    visitor.says("yes")
    assert only(requests).details.phone == "+447700900789"


@pytest.mark.parametrize(("said", "asks", "answer", "line"), [
    ("Change the name", "What name should they ask for?", "Priya Rao", "• Name: Priya Rao"),
    ("that's the wrong number", "What phone number", "07700 900789", "• Phone: 07700 900789"),
    ("Change the time", "When does it suit you?", "friday at noon", "Fri 15 Jan"),
    ("no", "What should I change?", "07700 900789", "• Phone: 07700 900789"),
    ("I want to change something", "What should I change?", "Annika Berg", "• Name: Annika Berg"),
])
def test_what_isnt_right_is_asked_for_again_and_the_rest_stays(
    visitor: Visitor, requests: Requests, said: str, asks: str, answer: str, line: str
) -> None:
    visitor.opens(ALL_AT_ONCE)
    (question,) = visitor.says(said)
    assert asks in question.text
    (summary,) = visitor.says(answer)
    assert line in summary.text
    assert "• About: my stiff neck" in summary.text
    assert requests.newest() == []


def test_a_number_with_something_wrong_is_asked_for_again(visitor: Visitor) -> None:
    visitor.opens()
    visitor.says("tamsin")
    problem, question = visitor.says("07700 90045")
    assert "a digit may be missing" in problem.text
    assert question.text.startswith("Thanks, Tamsin. What phone number")


def test_what_cant_be_taken_is_said_so_and_asked_again(visitor: Visitor) -> None:
    visitor.opens()
    visitor.says("tamsin")
    sorry, question = visitor.says("over the phone")
    assert sorry.text == "Sorry, I couldn't find a phone number or an e-mail address in that."
    assert question.text.startswith("Thanks, Tamsin. What phone number")


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(visitor: Visitor, requests: Requests) -> None:
    visitor.opens()
    visitor.says("tamsin")
    answer, question = visitor.says("How much does it cost?", PRICE)
    assert (answer.kind, "free consultation" in answer.text) == ("clinic", True)
    assert question.text.startswith("Thanks, Tamsin. What phone number")
    visitor.says("07700 900456, any morning")
    answer, summary = visitor.says("Where are you?", Understood("clinic/location", "intent"))
    assert answer.text == "1 High Street"
    assert "• Name: Tamsin" in summary.text
    assert requests.newest() == []
    visitor.says("yes")
    assert only(requests).details.name == "Tamsin"


def test_asking_for_a_person_in_the_middle_doesnt_begin_the_form_anew(visitor: Visitor) -> None:
    visitor.opens()
    visitor.says("tamsin")
    answer, question = visitor.says("can I talk to someone?", Understood("contact", "intent"))
    assert answer.kind == "contact"
    assert question.text.startswith("Thanks, Tamsin")
    assert not visitor.memory.form


def test_asking_to_book_once_more_is_no_question_of_its_own(visitor: Visitor) -> None:
    visitor.opens()
    answer, question = visitor.says("What does it cost, and can I book?", replace(PRICE, others=("book",)))
    assert [answer.kind, question.kind] == ["clinic", "booking"]


def test_questions_alone_drop_the_form(visitor: Visitor, requests: Requests) -> None:
    visitor.opens()
    visitor.says("How much does it cost?", PRICE)
    assert visitor.active
    (answer,) = visitor.says("Where are you?", Understood("clinic/location", "intent"))
    assert answer.kind == "clinic"
    assert (visitor.active, visitor.left) == (False, {})
    assert requests.newest() == []


def test_questions_drop_nothing_once_something_was_told(visitor: Visitor) -> None:
    visitor.opens()
    visitor.says("tamsin")
    for _ in range(4):
        visitor.says("How much does it cost?", PRICE)
    assert visitor.active


@pytest.mark.parametrize("turns", [1, 2, 3, 4])
@pytest.mark.parametrize("stop", ["stop", "never mind", "No thanks, stop this", "can you cancel that please?"])
def test_stopping_keeps_nothing(visitor: Visitor, requests: Requests, turns: int, stop: str) -> None:
    visitor.opens()
    for text in ("tamsin", "07700 900456", "any morning")[: turns - 1]:
        visitor.says(text)
    (reply,) = visitor.says(stop)
    assert reply.text == "All right, I have stopped, and kept nothing of it. You can ask me anything else."
    assert (visitor.active, visitor.left) == (False, {})
    assert "amsin" not in json.dumps(visitor.slots)
    assert requests.newest() == []


@pytest.mark.parametrize("turns", [1, 2, 4])
def test_a_red_flag_interrupts_and_keeps_nothing(visitor: Visitor, requests: Requests, turns: int) -> None:
    visitor.opens()
    for text in ("tamsin", "07700 900456", "any morning")[: turns - 1]:
        visitor.says(text)
    (reply,) = visitor.says("yes, and I can't feel my legs", Understood("urgent", "intent"), red_flag=FLAG)
    assert reply == Reply("urgent", FLAG["text"])
    assert (visitor.active, visitor.left) == (False, {})
    assert visitor.memory.reminder == FLAG["reminder"]
    assert requests.newest() == []


@pytest.mark.parametrize(("understood", "text"), [
    (Understood("affirm", "intent"), "yes"), (Understood("book", "intent"), "book me in"),
    (Understood(), "07700 900456"),
])
@pytest.mark.parametrize("reminder", ["", FLAG["reminder"]])
def test_after_a_red_flag_of_the_sites_the_form_is_over(
    visitor: Visitor, requests: Requests, understood: Understood, text: str, reminder: str
) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.slots[MEMORY_SLOT] = visitor.memory.after(reminder=reminder).as_slot()
    replies = visitor.says(text, understood, metadata={FLAGGED: True})
    assert (visitor.active, visitor.left) == (False, {})
    assert requests.newest() == []
    if reminder:
        assert replies == [Reply("urgent", reminder)]
    else:  # the site puts its own in the place of what it holds back
        assert replies
        assert {reply.kind for reply in replies} <= {"booking", "no_answer"}


def test_the_clinics_details_are_told_even_then(visitor: Visitor) -> None:
    visitor.opens(ALL_AT_ONCE)
    (reply,) = visitor.says("Where are you?", Understood("clinic/location", "intent"), metadata={FLAGGED: True})
    assert (reply.kind, reply.text) == ("clinic", "1 High Street")


def test_no_form_begins_after_a_red_flag(visitor: Visitor) -> None:
    visitor.opens(metadata={FLAGGED: True})
    assert not visitor.active
    visitor.slots[MEMORY_SLOT] = Memory(reminder=FLAG["reminder"]).as_slot()
    assert visitor.opens() == [Reply("urgent", FLAG["reminder"])]
    assert not visitor.active
    assert not visitor.memory.form


class Broken:
    """A store that can be read and not written."""

    def of_conversation(self, _conversation: str) -> None:
        return None

    def save(self, *_arguments: Any) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))


def test_a_store_that_fails_fails_the_turn_and_nothing_is_said(
    visitor: Visitor, requests: Requests, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.opens(ALL_AT_ONCE)
    before, said = dict(visitor.slots), list[Any]()
    monkeypatch.setattr(CollectingDispatcher, "utter_message", lambda *_arguments, **more: said.append(more))
    with monkeypatch.context() as broken:
        broken.setattr(module, "open_requests", Broken)
        with pytest.raises(sa.exc.OperationalError):
            visitor.says("yes")
    assert said == []
    assert (visitor.slots, visitor.active) == (before, True)


def test_the_message_sent_again_after_a_failure_saves_it(
    visitor: Visitor, requests: Requests, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.opens(ALL_AT_ONCE)
    with monkeypatch.context() as broken:
        broken.setattr(module, "open_requests", Broken)
        with pytest.raises(sa.exc.OperationalError):
            visitor.says("yes")
    (saved,) = visitor.says("yes")
    assert only(requests).reference in saved.text


def test_an_answer_that_got_lost_after_saving_is_given_again(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    before = dict(visitor.slots)
    first = visitor.says("yes")
    visitor.slots, visitor.active = before, True
    assert visitor.says("yes") == first
    assert only(requests).version == 1


def test_booking_again_changes_the_request(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    saved = only(requests)
    *_, summary = visitor.opens("can I change it to friday at 11am")
    assert summary.text.startswith(f"This is your request {saved.reference} as it would be now:")
    assert "• Name: Priya Nair" in summary.text
    assert "Please withdraw my request" in [button.message for button in summary.buttons]
    (reply,) = visitor.says("yes")
    changed = only(requests)
    assert f"Your request is changed; its reference is {saved.reference}." in reply.text
    assert (changed.id, changed.version, changed.details.name) == (saved.id, 2, "Priya Nair")
    assert changed.details.when is not None
    assert {window.first for window in changed.details.when.windows} == {datetime.date(2027, 1, 15)}


def test_stopping_a_change_leaves_the_request_as_it_was(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    saved = only(requests)
    visitor.opens()
    visitor.says("07700 900789")
    (reply,) = visitor.says("never mind")
    assert reply.text == "All right, nothing is changed. Your request stays as it was."
    assert only(requests) == saved
    assert visitor.left == {}


def test_others_requests_are_not_shown(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    said = Visitor("somebody else").opens()
    assert not any("Priya" in reply.text or only(requests).reference in reply.text for reply in said)


def run_withdraw(sender_id: str) -> str:
    dispatcher = CollectingDispatcher()
    message = {"text": "withdraw my request"}
    assert WithdrawRequest().run(dispatcher, Tracker(sender_id, {}, message, [], False, None, {}, None), {}) == []
    (said,) = dispatcher.messages
    return str(said["text"])


def test_a_request_is_withdrawn_outside_the_form(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    assert "There is no request from this conversation" in run_withdraw("somebody else")
    assert only(requests).status == "new"
    assert run_withdraw(visitor.sender_id) == (
        f"Your request {only(requests).reference} is withdrawn, and A Clinic is told so.")
    assert only(requests).status == "withdrawn"


def test_a_request_is_withdrawn_in_the_form(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    visitor.opens()
    (reply,) = visitor.says("Please withdraw my request", WITHDRAW)
    assert f"Your request {only(requests).reference} is withdrawn" in reply.text
    assert only(requests).status == "withdrawn"
    assert (visitor.active, visitor.left) == (False, {})


def test_a_withdrawal_that_comes_again_after_a_process_died_is_told_so_again(
    visitor: Visitor, requests: Requests
) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    visitor.opens()
    requests.withdraw_from(visitor.sender_id)
    (reply,) = visitor.says("Please withdraw my request", WITHDRAW)
    assert f"Your request {only(requests).reference} is withdrawn" in reply.text


def test_withdrawing_what_isnt_sent_is_stopping(visitor: Visitor, requests: Requests) -> None:
    visitor.opens(ALL_AT_ONCE)
    (reply,) = visitor.says("Please withdraw my request", WITHDRAW)
    assert "kept nothing of it" in reply.text
    assert requests.newest() == []


def test_after_a_withdrawal_the_form_begins_empty_and_reopens_the_request(
    visitor: Visitor, requests: Requests
) -> None:
    visitor.opens(ALL_AT_ONCE)
    visitor.says("yes")
    saved = only(requests)
    run_withdraw(visitor.sender_id)
    *_, question = visitor.opens()
    assert "What name should they ask for?" in question.text
    (summary,) = visitor.says("Priya Rao, 07700 900456, any morning")
    assert summary.text.startswith("Please check this:")
    visitor.says("yes")
    again = only(requests)
    assert (again.id, again.status, again.details.name) == (saved.id, "new", "Priya Rao")


def test_asking_for_a_person_out_of_hours_begins_the_form(clinic: Clinic) -> None:
    message = {"text": "can I talk to somebody", "understood": Understood("contact", "intent").as_dict()}
    tracker = Tracker("visitor", {}, message, [], False, None, {}, None)
    # Hours that aren't known might be any: then there is the phone.
    assert [event["event"] for event in OfferContact().run(CollectingDispatcher(), tracker, {})] == ["slot"]
    no_phone = replace(clinic, facts=dict.fromkeys(clinic.facts, ""))
    base_content = base.clinic_content()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "clinic_content", lambda: replace(base_content, clinic=no_phone))
        events = OfferContact().run(CollectingDispatcher(), tracker, {})
    assert [event["event"] for event in events] == ["slot", "followup"]
    assert not Memory.from_slot(events[0]["value"]).form


@pytest.mark.parametrize("details", [
    Details(), Details("Jo"), Details("Jo", phone="+447700900456"), Details(email="jo@example.org", about="my hip"),
    Details("Jo", "+447700900456", "jo@example.org", When("x", "y", (Window(THURSDAY, None, (0, 2), 540),)), "my hip"),
])
def test_details_survive_the_slots(details: Details) -> None:
    slots = json.loads(json.dumps(as_slots(details)))
    assert details_of(Tracker("visitor", slots, {}, [], False, None, {}, None)) == details


@pytest.mark.parametrize("value", [None, "text", 3, []])
def test_notes_that_arent_there_are_empty(value: object) -> None:
    tracker = Tracker("visitor", {"booking_notes": value}, {}, [], False, None, {}, None)
    assert Notes.from_slot(tracker) == Notes()
