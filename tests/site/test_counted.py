"""Each message is counted once, and nothing that goes wrong with that costs a visitor the answer."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from frontdesk.numbers.counter import Counter
from frontdesk.site.rasa_client import RasaClient, Said

UNDERSTOOD = {"label": "faq/a", "decision": "answer"}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the counter is told of messages."""
    told: list[tuple[Any, ...]] = []
    monkeypatch.setattr(Counter, "answered", lambda _self, *about: told.append(about))
    return told


async def test_a_message_is_counted_with_what_was_sent_and_understood(counted, say, rasa) -> None:
    rasa.answer = lambda request, text: httpx.Response(
        200, json=[*rasa.repeat(request, text).json(), {"understood": UNDERSTOOD}])
    first = (await say("one", None, "message-0123456789")).json()
    await say("two", first["session"])
    assert [(replies, understood, new) for replies, understood, _, new in counted] == [
        (first["replies"], UNDERSTOOD, True), (counted[1][0], UNDERSTOOD, False)]
    assert all(0 < seconds < 60 for _, _, seconds, _ in counted)


async def test_one_that_is_sent_again_isnt_counted_again(counted, say) -> None:
    for _ in range(2):
        await say("one", None, "message-0123456789")
    assert len(counted) == 1


async def test_an_urgent_one_is_counted_without_anything_understood(counted, say, rasa) -> None:
    await say("emergency_now")
    await say("I have lost control of my bladder and my legs are numb")
    assert [understood for replies, understood, *_ in counted if replies[0]["kind"] == "urgent"] != []
    assert {understood for replies, understood, *_ in counted if replies[0]["kind"] == "urgent"} == {None}


async def test_one_that_couldnt_be_answered_isnt_counted(counted, say, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await say("one")).status_code == 503
    assert counted == []


async def test_a_counter_that_fails_costs_nobody_the_answer(monkeypatch, say, caplog) -> None:
    def fail(*_about: object) -> None:
        raise RuntimeError("sciatica")

    monkeypatch.setattr(Counter, "answered", fail)
    assert (await say("sciatica")).status_code == 200
    assert "A message couldn't be counted: RuntimeError" in caplog.text
    assert "sciatica" not in caplog.text


@pytest.mark.parametrize("version", [None, 7])
async def test_rasas_client_says_which_version_it_talks_to(rasa, version: int | None) -> None:
    client = RasaClient("http://rasa.test", 1.0, httpx.MockTransport(rasa), version)
    said = await client.send("a", "hello")
    await client.close()
    assert said == Said(said.replies, None, version)
    assert said.replies[0]["text"] == "hello"
