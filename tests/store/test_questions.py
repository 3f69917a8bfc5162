"""Questions that visitors let the clinic keep."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.answers import Answers
from frontdesk.store.questions import MAX_TEXT, QUESTIONS, NewQuestion, Question, Questions
from frontdesk.store.tables import DAY


@pytest.fixture
def questions(engine: Engine, clock) -> Questions:
    return Questions(engine)


def test_a_question_is_kept_as_it_is(questions: Questions, clock) -> None:
    questions.keep("a", "“why” is it 🦵; DROP TABLE questions; --", "an-article", "answer")
    assert questions.newest() == [
        Question(1, clock.now, "“why” is it 🦵; DROP TABLE questions; --", "an-article", "answer")]


def test_the_newest_come_first(questions: Questions, clock) -> None:
    for text in ("one", "two", "three"):
        questions.keep("a", text, "label", "kind")
        clock.now += text != "two"
    assert [question.text for question in questions.newest()] == ["three", "two", "one"]
    assert [question.text for question in questions.newest(2)] == ["three", "two"]


def test_a_long_one_is_cut(questions: Questions) -> None:
    questions.keep("a", "é" * (MAX_TEXT + 1), "label", "kind")
    assert questions.newest()[0].text == "é" * MAX_TEXT


def test_nobodys_id_is_listed(questions: Questions) -> None:
    questions.keep("the-sender", "text", "label", "kind")
    assert "the-sender" not in str(questions.newest())


def test_erasing_takes_all_of_a_conversation_and_leaves_others(questions: Questions) -> None:
    for sender in ("a", "b", "a"):
        questions.keep(sender, f"of {sender}", "label", "kind")
    assert [questions.erase("a"), questions.erase("a")] == [2, 0]
    assert [question.text for question in questions.newest()] == ["of b"]


def test_purging_erases_what_is_older(questions: Questions, clock) -> None:
    questions.keep("a", "old", "label", "kind")
    clock.now += DAY
    questions.keep("a", "new", "label", "kind")
    assert questions.purge(1) == 0
    clock.now += 1
    assert questions.purge(1) == 1
    assert [question.text for question in questions.newest()] == ["new"]


def test_what_was_understood_is_kept_beside_it(engine: Engine) -> None:
    understood = {"label": "faq/a", "decision": "choice", "choices": ["a", "é"], "near": 0.5}
    Answers(engine).keep("a", "id-1", [{"kind": "choice"}], NewQuestion("why?", "", "choice", understood, version=7))
    with engine.connect() as connection:
        row = connection.execute(sa.select(QUESTIONS)).one()
    assert json.loads(row.understood) == understood
    assert (row.message_id, row.version, row.vector, row.group_id) == ("id-1", 7, None, None)


def test_it_may_not_be_known(questions: Questions, engine: Engine) -> None:
    questions.keep("a", "text", "label", "kind")
    with engine.connect() as connection:
        row = connection.execute(sa.select(QUESTIONS)).one()
    assert (row.message_id, row.version, row.understood) == (None, None, None)
