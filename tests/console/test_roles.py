"""Every page and form of the console, by every role and by nobody: those of today, and whatever is declared later."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from frontdesk.accounts.roles import ROLES
from frontdesk.accounts.session import Session
from frontdesk.console.app import declared
from frontdesk.console.console import Console
from frontdesk.console.routing import ANYBODY, HOME, SIGN_IN, StaffRoute, routes
from frontdesk.console.visit import Visit
from frontdesk.settings import load_settings
from tests.console.conftest import CSRF, ROOT, Browser

DECLARED = declared()
NOBODY = "nobody"
OWN_PASSWORD = ("/account", "/account/password")
SAMPLES = {"int": "1", "path": "a", "": "a"}  # by the kind of an address's parameter


def url_of(route: StaffRoute) -> str:
    """An address of it, parameters filled in."""
    return HOME + re.sub(r"\{\w+:?(\w*)\}", lambda found: SAMPLES[found[1]], route.path)


def name_of(route: StaffRoute) -> str:
    return f"{'POST' if route.post else 'GET'} {route.path or '/'}"


def say(visit: Visit) -> Response:
    return PlainTextResponse("the page itself")


def console(role: str, must_change: bool = False) -> Browser:
    """The console with pages that say that they were reached, and somebody with this role before it."""
    session = None if role == NOBODY else Session(1, "Robin", role, CSRF, must_change)

    def authenticate(_request: Request) -> Session | None:
        return session

    parts = {part.name: None for part in fields(Console)} | {
        "authenticate": authenticate, "settings": load_settings(ROOT)}
    pages = [replace(route, page=say) for route in DECLARED]
    return Browser(Starlette(routes=routes(Console(**parts), pages)), follow_redirects=False)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def browsers() -> dict[str, Browser]:
    return {role: console(role) for role in (*ROLES, NOBODY)}


def ask(browser: Browser, route: StaffRoute) -> tuple[int, bool, str]:
    """Its status, whether the page itself answered, and where else it leads."""
    answer = browser.submit(url_of(route)) if route.post else browser.get(url_of(route))
    return answer.status_code, answer.text == "the page itself", answer.headers.get("location", "")


def test_there_is_something_to_try() -> None:
    assert len(DECLARED) > 15
    assert {route.role for route in DECLARED} <= {ANYBODY, *ROLES}


@pytest.mark.parametrize("route", DECLARED, ids=name_of)
@pytest.mark.parametrize("role", ROLES)
def test_a_route_is_for_its_role_and_those_above(browsers: dict[str, Browser], route: StaffRoute, role: str) -> None:
    may = route.role == ANYBODY or ROLES.index(role) >= ROLES.index(route.role)
    assert ask(browsers[role], route)[:2] == ((200, True) if may else (403, False))


@pytest.mark.parametrize("route", DECLARED, ids=name_of)
def test_whoever_isnt_signed_in_gets_nowhere(browsers: dict[str, Browser], route: StaffRoute) -> None:
    status, reached, target = ask(browsers[NOBODY], route)
    if route.role == ANYBODY:
        assert (status, reached) == (200, True)
    elif route.post:
        assert (status, reached) == (401, False)
    else:
        assert (status, reached) == (303, False)
        assert target.startswith(f"{SIGN_IN}?next=%2Fstaff")


def test_nobody_needs_an_account_to_sign_in_or_out_and_for_nothing_else() -> None:
    assert {(route.path, route.post) for route in DECLARED if route.role == ANYBODY} == {
        ("/sign-in", False), ("/sign-in", True), ("/sign-out", True)}


@pytest.mark.parametrize("route", [route for route in DECLARED if route.post], ids=name_of)
@pytest.mark.parametrize("data", [{}, {"csrf": ""}, {"csrf": "another"}, {"csrf": CSRF.upper()}, {"CSRF": CSRF}])
def test_no_form_is_taken_without_the_sessions_token(
    browsers: dict[str, Browser], route: StaffRoute, data: dict[str, str]
) -> None:
    for headers in ({}, {"Origin": "http://testserver"}):
        answer = browsers["admin"].post(url_of(route), data=data, headers=headers)
        assert (answer.status_code, answer.text == "the page itself") == (403, False)
    in_the_address = browsers["admin"].post(f"{url_of(route)}?csrf={CSRF}", data=data)
    assert in_the_address.status_code == 403


@pytest.mark.parametrize("route", [route for route in DECLARED if route.post], ids=name_of)
@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:8081"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
@pytest.mark.parametrize("role", ["admin", NOBODY])
def test_no_form_of_another_website_is_taken(
    browsers: dict[str, Browser], route: StaffRoute, headers: dict[str, str], role: str
) -> None:
    answer = browsers[role].post(url_of(route), data={"csrf": CSRF}, headers=headers)
    assert answer.status_code in (401, 403)
    assert answer.text != "the page itself"


@pytest.mark.parametrize("route", [route for route in DECLARED if route.post], ids=name_of)
def test_no_form_is_taken_by_following_a_link(browsers: dict[str, Browser], route: StaffRoute) -> None:
    """What answers a GET at a form's address is another page, declared as one; never the form."""
    answer = browsers["admin"].get(f"{url_of(route)}?csrf={CSRF}")
    matching = [other for other in DECLARED if not other.post]
    assert answer.status_code in (200, 405)
    assert all(other.page is not route.page for other in matching)


@pytest.mark.parametrize("route", DECLARED, ids=name_of)
def test_with_a_one_time_password_there_is_only_the_choice_of_another(route: StaffRoute) -> None:
    status, reached, target = ask(console("admin", must_change=True), route)
    if route.role == ANYBODY or route.path in OWN_PASSWORD:
        assert (status, reached) == (200, True)
    elif route.post:
        assert (status, reached) == (403, False)
    else:
        assert (status, reached, target) == (303, False, "/staff/account")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_there_are_no_other_methods(browsers: dict[str, Browser], method: str) -> None:
    for route in DECLARED:
        assert browsers["admin"].request(method, url_of(route)).status_code == 405


def test_buttons_and_menu_are_only_for_those_who_may(make_browser: Callable[..., Browser]) -> None:
    for role, shown in (("viewer", False), ("admin", True)):
        page = make_browser(role).get("/staff/nowhere").text
        assert ('href="/staff/people"' in page, 'href="/staff/audit"' in page) == (shown, shown)
