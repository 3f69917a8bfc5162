"""What goes wrong is a problem+json with a stable type."""

from collections.abc import AsyncIterator

import httpx
import pytest

MESSAGES = [
    ("", 422, "empty-message"),
    (" ", 422, "empty-message"),
    ("\t\n\u00a0\u200b", 422, "empty-message"),
    ("\x00\x07\x1b", 422, "empty-message"),
    ("x" * 10_000, 422, "message-too-long"),
    (None, 422, "bad-request"),
    (7, 422, "bad-request"),
    (["hello"], 422, "bad-request"),
    ({"text": "hello"}, 422, "bad-request"),
]
BODIES = [
    (b"", 400, "not-json"),
    (b"hello", 400, "not-json"),
    (b'{"message": "hel', 400, "not-json"),
    (b'{"message": "\xff\xfe"}', 400, "not-json"),
    (b'{"message": "\\ud800"}', 400, "not-json"),
    (b"[" * 20_000, 400, "not-json"),
    (b"[]", 422, "bad-request"),
    (b'["hello"]', 422, "bad-request"),
    (b'"hello"', 422, "bad-request"),
    (b"null", 422, "bad-request"),
    (b"{}", 422, "bad-request"),
    (b'{"message": "hello", "session": 1}', 422, "bad-request"),
    (b'{"message": "hello", "message_id": ["a"]}', 422, "bad-request"),
    (b'{"message": "hello", "message_id": "' + b"i" * 1000 + b'"}', 422, "bad-request"),
    (b'{"message": "' + b"x" * 100_000 + b'"}', 413, "too-large"),
]


def is_problem(response: httpx.Response, status: int, name: str) -> bool:
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, problem["type"]) == (status, f"urn:frontdesk:problem:{name}")
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"].endswith((".", "…"))
    return True


@pytest.mark.parametrize(("message", "status", "name"), MESSAGES)
async def test_messages_that_cannot_be_answered(say, rasa, message, status, name) -> None:
    assert is_problem(await say(message), status, name)
    assert rasa.received == []


@pytest.mark.parametrize(("body", "status", "name"), BODIES, ids=[str(body[:40]) for body, _, _ in BODIES])
async def test_bodies_that_cannot_be_read(site, rasa, body, status, name) -> None:
    assert is_problem(await site.post("/api/chat", content=body), status, name)
    assert rasa.received == []


async def test_too_large_a_body_is_refused_before_it_is_read(site, rasa) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"{"
        raise AssertionError("read on")

    headers = {"Content-Length": "100000000"}
    assert is_problem(await site.post("/api/chat", content=body(), headers=headers), 413, "too-large")
    assert rasa.received == []


async def test_one_that_doesnt_say_how_large_it_is_is_refused_when_it_is(site, rasa) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"[" * 1024

    assert is_problem(await site.post("/api/chat", content=body()), 413, "too-large")
    assert rasa.received == []


@pytest.mark.parametrize("kind", ["text/plain", "text/plain;charset=UTF-8", "application/json", "image/png", None])
async def test_json_is_json_whatever_it_is_called(site, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    answer = await site.post("/api/chat", content='{"message": "é"}'.encode(), headers=headers)
    assert answer.json()["replies"][0]["text"] == "é"


async def test_the_detail_of_a_long_message_says_how_long_it_may_be(say) -> None:
    assert "2,000" in (await say("x" * 10_000)).json()["detail"]


async def test_unknown_addresses_and_methods(site) -> None:
    assert is_problem(await site.get("/nothing"), 404, "not-found")
    assert is_problem(await site.get("/static/nothing.css"), 404, "not-found")
    refused = await site.get("/api/chat")
    assert is_problem(refused, 405, "method-not-allowed")
    assert refused.headers["allow"]
    assert is_problem(await site.put("/api/chat", json={"message": "hello"}), 405, "method-not-allowed")
