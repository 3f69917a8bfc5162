"""The site killed while a message is under way, again and again: is each message delivered exactly once?

The browser, the widget, the site's own process and its store are the real ones. Behind the site stands a Rasa that
counts.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import Error as BrowserError

from benchmarks.widget.contenders import CONTENDERS, FRONTDESK, selector
from benchmarks.widget.counting_rasa import CountingRasa, answers, counting_rasa
from benchmarks.widget.project import private_project
from frontdesk.service.ports import free_ports
from frontdesk.service.processes import Service
from frontdesk.service.supervisor import services
from frontdesk.service.training import ensure_red_flag_model
from frontdesk.settings import LOOPBACK
from frontdesk.terminal import PrivateSettings

BEFORE, WITHIN, AFTER, SHOWN = "before the back end had it", "while it was processed", "on the answer's way", "too late"
IN_FLIGHT = (BEFORE, WITHIN, AFTER)
_WIDGET = CONTENDERS[FRONTDESK]
_SEED = 7
_PROCESSING = 0.25  # seconds that a message takes behind the site
_CONVERSATION = 3  # messages; then another visitor comes
_WARM_UP = 5  # messages that nothing happens to, for the usual answer time
_LATEST = 1.5  # times the usual answer time; by then most answers are there
_START_TIMEOUT = 120.0  # seconds
_DELIVERY_TIMEOUT = 60_000  # milliseconds from the site's return to the answer


@dataclass
class Killings:
    """What became of the messages.

    Attributes:
        count: of messages, each with one kill.
        once: of them, those delivered exactly once.
        hit: how many were where when the kill came.
        first: of those in flight, the first ones of a conversation, whose visitor had no session yet.
        usual: milliseconds that an answer usually takes.
        back: milliseconds from the site's return to the answer shown, of those in flight.
        problems: what went wrong, in words.
    """

    count: int
    once: int = 0
    hit: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*IN_FLIGHT, SHOWN), 0))
    first: int = 0
    usual: float = 0.0
    back: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def in_flight(self) -> int:
        """How many messages were on their way, or their answers, when the kill came."""
        return sum(self.hit[where] for where in IN_FLIGHT)


def kill_again_and_again(browser: Browser, count: int, say: Callable[[str], None]) -> Killings:
    """Send messages; kill the site after each one at a random instant, and start it again.

    Args:
        browser: that runs.
        count: of messages.
        say: told how it goes.

    Raises:
        FrontdeskError: the site doesn't start.
    """
    with tempfile.TemporaryDirectory(prefix="frontdesk-killed-") as name, counting_rasa(_PROCESSING) as rasa:
        site = _site(Path(name), rasa.port)
        try:
            site.start()
            return _Killer(browser, site, rasa, count, say).run()
        finally:
            site.stop()


@dataclass
class _Site:
    """The site's process, over and over."""

    service: Service
    url: str

    def start(self) -> None:
        self.service.start()
        self.service.wait_until_ready(_START_TIMEOUT, lambda: None)

    def kill(self) -> None:
        assert self.service.pid is not None
        os.kill(self.service.pid, signal.SIGKILL)

    def stop(self) -> None:
        self.service.stop()


def _site(folder: Path, rasa_port: int) -> _Site:
    port = free_ports(1)[0]
    url = f"http://{LOOPBACK}:{port}"
    settings = PrivateSettings(
        host=LOOPBACK, port=port, rasa_port=rasa_port, actions_port=0, public_url=url,
        root=private_project(folder / "project"), rasa_timeout=10.0, private_database=str(folder / "conversations.db"))
    ensure_red_flag_model(settings)
    return _Site(services(settings, Path())[-1], url)


