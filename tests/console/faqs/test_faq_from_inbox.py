"""A new FAQ made of what visitors asked."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.store.inbox import InboxQuestions
from tests.console.conftest import Browser
from tests.console.faqs.test_faq_form import form_of, new_form
from tests.store.inbox_rows import ask, grouped

TEXTS = [f"{how} the sky over the clinic blue" for how in ("why is", "wy is", "how come is", "what makes", "is")]


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


@pytest.mark.parametrize("number", ["0", "999", "x", "-1", "9" * 40])
def test_a_group_that_isnt_there_is_as_good_as_none(editor: Browser, draft: Draft, number: str) -> None:
    assert editor.get(f"/staff/faqs/new?from={number}").status_code == 200
    page = editor.submit("/staff/faqs/new", **new_form(draft, **{"from": number}))
    assert "/staff/audit/" in page.text
    assert draft.state().test_questions == () or number == "999"
