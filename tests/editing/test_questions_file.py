"""Test questions: one list in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddTestQuestion, EditError, RemoveTestQuestion
from frontdesk.editing.test_questions import FILE, TestQuestion, is_held_out, load_test_questions, normalised
from frontdesk.errors import ContentError
from tests.editing.small import ROOT

Lines = Callable[[], list[str]]


def test_questions_are_added_and_removed_by_their_lines(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "x", "x", AddTestQuestion("my knee: ouch", "faq/knees", False))
    draft.change("Ann", "x", "x", AddTestQuestion("rain?", "out_of_scope/weather", True))
    assert changed_lines() == ['+- text: "my knee: ouch"', "+  label: faq/knees", "+  held_out: false",
                               "+- text: rain?", "+  label: out_of_scope/weather", "+  held_out: true"]
    assert draft.state().test_questions == (TestQuestion("my knee: ouch", "faq/knees", False),
                                            TestQuestion("rain?", "out_of_scope/weather", True))
    draft.change("Ann", "x", "x", RemoveTestQuestion("my knee: ouch"))
    assert changed_lines() == ['-- text: "my knee: ouch"', "-  label: faq/knees", "-  held_out: false"]
    draft.change("Ann", "x", "x", RemoveTestQuestion("rain?"))
    assert draft.state().test_questions == ()
    assert draft.state().problems == ()


@pytest.mark.parametrize("text", [None, "", "# none\n", "questions: []\n", "questions: []  # none\n"])
def test_the_first_question_of_a_file(text: str | None, draft: Draft, project: Path) -> None:
    path = project / FILE
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert draft.state().test_questions == ()
    draft.change("Ann", "x", "x", AddTestQuestion("rain?", "greet", True))
    assert load_test_questions(path) == (TestQuestion("rain?", "greet", True),)
    assert "# none" in path.read_text(encoding="utf-8") or "# none" not in (text or "")


def test_a_question_is_there_once(draft: Draft) -> None:
    draft.change("Ann", "x", "x", AddTestQuestion("rain?", "greet", True))
    with pytest.raises(EditError, match="already, for greet"):
        draft.change("Ann", "x", "x", AddTestQuestion(" rain?", "faq/knees", True))
    with pytest.raises(EditError, match="any more"):
        draft.change("Ann", "x", "x", RemoveTestQuestion("snow?"))
    with pytest.raises(EditError, match="must not be empty"):
        draft.change("Ann", "x", "x", AddTestQuestion("  ", "greet", True))


@pytest.mark.parametrize(("text", "line", "problem"), [
    ("questions:\n- text: a\n  label: b\n  held_out: maybe\n", 4, "true or false"),
    ("questions:\n- a\n", 2, "isn't written as one"),
    ("questions: a\n", 1, "must be a list"),
    ("questions:\n- text: a\n", 2, "'label' is missing"),
    ("answers:\n", 1, "isn't a known setting"),
])
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, problem: str, draft: Draft, project: Path) -> None:
    path = project / FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=problem) as error:
        load_test_questions(path)
    assert error.value.line == line
    assert draft.state().problems[0].startswith(f"{FILE}:{line}: ")
    with pytest.raises(EditError, match=problem):
        draft.change("Ann", "x", "x", AddTestQuestion("rain?", "greet", True))


def test_one_in_five_is_held_out_and_always_the_same() -> None:
    texts = [f"is this question number {number}" for number in range(2000)]
    assert 0.17 < sum(map(is_held_out, texts)) / len(texts) < 0.23
    assert all(is_held_out(text) == is_held_out(f" {text.upper()}?! ") for text in texts)


def test_texts_are_the_same_but_for_case_punctuation_and_spacing() -> None:
    assert normalised(" My  knee’s SORE!") == normalised("my knees sore") == "my knees sore"
    assert normalised("???") != normalised("£")


def test_the_clinics_own_file_can_be_read() -> None:
    load_test_questions(ROOT / FILE)