class _Killer:
    def __init__(
        self, browser: Browser, site: _Site, rasa: CountingRasa, count: int, say: Callable[[str], None],
    ) -> None:
        self._browser, self._site, self._rasa, self._say = browser, site, rasa, say
        self._random = random.Random(_SEED)
        self._found = Killings(count)

    def run(self) -> Killings:
        found = self._found
        found.usual = self._usual()
        self._say(f"an answer usually takes {found.usual:.0f} ms")
        numbers = range(1, found.count + 1)
        for start in range(0, found.count, _CONVERSATION):
            self._converse([f"Question {number}?" for number in numbers[start : start + _CONVERSATION]])
        return found

    def _usual(self) -> float:
        with self._page() as page:
            taken = []
            for number in range(_WARM_UP):
                text = f"Something else {number}?"
                begun = time.monotonic()
                _send(page, text)
                _last_answer(page, text).wait_for()
                taken.append((time.monotonic() - begun) * 1000)
            return statistics.median(taken)

    def _converse(self, texts: list[str]) -> None:
        with self._page() as page:
            for text in texts:
                self._send_and_kill(page, text, first=text == texts[0])
            shown = _shown(page)
        for text in texts:
            problem = problem_with(text, texts, shown, len(self._rasa.of(text)))
            if problem:
                self._found.problems.append(problem)
                self._say(f"    {problem}")
            else:
                self._found.once += 1

    def _send_and_kill(self, page: Page, text: str, first: bool) -> None:
        found = self._found
        _send(page, text)
        time.sleep(self._random.uniform(0, _LATEST * found.usual / 1000))
        self._site.kill()
        killed = time.monotonic()
        self._site.stop()  # takes in what is left of it
        where = self._where(page, text, killed)
        found.hit[where] += 1
        found.first += first and where in IN_FLIGHT
        self._site.start()
        back = time.monotonic()
        try:
            _last_answer(page, text).wait_for(timeout=_DELIVERY_TIMEOUT)
        except BrowserError:
            pass  # told of when the conversation is looked at
        else:
            if where in IN_FLIGHT:
                found.back.append((time.monotonic() - back) * 1000)
        done = sum(found.hit.values())
        self._say(f"{done} of {found.count}: killed {where}; up again after {back - killed:.1f} s, answered "
                  f"{time.monotonic() - back:.1f} s later")

    def _where(self, page: Page, text: str, killed: float) -> str:
        """Where the message was when the kill came."""
        if _last_answer(page, text).count():
            return SHOWN
        processed = [each for each in self._rasa.of(text) if each.begun < killed]
        if not processed:
            return BEFORE
        return AFTER if 0 < processed[0].done < killed else WITHIN

    @contextmanager
    def _page(self) -> Iterator[Page]:
        """The demo page, with the panel open, for a visitor who wasn't there before."""
        context = self._browser.new_context()
        try:
            page = context.new_page()
            page.goto(self._site.url)
            page.locator(selector(_WIDGET.launcher)).click()
            page.locator(selector(_WIDGET.box)).wait_for()
            yield page
        finally:
            context.close()


def _send(page: Page, text: str) -> None:
    page.locator(selector(_WIDGET.box)).fill(text)
    page.keyboard.press("Enter")


def _last_answer(page: Page, text: str) -> Locator:
    return page.locator(selector(_WIDGET.log)).locator(".line.reply", has_text=answers(text)[-1]).first


def _shown(page: Page) -> list[str]:
    """The lines of the conversation from top to bottom, and every note that something wasn't sent."""
    log = page.locator(selector(_WIDGET.log)).locator(".log")
    parts = ".line.visitor p.bubble, .line.reply .bubble > p, .line.notice, .failure"
    lines: list[str] = log.locator(parts).all_inner_texts()
    return lines


def problem_with(text: str, texts: Sequence[str], shown: Sequence[str], processed: int) -> str:
    """What is wrong with a message of a conversation.

    Args:
        text: the message.
        texts: all of its conversation, in order.
        shown: the lines on the page, from top to bottom.
        processed: how often the back end processed it.

    Returns:
        One sentence; empty if the message was delivered exactly once.
    """
    if processed != 1:
        return f"“{text}” was processed {processed} times."
    own = [text, *answers(text)]
    for line in own:
        if shown.count(line) != 1:
            return f"“{line}” is on the page {shown.count(line)} times."
    at = shown.index(text)
    if list(shown[at : at + len(own)]) != own:
        return f"After “{text}” comes “{shown[at + 1]}”."
    earlier = texts[: texts.index(text)]
    if any(other in shown[at:] for other in earlier):
        return f"“{text}” is above an earlier message."
    expected = {line for other in texts for line in (other, *answers(other))}
    strange = next((line for line in shown if line not in expected), "")
    return f"In the conversation of “{text}” there is “{strange}”." if strange else ""
