"""Security headers on every response, and nothing that follows a visitor."""

import httpx
import pytest

REQUESTS = [
    ("GET", "/", 200), ("GET", "/articles/is-my-calf-related-to-my-back-pain", 200), ("GET", "/articles/none", 404),
    ("GET", "/nothing", 404), ("GET", "/healthz", 200), ("GET", "/readyz", 200), ("GET", "/metrics", 200),
    ("GET", "/static/site.css", 200), ("GET", "/widget/chat.js", 200), ("GET", "/api/chat", 405),
    ("POST", "/api/chat", 400), ("DELETE", "/api/chat", 400),
]


def is_guarded(response: httpx.Response) -> bool:
    headers = response.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert headers["permissions-policy"]
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    for directive in ("script-src", "style-src", "connect-src"):
        assert policy[directive] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert "frame-ancestors" in policy
    assert "unsafe" not in headers["content-security-policy"]
    assert "set-cookie" not in headers
    assert "server" not in headers
    return True


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS)
async def test_every_address(site, method: str, path: str, status: int) -> None:
    response = await site.request(method, path)
    assert response.status_code == status
    assert is_guarded(response)


async def test_answers_and_erasures(site, say) -> None:
    answer = await say("hello")
    assert is_guarded(answer)
    assert is_guarded(await site.request("DELETE", "/api/chat", json={"session": answer.json()["session"]}))


async def test_rasa_away(say, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert is_guarded(await say("hello"))


async def test_a_fault_of_our_own(say, rasa) -> None:
    def fault(_request: httpx.Request, _text: str) -> httpx.Response:
        raise RuntimeError("secret detail")

    rasa.answer = fault
    response = await say("hello")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret detail" not in response.text
    assert is_guarded(response)
