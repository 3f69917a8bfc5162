"""What the site counts of messages and votes, for the numbers and for /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timezone
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp, Message

from frontdesk.booking.request import Details
from frontdesk.knowledge.content import load_content
from frontdesk.numbers.happened import ASKED, BOOKED, CONVERSATIONS, FAQ_ANSWERED, FAQ_ASKED, KIND, SECONDS, URGENT
from frontdesk.replies.answers import answer_faq
from frontdesk.replies.memory import Memory
from frontdesk.site.app import create_app
from frontdesk.site.rasa_client import RasaClient
from frontdesk.store.counts import Counts
from frontdesk.store.requests import Requests

WHAT = (ASKED, CONVERSATIONS, KIND, URGENT, FAQ_ASKED, FAQ_ANSWERED, BOOKED, "up", "down", "faq_up", "faq_down")
RED_FLAG = "I have lost control of my bladder and my legs are numb"


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """The site from its start to its end, which a client alone doesn't bring about."""
    coming: asyncio.Queue[Message] = asyncio.Queue()
    told: asyncio.Queue[Message] = asyncio.Queue()
    task = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, coming.get, told.put))
    for event in ("startup", "shutdown"):
        await coming.put({"type": f"lifespan.{event}"})
        assert (await told.get())["type"] == f"lifespan.{event}.complete"
        if event == "startup":
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="https://clinic.test") as client:
                yield client
    await task


@pytest.fixture
async def counted(settings, rasa, detector):
    """``counted(site)``: what is stored once that site has ended."""
    content = load_content(settings.root / "content")
    slug = next(iter(content.faqs))
    reply, _ = answer_faq(content, slug, Memory())

    def answer(_request: httpx.Request, _text: str) -> httpx.Response:
        return httpx.Response(200, json=[{"recipient_id": "x", "custom": reply.as_dict()}])

    rasa.answer = answer

    async def run(work) -> dict[tuple[str, str], int]:
        app = create_app(settings, RasaClient("http://rasa.test", 1.0, httpx.MockTransport(rasa)), detector)
        async with running(app) as site:
            await work(site)
        return Counts(settings.database).sums(date.min, date.max, WHAT)

    run.slug = slug
    return run


async def say(site: httpx.AsyncClient, message: str, session: str | None = None, message_id: str | None = None) -> Any:
    body = {"message": message, "session": session, "message_id": message_id}
    return (await site.post("/api/chat", json=body)).json()["session"]


async def test_messages_are_counted_and_stored_at_the_end(counted) -> None:
    async def work(site: httpx.AsyncClient) -> None:
        session = await say(site, "one")
        await say(site, "two", session)
        await say(site, "three")
        text = (await site.get("/metrics")).text
        assert "frontdesk_conversations_total 2.0" in text

    assert await counted(work) == {
        (ASKED, ""): 3, (CONVERSATIONS, ""): 2, (KIND, "answer"): 3, (FAQ_ASKED, counted.slug): 3,
        (FAQ_ANSWERED, counted.slug): 3}


async def test_a_message_that_is_sent_again_is_one(counted, settings) -> None:
    async def work(site: httpx.AsyncClient) -> None:
        session = await say(site, "one", message_id="id-1")
        for _ in range(3):
            await say(site, "one", session, "id-1")

    stored = await counted(work)
    assert stored[ASKED, ""] == 1
    assert sum(Counts(settings.database).sums(date.min, date.max, (SECONDS,)).values()) == 1


async def test_an_urgent_message_is_counted_by_its_level_alone(counted) -> None:
    async def work(site: httpx.AsyncClient) -> None:
        await say(site, RED_FLAG)

    assert await counted(work) == {
        (ASKED, ""): 1, (CONVERSATIONS, ""): 1, (KIND, "urgent"): 1, (URGENT, "emergency_now"): 1}


async def test_votes_count_for_the_faq_and_as_they_are_in_the_end(counted) -> None:
    async def work(site: httpx.AsyncClient) -> None:
        async def vote(session: str, vote: str | None, reason: str | None = None) -> None:
            body = {"session": session, "message_id": "id-1", "vote": vote} | ({"reason": reason} if reason else {})
            assert (await site.post("/api/feedback", json=body)).status_code == 204

        first, second, third = [await say(site, "one", message_id="id-1") for _ in range(3)]
        await vote(first, "up")
        await vote(first, "up")
        await vote(second, "up")
        await vote(second, "down")
        await vote(second, "down", "wrong")
        await vote(third, "down")
        await vote(third, None)
        await vote(third, None)
        text = (await site.get("/metrics")).text
        assert 'frontdesk_votes_total{vote="up"} 2.0' in text
        assert 'frontdesk_votes_total{vote="down"} 2.0' in text

    stored = {what: count for what, count in (await counted(work)).items() if what[0] in WHAT[-4:] and count}
    assert stored == {("up", ""): 1, ("down", ""): 1, ("faq_up", counted.slug): 1, ("faq_down", counted.slug): 1}


async def test_requests_are_counted_at_the_start(counted, settings) -> None:
    Requests(settings.database).save("a", Details("Jo", "07700 900123"), "consent")

    async def work(_site: httpx.AsyncClient) -> None:
        for _ in range(500):
            if Counts(settings.database).first_day(BOOKED):
                return
            await asyncio.sleep(0.01)

    assert (await counted(work))[BOOKED, ""] == 1
    assert Counts(settings.database).first_day(BOOKED) == datetime.now(timezone.utc).date()


async def test_where_nothing_can_be_counted_visitors_are_answered(counted, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("frontdesk.numbers.counter.what_happened", fail)

    async def work(site: httpx.AsyncClient) -> None:
        assert (await site.post("/api/chat", json={"message": "one"})).status_code == 200

    assert await counted(work) == {}
