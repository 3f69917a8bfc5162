"""Changes that a text editor's old buffer has saved over are noticed, and can be put back or let go."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import (
    AddArticle,
    AddExample,
    AddFaq,
    AddTestQuestion,
    Conflict,
    EditError,
    RemoveArticle,
    RemoveExample,
    RemoveFaq,
    RemoveTestQuestion,
    SetArticle,
    SetClinic,
    SetFaq,
    SetStarters,
)
from frontdesk.store.audit import Audit
from tests.editing.small import ARTICLE, SECOND
from tests.editing.test_faqs import KNEES, NEW, REST
from tests.editing.test_undo import ALL, Make, _bytes

Lines = Callable[[], list[str]]


@pytest.fixture
def stale(project: Path) -> Callable[[], None]:
    """Saves all files over as they were at the beginning."""
    before = {path: path.read_bytes() for folder in ("content", "data")
              for path in (project / folder).rglob("*") if path.is_file()}

    def save() -> None:
        for folder in ("content", "data"):
            for path in [path for path in (project / folder).rglob("*") if path.is_file() and path not in before]:
                path.unlink()
        for path, data in before.items():
            path.write_bytes(data)

    return save


@pytest.mark.parametrize("make", ALL)
def test_every_kind_of_change_is_missed_and_put_back(
    make: Make, draft: Draft, stale: Callable[[], None], project: Path
) -> None:
    entry = draft.change("Ann", "made a change", "something", make(draft.state()))
    state = draft.state()
    assert draft.overwritten() == []
    stale()
    assert [missed.id for missed in draft.overwritten()] == [entry]
    draft.put_back("Bob", entry)
    assert draft.overwritten() == []
    now = draft.state()
    assert (now.faqs, now.starters, now.clinic, now.test_questions) == (
        state.faqs, state.starters, state.clinic, state.test_questions)
    assert {slug: article.body for slug, article in now.articles.items()} == {
        slug: article.body for slug, article in state.articles.items()}
    assert {label: set(texts) for label, texts in now.examples.items()} == {
        label: set(texts) for label, texts in state.examples.items()}
    with pytest.raises(EditError, match="again already"):
        draft.put_back("Bob", entry)


@pytest.mark.parametrize("make", ALL)
def test_what_was_let_go_is_not_told_again(make: Make, draft: Draft, stale: Callable[[], None], audit: Audit) -> None:
    entry = draft.change("Ann", "made a change", "something", make(draft.state()))
    stale()
    accepted = draft.accept_overwritten("Bob", entry)
    assert draft.overwritten() == []
    assert audit.newest(1)[0].action == "let go: made a change"
    with pytest.raises(EditError, match="again already"):
        draft.accept_overwritten("Bob", entry)
    draft.undo("Bob", accepted)
    assert [missed.id for missed in draft.overwritten()] == [entry]


@pytest.mark.parametrize("make", ALL)
def test_what_was_taken_back_is_not_missed(make: Make, draft: Draft, stale: Callable[[], None]) -> None:
    entry = draft.change("Ann", "made a change", "something", make(draft.state()))
    draft.undo("Bob", entry)
    assert draft.overwritten() == []
    stale()
    assert draft.overwritten() == []


def test_all_changes_since_the_buffer_was_read_are_put_back(
    draft: Draft, stale: Callable[[], None], project: Path
) -> None:
    base = draft.state().faqs["knees"]
    once, twice = replace(base, question="Once?", follow_ups=()), replace(base, question="Twice?", more=(REST, KNEES))
    text = ARTICLE.replace("Hips carry", "All hips carry")
    edits = [SetFaq("knees", base, once), SetFaq("knees", base, replace(base, more=(REST, KNEES))),
             SetFaq("knees", replace(base, question="Once?"), replace(twice, question="Twice?", more=base.more)),
             SetArticle("knees-and-hips", ARTICLE, text),
             SetArticle("knees-and-hips", text, text.replace("Knees do", "All knees do")),
             SetClinic({}, {"facts.hours": "Always"}), SetClinic({"facts.hours": "Always"}, {"facts.hours": "Never"}),
             AddExample("greet", "hey"), RemoveExample("greet", "hello"), RemoveExample("greet", "hey")]
    for edit in edits:
        draft.change("Ann", "x", "x", edit)
    wanted = draft.state()
    stale()
    for missed in draft.overwritten():
        draft.put_back("Bob", missed.id)
    assert draft.overwritten() == []
    now = draft.state()
    assert (now.faqs, now.clinic, now.examples) == (wanted.faqs, wanted.clinic, wanted.examples)
    assert now.articles["knees-and-hips"].body == wanted.articles["knees-and-hips"].body
    assert now.faqs["knees"].question == "Twice?"


def test_what_somebody_has_meant_is_not_missed(draft: Draft, project: Path) -> None:
    draft.change("Ann", "x", "x", AddFaq("rest", NEW, ("rest?",)))
    draft.change("Ann", "x", "x", SetClinic({}, {"facts.hours": "Always"}))
    draft.change("Ann", "x", "x", SetStarters(("knees", "hips"), ("knees", "hips", "rest")))
    draft.change("Ann", "x", "x", SetArticle("knees-and-hips", ARTICLE, ARTICLE.replace("all day", "for long")))
    for name, old, new in (("content/faqs.yml", "Is rest: good?", "Is rest good?"),
                           ("content/clinic.yml", "Always", "Nearly always"),
                           ("content/articles/knees-and-hips.md", "for long", "all night"),
                           ("content/articles/knees-and-hips.md", "Knees do", "All knees do")):
        path = project / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    path = project / "data/nlu.yml"  # moved to another intent
    text = path.read_text(encoding="utf-8").replace("    - rest?\n", "    - other\n").replace("hello\n", "rest?\n")
    path.write_text(text, encoding="utf-8")
    assert draft.overwritten() == []


def test_reformatting_the_file_loses_nothing(draft: Draft, project: Path) -> None:
    draft.change("Ann", "x", "x", AddExample("greet", "hey"), AddTestQuestion("rain?", "greet", False))
    draft.change("Ann", "x", "x", SetFaq("knees", draft.state().faqs["knees"],
                                         replace(draft.state().faqs["knees"], question="Knees?")))
    path = project / "data/nlu.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    - ", "      - "), encoding="utf-8")
    path = project / "content/faqs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Knees?", "'Knees?'"), encoding="utf-8")
    assert draft.overwritten() == []


def test_what_was_removed_by_another_change_is_not_put_back(draft: Draft, stale: Callable[[], None]) -> None:
    first = draft.change("Ann", "x", "x", AddExample("greet", "hey"), AddExample("greet", "howdy"))
    draft.change("Ann", "x", "x", RemoveExample("greet", "hey"))
    stale()
    assert [missed.id for missed in draft.overwritten()] == [first]
    draft.put_back("Bob", first)
    assert draft.state().examples["greet"] == ("hello", "hi there", "good morning", "howdy")


def test_another_change_of_the_same_lines_is_a_conflict(draft: Draft, stale: Callable[[], None], project: Path) -> None:
    entry = draft.change("Ann", "x", "x", SetArticle("backs", SECOND, SECOND + "\nBacks bend.\n\nBacks ache.\n"))
    stale()
    path = project / "content/articles/backs.md"
    path.write_text(SECOND + "\nBacks break.\n", encoding="utf-8")
    before = _bytes(project)
    assert [missed.id for missed in draft.overwritten()] == [entry]
    with pytest.raises(Conflict):
        draft.put_back("Bob", entry)
    assert _bytes(project) == before


def test_an_article_that_is_gone_is_missed(draft: Draft, project: Path) -> None:
    entry = draft.change("Ann", "x", "x", AddArticle("hands", SECOND))
    (project / "content/articles/hands.md").unlink()
    assert [missed.id for missed in draft.overwritten()] == [entry]


def test_older_changes_are_not_watched(
    draft: Draft, audit: Audit, stale: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    stale()
    assert len(draft.overwritten()) == 1
    monkeypatch.setattr("frontdesk.editing.draft._WATCHED", 0)
    assert Draft(draft.root, audit).overwritten() == []


@pytest.mark.parametrize("name", [
    "data/nlu.yml", "content/faqs.yml", "content/clinic.yml", "content/test_questions.yml",
    "content/articles/hands.md"])
def test_nothing_is_missed_while_the_file_it_belongs_into_cannot_be_read(
    name: str, draft: Draft, project: Path, audit: Audit
) -> None:
    base = draft.state().faqs["hips"]
    edits = {"data/nlu.yml": AddExample("greet", "hey"),
             "content/faqs.yml": SetFaq("hips", base, replace(base, more=(REST,))),
             "content/clinic.yml": SetClinic({}, {"facts.hours": "Always"}),
             "content/test_questions.yml": AddTestQuestion("rain?", "greet", False),
             "content/articles/hands.md": AddArticle("hands", SECOND)}
    for edit in edits.values():
        draft.change("Ann", "x", "x", edit)
    (project / name).write_bytes(b"broken: [ \xff")
    assert draft.overwritten() == []
    with pytest.raises(EditError, match="again already"):
        draft.accept_overwritten("Bob", audit.newest(1)[0].id)


def test_what_is_missed_is_read_once_for_many_pages(
    draft: Draft, stale: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        draft.change("Ann", "x", "x", AddExample("greet", f"hey {number}"))
    stale()
    time.sleep(0.1)
    draft.overwritten()
    asked: list[int] = []
    real = Audit.newest
    monkeypatch.setattr(Audit, "newest", lambda *arguments, **options: asked.append(1) or real(*arguments, **options))
    monkeypatch.setattr(Audit, "find", lambda *_: pytest.fail("an entry was read by itself"))
    assert len(draft.overwritten()) == 3
    assert len(asked) == 1


def test_an_article_that_a_colleague_removed_is_not_put_back_with_another(draft: Draft, project: Path) -> None:
    first = draft.change("Ann", "x", "x", AddArticle("hands", SECOND), AddArticle("feet", SECOND))
    draft.change("Bob", "x", "x", RemoveArticle("hands"))
    (project / "content/articles/feet.md").unlink()
    draft.put_back("Ann", first)
    assert set(draft.state().articles) == {"backs", "feet", "knees-and-hips"}


def test_an_faq_that_a_colleague_removed_is_not_put_back_with_its_test_question(draft: Draft, project: Path) -> None:
    path = project / "content/test_questions.yml"
    before = path.read_bytes()
    first = draft.change("Ann", "x", "x", AddFaq("rest", NEW, ("rest?",)), AddTestQuestion("rest!", "faq/rest", False))
    draft.change("Bob", "x", "x", RemoveFaq("rest"))
    path.write_bytes(before)
    draft.put_back("Ann", first)
    state = draft.state()
    assert [question.text for question in state.test_questions][-1] == "rest!"
    assert (list(state.faqs), "faq/rest" in state.examples) == (["knees", "hips"], False)


def test_a_test_question_that_a_colleague_removed_is_not_put_back_with_an_example(draft: Draft, project: Path) -> None:
    path = project / "data/nlu.yml"
    before = path.read_bytes()
    first = draft.change("Ann", "x", "x", AddExample("greet", "hey"), AddTestQuestion("ho", "greet", False))
    draft.change("Bob", "x", "x", RemoveTestQuestion("ho"))
    path.write_bytes(before)
    draft.put_back("Ann", first)
    assert "hey" in draft.state().examples["greet"]
    assert "ho" not in [question.text for question in draft.state().test_questions]


def test_letting_go_is_taken_back_once_and_that_as_well(draft: Draft, stale: Callable[[], None], audit: Audit) -> None:
    entry = draft.change("Ann", "x", "x", AddExample("greet", "hey"))
    stale()
    undone = draft.undo("Bob", draft.accept_overwritten("Bob", entry))
    assert len(draft.overwritten()) == 1
    again = draft.undo("Bob", undone)
    assert draft.overwritten() == []
    recorded = len(audit.newest())
    for number in (again - 2, undone):
        with pytest.raises(EditError, match="taken back already"):
            draft.undo("Bob", number)
    assert len(audit.newest()) == recorded
    draft.undo("Bob", again)
    assert len(draft.overwritten()) == 1
