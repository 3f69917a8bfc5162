"""A database of its own for each test, and time that passes when a test says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.store import (
    answers,
    conversations,
    flag_events,
    last_turns,
    questions,
    raised_flags,
    retention,
    votes,
)
from frontdesk.store.engine import open_database


class Clock:
    """Stands in for the ``time`` module."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0  # a full hour

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (answers, conversations, flag_events, last_turns, questions, raised_flags, retention, votes):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def engine(path: Path) -> Engine:
    return open_database(str(path))
