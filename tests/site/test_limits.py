"""Too many messages in a short time are refused, and only those."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from types import SimpleNamespace
from typing import Any

import httpx
import limits.storage.memory
import pytest

from frontdesk.site import limits as module
from frontdesk.site.app import create_app
from frontdesk.site.limits import (
    ADDRESS_CONVERSATIONS,
    ADDRESS_MESSAGES,
    ADDRESS_VOTES,
    CONVERSATION_MESSAGES,
    Limits,
)
from frontdesk.site.problems import Problem
from frontdesk.site.rasa_client import RasaClient
from tests.site.stand_in import StandIn

HERE, THERE = "203.0.113.5", "198.51.100.7"
UUID = "3f0c1d9e-6a0b-4f57-9d8e-0a1b2c3d4e5f"
Visit = Callable[[str], Awaitable[httpx.AsyncClient]]


class Clock:
    """Stands in for the ``time`` module."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for place in (limits.storage.memory, module):
        monkeypatch.setattr(place, "time", clock)
    return clock


@pytest.fixture
def counted(clock: Clock) -> Limits:
    return Limits()


def refused(send: Callable[..., None], *args: Any, **more: Any) -> int | None:
    """Seconds to wait; ``None`` where it isn't refused."""
    try:
        send(*args, **more)
    except Problem as problem:
        refusal = problem
    else:
        return None
    assert (refusal.name, refusal.status) == ("too-many", 429)
    assert isinstance(refusal.retry_after, int)
    assert refusal.retry_after >= 1
    return refusal.retry_after


def many(count: int, send: Callable[..., None], *args: Any, **more: Any) -> None:
    for number in range(count):
        assert refused(send, *args, **more) is None, number


def test_the_numbers_are_as_documented() -> None:
    every = (CONVERSATION_MESSAGES, ADDRESS_MESSAGES, ADDRESS_CONVERSATIONS, ADDRESS_VOTES)
    assert [str(limit) for limit in every] == [
        "240 per 2 minute", "300 per 1 minute", "60 per 1 minute", "60 per 1 minute"]


def test_a_conversation_may_send_so_many_messages(counted: Limits, clock: Clock) -> None:
    many(240, counted.message, "a", HERE, new=False)
    assert refused(counted.message, "a", THERE, new=False) == 120
    assert refused(counted.message, "b", HERE, new=False) is None
    clock.now += 119
    assert refused(counted.message, "a", HERE, new=False) == 1
    clock.now += 1.1
    assert refused(counted.message, "a", HERE, new=False) is None


def test_the_window_moves(counted: Limits, clock: Clock) -> None:
    many(120, counted.message, "a", HERE, new=False)
    clock.now += 60
    many(120, counted.message, "a", HERE, new=False)
    assert refused(counted.message, "a", HERE, new=False) == 60
    clock.now += 60.1
    many(120, counted.message, "a", HERE, new=False)
    assert refused(counted.message, "a", HERE, new=False) == 60


def test_the_time_to_wait_is_whole_seconds_and_enough(counted: Limits, clock: Clock) -> None:
    clock.now += 0.7
    many(60, counted.vote, HERE)
    clock.now += 0.2
    wait = refused(counted.vote, HERE)
    assert wait == 60
    clock.now += wait
    assert refused(counted.vote, HERE) is None


def test_an_address_may_send_so_many_messages(counted: Limits) -> None:
    for number in range(300):
        assert refused(counted.message, str(number), HERE, new=False) is None
    assert refused(counted.message, "one more", HERE, new=False) == 60
    assert refused(counted.message, "one more", THERE, new=False) is None


def test_an_address_may_begin_so_many_conversations(counted: Limits) -> None:
    for number in range(60):
        assert refused(counted.message, str(number), HERE, new=True) is None
    assert refused(counted.message, "one more", HERE, new=True) == 60
    assert refused(counted.message, "0", HERE, new=False) is None
    assert refused(counted.message, "one more", THERE, new=True) is None


def test_a_first_message_sent_again_begins_no_other_conversation(counted: Limits) -> None:
    many(100, counted.message, "a", HERE, new=True)


def test_what_is_refused_doesnt_count(counted: Limits, clock: Clock) -> None:
    many(240, counted.message, "a", HERE, new=False)
    for _ in range(200):
        assert refused(counted.message, "a", HERE, new=False) is not None
    many(60, counted.message, "b", HERE, new=False)
    clock.now += 120.1
    many(240, counted.message, "a", HERE, new=False)


