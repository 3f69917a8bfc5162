"""Erasing everything of one conversation, verified row by row and byte by byte."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.all_tables import all_tables, tables_of_senders
from frontdesk.store.answers import Answers
from frontdesk.store.booking_tables import REQUESTS
from frontdesk.store.conversations import Conversations
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.inbox_marks import InboxMarks, Mark
from frontdesk.store.last_turns import add_turn
from frontdesk.store.questions import Questions
from frontdesk.store.raised_flags import RaisedFlags
from frontdesk.store.tables import SENDER
from frontdesk.store.votes import Votes
from tests.store.booking_rows import add_request

MINE, OTHER = "mine-0123456789abcdef", "other-0123456789abcdef"


def fill(engine: Engine, sender: str, word: str, requests: bool = True) -> None:
    """Everything a conversation can leave, with a word to look for."""
    answer = {"kind": "answer", "text": f"{word}-answer-" * 50, "quotes": [{"article": f"{word}-article"}]}
    turn = partial(add_turn, sender_id=sender, message_id=word, messages=[{"custom": answer}])
    Conversations(engine).save(sender, {"slots": {"memory": f"{word}-state-" * 200}}, turn)
    Answers(engine).keep(sender, word, [answer])
    Votes(engine).add(sender, word, "up")
    RaisedFlags(engine).raise_(sender, "same_day", f"{word}-rule", "1")
    FlagEvents(engine).add("same_day", "a-rule", "1")
    if requests:
        with engine.begin() as connection:
            add_request(connection, sender, 1_800_000_000.0, about=f"{word}-request")
    for number in range(3):
        Questions(engine).keep(sender, f"{word}-question-{number} " * 50, f"{word}-label", "answer")
    InboxMarks(engine).add([Mark((sender, number), "right", f"{word}-label") for number in (1, 2)], "Robin", 1)


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {table.name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY 1")]
                for table in all_tables()}


def on_disk(path: Path) -> bytes:
    """Every byte of the database's files."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine, MINE, "sciatica")
    fill(engine, OTHER, "whiplash")
    return engine


@pytest.fixture
def filled_sqlite(sqlite_engine: Engine) -> Engine:
    fill(sqlite_engine, MINE, "sciatica")
    fill(sqlite_engine, OTHER, "whiplash")
    return sqlite_engine


def test_what_fills_the_tables_here_fills_all_of_them(filled: Engine) -> None:
    for table in tables_of_senders():
        sender = list(table.c.keys()).index(SENDER)
        assert {row[sender] for row in rows(filled)[table.name]} == {MINE, OTHER}, table.name


def test_every_row_is_gone_and_counted(filled: Engine) -> None:
    before = rows(filled)
    assert erase_conversation(filled, MINE) == {
        "answers": 1, "conversations": 1, "inbox_marks": 2, "last_turns": 1, "questions": 3, "raised_flags": 1,
        "votes": 1}
    after = rows(filled)
    for table in tables_of_senders():
        assert after[table.name] == [row for row in before[table.name] if MINE not in row], table.name
        assert all(OTHER in row for row in after[table.name])
    assert after["flag_events"] == before["flag_events"]  # nobody's
    assert after["outbox"] == before["outbox"]  # the requests'


def test_the_visitors_request_stays_but_no_longer_tells_the_conversation(filled: Engine) -> None:
    conversation = list(REQUESTS.c.keys()).index("conversation")
    before = rows(filled)["requests"]
    assert {row[conversation] for row in before} == {MINE, OTHER}
    erase_conversation(filled, MINE)
    assert rows(filled)["requests"] == [
        tuple(None if value == MINE else value for value in row) for row in before]


def test_a_second_conversations_request_can_be_cut_loose_too(filled: Engine) -> None:
    for sender in (MINE, OTHER):
        erase_conversation(filled, sender)
    with filled.connect() as connection:
        assert connection.execute(sa.select(REQUESTS.c.conversation)).scalars().all() == [None, None]


def test_when_the_request_cant_be_cut_loose_nothing_is_erased(filled: Engine) -> None:
    with filled.begin() as connection:
        for name in ("outbox", "requests"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
    with pytest.raises((sa.exc.OperationalError, sa.exc.ProgrammingError)):  # SQLite's and PostgreSQL's
        erase_conversation(filled, MINE)
    assert Conversations(filled).load(MINE) is not None
    assert Answers(filled).find(MINE, "sciatica") is not None


def test_no_byte_is_left_but_of_the_request(filled_sqlite: Engine, path: Path) -> None:
    held = on_disk(path)
    assert MINE.encode() in held
    assert b"sciatica-question" in held
    erase_conversation(filled_sqlite, MINE)
    left = on_disk(path)
    assert MINE.encode() not in left
    assert b"sciatica" not in left.replace(b"sciatica-request", b"")
    assert b"sciatica-request" in left
    assert OTHER.encode() in left
    assert b"whiplash-question-2" in left


def test_no_byte_is_left_of_what_was_overwritten_before(sqlite_engine: Engine, path: Path) -> None:
    for word in ("sciatica", "arthritis", "a"):
        fill(sqlite_engine, MINE, word, requests=False)
    erase_conversation(sqlite_engine, MINE)
    for word in (MINE, "sciatica", "arthritis"):
        assert word.encode() not in on_disk(path)


def test_no_byte_is_left_while_another_process_has_it_open(filled_sqlite: Engine, path: Path) -> None:
    reader = sqlite3.connect(path)
    reader.execute("SELECT count(*) FROM questions").fetchone()
    erase_conversation(str(path), MINE)
    assert MINE.encode() not in on_disk(path)
    reader.close()


def test_erasing_nothing_is_fine(filled: Engine) -> None:
    before = rows(filled)
    nothing = {table.name: 0 for table in tables_of_senders()}
    assert erase_conversation(filled, "nobody") == nothing
    assert erase_conversation(filled, "%") == nothing
    assert rows(filled) == before
