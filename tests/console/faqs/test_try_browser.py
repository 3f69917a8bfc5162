"""Trying the draft in a browser, with a stand-in for the trial."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, pages
from tests.browser.conftest import browser as chromium  # noqa: F401
from tests.browser.serving import Server
from tests.console.faqs.conftest import Open
from tests.console.faqs.test_try_pages import HERE, Live, StandIn, trial  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.fixture
def show(chromium: Any, open_as: Open, trial: StandIn, project: Path) -> Iterator[OpenPage]:  # noqa: F811
    """Open the page, as a viewer."""
    app = open_as("viewer", publishing=Live(project)).app
    assert isinstance(app, Starlette)
    server = Server(app)
    server.start()
    with pages(chromium, server.url) as open_:
        # Forms are answered with a redirect, which is no fault.
        yield lambda **options: open_(HERE, chat=False, faults=True, **options)
    server.stop()


def test_a_message_is_asked_without_loading_the_page_anew(show: OpenPage, trial: StandIn) -> None:  # noqa: F811
    page = show()
    page.evaluate("window.same = true")
    page.focus("#text")
    for number in (1, 2):
        page.keyboard.type(f"message {number}")
        page.keyboard.press("Enter")
        expect(page.locator(".turn")).to_have_count(number)
        expect(page.locator("#text")).to_be_focused()
        expect(page.locator("[data-said]")).to_contain_text(f"Draft: You said message {number}")
    assert page.evaluate("window.same") is True
    assert trial.asked[-1][2] == ["message 1", "message 2"]
    page.click(".suggestions button >> nth=0")
    expect(page.locator(".turn h2").last).to_contain_text("I pressed it")
    page.click("text=Start again")
    expect(page.locator(".turn")).to_have_count(0)


def test_progress_is_shown_until_the_answer_is_there(show: OpenPage, trial: StandIn) -> None:  # noqa: F811
    page = show()
    trial.states["draft"] = {"state": "making", "at": 1.0, "share": 0.2}
    page.fill("#text", "hello")
    page.keyboard.press("Enter")
    expect(page.locator("[data-percent=draft]")).to_have_text("20")
    assert violations(page) == []
    trial.states["draft"] = {"state": "making", "at": 1.0, "share": 0.9}
    expect(page.locator("[data-percent=draft]")).to_have_text("90")
    trial.states.clear()
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("[data-said]")).to_contain_text("Draft: You said hello")
    expect(page.locator(".reply")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_and_fits_a_phone(show: OpenPage, trial: StandIn, scheme: str) -> None:  # noqa: F811
    page = show(color_scheme=scheme)
    assert violations(page) == []
    page.fill("#text", "a message of " + "m" * 80)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    for summary in page.locator("summary").all():
        if not summary.evaluate("summary => summary.parentElement.open"):
            summary.click()
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


def test_it_works_without_javascript(show: OpenPage, trial: StandIn) -> None:  # noqa: F811
    page = show(java_script_enabled=False)
    trial.states["draft"] = {"state": "making", "at": 1.0, "share": 0.2}
    page.fill("#text", "hello")
    page.keyboard.press("Enter")
    expect(page.locator("#making-draft")).to_contain_text("20")
    trial.states.clear()
    expect(page.locator(".reply")).to_have_count(2)  # the page loads itself anew
    page.fill("#text", "again")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    assert trial.asked[-1][2] == ["hello", "again"]
