"""A new FAQ made of what visitors asked."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.store.inbox import InboxQuestions
from frontdesk.store.inbox_marks import InboxMarks
from tests.console.conftest import Browser, text_of
from tests.console.faqs.test_faq_form import form_of, new_form
from tests.store.inbox_rows import ask, grouped

HOW = ("why is", "wy is", "how come is", "what makes", "is", "tell me why is")
TEXTS = [f"{how} the sky over the clinic blue" for how in HOW]


@pytest.fixture
def group(database: Engine) -> int:
    for number, text in enumerate(TEXTS):
        ask(database, f"visitor {number}", text)
    return grouped(database, dict.fromkeys(TEXTS, 1))[0].group or 1


def test_it_begins_with_their_words(editor: Browser, group: int) -> None:
    form = form_of(editor.get(f"/staff/faqs/new?from={group}").text)
    assert sorted(form["examples"][0].splitlines()) == sorted(TEXTS)
    assert form["question"][0] in TEXTS
    assert form["from"] == [str(group)]


def test_once_saved_they_are_taught_or_kept_back_to_test_with_and_the_inbox_is_empty(
    editor: Browser, draft: Draft, database: Engine, group: int,
) -> None:
    page = editor.submit("/staff/faqs/new", **new_form(draft, examples="\n".join(TEXTS), **{"from": str(group)}))
    slug = str(page.url).rpartition("/")[2]
    taught = set(draft.state().examples[f"faq/{slug}"])
    held_out = {question.text for question in draft.state().test_questions if question.held_out}
    assert taught
    assert taught | held_out == set(TEXTS)
    assert {question.text for question in draft.state().test_questions} == set(TEXTS)
    assert InboxQuestions(database).open() == []


def test_all_of_it_can_be_undone(editor: Browser, draft: Draft, database: Engine, group: int) -> None:
    before = draft.state()
    page = editor.submit("/staff/faqs/new", **new_form(draft, examples="\n".join(TEXTS), **{"from": str(group)}))
    undo = page.text.split('action="/staff/inbox/undo/', 1)[1].split('"', 1)[0]
    editor.submit(f"/staff/inbox/undo/{undo}")
    assert (draft.state().faqs, draft.state().examples) == (before.faqs, before.examples)
    assert len(InboxQuestions(database).open()) == len(TEXTS)


def test_what_was_deleted_from_the_form_or_came_later_stays_in_the_inbox(
    editor: Browser, draft: Draft, database: Engine, group: int,
) -> None:
    form = form_of(editor.get(f"/staff/faqs/new?from={group}").text)
    ask(database, "late", f"{TEXTS[0]}, please")
    ask(database, "later", TEXTS[1].upper())
    grouped(database, dict.fromkeys((f"{TEXTS[0]}, please", TEXTS[1].upper()), group))
    page = editor.submit("/staff/faqs/new", **new_form(
        draft, examples="\n".join(TEXTS[:2]), **{"from": form["from"], "seen": form["seen"]}))
    assert {question.text for question in InboxQuestions(database).open()} == {
        *TEXTS[2:], f"{TEXTS[0]}, please", TEXTS[1].upper()}
    assert "6 other texts of the group stay in the inbox." in text_of(page.text)


def test_the_note_and_the_record_tell_what_was_kept_back(
    editor: Browser, draft: Draft, database: Engine, group: int,
) -> None:
    page = editor.submit("/staff/faqs/new", **new_form(draft, examples="\n".join(TEXTS), **{"from": str(group)}))
    kept_back = sum(question.held_out for question in draft.state().test_questions)
    assert 0 < kept_back < len(TEXTS)
    assert f"{kept_back} text{'s were' if kept_back > 1 else ' was'} kept back as" in text_of(page.text)
    (action,) = InboxMarks(database).actions()
    assert action.marks == {"taught": len(TEXTS) - kept_back, "test_question": kept_back}


@pytest.mark.parametrize("number", ["0", "999", "x", "-1", "9" * 40])
def test_a_group_that_isnt_there_is_as_good_as_none(editor: Browser, draft: Draft, number: str) -> None:
    assert editor.get(f"/staff/faqs/new?from={number}").status_code == 200
    lines = [f"what is it about number {each}" for each in range(20)]
    page = editor.submit("/staff/faqs/new", **new_form(draft, examples="\n".join(lines), **{"from": number}))
    assert "/staff/audit/" in page.text
    assert draft.state().examples["faq/" + str(page.url).rpartition("/")[2]] == tuple(lines)
    assert draft.state().test_questions == ()
