"""The chat with the draft beside the live version, with a stand-in for the trial."""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from frontdesk.console import try_pages
from frontdesk.console.try_talks import MOST, Talks
from frontdesk.errors import FrontdeskError
from tests.console.conftest import Browser, text_of
from tests.console.faqs.conftest import Open
from tests.console.faqs.test_try_why import QUESTIONS_SHOWN, THRESHOLDS, turn

HERE = "/staff/try"


class StandIn:
    """Answers everything with the message itself, and its side's name."""

    def __init__(self) -> None:
        self.states: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[dict[str, Path], Path, list[str]]] = []
        self.alike = True

    def ask(self, folders: Mapping[str, Path], detector: Path, texts: Sequence[str]) -> dict[str, dict[str, Any]]:
        self.asked.append((dict(folders), detector, list(texts)))
        return {name: self.states.get(name) or self._ready(name, texts) for name in folders}

    def _ready(self, name: str, texts: Sequence[str]) -> dict[str, Any]:
        turns = [{**turn(), "text": text, "replies": [self._reply(name, text)]} for text in texts]
        return {"state": "ready", "at": 1_790_000_000.0, "turns": turns, "thresholds": THRESHOLDS,
                "questions": QUESTIONS_SHOWN}

    def _reply(self, name: str, text: str) -> dict[str, Any]:
        said = f"You said {text}" if self.alike else f"{name}: {text}"
        return {"kind": "answer", "text": said, "quotes": [{"text": "A quote.", "article": "a", "title": "An article",
                                                            "url": "/articles/a#:~:text=A%20quote"}],
                "buttons": [{"title": "Press me", "message": "I pressed it"}]}


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in, talks = StandIn(), Talks()
    monkeypatch.setattr(try_pages, "trial_of", lambda *_: stand_in)
    monkeypatch.setattr(try_pages, "talks", lambda: talks)
    return stand_in


class Live:
    """One version is live, in this folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def live(self) -> Any:
        return SimpleNamespace(number=3, created=1_780_000_000.0, by="Kim")

    def folder(self, _number: int) -> Path:
        return self._folder


@pytest.fixture
def browser(open_as: Open, trial: StandIn, project: Path) -> Iterator[Browser]:
    with open_as("viewer", publishing=Live(project)) as browser:
        yield browser


def test_it_gets_ready_while_the_page_is_read(browser: Browser, trial: StandIn, project: Path) -> None:
    page = browser.get(HERE)
    assert page.status_code == 200
    assert trial.asked == [({"draft": project, "live": project}, project, [])]
    assert "version 3, published" in text_of(page.text)
    assert "It is kept in memory alone, for an hour after your last message at most." in page.text


def test_a_message_is_answered_by_both_and_the_conversation_goes_on(browser: Browser, trial: StandIn) -> None:
    browser.submit(HERE, text=" where can I park? ")
    page = browser.submit(HERE, text="<b>and the fees")
    assert trial.asked[-1][2] == ["where can I park?", "<b>and the fees"]
    text = html.unescape(text_of(page.text))
    assert text.count("You said where can I park?") == 2
    assert text.count("same answer") == 2
    assert "&lt;b&gt;and the fees" in page.text
    assert "Answered because it is near an example" in text


def test_different_answers_are_marked(browser: Browser, trial: StandIn) -> None:
    trial.alike = False
    assert "different answers" in text_of(browser.submit(HERE, text="hello").text)


def test_a_button_of_the_last_reply_can_be_pressed_and_enter_never_presses_it(browser: Browser, trial: StandIn) -> None:
    browser.submit(HERE, text="hello")
    page = browser.submit(HERE, text="again").text
    assert page.count('name="pressed" value="I pressed it"') == 2
    assert 'form="say"' not in page
    browser.submit(HERE, pressed="I pressed it", text="")
    assert trial.asked[-1][2] == ["hello", "again", "I pressed it"]


def test_start_again_forgets_what_was_said(browser: Browser, trial: StandIn) -> None:
    browser.submit(HERE, text="hello")
    browser.submit(f"{HERE}/again")
    assert trial.asked[-1][2] == []


def test_nothing_typed_asks_nothing(browser: Browser, trial: StandIn) -> None:
    browser.submit(HERE, text="   ")
    assert trial.asked[-1][2] == []


def test_while_it_gets_ready_the_page_shows_how_far_it_is(browser: Browser, trial: StandIn) -> None:
    trial.states["draft"] = {"state": "making", "at": 1.0, "share": 0.42}
    page = browser.submit(HERE, text="hello")
    assert "Draft: getting ready ( 42 %)" in text_of(page.text)
    assert 'value="42"' in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert 'name="text"' not in page.text
    assert "You said hello" in page.text
    assert browser.get(f"{HERE}/progress").json() == {"draft": 42, "live": 100}
    trial.states.clear()
    page = browser.get(HERE)
    assert page.text.count("You said hello") == 2
    assert "http-equiv" not in page.text


def test_before_anything_is_said_a_page_never_loads_itself_anew(browser: Browser, trial: StandIn) -> None:
    trial.states["draft"] = {"state": "making", "at": 1.0, "share": 0.1}
    page = browser.get(HERE).text
    assert "http-equiv" not in page
    assert 'name="text"' in page


def test_a_draft_that_cant_be_used_says_why_and_the_live_version_answers(browser: Browser, trial: StandIn) -> None:
    trial.states["draft"] = {"state": "broken", "at": 1.0, "problem": "content/faqs.yml:3: there is no such thing."}
    page = browser.submit(HERE, text="hello")
    assert "content/faqs.yml:3: there is no such thing." in page.text
    assert page.text.count("You said hello") == 1


def test_before_the_first_publication_there_is_only_the_draft(open_as: Open, trial: StandIn, project: Path) -> None:
    nothing = SimpleNamespace(live=lambda: None)
    page = open_as("viewer", publishing=nothing).submit(HERE, text="hello")
    assert "Nothing is published yet" in page.text
    assert trial.asked[-1][:2] == ({"draft": project}, project)
    assert page.text.count("You said hello") == 1


def test_a_trial_that_doesnt_answer_is_told_so(
    browser: Browser, trial: StandIn, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> Any:
        raise FrontdeskError("The trial doesn't answer just now.")

    monkeypatch.setattr(trial, "ask", fail)
    page = browser.get(HERE)
    assert page.status_code == 422
    assert "answer just now" in page.text


def test_a_long_conversation_comes_to_an_end_and_stays_light(browser: Browser, trial: StandIn) -> None:
    for number in range(MOST):
        page = browser.submit(HERE, text=f"message {number} " + "that is rather long, as some are. " * 6)
    assert "as long as it can get" in page.text
    assert len(gzip.compress(page.text.encode(), 6)) <= 40_000
    assert browser.submit(HERE, text="one more").status_code == 422
    assert len(trial.asked[-1][2]) == MOST


def test_too_long_a_message_is_refused(browser: Browser) -> None:
    assert browser.submit(HERE, text="x" * 1001).status_code == 422


def test_everybody_has_a_conversation_of_their_own_that_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = Talks()
    now = [1000.0]
    monkeypatch.setattr("frontdesk.console.try_talks.time.monotonic", lambda: now[0])
    talks.say(1, "mine")
    talks.say(2, "yours")
    assert (talks.of(1), talks.of(2), talks.of(3)) == (("mine",), ("yours",), ())
    now[0] += 3601
    assert talks.of(1) == ()
    assert "yours" not in str(vars(talks))
    talks.say(1, "anew")
    assert talks.of(1) == ("anew",)
    for number in range(10, 310):
        talks.say(number, "x")
    assert talks.of(1) == ()
