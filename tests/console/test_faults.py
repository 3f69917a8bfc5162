"""What staff read when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from frontdesk.accounts.session import Session
from frontdesk.console.console import Console
from frontdesk.console.routing import StaffRoute, routes
from frontdesk.console.visit import Visit
from frontdesk.errors import FrontdeskError
from tests.console.conftest import CSRF, Browser, text_of


def page(error: Exception) -> Browser:
    def fail(_visit: Visit) -> Response:
        raise error

    def authenticate(_request: Request) -> Session:
        return Session(1, "Robin", "editor", CSRF)

    console = Console(None, None, authenticate, None, None, None, None)  # type: ignore[arg-type]
    return Browser(Starlette(routes=routes(console, [StaffRoute("/page", fail, "viewer")])))


def test_an_error_that_says_what_to_do_is_shown() -> None:
    answer = page(FrontdeskError("The file is <gone>. Restore it.")).get("/staff/page")
    assert answer.status_code == 422
    assert "The file is &lt;gone&gt;. Restore it." in answer.text


def test_a_fault_of_ours_is_logged_and_told_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = page(ValueError("07700 900123")).get("/staff/page")
    assert answer.status_code == 500
    assert "Something went wrong" in text_of(answer.text)
    assert "07700" not in answer.text + caplog.text
    assert "ValueError" in caplog.text


def test_what_is_not_there_is_told_in_the_console(make_browser: Callable[..., Browser]) -> None:
    answer = make_browser("viewer").get("/staff/nowhere/at/all")
    assert answer.status_code == 404
    assert "There is no such page" in text_of(answer.text)
