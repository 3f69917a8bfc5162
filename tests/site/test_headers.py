"""Security headers on every response, and nothing that follows a visitor."""

from __future__ import annotations

import dataclasses

import httpx
import pytest

from frontdesk.site.app import create_app

REQUESTS = [
    ("GET", "/", 200), ("GET", "/articles/is-my-calf-related-to-my-back-pain", 200), ("GET", "/articles/none", 404),
    ("GET", "/nothing", 404), ("GET", "/healthz", 200), ("GET", "/readyz", 200), ("GET", "/metrics", 200),
    ("GET", "/chat", 200), ("GET", "/static/site.css", 200), ("GET", "/widget.js", 200),
    ("GET", "/widget/panel-000000000000.js", 200), ("GET", "/widget/chat.js", 404), ("GET", "/api/chat", 405),
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
    assert policy["frame-ancestors"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
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


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS)
async def test_only_the_widget_may_be_used_by_other_sites(site, method: str, path: str, status: int) -> None:
    response = await site.request(method, path)
    assert response.status_code == status
    widget = status == 200 and path.startswith("/widget")
    assert response.headers["cross-origin-resource-policy"] == ("cross-origin" if widget else "same-origin")
    assert response.headers.get("access-control-allow-origin") == ("*" if widget else None)


async def test_browsers_keep_to_https_where_the_site_has_it(site, settings, detector) -> None:
    for path in ("/", "/widget.js", "/nothing"):
        assert (await site.get(path)).headers["strict-transport-security"] == "max-age=31536000"
    plain = create_app(dataclasses.replace(settings, public_url="http://127.0.0.1:8080"), detector=detector)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(plain), base_url="http://127.0.0.1:8080") as client:
        assert "strict-transport-security" not in (await client.get("/")).headers


@pytest.mark.parametrize("path", ["/", "/chat", "/static/site.css"])
async def test_pages_and_their_style_are_asked_for_again(site, path: str) -> None:
    assert (await site.get(path)).headers["cache-control"] == "no-cache"


async def test_an_unchanged_style_sheet_isnt_sent_again(site) -> None:
    tag = (await site.get("/static/site.css")).headers["etag"]
    assert (await site.get("/static/site.css", headers={"If-None-Match": tag})).status_code == 304


@pytest.mark.parametrize(("accept", "encoding"), [
    ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("zstd", None), ("identity", None)])
async def test_pages_are_compressed(site, accept: str, encoding: str | None) -> None:
    response = await site.get("/", headers={"Accept-Encoding": accept})
    assert response.headers.get("content-encoding") == encoding
    assert response.headers["vary"] == "Accept-Encoding"
    assert "<title>" in response.text


async def test_short_answers_arent_compressed(site) -> None:
    assert "content-encoding" not in (await site.get("/healthz", headers={"Accept-Encoding": "br"})).headers
