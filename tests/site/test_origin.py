"""A browser may only send from the site's own pages and from the websites that the clinic has allowed."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from frontdesk.settings import Settings
from frontdesk.site.origins import CrossOrigin, Origins
from frontdesk.site.problems import Problem, on_problem
from tests.site.conftest import own_clinic

MESSAGE = {"message": "is my calf related to my back?"}
PUBLIC, ALLOWED = "https://clinic.test", "https://www.example.org"
OTHERS = ["https://elsewhere.test", "https://clinic.test.elsewhere.test", "https://www.example.org.elsewhere.test",
          "http://www.example.org", "https://www.example.org:8443", "https://example.org", "null", "", "https://[::1",
          "file://", "chrome-extension://abc"]


@pytest.fixture
def allowing(settings: Settings) -> Settings:
    """The clinic has allowed one website."""
    own_clinic(settings, lambda told: told.replace("  allowed_origins:\n", f"  allowed_origins:\n    - {ALLOWED}\n"))
    return settings


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("origin", OTHERS)
async def test_another_sites_page_is_refused(allowing, site, rasa, method: str, origin: str) -> None:
    response = await site.request(method, "/api/chat", json=MESSAGE, headers={"Origin": origin})
    assert (response.status_code, response.json()["type"]) == (403, "urn:frontdesk:problem:wrong-origin")
    assert origin in response.json()["detail"]
    assert rasa.received == []


async def test_its_own_page_and_clients_that_are_no_browser_may(site) -> None:
    assert (await site.post("/api/chat", json=MESSAGE, headers={"Origin": "https://clinic.test"})).status_code == 200
    assert (await site.post("/api/chat", json=MESSAGE)).status_code == 200


async def test_its_own_page_may_where_a_proxy_hides_the_address(site) -> None:
    headers = {"Origin": "https://clinic.test", "Host": "127.0.0.1:8080"}
    assert (await site.post("/api/chat", json=MESSAGE, headers=headers)).status_code == 200


@pytest.mark.parametrize("host", ["", "elsewhere.test"])
async def test_an_empty_host_makes_no_page_its_own(site, rasa, host: str) -> None:
    response = await site.post("/api/chat", json=MESSAGE, headers={"Origin": "null", "Host": host})
    assert response.status_code == 403
    assert rasa.received == []


async def test_an_allowed_websites_page_may_send_and_read(allowing, site) -> None:
    response = await site.post("/api/chat", json=MESSAGE, headers={"Origin": ALLOWED})
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == ALLOWED
    assert response.headers["access-control-expose-headers"] == "Retry-After"
    assert "Origin" in response.headers["vary"]
    assert "access-control-allow-credentials" not in response.headers


async def test_faults_can_be_read_as_well(allowing, site, say, rasa) -> None:
    def fault(_request: httpx.Request, _text: str) -> httpx.Response:
        raise RuntimeError

    rasa.answer = fault
    for body, status in ((b"{}", 422), (b"x", 400), (b'{"message": "hello"}', 500)):
        response = await site.post("/api/chat", content=body, headers={"Origin": ALLOWED})
        assert (response.status_code, response.headers["access-control-allow-origin"]) == (status, ALLOWED)


def small(public_url: str = PUBLIC) -> httpx.AsyncClient:
    """The middleware around an API that says yes to whom it allows."""
    origins = Origins(public_url, [ALLOWED])

    async def api(request: Request) -> Response:
        origins.check(request)
        return JSONResponse({"secret": "answer"})

    app = Starlette(routes=[Route("/api/chat", api, methods=["POST"]), Route("/page", api)],
                    exception_handlers={Problem: on_problem})
    transport = httpx.ASGITransport(CrossOrigin(app, origins))
    return httpx.AsyncClient(transport=transport, base_url=PUBLIC)


async def test_a_refused_page_can_read_why_and_nothing_else() -> None:
    async with small() as client:
        response = await client.post("/api/chat", headers={"Origin": "https://x.example"})
        assert (response.status_code, response.headers["access-control-allow-origin"]) == (403, "https://x.example")
        assert response.json()["detail"] == (
            "The chat isn't allowed on https://x.example. Add it to widget: allowed_origins in content/clinic.yml.")
        for method, path in (("GET", "/api/chat"), ("POST", "/api/none")):
            other = await client.request(method, path, headers={"Origin": "https://x.example"})
            assert other.status_code in (404, 405)
            assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize(("origin", "remedy"), [
    ("http://x.example", "Serve the page over https://, and add that address to widget: allowed_origins in "),
    ("http://localhost:3000", "Add it to widget: allowed_origins in content/clinic.yml."),
    ("null", "That is a page without a web address, such as a file or a sandboxed frame."),
    ("chrome-extension://abc", "Only websites can be allowed."),
])
async def test_the_refusal_says_what_to_do(origin: str, remedy: str) -> None:
    async with small() as client:
        detail = (await client.post("/api/chat", headers={"Origin": origin})).json()["detail"]
        assert detail.startswith(f"The chat isn't allowed on {origin}. {remedy}")


async def test_a_page_without_an_address_reads_nothing() -> None:
    async with small() as client:
        response = await client.post("/api/chat", headers={"Origin": "null"})
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers


async def preflight(client: httpx.AsyncClient, origin: str, method: str = "DELETE") -> httpx.Response:
    return await client.options("/api/chat", headers={
        "Origin": origin, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"})


@pytest.mark.parametrize("origin", [ALLOWED, PUBLIC])
async def test_a_preflight_is_answered(origin: str) -> None:
    async with small() as client:
        response = await preflight(client, origin)
        assert (response.status_code, response.content) == (204, b"")
        headers = response.headers
        assert headers["access-control-allow-origin"] == origin
        assert headers["access-control-allow-methods"] == "POST, DELETE"
        assert headers["access-control-allow-headers"] == "Content-Type"
        assert headers["access-control-max-age"] == "86400"
        assert headers["vary"] == "Origin"
        assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("origin", OTHERS)
async def test_another_sites_preflight_is_refused(origin: str) -> None:
    async with small() as client:
        response = await preflight(client, origin)
        assert (response.status_code, response.json()["type"]) == (403, "urn:frontdesk:problem:wrong-origin")
        assert not [name for name in response.headers if name.startswith("access-control")]
        assert response.headers["vary"] == "Origin"


async def test_every_answer_of_the_api_varies_by_origin_and_no_others() -> None:
    async with small() as client:
        for response in (await client.post("/api/chat"), await client.get("/api/chat"), await client.get("/api/none"),
                         await client.options("/api/chat")):
            assert response.headers["vary"] == "Origin"
            assert "access-control-allow-origin" not in response.headers
        page = await client.get("/page", headers={"Origin": ALLOWED})
        assert page.status_code == 200
        assert not {"vary", "access-control-allow-origin"} & set(page.headers)


@pytest.mark.parametrize(("public_url", "origin", "allowed"), [
    ("https://Clinic.Example/chat", "https://clinic.example", True),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080", True),
    ("http://127.0.0.1:8080", "http://127.0.0.1:9090", False),
    ("https://clinic.example", "https://clinic.example:8443", False),
])
async def test_the_public_address_is_the_sites_own(public_url: str, origin: str, allowed: bool) -> None:
    async with small(public_url) as client:
        response = await client.post("/api/chat", headers={"Origin": origin, "Host": "127.0.0.1:1"})
        assert response.status_code == (200 if allowed else 403)