@pytest.mark.parametrize(("one", "other"), [
    ("2001:db8:1:2:3::4", "2001:db8:1:2:ffff::1"), ("::ffff:203.0.113.5", "203.0.113.5"),
    ("fe80::1%eth0", "fe80::2"),
])
def test_these_are_one_address(counted: Limits, one: str, other: str) -> None:
    many(60, counted.vote, one)
    assert refused(counted.vote, other) is not None


@pytest.mark.parametrize(("one", "other"), [
    ("2001:db8:1:2::1", "2001:db8:1:3::1"), ("203.0.113.5", "203.0.113.6"), ("::cb00:7105", "203.0.113.5"),
])
def test_these_are_two(counted: Limits, one: str, other: str) -> None:
    many(60, counted.vote, one)
    assert refused(counted.vote, one) is not None
    assert refused(counted.vote, other) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "", "/run/site.sock"])
def test_this_machine_and_a_silent_proxy_arent_limited_by_address(counted: Limits, host: str) -> None:
    for number in range(400):
        assert refused(counted.message, str(number), host, new=True) is None
    many(100, counted.vote, host)
    many(240, counted.message, "a", host, new=True)
    assert refused(counted.message, "a", host, new=False) is not None


def test_addresses_and_conversations_are_forgotten_with_the_window(counted: Limits, clock: Clock) -> None:
    counted.message("the-sender", HERE, new=True)
    counted.vote(HERE)
    held = counted._storage.events
    counted.forget_old()
    assert HERE in str(list(held))
    clock.now += 61
    counted.forget_old()
    assert HERE not in str(list(held))
    assert "the-sender" in str(list(held))
    clock.now += 60
    counted.forget_old()
    assert len(held) == 0


# ---- through the site


@pytest.fixture
async def visit(settings, rasa, red_flags, clock: Clock) -> AsyncIterator[Visit]:
    """A client of the site that comes from this address."""
    app = create_app(settings, RasaClient("http://rasa.test", 1.0, httpx.MockTransport(rasa)), StandIn(red_flags))
    async with AsyncExitStack() as clients:

        async def come(host: str) -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app, client=(host, 1))
            return await clients.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="https://clinic.test"))

        yield come


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Limits that are reached sooner."""
    sizes = SimpleNamespace(CONVERSATION_MESSAGES=6, ADDRESS_MESSAGES=10, ADDRESS_CONVERSATIONS=3, ADDRESS_VOTES=4)
    for name, amount in vars(sizes).items():
        monkeypatch.setattr(getattr(module, name), "amount", amount)
    return sizes


async def say(client: httpx.AsyncClient, session: str | None = None, message_id: str | None = None) -> httpx.Response:
    return await client.post(
        "/api/chat", json={"message": "hello", "session": session, "message_id": message_id})


async def test_a_refusal_says_how_long_to_wait(visit: Visit, small, rasa) -> None:
    client = await visit(HERE)
    session = (await say(client)).json()["session"]
    for _ in range(5):
        assert (await say(client, session)).status_code == 200
    answer = await say(client, session)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "120"
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "urn:frontdesk:problem:too-many"
    assert problem["detail"] == (
        "You have sent many messages in a short time. Please wait 120 seconds; nothing is lost.")
    assert len(rasa.received) == 6
    assert (await say(await visit(THERE))).status_code == 200


async def test_a_refused_message_can_be_sent_again_later(visit: Visit, small, clock: Clock) -> None:
    client = await visit(HERE)
    for _ in range(3):
        await say(client)
    answer = await say(client, message_id=UUID)
    assert answer.status_code == 429
    clock.now += int(answer.headers["retry-after"])
    assert (await say(client, message_id=UUID)).status_code == 200


async def test_a_message_that_was_answered_costs_nothing(visit: Visit, small, rasa) -> None:
    client = await visit(HERE)
    first = await say(client, message_id=UUID)
    for _ in range(20):
        assert (await say(client, message_id=UUID)).json()["replies"] == first.json()["replies"]
    assert len(rasa.received) == 1
    session = first.json()["session"]
    assert [(await say(client, session)).status_code for _ in range(6)] == [200] * 5 + [429]
    assert (await say(client, session, UUID)).status_code == 200


async def test_votes_are_limited_apart_from_messages(visit: Visit, small) -> None:
    client = await visit(HERE)
    session = (await say(client, message_id=UUID)).json()["session"]
    vote = {"session": session, "message_id": UUID, "vote": "up"}
    statuses = [(await client.post("/api/feedback", json=vote)).status_code for _ in range(5)]
    assert statuses == [204] * 4 + [429]
    refusal = await client.post("/api/feedback", json=vote)
    assert refusal.headers["retry-after"] == "60"
    assert (await say(client, session)).status_code == 200
