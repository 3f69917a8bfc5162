"""What messages were answered, and the questions that are kept with it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store import answers as module
from frontdesk.store.answers import Answer, Answers
from frontdesk.store.conversations import DEFAULT_EXPIRY, Conversations
from frontdesk.store.questions import MAX_TEXT, NewQuestion, Questions
from frontdesk.store.retention import purge_all

REPLIES = [{"kind": "answer", "text": "é“”🦵", "quotes": [{"article": "a"}], "buttons": []}]
NO_SUCH_TABLE = (sa.exc.OperationalError, sa.exc.ProgrammingError)  # SQLite's and PostgreSQL's
QUESTION = NewQuestion("is it related?", "a", "answer")


@pytest.fixture
def answers(engine: Engine, clock) -> Answers:
    return Answers(engine)


def test_an_answer_is_found_as_it_was_sent(answers: Answers) -> None:
    answers.keep("a", "id-1", REPLIES)
    assert answers.find("a", "id-1") == Answer(REPLIES, None)


@pytest.mark.parametrize(("sender", "message"), [("a", "id-2"), ("b", "id-1"), ("A", "id-1"), ("a", "ID-1"), ("a", "")])
def test_of_another_message_or_conversation_there_is_none(answers: Answers, sender: str, message: str) -> None:
    answers.keep("a", "id-1", REPLIES)
    assert answers.find(sender, message) is None


def test_a_question_is_kept_with_its_answer(answers: Answers, engine: Engine) -> None:
    Questions(engine).keep("b", "another", "label", "kind")
    answers.keep("a", "id-1", REPLIES, QUESTION)
    kept = Questions(engine).newest(1)[0]
    assert (kept.text, kept.label, kept.kind) == ("is it related?", "a", "answer")
    assert answers.find("a", "id-1") == Answer(REPLIES, kept.id)


def test_without_an_id_the_question_is_kept_alone(answers: Answers, engine: Engine) -> None:
    answers.keep("a", None, REPLIES, NewQuestion("é" * (MAX_TEXT + 1), "a", "answer"))
    assert Questions(engine).newest()[0].text == "é" * MAX_TEXT
    assert rows(engine, "answers") == 0


def test_a_second_answer_is_refused_with_its_question(answers: Answers, engine: Engine) -> None:
    answers.keep("a", "id-1", REPLIES, QUESTION)
    with pytest.raises(sa.exc.IntegrityError):
        answers.keep("a", "id-1", [], QUESTION)
    assert answers.find("a", "id-1") == Answer(REPLIES, 1)
    assert len(Questions(engine).newest()) == 1


@pytest.mark.parametrize("broken", ["answers", "questions"])
def test_both_are_kept_or_neither(answers: Answers, engine: Engine, broken: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {broken}")
    with pytest.raises(NO_SUCH_TABLE):
        answers.keep("a", "id-1", REPLIES, QUESTION)
    assert rows(engine, "questions" if broken == "answers" else "answers") == 0


def test_it_is_forgotten_with_its_conversation(answers: Answers, engine: Engine, clock) -> None:
    answers.keep("a", "id-1", REPLIES)
    clock.now += DEFAULT_EXPIRY - 1
    Conversations(engine).save("a", {})  # it goes on
    clock.now += DEFAULT_EXPIRY
    assert answers.find("a", "id-1") is not None
    assert purge_all(engine, Privacy())["answers"] == 0
    clock.now += 1
    assert answers.find("a", "id-1") is None
    assert purge_all(engine, Privacy())["answers"] == 1


def test_it_outlives_the_process(answers: Answers, database: str) -> None:
    answers.keep("a", "id-1", REPLIES)
    assert Answers(database).find("a", "id-1") == Answer(REPLIES, None)


def test_it_has_no_column_for_what_a_visitor_wrote(engine: Engine) -> None:
    assert set(module._TABLE.c.keys()) == {"sender_id", "message_id", "created", "replies", "question_id"}


def rows(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar())
