"""Reading questions into groups, with the real encoder."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.inbox.for_faqs import Asked, Shared, asked_in, mark_taught
from frontdesk.inbox.inbox import Inbox, digest_of
from frontdesk.store.engine import open_database
from frontdesk.store.inbox_marks import InboxMarks
from frontdesk.store.questions import Questions
from tests.store.inbox_rows import ask

ROOT = Path(__file__).resolve().parents[2]
LONG_ENOUGH = 60.0  # seconds
CRAMPS = ("why do I get calf cramps at night", "calf cramps at night, why?", "what causes calf cramps at night",
          "Why do I get calf cramps at night??")
BUPA = ("do you take Bupa", "do you accept Bupa insurance", "do you accept Bupa")
SEED = 20_260


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(str(tmp_path / "inbox.db"))
    yield engine
    engine.dispose()


def groups(database: Engine) -> dict[int, set[str]]:
    """What is open, by group."""
    inbox = Inbox(database, ROOT)
    assert inbox.read(LONG_ENOUGH) == 0
    return {group.id: {message.question.text for message in group.messages} for group in inbox.groups()}


def test_what_asks_alike_is_one_group(database: Engine) -> None:
    every = [*CRAMPS, *BUPA]
    random.Random(SEED).shuffle(every)
    for visitor, text in enumerate(every):
        ask(database, f"{visitor}", text)
    assert sorted(groups(database).values(), key=len) == [set(BUPA), set(CRAMPS)]


def test_a_group_keeps_its_name_and_members_when_others_come_and_go(database: Engine) -> None:
    for visitor, text in enumerate(CRAMPS[:2]):
        ask(database, f"{visitor}", text)
    assert groups(database) == {1: set(CRAMPS[:2])}
    Questions(database).erase("0")  # that the group is called after
    for visitor, text in enumerate((*BUPA, *CRAMPS[2:]), start=5):
        ask(database, f"{visitor}", text)
    assert groups(database)[1] == set(CRAMPS[1:])


def test_two_who_read_at_once_find_the_same(database: Engine) -> None:
    for visitor, text in enumerate((*CRAMPS, *BUPA)):
        ask(database, f"{visitor}", text)
    threads = [threading.Thread(target=Inbox(database, ROOT).read, args=(LONG_ENOUGH,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, groups(database).values())) == [len(BUPA), len(CRAMPS)]


def test_an_answer_that_is_voted_down_later_joins(database: Engine) -> None:
    for text in CRAMPS[:2]:
        ask(database, "a", text)
    ask(database, "b", CRAMPS[2], "answer", decision="answer", label="faq/x")
    assert groups(database) == {1: set(CRAMPS[:2])}
    ask(database, "c", BUPA[0], "answer", "down")
    assert set(groups(database)) == {1, 4}


def test_one_kind_can_be_looked_at_alone(database: Engine) -> None:
    ask(database, "a", CRAMPS[0])
    ask(database, "b", CRAMPS[1], "choice", decision="choice")
    assert len(groups(database)[1]) == 2
    inbox = Inbox(database, ROOT)
    assert [message.question.text for message in inbox.messages("choice")] == [CRAMPS[1]]
    assert inbox.group(1, "no_answer").text == CRAMPS[0]  # type: ignore[union-attr]
    assert inbox.group(1, "search") is None
    assert inbox.group(2) is None


@pytest.mark.parametrize(("one", "other"), [("Why?", "why"), ("It’s ODD!", "its   odd"), ("🦵", "🦵 ")])
def test_the_same_words_have_one_digest(one: str, other: str) -> None:
    assert digest_of(one) == digest_of(other)
    assert digest_of("something else") != digest_of(one)
    assert len(digest_of("\ud800")) == 64


def test_a_new_faq_takes_the_texts_of_a_group_and_gives_back_what_was_done(database: Engine) -> None:
    ask(database, "a", CRAMPS[0])
    ask(database, "b", f"  {CRAMPS[1]}\n or not ")
    ask(database, "c", CRAMPS[3])
    ask(database, "d", BUPA[0])
    before = groups(database)
    asked = asked_in(database, 1)
    assert asked == Asked(1, 3, (CRAMPS[3], f"{CRAMPS[1]} or not"))
    assert mark_taught(database, asked, Shared(asked.texts), "Robin", 7, "faq/new") == 3
    assert (asked_in(database, 1).texts, asked_in(database, 99).texts) == ((), ())
    assert mark_taught(database, asked, Shared(asked.texts), "Robin", 8, "faq/new") == 0
    assert set(groups(database)) == set(before) - {1}
    (action,) = InboxMarks(database).actions()
    assert (action.audit_id, action.labels, action.marks) == (7, ("faq/new",), {"taught": 3})


def test_a_new_faq_takes_no_more_than_was_seen_and_saved(database: Engine) -> None:
    for visitor, text in enumerate(CRAMPS[:3]):
        ask(database, f"{visitor}", text)
    groups(database)
    asked = asked_in(database, 1)
    ask(database, "late", CRAMPS[3])  # says what the first one does
    groups(database)
    assert mark_taught(database, asked, Shared((CRAMPS[0].upper(),), (CRAMPS[1],)), "Robin", 7, "faq/new") == 2
    assert set(asked_in(database, 1).texts) == {CRAMPS[2], CRAMPS[3]}
    assert asked_in(database, 1, asked.seen).texts == (CRAMPS[2],)
    (action,) = InboxMarks(database).actions()
    assert action.marks == {"taught": 1, "test_question": 1}
