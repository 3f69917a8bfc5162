"""What Rasa said to the last messages, written with the conversation's row."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.conversations import DEFAULT_EXPIRY, Conversations
from frontdesk.store.last_turns import KEPT, LastTurns, add_turn
from frontdesk.store.retention import purge_all


@pytest.fixture
def turns(engine: Engine, clock) -> LastTurns:
    return LastTurns(engine)


def said(text: str) -> list[dict[str, Any]]:
    return [{"recipient_id": "a", "text": text}, {"recipient_id": "a", "custom": {"kind": "answer"}}]


def save(engine: Engine, message_id: str, sender: str = "a", text: str = "é“”🦵") -> None:
    turn = partial(add_turn, sender_id=sender, message_id=message_id, messages=said(text))
    Conversations(engine).save(sender, {"events": [message_id]}, turn)


def test_the_replies_are_found_as_they_were(turns: LastTurns, engine: Engine) -> None:
    save(engine, "id-1")
    assert turns.find("a", "id-1") == said("é“”🦵")
    assert (turns.find("a", "id-2"), turns.find("b", "id-1")) == (None, None)


def test_they_are_written_with_the_conversation_or_not_at_all(turns: LastTurns, engine: Engine) -> None:
    rows = Conversations(engine)
    rows.save("a", {"events": ["id-1"]})
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE last_turns")
    with pytest.raises((sa.exc.OperationalError, sa.exc.ProgrammingError)):  # SQLite's and PostgreSQL's
        rows.save("a", {"events": ["id-2"]},
                  partial(add_turn, sender_id="a", message_id="id-2", messages=said("text")))
    assert rows.load("a") == {"events": ["id-1"]}


def test_saving_a_turn_again_replaces_it(turns: LastTurns, engine: Engine) -> None:
    save(engine, "id-1", text="first")
    save(engine, "id-1", text="second")
    assert turns.find("a", "id-1") == said("second")


def test_the_last_few_are_kept(turns: LastTurns, engine: Engine, clock) -> None:
    save(engine, "other", sender="b")
    for number in range(KEPT + 3):
        clock.now += 0.1
        save(engine, str(number))
    found = [number for number in range(KEPT + 3) if turns.find("a", str(number))]
    assert found == list(range(3, KEPT + 3))
    assert turns.find("b", "other")


def test_they_last_as_long_as_the_conversation(turns: LastTurns, engine: Engine, clock) -> None:
    save(engine, "id-1")
    clock.now += DEFAULT_EXPIRY - 1
    save(engine, "id-2")
    clock.now += DEFAULT_EXPIRY
    assert turns.find("a", "id-1")
    assert purge_all(engine, Privacy())["last_turns"] == 0
    clock.now += 1
    assert turns.find("a", "id-1") is None
    assert purge_all(engine, Privacy())["last_turns"] == 2
