"""One visit to a host page in a fresh browser context: look, open the widget, send one message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.widget.contenders import Contender, selector
from benchmarks.widget.host import ANSWER
from benchmarks.widget.project import PROJECT

QUESTION = "Does sitting make it worse?"
_OBSERVE = (PROJECT / "benchmarks" / "widget" / "observe.js").read_text(encoding="utf-8")
_SETTLE = 1000  # milliseconds without anything asked of the page, for what it does by itself
_TIMEOUT = 20_000  # milliseconds
_DATA = ("data", "blob")


@dataclass
class Traffic:
    """What the page asked for so far.

    Attributes:
        requests: requests and web sockets, the page itself counted, without ``data:`` and ``blob:``.
        bytes: that came, with headers, as they were transferred, and both ways in web sockets.
        foreign: of the requests, those to another host; none of them was let through.
    """

    requests: int = 0
    bytes: int = 0
    foreign: int = 0


@dataclass
class Visit:
    """What one visit showed; times in milliseconds.

    Attributes:
        before: traffic before the widget was opened.
        opened: by when the panel had been opened.
        answered: by when the first answer had come.
        dom: navigation to ``DOMContentLoaded``.
        load: navigation to ``load``.
        paint: navigation to the first contentful paint.
        shown: navigation to the launcher, or to the text box where the panel is always open.
        opening: click on the launcher to a usable text box.
        answering: key press to the answer shown; the server answers at once.
        blocking: sum of what is over 50 ms of each long task, before the widget is opened.
        longest: longest such task.
        script: time in scripts before the widget is opened.
        task: time of all tasks of the main thread before the widget is opened.
        shift: cumulative layout shift of the whole visit.
        heap: bytes of the JavaScript heap after a collection, before the widget is opened.
        heap_answered: the same after the first answer.
        cookies: names, before the first message.
        stored: ``kind: key`` of all that is kept on the visitor's device before the first message.
    """

    before: Traffic = field(default_factory=Traffic)
    opened: Traffic = field(default_factory=Traffic)
    answered: Traffic = field(default_factory=Traffic)
    dom: float = 0.0
    load: float = 0.0
    paint: float = 0.0
    shown: float | None = None
    opening: float | None = None
    answering: float | None = None
    blocking: float = 0.0
    longest: float = 0.0
    script: float = 0.0
    task: float = 0.0
    shift: float = 0.0
    heap: int = 0
    heap_answered: int = 0
    cookies: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def visit(browser: Browser, base: str, contender: Contender, slowdown: int = 1) -> Visit:
    """Visit a page once.

    Args:
        browser: that runs.
        base: address of the host pages.
        contender: which of them.
        slowdown: how many times slower the CPU is made.
    """
    # Brotli comes from our site alone; asking for gzip of all compares the widgets.
    with _fresh_page(browser, {"Accept-Encoding": "gzip"}) as page:
        return _visit(page, base, contender, slowdown)


@contextmanager
def opened_page(browser: Browser, base: str, contender: Contender) -> Iterator[Page]:
    """The page, with what is first seen of the widget there, in a context of its own."""
    with _fresh_page(browser) as page:
        page.goto(base + contender.path, wait_until="load")
        _wait_for_first(page, contender)
        yield page


@contextmanager
def _fresh_page(browser: Browser, headers: dict[str, str] | None = None) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, extra_http_headers=headers)
    context.set_default_timeout(_TIMEOUT)
    context.add_init_script(_OBSERVE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _visit(page: Page, base: str, contender: Contender, slowdown: int) -> Visit:
    devtools = page.context.new_cdp_session(page)
    traffic = _Counter(devtools, urlsplit(base).netloc)
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Performance.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    found = Visit()
    page.goto(base + contender.path, wait_until="load")
    found.shown = _wait_for_first(page, contender)
    page.wait_for_timeout(_SETTLE)
    found.before = traffic.so_far()
    _look(page, devtools, found)
    if contender.box:
        if contender.launcher:
            found.opening = open_panel(page, contender)
        page.wait_for_timeout(_SETTLE)
        found.opened = traffic.so_far()
        found.cookies, found.stored = _kept(page)
        found.answering = ask(page, contender)
        page.wait_for_timeout(_SETTLE)
        found.answered = traffic.so_far()
        found.heap_answered = _heap(devtools)
    found.shift = page.evaluate("observed.seen.shifts")
    return found


class _Counter:
    """Counts traffic as the browser tells of it."""

    def __init__(self, devtools: CDPSession, own: str) -> None:
        self._own, self._traffic = own, Traffic()
        self._data: set[str] = set()
        devtools.on("Network.requestWillBeSent", self._request)
        devtools.on("Network.webSocketCreated", lambda event: self._count(event["url"]))
        devtools.on("Network.loadingFinished", self._finished)
        for direction in ("Received", "Sent"):
            devtools.on(f"Network.webSocketFrame{direction}", self._frame)
        devtools.send("Network.enable")

    def so_far(self) -> Traffic:
        return Traffic(self._traffic.requests, self._traffic.bytes, self._traffic.foreign)

    def _request(self, event: dict[str, Any]) -> None:
        if urlsplit(event["request"]["url"]).scheme in _DATA:
            self._data.add(event["requestId"])
        else:
            self._count(event["request"]["url"])

    def _count(self, url: str) -> None:
        self._traffic.requests += 1
        self._traffic.foreign += urlsplit(url).netloc != self._own

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._data:
            self._traffic.bytes += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        self._traffic.bytes += len(event["response"]["payloadData"].encode())


def _look(page: Page, devtools: CDPSession, found: Visit) -> None:
    timing = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    seen = page.evaluate("observed.seen")
    found.dom, found.load = timing["domContentLoadedEventEnd"], timing["loadEventEnd"]
    found.paint = seen["paint"]
    found.blocking = sum(duration - 50 for duration in seen["longTasks"])
    found.longest = max(seen["longTasks"], default=0.0)
    metrics = _metrics(devtools)
    found.script, found.task = metrics["ScriptDuration"] * 1000, metrics["TaskDuration"] * 1000
    found.heap = _heap(devtools)


def _metrics(devtools: CDPSession) -> dict[str, float]:
    return {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}


def _heap(devtools: CDPSession) -> int:
    devtools.send("HeapProfiler.collectGarbage")
    return int(_metrics(devtools)["JSHeapUsedSize"])


def _wait_for_first(page: Page, contender: Contender) -> float | None:
    return page.evaluate("(path) => observed.usable(path)", contender.first) if contender.first else None


def open_panel(page: Page, contender: Contender) -> float:
    """Press the launcher; returns milliseconds to a usable text box."""
    page.evaluate("(path) => { observed.there = observed.usable(path) }", contender.box)
    page.locator(selector(contender.launcher)).first.click()
    return _since_action(page)


def ask(page: Page, contender: Contender) -> float:
    """Type a message and send it; returns milliseconds to the answer shown."""
    box = page.locator(selector(contender.box)).first
    box.click()
    page.keyboard.type(QUESTION)
    page.evaluate("([path, text]) => { observed.there = observed.says(path, text) }", [contender.log, ANSWER])
    page.keyboard.press("Enter")
    return _since_action(page)


def _since_action(page: Page) -> float:
    return float(page.evaluate("observed.there.then((at) => at - observed.seen.action)"))


def _kept(page: Page) -> tuple[list[str], list[str]]:
    """Names of cookies, and what is in every other store of the page."""
    stored = page.evaluate("""async () => [
      ...Object.keys(localStorage).map((key) => `localStorage: ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage: ${key}`),
      ...(await indexedDB.databases()).map(({ name }) => `indexedDB: ${name}`),
      ...(await caches.keys()).map((key) => `cache: ${key}`),
      ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => `service worker: ${scope}`),
    ]""")
    return [cookie.get("name", "") for cookie in page.context.cookies()], list(stored)
