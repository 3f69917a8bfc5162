"""Erasing everything of one conversation, verified row by row and byte by byte."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.store.all_tables import all_tables, tables_of_senders
from frontdesk.store.answers import Answers
from frontdesk.store.conversations import Conversations
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.last_turns import add_turn
from frontdesk.store.questions import Questions
from frontdesk.store.raised_flags import RaisedFlags
from frontdesk.store.tables import SENDER
from frontdesk.store.votes import Votes

MINE, OTHER = "mine-0123456789abcdef", "other-0123456789abcdef"


def fill(engine: Engine, sender: str, word: str) -> None:
    """Everything a conversation can leave, with a word to look for."""
    answer = {"kind": "answer", "text": f"{word}-answer-" * 50, "quotes": [{"article": f"{word}-article"}]}
    turn = partial(add_turn, sender_id=sender, message_id=word, messages=[{"custom": answer}])
    Conversations(engine).save(sender, {"slots": {"memory": f"{word}-state-" * 200}}, turn)
    Answers(engine).keep(sender, word, [answer])
    Votes(engine).add(sender, word, "up")
    RaisedFlags(engine).raise_(sender, "same_day", f"{word}-rule", "1")
    FlagEvents(engine).add("same_day", "a-rule", "1")
    for number in range(3):
        Questions(engine).keep(sender, f"{word}-question-{number} " * 50, f"{word}-label", "answer")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, read past SQLAlchemy."""
    connection = sqlite3.connect(path)
    try:
        return {table.name: connection.execute(f"SELECT * FROM {table.name}").fetchall() for table in all_tables()}
    finally:
        connection.close()


def on_disk(path: Path) -> bytes:
    """Every byte of the database's files."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine, MINE, "sciatica")
    fill(engine, OTHER, "whiplash")
    return engine


def test_what_fills_the_tables_here_fills_all_of_them(filled: Engine, path: Path) -> None:
    for table in tables_of_senders():
        assert {row[list(table.c.keys()).index(SENDER)] for row in rows(path)[table.name]} == {MINE, OTHER}, table.name


def test_every_row_is_gone_and_counted(filled: Engine, path: Path) -> None:
    before = rows(path)
    assert erase_conversation(filled, MINE) == {
        "answers": 1, "conversations": 1, "last_turns": 1, "questions": 3, "raised_flags": 1, "votes": 1}
    after = rows(path)
    for table in tables_of_senders():
        assert after[table.name] == [row for row in before[table.name] if MINE not in row], table.name
        assert all(OTHER in row for row in after[table.name])
    assert after["flag_events"] == before["flag_events"]  # nobody's


def test_no_byte_is_left(filled: Engine, path: Path) -> None:
    held = on_disk(path)
    assert MINE.encode() in held
    assert b"sciatica" in held
    erase_conversation(filled, MINE)
    left = on_disk(path)
    assert MINE.encode() not in left
    assert b"sciatica" not in left
    assert OTHER.encode() in left
    assert b"whiplash-question-2" in left


def test_no_byte_is_left_of_what_was_overwritten_before(engine: Engine, path: Path) -> None:
    for word in ("sciatica", "arthritis", "a"):
        fill(engine, MINE, word)
    erase_conversation(engine, MINE)
    for word in (MINE, "sciatica", "arthritis"):
        assert word.encode() not in on_disk(path)


def test_no_byte_is_left_while_another_process_has_it_open(filled: Engine, path: Path) -> None:
    reader = sqlite3.connect(path)
    reader.execute("SELECT count(*) FROM questions").fetchone()
    erase_conversation(str(path), MINE)
    assert MINE.encode() not in on_disk(path)
    reader.close()


def test_erasing_nothing_is_fine(filled: Engine, path: Path) -> None:
    before = rows(path)
    nothing = {table.name: 0 for table in tables_of_senders()}
    assert erase_conversation(filled, "nobody") == nothing
    assert erase_conversation(filled, "%") == nothing
    assert rows(path) == before
