"""Debian's chromium, and a page that keeps a record of everything that goes wrong on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.host_pages import HostPages
from tests.browser.stand_in import StandInClinic

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
              "--disable-sync", "--no-first-run"]
_PATIENCE = 10_000  # milliseconds; a loaded machine needs them
PHONE, DESKTOP = (390, 844), (1280, 800)
_LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
_READY = """() => !!document.querySelector("#frontdesk-widget")?.shadowRoot?.querySelector("button")
  || !!customElements.get("frontdesk-chat")"""


# Of a module's scope: a session's would keep an event loop running under everybody else's tests.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        missing = "there is no chromium: apt-get install chromium, or set CHROMIUM to its path"
        if os.environ.get("FRONTDESK_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield browser
        browser.close()


class Record:
    """What the pages of a test did that they should not have."""

    def __init__(self, *sites: str) -> None:
        self._hosts = {urlsplit(site).netloc for site in sites}
        self.problems: list[str] = []

    def watch(self, page: Page, faults: bool) -> None:
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self._check(request.url))
        if faults:
            return
        page.on("console", lambda message: message.type in ("error", "warning") and self.problems.append(message.text))
        page.on("requestfailed", lambda request: self.problems.append(f"{request.url}: {request.failure}"))
        page.on("response", lambda response: response.ok or response.status == 304
                or self.problems.append(f"{response.url}: {response.status}"))

    def _check(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc not in self._hosts:
            self.problems.append(f"another host: {url}")


OpenPage = Callable[..., Page]


@contextmanager
def pages(browser: Browser, site: str, *others: str) -> Iterator[OpenPage]:
    """Open pages of a site in a browser of their own; nothing may have gone wrong on them at the end.

    Args:
        browser: to open them in.
        site: base address of the pages.
        others: base addresses of other sites that the pages may ask.
    """
    record = Record(site, *others)
    contexts = []

    def open_(path: str = "/", size: tuple[int, int] = DESKTOP, faults: bool = False, chat: bool = True,
              **options: Any) -> Page:
        """Open a page.

        Args:
            path: of the page.
            size: of the window, in CSS pixels.
            faults: whether requests may fail and the console may tell of it.
            chat: whether to wait for the chat.
            options: of the browser's context.
        """
        context = browser.new_context(**{"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce",
                                         "has_touch": size == PHONE, **options})
        contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_LISTEN)
        context.on("page", lambda page: record.watch(page, faults))
        page = context.new_page()
        page.goto(site + path)
        if chat:
            page.wait_for_function(_READY)
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            record.problems += page.evaluate("window.violations ?? []")
        context.close()
    assert record.problems == []


@pytest.fixture
def open_page(browser: Browser, live_site: str) -> Iterator[OpenPage]:
    """Open a page of the real site."""
    with pages(browser, live_site) as open_:
        yield open_


@pytest.fixture
def clinic() -> Iterator[StandInClinic]:
    """The pages and the widget as they are served, with a stand-in for the chat API."""
    with StandInClinic().running() as stand_in:
        yield stand_in


@pytest.fixture
def open_clinic(browser: Browser, clinic: StandInClinic) -> Iterator[OpenPage]:
    """Open a page of the stand-in."""
    with pages(browser, clinic.url) as open_:
        yield open_


@pytest.fixture
def host(clinic: StandInClinic) -> Iterator[HostPages]:
    """Another website, on which the stand-in's chat is allowed."""
    with HostPages().running() as website:
        clinic.set(widget={"allowed_origins": (website.url,)})
        yield website


@pytest.fixture
def open_host(browser: Browser, clinic: StandInClinic, host: HostPages) -> Iterator[OpenPage]:
    """Open a page of the other website."""
    with pages(browser, host.url, clinic.url) as open_:
        yield open_
