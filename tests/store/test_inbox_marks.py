"""What was done in the inbox, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.audit import Audit
from frontdesk.store.inbox import InboxQuestions, Kept
from frontdesk.store.inbox_marks import (
    DISMISSED,
    DISMISSED_DAYS,
    TAUGHT,
    TEST_QUESTION,
    Dismissal,
    InboxMarks,
    Mark,
)
from frontdesk.store.retention import purge_all
from frontdesk.store.tables import DAY
from tests.store.inbox_rows import ask, grouped


@pytest.fixture
def asked(engine: Engine, clock) -> list[Kept]:
    """Three questions in one group, of two visitors."""
    for visitor, text in (("a", "one"), ("b", "two"), ("a", "three")):
        ask(engine, visitor, text)
    return grouped(engine, dict.fromkeys(("one", "two", "three"), 1))


@pytest.fixture
def marks(engine: Engine) -> InboxMarks:
    return InboxMarks(engine)


def open_texts(engine: Engine) -> list[str]:
    return [one.text for one in InboxQuestions(engine).open()]


def test_an_action_is_told_with_what_was_done(engine: Engine, marks: InboxMarks, asked: list[Kept], clock) -> None:
    marks.add([Mark(asked[0].key, TAUGHT, "faq/x"), Mark(asked[1].key, TEST_QUESTION, "faq/x")], "Robin", 7)
    (action,) = marks.actions()
    assert (action.audit_id, action.at, action.who) == (7, clock.now, "Robin")
    assert action.marks == {TAUGHT: 1, TEST_QUESTION: 1}
    assert (action.labels, action.texts) == (("faq/x",), ("two", "one"))
    assert open_texts(engine) == ["three"]


def test_the_last_action_comes_first(marks: InboxMarks, asked: list[Kept]) -> None:
    for number, one in enumerate(asked, start=1):
        marks.add([Mark(one.key, TAUGHT)], "Robin", number)
    assert [action.audit_id for action in marks.actions()] == [3, 2, 1]
    assert [action.audit_id for action in marks.actions(2)] == [3, 2]


def test_undoing_brings_its_questions_back_and_no_others(engine: Engine, marks: InboxMarks, asked: list[Kept]) -> None:
    marks.add([Mark(asked[0].key, TAUGHT), Mark(asked[1].key, TAUGHT)], "Robin", 1)
    marks.add([Mark(asked[2].key, TAUGHT)], "Robin", 2)
    assert marks.known(1)
    assert [marks.undo(1), marks.undo(1)] == [2, 0]
    assert not marks.known(1)
    assert open_texts(engine) == ["one", "two"]


def test_whoever_is_first_marks_a_question(marks: InboxMarks, asked: list[Kept]) -> None:
    marks.add([Mark(asked[0].key, TAUGHT)], "Robin", 1)
    marks.add([Mark(asked[0].key, DISMISSED), Mark(asked[1].key, DISMISSED)], "Kim", 2)
    assert [(action.who, action.texts) for action in marks.actions()] == [("Kim", ("two",)), ("Robin", ("one",))]


def test_dismissing_is_recorded_with_its_entry(engine: Engine, marks: InboxMarks, asked: list[Kept]) -> None:
    number = marks.settle([Mark(asked[0].key, DISMISSED)], {"digest": b"\x00\xff"}, "Robin", "dismissed it", "inbox")
    entry = Audit(engine).find(number)
    assert entry is not None
    assert (entry.who, entry.action, entry.subject, entry.before, entry.after) == (
        "Robin", "dismissed it", "inbox", "", "")
    assert marks.dismissals() == [Dismissal("digest", b"\x00\xff", "Robin", number)]
    assert marks.undo(number) == 2
    assert marks.dismissals() == []
    assert open_texts(engine) == ["one", "two", "three"]


def test_a_dismissal_stays_when_its_questions_are_gone(engine: Engine, marks: InboxMarks, asked: list[Kept], clock,
                                                       ) -> None:
    number = marks.settle([Mark(asked[0].key, DISMISSED)], {"digest": b"vector"}, "Robin", "dismissed it", "inbox")
    purge_all(engine, Privacy(), now=clock.now + (DISMISSED_DAYS - 1) * DAY)
    assert len(marks.dismissals()) == 1
    (action,) = marks.actions()
    assert (action.audit_id, action.marks, action.texts) == (number, {}, ())
    assert marks.known(number)
    purge_all(engine, Privacy(), now=clock.now + DISMISSED_DAYS * DAY + 1)
    assert (marks.dismissals(), marks.actions(), marks.known(number)) == ([], [], False)


def test_no_byte_of_a_dismissed_text_stays(path: Path, sqlite_engine: Engine, clock) -> None:
    """Of the text itself; its vector and digest do, until that is undone."""
    ask(sqlite_engine, "a", "xylophone zqxjkv")
    (one,) = grouped(sqlite_engine, {"xylophone zqxjkv": 1})
    marks = InboxMarks(sqlite_engine)
    number = marks.settle([Mark(one.key, DISMISSED)], {"f" * 64: b"VECTOR-OF-IT"}, "Robin", "dismissed it", "inbox")
    purge_all(sqlite_engine, Privacy(), now=clock.now + 40 * DAY)
    files = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"zqxjkv" not in files
    assert b"VECTOR-OF-IT" in files
    marks.undo(number)
    assert b"VECTOR-OF-IT" not in b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
