"""Whatever happens to Rasa, the visitor is told to try again."""

import asyncio

import httpx
import pytest


def _raise(error: Exception):
    def answer(_request: httpx.Request, _text: str) -> httpx.Response:
        raise error

    return answer


def _give(*args, **kwargs):
    return lambda _request, _text: httpx.Response(*args, **kwargs)


TROUBLE = {
    "not there": _raise(httpx.ConnectError("refused")),
    "too slow": _raise(httpx.ReadTimeout("slow")),
    "hangs up": _raise(httpx.RemoteProtocolError("closed")),
    "no reply": _give(200, json=[]),
    "an error": _give(500, json={"status": "failure"}),
    "overloaded": _give(503, text="busy"),
    "not JSON": _give(200, text="<html>"),
    "an unknown kind": _give(200, json=[{"custom": {"kind": "poem", "text": "hello"}}]),
    "an object": _give(200, json={"version": "3.6.21"}),
    "null": _give(200, content=b"null"),
    "a list of texts": _give(200, json=["hello"]),
}


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_the_visitor_is_told_to_try_again(say, rasa, trouble: str) -> None:
    rasa.answer = TROUBLE[trouble]
    response = await say("is my calf related to my back?")
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "urn:frontdesk:problem:unavailable"
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_the_conversation_goes_on_afterwards(say, rasa, trouble: str) -> None:
    session = (await say("hello")).json()["session"]
    rasa.answer = TROUBLE[trouble]
    await say("one", session)
    rasa.answer = rasa.repeat
    assert (await say("two", session)).json()["session"] == session


async def test_a_visitor_who_leaves_does_not_block_the_conversation(say, rasa) -> None:
    session = (await say("hello")).json()["session"]

    async def never(_request: httpx.Request, _text: str) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    rasa.answer = never
    leaving = asyncio.create_task(say("one", session))
    await asyncio.sleep(0.05)
    leaving.cancel()
    rasa.answer = rasa.repeat
    assert (await asyncio.wait_for(say("two", session), 5)).status_code == 200
