"""A change that another program has overwritten is told, and put back or let go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample
from frontdesk.store.audit import Audit
from tests.console.conftest import Browser, text_of

LABEL, TEXT = "greet", "a very good <morning> to you all"


class Desk:
    """A browser, and the files that it changes."""

    def __init__(self, browser: Browser, draft: Draft, file: Path) -> None:
        self.browser, self.draft, self.file = browser, draft, file

    def overwrite(self) -> None:
        """Teach an example, and save the file as it was before."""
        before = self.file.read_text(encoding="utf-8")
        self.draft.change("Robin", "added an example", LABEL, AddExample(LABEL, TEXT))
        self.file.write_text(before, encoding="utf-8")

    def taught(self) -> bool:
        return TEXT in self.draft.state().examples[LABEL]


@pytest.fixture
def desk(make_browser: Callable[..., Browser], project: Path, database: Engine) -> Desk:
    audit = Audit(database)
    draft = Draft(project, audit)
    return Desk(make_browser("editor", draft=draft, audit=audit), draft, project / "data" / "nlu.yml")


def number(desk: Desk) -> int:
    return desk.draft.overwritten()[0].id


def test_nothing_lost_is_told_so(desk: Desk) -> None:
    assert "No change is missing" in text_of(desk.browser.get("/staff/lost").text)


def test_pages_say_that_something_was_overwritten_but_not_those_of_an_error(desk: Desk) -> None:
    desk.overwrite()
    answer = desk.browser.get("/staff/nowhere-but-menu")
    assert answer.status_code == 404
    assert "overwritten" not in text_of(answer.text)
    assert "overwritten by another program" in text_of(desk.browser.get("/staff/intents").text)
    listed = desk.browser.get("/staff/lost").text
    assert "a very good &lt;morning&gt; to you all" in listed
    assert "Put it back" in listed


def test_it_is_put_back_by_one_press(desk: Desk) -> None:
    desk.overwrite()
    assert not desk.taught()
    answer = desk.browser.submit(f"/staff/lost/{number(desk)}/put-back")
    assert "Put back." in text_of(answer.text)
    assert desk.taught()
    assert desk.draft.overwritten() == []


def test_or_let_go_for_good(desk: Desk) -> None:
    desk.overwrite()
    answer = desk.browser.submit(f"/staff/lost/{number(desk)}/let-go")
    assert "Let go" in text_of(answer.text)
    assert not desk.taught()
    assert desk.draft.overwritten() == []


def test_what_is_there_is_not_put_back_twice(desk: Desk) -> None:
    desk.overwrite()
    entry = number(desk)
    desk.browser.submit(f"/staff/lost/{entry}/put-back")
    answer = desk.browser.submit(f"/staff/lost/{entry}/put-back")
    assert answer.status_code == 422
    assert desk.draft.state().examples[LABEL].count(TEXT) == 1


def test_viewers_are_not_troubled(desk: Desk, make_browser: Callable[..., Browser]) -> None:
    desk.overwrite()
    viewer = make_browser("viewer", draft=desk.draft)
    assert "overwritten" not in text_of(viewer.get("/staff/intents").text)
    assert viewer.get("/staff/lost").status_code == 403


@pytest.mark.parametrize("number", ["99", "9" * 30])
@pytest.mark.parametrize("work", ["put-back", "let-go"])
def test_a_change_that_isnt_there_is_said(desk: Desk, number: str, work: str) -> None:
    answer = desk.browser.submit(f"/staff/lost/{number}/{work}")
    assert answer.status_code == 404
