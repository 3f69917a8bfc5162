"""Greetings, help, and what the bot is."""

from __future__ import annotations

import pytest

from frontdesk.knowledge.content import Content
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON
from frontdesk.replies.smalltalk import ask_for_topic, explain, greet, say_what_i_am, starters


def test_the_starters_are_the_clinics(content: Content) -> None:
    assert [button.message for button in starters(content)] == [
        content.faqs[slug].question for slug in content.starters]


@pytest.mark.parametrize("answer", [greet, explain, say_what_i_am, ask_for_topic])
def test_smalltalk_quotes_nothing_and_keeps_the_topic(content: Content, answer: object) -> None:
    before = Memory(turn=2, topic="a", shown=("x/y",), offer="booking")
    reply, after = answer(content, before)
    assert (reply.kind, reply.quotes) == ("smalltalk", ())
    assert (after.turn, after.topic, after.shown) == (2, "a", ("x/y",))
    assert after.offer != "booking"


def test_a_greeting_names_the_clinic_and_offers_the_starters(content: Content) -> None:
    reply, _ = greet(content, Memory())
    assert content.clinic.name in reply.text
    assert reply.buttons == starters(content)


def test_help_tells_of_booking(content: Content) -> None:
    assert explain(content, Memory())[0].buttons == (*starters(content), BOOK)


def test_the_bot_says_that_it_is_one(content: Content) -> None:
    reply, memory = say_what_i_am(content, Memory())
    assert "automated assistant, not a person" in reply.text
    assert reply.buttons == (PERSON,)
    assert memory.offer == "contact"
