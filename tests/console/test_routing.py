"""Who may see what, and which forms are taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from frontdesk.accounts.roles import ROLES
from frontdesk.accounts.session import Session
from frontdesk.console.console import Console
from frontdesk.console.routing import ANYBODY, StaffRoute, routes
from frontdesk.console.visit import Visit
from frontdesk.settings import Settings
from tests.console.conftest import CSRF, Browser


def say(visit: Visit) -> Response:
    return PlainTextResponse(f"{visit.session.role} {visit.field('word') if visit.form else ''}".strip())


@pytest.fixture
def browser(settings: Settings, database: Engine) -> Callable[..., Browser]:
    def make(role: str | None, *declared: StaffRoute, public_url: str = "", fault: Exception | None = None) -> Browser:
        def authenticate(_request: Request) -> Session | None:
            if fault:
                raise fault
            return None if role is None else Session(1, "Robin", role, CSRF)

        given = replace(settings, public_url=public_url or settings.public_url)
        console = Console(given, database, authenticate, None, None, None, None)  # type: ignore[arg-type]
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


def test_what_no_database_takes_is_left_out_of_texts(browser: Callable[..., Browser]) -> None:
    def words(visit: Visit) -> Response:
        return PlainTextResponse(" ".join((visit.field("word"), *visit.fields("word"), visit.query("of"))))

    answer = browser("editor", StaffRoute("/form", words, "editor", post=True)).submit(
        "/staff/form?of=%00two%00", word="he\x00llo\x00 ")
    assert answer.text == "hello hello  two"


@pytest.mark.parametrize(("number", "read"), [
    ("7", 7), ("0", 0), ("007", 7), ("9" * 9, 999_999_999), ("9" * 10, -1), ("9" * 30, -1), ("9" * 5000, -1)])
def test_a_number_in_an_address_is_one_that_the_database_can_hold(
    browser: Callable[..., Browser], number: str, read: int
) -> None:
    def say_number(visit: Visit) -> Response:
        return PlainTextResponse(str(visit.request.path_params["number"]))

    route = StaffRoute("/page/{number:int}/more", say_number, "viewer")
    assert browser("viewer", route).get(f"/staff/page/{number}/more").text == str(read)


@pytest.mark.parametrize("token", ["", "another", "é"])
def test_a_form_with_another_token_is_refused(browser: Callable[..., Browser], token: str) -> None:
    answer = browser("editor", StaffRoute("/form", say, "editor", post=True)).post(
        "/staff/form", data={"csrf": token, "word": "hello"})
    assert answer.status_code == 403
    assert "out of date" in answer.text


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://["},
                                    {"Origin": ""}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
@pytest.mark.parametrize("role", ["editor", ANYBODY])
def test_a_form_of_another_website_is_refused(
    browser: Callable[..., Browser], header: dict[str, str], role: str,
) -> None:
    answer = browser("editor", StaffRoute("/form", say, role, post=True)).post(
        "/staff/form", data={"csrf": CSRF, "word": "hello"}, headers=header)
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["http://testserver", "https://desk.example"])
def test_a_form_is_taken_behind_a_proxy_that_hides_the_public_address(
    browser: Callable[..., Browser], origin: str,
) -> None:
    client = browser("editor", StaffRoute("/form", say, "editor", post=True), public_url="https://Desk.example")
    answer = client.post("/staff/form", data={"csrf": CSRF, "word": "hello"}, headers={"Origin": origin})
    assert answer.text == "editor hello"


WROTE = {"csrf": "an earlier one", "note": "She called <twice>.\r\nCall back.", "password": "velvet anchor puddle",
         "again": "velvet anchor puddle", "base_note": "She called.", "typed": '{"a": "b c"}', "which": "knees"}


@pytest.mark.parametrize(("role", "status", "link"), [
    (None, 401, "/staff/sign-in?next=%2Fstaff%2Fcases%3Fof%3D2"), ("editor", 403, "/staff/cases?of=2")])
def test_what_was_written_into_a_form_that_isnt_taken_can_be_copied(
    browser: Callable[..., Browser], role: str | None, status: int, link: str,
) -> None:
    answer = browser(role, StaffRoute("/form", say, "editor", post=True)).post(
        "/staff/form", data=WROTE, headers={"Referer": "http://testserver/staff/cases?of=2"})
    assert answer.status_code == status
    assert re.findall(r"<textarea[^>]* readonly>\n([^<]*)</textarea>", answer.text) == [
        "She called &lt;twice&gt;.\nCall back."]
    assert f'href="{link}"' in answer.text
    assert "copy it first" in answer.text
    assert "velvet" not in answer.text


def test_but_nothing_of_another_websites_form(browser: Callable[..., Browser]) -> None:
    answer = browser(None, StaffRoute("/form", say, "editor", post=True)).post(
        "/staff/form", data=WROTE, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "twice" not in answer.text


def test_nor_of_one_that_is_too_large(browser: Callable[..., Browser]) -> None:
    answer = browser(None, StaffRoute("/form", say, "editor", post=True, most=1000)).submit(
        "/staff/form", note="many words " * 200)
    assert answer.status_code == 401
    assert "many words" not in answer.text


@pytest.mark.parametrize("post", [False, True])
def test_a_store_that_is_away_is_told_as_everything_else_is(browser: Callable[..., Browser], post: bool) -> None:
    client = browser("editor", StaffRoute("/page", say, "editor", post=post), fault=OSError("no such store"))
    answer = client.submit("/staff/page") if post else client.get("/staff/page")
    assert answer.status_code == 500
    assert "<h1>Something went wrong</h1>" in answer.text
    assert "no such store" not in answer.text


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
