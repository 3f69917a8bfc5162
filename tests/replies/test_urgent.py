"""The urgent reply stands alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import accept, respond
from frontdesk.replies.urgent import answer_urgent

TALKING = Memory(turn=3, topic="calf-and-back-related", offer="booking", shown=("a/b",), booking_turn=2)


@pytest.fixture
def reply(open_clinic: Clinic) -> Reply:
    return answer_urgent(open_clinic, TALKING)[0]


def test_it_points_at_urgent_care(reply: Reply) -> None:
    assert reply.kind == "urgent"
    assert "Please call 999" in reply.text
    assert "A&E/ER" in reply.text


def test_it_uses_the_local_number_only_when_the_clinic_gave_one(silent_clinic: Clinic) -> None:
    assert "your local emergency number" in answer_urgent(silent_clinic, Memory())[0].text
    clinic = replace(silent_clinic, emergency_number="112")
    assert "call 112 " in answer_urgent(clinic, Memory())[0].text
    assert "local emergency number" not in answer_urgent(clinic, Memory())[0].text


def test_it_quotes_no_article(content: Content, open_clinic: Clinic, reply: Reply) -> None:
    assert reply.quotes == ()
    for article in content.articles.values():
        assert article.title not in reply.text
        assert not any(sentence.text in reply.text for sentence in article.sentences.values())


def test_it_offers_no_booking_and_no_button(open_clinic: Clinic, reply: Reply) -> None:
    assert reply.buttons == ()
    assert open_clinic.booking_url not in reply.text
    for word in ("book", "consultation", "appointment", open_clinic.facts["phone"]):
        assert word not in reply.text.lower()


def test_it_says_not_to_wait_for_the_clinic(reply: Reply) -> None:
    assert "don't wait for the clinic" in reply.text


def test_yes_afterwards_doesnt_take_up_an_earlier_offer(content: Content, open_clinic: Clinic) -> None:
    _, memory = answer_urgent(open_clinic, TALKING)
    assert (memory.offer, memory.topic) == ("", "")
    assert accept(content, memory)[0].kind == "smalltalk"


def test_it_is_the_only_reply_to_the_message(content: Content) -> None:
    replies, _ = respond(content, Understood("urgent", "intent"), TALKING)
    assert [reply.kind for reply in replies] == ["urgent"]
