"""Votes on answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from frontdesk.store.questions import Questions
from frontdesk.store.votes import REASONS, Vote, Votes
from tests.site.test_problems import is_problem

Send = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def vote(site: httpx.AsyncClient) -> Send:
    """Send a vote."""

    async def send(session: Any, message_id: Any, vote: Any = "up", **more: Any) -> httpx.Response:
        return await site.post(
            "/api/feedback", json={"session": session, "message_id": message_id, "vote": vote, **more})

    return send


@pytest.fixture
async def session(say) -> str:
    """Of a conversation in which the message "id-1" was answered with a quote."""
    response = await say("is it related?", message_id="id-1")
    return str(response.json()["session"])


def votes(settings) -> list[Vote]:
    return Votes(settings.database).newest()


async def test_a_vote_is_kept_with_what_it_is_on_and_no_text(vote: Send, session: str, settings) -> None:
    response = await vote(session, "id-1", "down", reason="wrong")
    assert (response.status_code, response.content) == (204, b"")
    (kept,) = votes(settings)
    assert (kept.vote, kept.reason, kept.kind, kept.about, kept.question_id) == ("down", "wrong", "answer", "a", None)
    assert "related" not in str(kept)


async def test_it_is_tied_to_the_question_that_may_be_kept(keeping, vote: Send, say) -> None:
    session = (await say("other", message_id="id-0", may_keep=True)).json()["session"]
    await say("is it related?", session, "id-1", may_keep=True)
    await vote(session, "id-1")
    (kept,) = votes(keeping)
    (question,) = (one for one in Questions(keeping.database).newest() if one.id == kept.question_id)
    assert question.text == "is it related?"


async def test_voting_again_replaces_and_null_withdraws(vote: Send, session: str, settings) -> None:
    await vote(session, "id-1", "down", reason="unsafe")
    assert (await vote(session, "id-1", "up", reason=None)).status_code == 204
    assert [(kept.vote, kept.reason) for kept in votes(settings)] == [("up", None)]
    for _ in range(2):
        assert (await vote(session, "id-1", None)).status_code == 204
    assert votes(settings) == []


async def test_an_urgent_answer_can_be_voted_on(vote: Send, say, settings) -> None:
    message = "I have lost control of my bladder and my legs are numb"
    session = (await say(message, message_id="id-1")).json()["session"]
    await vote(session, "id-1", "down", reason="irrelevant")
    assert [(kept.kind, kept.about) for kept in votes(settings)] == [("urgent", "")]


async def test_after_a_restart_too(start, session: str, settings) -> None:
    again = await start()
    body = {"session": session, "message_id": "id-1", "vote": "up"}
    assert (await again.post("/api/feedback", json=body)).status_code == 204
    assert len(votes(settings)) == 1


@pytest.mark.parametrize("message_id", ["id-2", "ID-1", ""])
@pytest.mark.parametrize("voted", ["up", "down", None])
async def test_what_wasnt_answered_cant_be_voted_on(
    vote: Send, session: str, settings, message_id: str, voted: str | None
) -> None:
    response = await vote(session, message_id, voted)
    assert is_problem(response, 404, "not-found")
    assert response.json()["detail"] == "There is no such answer in this conversation."
    assert votes(settings) == []


async def test_nor_a_message_that_rasa_failed_on(vote: Send, session: str, say, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await say("and?", session, "id-2")).status_code == 503
    assert is_problem(await vote(session, "id-2"), 404, "not-found")


async def test_nor_anothers_answer(vote: Send, session: str, say, settings) -> None:
    other = (await say("hello", message_id="id-7")).json()["session"]
    for token in (other, None, "", "forged", session + "x", session.partition(".")[0]):
        assert is_problem(await vote(token, "id-1"), 404, "not-found")
    assert votes(settings) == []


async def test_nor_one_that_was_erased(vote: Send, session: str, site, settings) -> None:
    await vote(session, "id-1")
    await site.request("DELETE", "/api/chat", json={"session": session})
    assert votes(settings) == []
    assert is_problem(await vote(session, "id-1"), 404, "not-found")
    assert votes(settings) == []


BAD = [
    {"vote": "sideways"}, {"vote": 1}, {"vote": True}, {"vote": []}, {"vote": "UP"}, {"vote": ""},
    {"reason": "boring"}, {"vote": "down", "reason": 1}, {"vote": "down", "reason": ["wrong"]},
    {"vote": "down", "reason": ""}, {"reason": "wrong"}, {"vote": None, "reason": "wrong"},
    {"message_id": None}, {"message_id": 1}, {"message_id": "i" * 129}, {"session": 5},
]


@pytest.mark.parametrize("change", BAD, ids=str)
async def test_what_is_no_vote_is_refused(vote: Send, session: str, settings, change: dict[str, object]) -> None:
    response = await vote(**{"session": session, "message_id": "id-1", "vote": "up", **change})
    assert is_problem(response, 422, "bad-request")
    assert votes(settings) == []


@pytest.mark.parametrize("missing", ["vote", "message_id"])
async def test_so_is_one_with_something_missing(site, session: str, missing: str) -> None:
    body = {"session": session, "message_id": "id-1", "vote": "up"}
    del body[missing]
    assert is_problem(await site.post("/api/feedback", json=body), 422, "bad-request")


@pytest.mark.parametrize("reason", REASONS)
async def test_every_reason_can_be_given(vote: Send, session: str, reason: str) -> None:
    assert (await vote(session, "id-1", "down", reason=reason)).status_code == 204


async def test_the_body_is_json_whatever_it_is_called(site, session: str) -> None:
    content = f'{{"session": "{session}", "message_id": "id-1", "vote": "up"}}'
    response = await site.post("/api/feedback", content=content, headers={"Content-Type": "text/plain"})
    assert response.status_code == 204


async def test_bodies_that_cannot_be_read(site) -> None:
    assert is_problem(await site.post("/api/feedback", content=b"hello"), 400, "not-json")
    assert is_problem(await site.post("/api/feedback", content=b"[" * 40_000), 413, "too-large")
    assert is_problem(await site.get("/api/feedback"), 405, "method-not-allowed")


async def test_another_sites_page_cant_vote(site, session: str, settings) -> None:
    body = {"session": session, "message_id": "id-1", "vote": "up"}
    response = await site.post("/api/feedback", json=body, headers={"Origin": "https://evil.test"})
    assert is_problem(response, 403, "wrong-origin")
    assert votes(settings) == []
