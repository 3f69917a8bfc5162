"""Conversations with the assistant."""

from __future__ import annotations

import pytest

from frontdesk.replies.reply import BOOK, PERSON, Reply
from frontdesk.trial.assistant import Assistant
from frontdesk.trial.guarding import Guarding
from frontdesk.trial.talk import Rehearsal, Talk, say

EMERGENCY = "i cant feel between my legs and i cant pee since this morning"


@pytest.fixture
def rehearsal(assistant: Assistant, guarding: Guarding) -> Rehearsal:
    return Rehearsal(assistant, guarding)


def talk(assistant: Assistant, guarding: Guarding, *texts: str) -> list[tuple[Reply, ...]]:
    so_far = Talk()
    for text in texts:
        so_far = say(assistant, guarding, so_far, text)
    return [turn.replies for turn in so_far.turns]


def test_an_faq_is_answered_and_asked_again_says_more(assistant: Assistant, guarding: Guarding) -> None:
    faq = next(faq for faq in assistant.content.faqs.values() if faq.more)
    (first,), (second,), (third,) = talk(assistant, guarding, faq.question, faq.question, "yes please")
    assert [quote.text for quote in first.quotes] == [passage.text for passage in faq.passages]
    assert [quote.text for quote in second.quotes] == [faq.more[0].text]
    assert {quote.text for quote in third.quotes}.isdisjoint({quote.text for quote in first.quotes})


@pytest.mark.parametrize(("text", "kind"), [
    ("hello", "smalltalk"), ("thanks", "smalltalk"), ("goodbye", "smalltalk"), (PERSON.message, "contact"),
    ("do you have parking", "clinic"), ("how much do you charge", "clinic"), ("are you a bot", "smalltalk"),
    ("please withdraw my request", "booking")])
def test_other_messages_get_the_reply_of_their_rule(
    assistant: Assistant, guarding: Guarding, text: str, kind: str,
) -> None:
    (replies,) = talk(assistant, guarding, text)
    assert replies[0].kind == kind


def test_yes_and_no_need_something_before_them(assistant: Assistant, guarding: Guarding) -> None:
    (at_first,), _, (no,) = talk(assistant, guarding, "yes", "hello", "no thanks")
    assert at_first.text == "Happy to say more. What would you like to know about?"
    assert no.text == assistant.said["utter_no_problem"]


def test_a_booking_shows_the_forms_first_question_and_says_that_it_isnt_tried_out(rehearsal: Rehearsal) -> None:
    turn = rehearsal.told((BOOK.message,))["turns"][0]
    assert turn["form"] is True
    assert turn["replies"][-1]["text"].startswith("I can also ask")
    after = rehearsal.told((BOOK.message, "hello"))["turns"][1]
    assert after["form"] is False
    assert after["replies"][0]["kind"] == "smalltalk"


def test_details_in_the_message_are_taken_into_the_form(rehearsal: Rehearsal) -> None:
    turn = rehearsal.told(("can i book in, my name is Jo, 07700 900123, tomorrow at 9",))["turns"][0]
    assert "• Name: Jo" in turn["replies"][-1]["text"]


def test_a_red_flag_speaks_alone_and_stands_for_the_rest(rehearsal: Rehearsal, assistant: Assistant) -> None:
    question = next(iter(assistant.content.faqs.values())).question
    flagged, after, clinic = rehearsal.told((EMERGENCY, question, "where are you"))["turns"]
    assert [reply["kind"] for reply in flagged["replies"]] == ["urgent"]
    assert flagged["flag"]["level"] == "emergency_now"
    assert flagged["observation"] is None
    assert [reply["kind"] for reply in after["replies"]] == ["urgent"]
    assert (after["flag"], after["standing"]) == ({}, True)
    assert after["observation"]["understood"]["decision"] == "answer"
    assert [reply["kind"] for reply in clinic["replies"]] == ["clinic"]


def test_a_standing_flag_lets_no_form_begin(rehearsal: Rehearsal) -> None:
    turn = rehearsal.told((EMERGENCY, BOOK.message))["turns"][1]
    assert turn["form"] is False
    assert [reply["kind"] for reply in turn["replies"]] == ["urgent"]


def test_the_same_messages_lead_to_the_same_conversation(rehearsal: Rehearsal) -> None:
    texts = ("hello", "why do i lean to one side", "and then?")
    told = rehearsal.told(texts)
    assert rehearsal.told(texts) == told
    assert rehearsal.told(texts[:2])["turns"] == told["turns"][:2]
    assert rehearsal.told(())["turns"] == []
    assert set(told["questions"]) == set(rehearsal.told(())["questions"])


def test_a_leading_slash_is_no_command(rehearsal: Rehearsal) -> None:
    turn = rehearsal.told(("/greet",))["turns"][0]
    assert turn["observation"]["read_as"] == "greet"
