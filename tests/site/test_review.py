"""Questions that a visitor lets the clinic keep: only then, redacted, and never beside a warning."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import httpx
import pytest

from frontdesk.knowledge.clinic import load_clinic
from frontdesk.store.inbox import InboxQuestions, Kept
from frontdesk.store.questions import Question, Questions
from frontdesk.store.retention import purge_all

URGENT = "I have lost control of my bladder and my legs are numb"
QUESTION = "Is my calf related to my back pain? I'm Jane Smith, jane.smith@example.org, 07700 900123"
PRIVATE = ("Jane", "Smith", "example.org", "900123")
DAY = 24 * 60 * 60
UNDERSTOOD = {"label": "faq/a", "decision": "answer", "others": [], "choices": [], "nearest": ["a"], "passages": [],
              "confidence": 0.5, "near": 0.6, "strength": 2.5, "passage": 0.1}


def kept(settings) -> list[Question]:
    return Questions(settings.database).newest()


@pytest.fixture
def on(keeping):
    """The clinic's setting is on. Comes before ``say`` in a test's arguments."""
    return keeping


async def test_a_question_is_kept_redacted(on, say) -> None:
    assert (await say(QUESTION, may_keep=True)).status_code == 200
    (question,) = kept(on)
    assert "Is my calf related to my back pain?" in question.text
    assert [word for word in PRIVATE if word in question.text] == []
    assert (question.label, question.kind) == ("a", "answer")
    assert abs(question.created - time.time()) < 60


@pytest.mark.parametrize("more", [{}, {"may_keep": False}])
async def test_nothing_is_kept_of_a_visitor_who_didnt_agree(on, say, more: dict[str, Any]) -> None:
    await say(QUESTION, **more)
    assert kept(on) == []


async def test_nothing_is_kept_where_the_clinic_doesnt_want_it(settings, say) -> None:
    assert (await say(QUESTION, may_keep=True)).status_code == 200
    assert kept(settings) == []


async def test_agreeing_counts_for_the_one_message(on, say) -> None:
    session = (await say("one", may_keep=True)).json()["session"]
    await say("two", session)
    await say("three", session, may_keep=True)
    assert [question.text for question in kept(on)] == ["three", "one"]


async def test_a_message_sent_twice_is_kept_once(on, say) -> None:
    session = (await say("hello")).json()["session"]
    for _ in range(2):
        await say("is it related?", session, "id-1", may_keep=True)
    assert len(kept(on)) == 1


@pytest.mark.parametrize("value", ["true", 1, 0, None, [], {}, "yes"], ids=repr)
async def test_anything_but_true_or_false_is_refused(on, say, rasa, value: object) -> None:
    response = await say(QUESTION, may_keep=value)
    assert response.status_code == 422
    assert response.json()["type"] == "urn:frontdesk:problem:bad-request"
    assert "may_keep" in response.json()["detail"]
    assert rasa.received == []
    assert kept(on) == []


async def test_a_message_with_a_flag_is_never_kept(on, say) -> None:
    await say(URGENT, may_keep=True)
    assert kept(on) == []


async def test_nor_anything_said_after_it(on, say, rasa, start) -> None:
    session = (await say(URGENT)).json()["session"]
    await say("What do my glutes do?", session, may_keep=True)
    clinic = {"kind": "clinic", "text": "9 to 5", "quotes": [], "buttons": []}
    rasa.answer = lambda _request, _text: httpx.Response(200, json=[{"custom": clinic}])
    assert (await say("What are your hours?", session, may_keep=True)).json()["replies"] == [clinic]
    again = await start()  # and after a restart
    body = {"message": "What are your hours?", "session": session, "may_keep": True}
    assert (await again.post("/api/chat", json=body)).json()["replies"] == [clinic]
    assert kept(on) == []


@pytest.mark.parametrize("others", [0, 1])
async def test_what_is_typed_into_the_callback_form_is_no_question(on, say, rasa, others: int) -> None:
    answer = {"kind": "answer", "text": "…", "buttons": [],
              "quotes": [{"text": "…", "article": "a", "title": "A", "url": "/articles/a"}]}
    form = {"kind": "booking", "text": "When does it suit you?", "quotes": [], "buttons": []}
    replies = [{"custom": reply} for reply in [answer] * others + [form]]
    rasa.answer = lambda _request, _text: httpx.Response(200, json=replies)
    assert len((await say("Jane Smith, 07700 900123", may_keep=True)).json()["replies"]) == 1 + others
    assert kept(on) == []


async def test_nor_a_message_that_couldnt_be_answered(on, say, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await say(QUESTION, may_keep=True)).status_code == 503
    assert kept(on) == []


async def test_it_goes_with_its_conversation(on, say, site) -> None:
    session = (await say("one", may_keep=True)).json()["session"]
    await say("two", may_keep=True)
    await site.request("DELETE", "/api/chat", json={"session": session})
    assert [question.text for question in kept(on)] == ["two"]


async def test_it_goes_at_its_time(on, say) -> None:
    await say("one", may_keep=True)
    privacy = load_clinic(on.root / "content" / "clinic.yml").privacy
    purge_all(on.database, privacy, now=time.time() + (privacy.questions_days - 1) * DAY)
    assert len(kept(on)) == 1
    purge_all(on.database, privacy, now=time.time() + privacy.questions_days * DAY + 1)
    assert kept(on) == []


async def test_a_store_that_fails_doesnt_cost_the_visitor_the_answer(on, say, caplog) -> None:
    session = (await say("hello")).json()["session"]
    connection = sqlite3.connect(on.database)
    connection.execute("DROP TABLE questions")
    connection.commit()
    connection.close()
    response = await say(QUESTION, session, may_keep=True)
    assert response.status_code == 200
    assert "OperationalError" in caplog.text
    assert [word for word in PRIVATE if word in caplog.text] == []


# ---- what was understood


def known(settings) -> list[Kept]:
    """The kept questions as the inbox finds them, the newest last."""
    return InboxQuestions(settings.database).fresh()


@pytest.fixture
def rasa_understands(rasa):
    """Rasa hands back what it understood; ``"telling": False`` makes it like one that has answered before."""
    settings: dict[str, Any] = {"telling": True}

    def answer(request: httpx.Request, text: str) -> httpx.Response:
        messages = rasa.repeat(request, text).json()
        told = [{"understood": UNDERSTOOD}] if settings["telling"] else []
        return httpx.Response(200, json=[*messages, *told])

    rasa.answer = answer
    return settings


async def test_it_is_kept_beside_the_question_and_isnt_told_to_the_visitor(on, rasa_understands, say) -> None:
    response = await say("why?", None, "message-0123456789", may_keep=True)
    assert set(response.json()) == {"session", "replies"}
    assert set(response.json()["replies"][0]) == {"kind", "text", "quotes", "buttons"}
    assert "nearest" not in response.text
    (question,) = known(on)
    assert (question.text, question.understood, question.version) == ("why?", UNDERSTOOD, None)
    again = await say("why?", response.json()["session"], "message-0123456789", may_keep=True)
    assert again.json()["replies"] == response.json()["replies"]


async def test_nothing_of_it_is_kept_without_the_question(on, rasa_understands, say, settings) -> None:
    await say("why?", None, "message-0123456789")
    connection = sqlite3.connect(settings.database)
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert "nearest" not in dump


async def test_where_it_is_missing_the_question_is_kept_without(on, rasa_understands, say) -> None:
    rasa_understands["telling"] = False
    await say("why?", may_keep=True)
    assert [question.understood for question in known(on)] == [{}]


@pytest.mark.parametrize("odd", [{"understood": None}, {"understood": []}, {"understood": "x"}])
async def test_what_isnt_one_is_ignored(on, rasa, say, odd: dict[str, Any]) -> None:
    rasa.answer = lambda request, text: httpx.Response(200, json=[*rasa.repeat(request, text).json(), odd])
    assert (await say("why?", may_keep=True)).status_code == 200
    assert [question.understood for question in known(on)] == [{}]


async def test_a_vote_down_on_its_answer_is_joined(on, rasa_understands, say, site) -> None:
    session = (await say("why?", None, "message-0123456789", may_keep=True)).json()["session"]
    await say("and why that?", session, "message-1123456789", may_keep=True)
    vote = {"session": session, "message_id": "message-0123456789", "vote": "down", "reason": "wrong"}
    assert (await site.post("/api/feedback", json=vote)).status_code == 204
    assert [(question.voted_down, question.reason) for question in known(on)] == [(True, "wrong"), (False, "")]
