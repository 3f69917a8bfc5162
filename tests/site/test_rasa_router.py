"""Conversations stay with the version they began with, and none is lost when it stops."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.service.backend_record import CLOSING, READY, STARTING, Backend
from frontdesk.site import rasa_router
from frontdesk.site.problems import Problem
from frontdesk.site.rasa_router import RasaRouter


class Rasa:
    def __init__(self, port: int) -> None:
        self.port, self.away, self.closed = port, False, False
        self.sent: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    async def send(self, sender_id: str, *message: Any, **more: Any) -> str:
        if self.away:
            raise Problem("unavailable", "away", 5)
        self.sent.append((sender_id, message, more))
        return f"from {self.port}"

    async def ready(self) -> bool:
        return not self.away

    async def close(self) -> None:
        self.closed = True


class House:
    """Versions that run on the port of their number times a hundred."""

    def __init__(self) -> None:
        self.backends: dict[int, Backend] = {}
        self.rasas: dict[int, Rasa] = {}
        self.stored: dict[str, int] = {}
        self.asked: list[str] = []
        self.router = RasaRouter(self.connect, lambda: self.backends, self.version_of)

    def connect(self, backend: Backend) -> Rasa:
        assert backend.rasa_port == 100 * backend.version
        self.rasas[backend.rasa_port] = Rasa(backend.rasa_port)
        return self.rasas[backend.rasa_port]

    def version_of(self, sender_id: str) -> int | None:
        self.asked.append(sender_id)
        return self.stored.get(sender_id)

    def run(self, *versions: int, state: str = READY) -> None:
        for version in versions:
            self.backends[version] = Backend(version, version * 100, state)

    def live(self, version: int) -> None:
        self.run(version)
        self.router.live = version


@pytest.fixture
def house() -> House:
    house = House()
    house.live(1)
    return house


async def test_the_message_reaches_the_live_version_as_it_is(house: House) -> None:
    assert await house.router.send("jo", "hello", {"a": 1}, flagged=True) == "from 100"
    assert house.rasas[100].sent == [("jo", ("hello", {"a": 1}), {"flagged": True})]
    assert house.asked == []  # with one version there is nothing to look up


async def test_a_conversation_stays_with_its_version(house: House) -> None:
    await house.router.send("jo", "hello")
    house.live(2)
    assert await house.router.send("jo", "more") == "from 100"
    assert await house.router.send("sam", "hello") == "from 200"


async def test_after_a_restart_the_store_tells_the_version(house: House) -> None:
    house.live(2)
    house.stored["jo"] = 1
    assert await house.router.send("jo", "more") == "from 100"
    assert await house.router.send("jo", "again") == "from 100"
    assert house.asked == ["jo"]


@pytest.mark.parametrize("state", [CLOSING, STARTING])
async def test_it_goes_over_to_the_live_one_when_its_own_ends(house: House, state: str) -> None:
    await house.router.send("jo", "hello")
    house.live(2)
    house.run(1, state=state)
    assert await house.router.send("jo", "more") == "from 200"
    house.run(1)
    assert await house.router.send("jo", "still") == "from 200"


async def test_one_that_stops_in_the_middle_of_a_message_loses_nothing(house: House) -> None:
    await house.router.send("jo", "hello")
    house.live(2)
    house.rasas[100].away = True
    del house.backends[1]
    house.router._hold("jo", 1)
    assert await house.router.send("jo", "more") == "from 200"


async def test_while_it_runs_its_failure_is_told(house: House) -> None:
    await house.router.send("jo", "hello")
    house.rasas[100].away = True
    with pytest.raises(Problem):
        await house.router.send("jo", "more")
    house.live(2)
    with pytest.raises(Problem):
        await house.router.send("jo", "more")


async def test_without_any_version_the_visitor_is_asked_to_wait() -> None:
    house = House()
    assert await house.router.ready() is False
    with pytest.raises(Problem, match="being started"):
        await house.router.send("jo", "hello")


async def test_it_is_ready_when_the_live_version_answers(house: House) -> None:
    assert await house.router.ready() is True
    house.rasas[100].away = True
    assert await house.router.ready() is False


async def test_connections_to_what_stopped_are_closed(house: House) -> None:
    await house.router.send("jo", "hello")
    house.live(2)
    await house.router.send("sam", "hello")
    del house.backends[1]
    await house.router.forget_stopped()
    assert (house.rasas[100].closed, house.rasas[200].closed) == (True, False)
    await house.router.close()
    assert house.rasas[200].closed


async def test_a_store_that_is_away_costs_no_answer(house: House) -> None:
    def away(_sender_id: str) -> int | None:
        raise OSError("away")

    router = RasaRouter(house.connect, lambda: house.backends, away)
    house.run(2)
    router.live = 2
    assert await router.send("jo", "hello") == "from 200"


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(rasa_router, "time", clock)
    return clock


async def test_one_that_has_expired_begins_anew_with_the_live_version(house: House, clock: Clock) -> None:
    await house.router.send("jo", "hello")
    house.live(2)
    clock.now += 1800
    assert await house.router.send("jo", "just in time") == "from 100"
    clock.now += 1801
    assert await house.router.send("jo", "hello again") == "from 200"
    house.router.expiry = 60.0
    house.live(3)
    clock.now += 61
    assert await house.router.send("jo", "hello once more") == "from 300"


async def test_what_has_expired_is_forgotten(house: House, clock: Clock) -> None:
    await house.router.send("jo", "hello")
    clock.now += 1000
    await house.router.send("sam", "hello")
    clock.now += 1000
    house.router.forget_old()
    assert list(house.router._held) == ["sam"]


async def test_what_was_erased_is_forgotten(house: House) -> None:
    await house.router.send("jo", "hello")
    house.router.forget("jo")
    house.router.forget("jo")
    assert not house.router._held
    house.live(2)
    assert await house.router.send("jo", "hello") == "from 200"
