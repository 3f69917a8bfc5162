"""The urgent action, and what the other actions say after it in the same conversation."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import base
from actions.answer import AnswerFaq, Fallback
from actions.base import MEMORY_SLOT, ReplyAction
from actions.dialogue import Accept, AskForTopic, FollowUp
from actions.handoff import AnswerClinic, OfferBooking, OfferContact
from actions.smalltalk import Smalltalk
from actions.urgent import Urgent
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.urgent import after_a_flag, urgent_reply

CALF = "calf-and-back-related"
FLAG = {"text": "Please call 999 now.", "reminder": "Please call 999 now. I can still tell you the clinic's details."}
TALKING = Memory(turn=3, topic=CALF, offer="booking", shown=("a/b",), answered=(CALF,), booking_turn=2)
FLAGGED = TALKING.after(reminder=FLAG["reminder"])
ACTIONS: list[tuple[ReplyAction, Understood]] = [
    (AnswerFaq(), Understood(f"faq/{CALF}", "answer")),
    (AnswerFaq(), Understood(f"faq/{CALF}", "answer", others=("book", "clinic/hours"))),
    (Fallback(), Understood("out_of_scope/red_flag", "none", nearest=(CALF,))),
    (Fallback(), Understood(f"faq/{CALF}", "choice", choices=(CALF,))),
    (OfferBooking(), Understood("book", "intent")),
    (OfferContact(), Understood("contact", "intent")),
    (AnswerClinic(), Understood("clinic/hours", "intent")),
    (AnswerClinic(), Understood("price", "intent")),
    (Smalltalk(), Understood("greet", "intent")),
    (FollowUp(), Understood("follow_up", "intent")),
    (Accept(), Understood("affirm", "intent")),
    (AskForTopic(), Understood("affirm", "intent")),
]
NAMES = [f"{action.name()}: {understood.label}" for action, understood in ACTIONS]
each_action = pytest.mark.parametrize(("action", "understood"), ACTIONS, ids=NAMES)


@pytest.fixture(autouse=True)
def clinic(monkeypatch: pytest.MonkeyPatch, content: Content) -> None:
    monkeypatch.setattr(base, "clinic_content", lambda: content)


def run(
    action: Any, memory: Memory | None, flag: dict[str, str] | None = None, understood: Understood | None = None
) -> tuple[list[Reply], list[dict[str, Any]]]:
    """What the action says, and the events it gives back."""
    message: dict[str, Any] = {"text": "a message", "intent": {"name": "urgent"}}
    if flag is not None:
        message["red_flag"] = flag
    if understood is not None:
        message["understood"] = understood.as_dict()
    slots = {MEMORY_SLOT: None if memory is None else memory.as_slot()}
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, Tracker("visitor", slots, message, [], False, None, {}, None), {})
    said = [Reply.from_dict(message["custom"]) for message in dispatcher.messages]
    assert [message["text"] for message in dispatcher.messages] == [reply.as_text() for reply in said]
    return said, events


def memory_in(events: list[dict[str, Any]]) -> Memory:
    """The memory that the events leave in the slot."""
    assert [(event["event"], event["name"]) for event in events] == [("slot", MEMORY_SLOT)]
    return Memory.from_slot(events[0]["value"])


@settings(derandomize=True, deadline=None)
@given(st.text(min_size=1), st.text(min_size=1))
def test_the_detectors_text_is_said_alone(text: str, reminder: str) -> None:
    said, events = run(Urgent(), TALKING, {"text": text, "reminder": reminder})
    assert said == [urgent_reply(text)]
    assert memory_in(events).reminder == reminder


@pytest.mark.parametrize("memory", [None, Memory()], ids=["no slot", "empty slot"])
def test_it_may_be_the_first_thing_said(memory: Memory | None) -> None:
    said, events = run(Urgent(), memory, FLAG)
    assert said == [urgent_reply(FLAG["text"])]
    assert memory_in(events) == Memory(reminder=FLAG["reminder"])


def test_nothing_is_offered_any_more_and_there_is_no_topic_to_lean_on() -> None:
    _, events = run(Urgent(), TALKING, FLAG)
    assert memory_in(events) == TALKING.after(offer="", topic="", reminder=FLAG["reminder"])


def test_a_message_that_couldnt_be_checked_is_no_flag() -> None:
    said, events = run(Urgent(), TALKING, {"text": "I can't check messages just now.", "reminder": ""})
    assert said == [urgent_reply("I can't check messages just now.")]
    assert memory_in(events).reminder == ""


@each_action
def test_without_a_flag_replies_are_said_as_they_are(
    content: Content, action: ReplyAction, understood: Understood
) -> None:
    said, _ = run(action, TALKING, understood=understood)
    assert said == action.replies(content, understood, TALKING)[0]


@each_action
def test_after_a_flag_only_what_stays_allowed_is_said(
    content: Content, action: ReplyAction, understood: Understood
) -> None:
    said, _ = run(action, FLAGGED, understood=understood)
    assert said == after_a_flag(action.replies(content, understood, FLAGGED)[0], FLAG["reminder"])
    assert all(not reply.quotes and not reply.buttons for reply in said)


@pytest.mark.parametrize(
    ("label", "action"), [(f"faq/{CALF}", AnswerFaq()), ("book", OfferBooking()), ("out_of_scope/imaging", Fallback())])
def test_advice_and_booking_give_way_to_the_reminder(label: str, action: ReplyAction) -> None:
    said, _ = run(action, FLAGGED, understood=Understood(label, "answer"))
    assert said == [urgent_reply(FLAG["reminder"])]


@each_action
def test_the_reminder_lasts_whatever_is_said_next(action: ReplyAction, understood: Understood) -> None:
    _, events = run(action, FLAGGED, understood=understood)
    if isinstance(action, AskForTopic):  # takes the message back, and with it what would change
        assert [event["event"] for event in events] == ["rewind"]
    else:
        assert memory_in(events).reminder == FLAG["reminder"]


def test_a_second_flag_is_told_and_the_first_ones_reminder_stays() -> None:
    said, events = run(Urgent(), FLAGGED, {"text": "Call now.", "reminder": "Call now, as said."})
    assert said == [urgent_reply("Call now.")]
    assert memory_in(events).reminder == FLAG["reminder"]


def test_a_message_that_couldnt_be_checked_doesnt_lift_the_flag() -> None:
    _, events = run(Urgent(), FLAGGED, {"text": "I can't check messages just now.", "reminder": ""})
    assert memory_in(events).reminder == FLAG["reminder"]
