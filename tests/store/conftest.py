"""A database of its own for each test, and time that passes when a test says so."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.store.engine import open_database
from tests.postgresql import postgresql  # noqa: F401

ON_A_REAL_CLOCK = ("frontdesk.store.engine", "frontdesk.store.backup")  # they wait


class Clock:
    """Stands in for the ``time`` module."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0  # a full hour

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for name, module in list(sys.modules.items()):
        if name.startswith("frontdesk.store.") and name not in ON_A_REAL_CLOCK and vars(module).get("time") is time:
            monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test keeps an SQLite file."""
    return tmp_path / "conversations.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """An empty database of each kind, as it is named in the settings."""
    if request.param == "sqlite":
        yield str(path)
    else:
        server = request.getfixturevalue("postgresql")
        url = server.new_database()
        yield url
        server.drop(url)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A database of each kind, opened."""
    engine = open_database(database)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(path: Path) -> Iterator[Engine]:
    """For what is looked up in SQLite's own files."""
    engine = open_database(str(path))
    yield engine
    engine.dispose()
