"""Who may see what, and which forms are taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from frontdesk.accounts.roles import ROLES
from frontdesk.accounts.session import Session
from frontdesk.console.console import Console
from frontdesk.console.routing import ANYBODY, StaffRoute, routes
from frontdesk.console.visit import Visit
from tests.console.conftest import CSRF, Browser


def say(visit: Visit) -> Response:
    return PlainTextResponse(f"{visit.session.role} {visit.field('word') if visit.form else ''}".strip())


@pytest.fixture
def browser(make_browser: Callable[..., Browser], settings: object, database: object) -> Callable[..., Browser]:
    def make(role: str | None, *declared: StaffRoute) -> Browser:
        def authenticate(_request: Request) -> Session | None:
            return None if role is None else Session(1, "Robin", role, CSRF)

        console = Console(settings, database, authenticate, None, None, None, None)  # type: ignore[arg-type]
        return Browser(Starlette(routes=routes(console, declared)), follow_redirects=False)

    return make


@pytest.mark.parametrize("needed", ROLES)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_is_shown_to_its_role_and_those_above(browser: Callable[..., Browser], role: str, needed: str) -> None:
    answer = browser(role, StaffRoute("/page", say, needed)).get("/staff/page")
    assert answer.status_code == (200 if ROLES.index(role) >= ROLES.index(needed) else 403)


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(browser: Callable[..., Browser]) -> None:
    answer = browser(None, StaffRoute("/page", say, "viewer")).get("/staff/page?of=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in?next=%2Fstaff%2Fpage%3Fof%3D2")


def test_a_form_without_a_session_changes_nothing(browser: Callable[..., Browser]) -> None:
    answer = browser(None, StaffRoute("/form", say, "viewer", post=True)).submit("/staff/form", word="hello")
    assert answer.status_code == 401
    assert "hello" not in answer.text


def test_a_form_of_this_session_is_taken(browser: Callable[..., Browser]) -> None:
    answer = browser("editor", StaffRoute("/form", say, "editor", post=True)).submit("/staff/form", word=" hello\r\n")
    assert answer.text == "editor hello"


@pytest.mark.parametrize("token", ["", "another", "é"])
def test_a_form_with_another_token_is_refused(browser: Callable[..., Browser], token: str) -> None:
    answer = browser("editor", StaffRoute("/form", say, "editor", post=True)).post(
        "/staff/form", data={"csrf": token, "word": "hello"})
    assert answer.status_code == 403
    assert "out of date" in answer.text


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Origin": "null"},
                                    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
@pytest.mark.parametrize("role", ["editor", ANYBODY])
def test_a_form_of_another_website_is_refused(
    browser: Callable[..., Browser], header: dict[str, str], role: str,
) -> None:
    answer = browser("editor", StaffRoute("/form", say, role, post=True)).post(
        "/staff/form", data={"csrf": CSRF, "word": "hello"}, headers=header)
    assert answer.status_code == 403


def test_a_form_that_is_too_large_is_refused_while_it_is_read(browser: Callable[..., Browser]) -> None:
    route = StaffRoute("/form", say, "editor", post=True, most=1000)

    def endless() -> object:
        yield b"csrf=" + CSRF.encode() + b"&word="
        for _ in range(100):
            yield b"a" * 100

    answer = browser("editor", route).post("/staff/form", content=endless(), headers={
        "Content-Type": "application/x-www-form-urlencoded", "Origin": "http://testserver"})
    assert answer.status_code == 413


def test_pages_send_no_other_host_and_are_not_kept(browser: Callable[..., Browser]) -> None:
    answer = browser("viewer", StaffRoute("/page", say, "admin")).get("/staff/page")
    assert answer.headers["cache-control"] == "no-store"
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
