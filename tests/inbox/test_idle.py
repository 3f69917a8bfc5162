"""Reading new questions while nobody waits."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.inbox import idle
from frontdesk.inbox.idle import read_forever
from frontdesk.store.engine import open_database
from frontdesk.store.inbox import InboxQuestions
from tests.store.inbox_rows import ask

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(str(tmp_path / "inbox.db"))
    yield engine
    engine.dispose()


async def until(database: Engine, root: Path, done: object, interval: float = 0.01) -> None:
    """Read until something is so."""
    reading = asyncio.create_task(read_forever(database, root, interval))
    end = time.monotonic() + PATIENCE
    try:
        while not done():  # type: ignore[operator]
            assert time.monotonic() < end
            await asyncio.sleep(0.01)
    finally:
        reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await reading


async def test_all_of_them_are_read_bit_by_bit(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "_A_WHILE", 0.0)
    for number in range(30):
        ask(database, f"{number}", f"question {number}", "no_answer" if number % 3 else "answer")
    questions = InboxQuestions(database)
    await until(database, ROOT, lambda: not questions.fresh())
    assert len(questions.open()) == 20


async def test_what_goes_wrong_is_told_by_its_kind_and_tried_again(
    database: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ask(database, "a", "sciatica")
    (tmp_path / "thresholds.json").write_text("sciatica")
    with caplog.at_level(logging.ERROR):
        await until(database, tmp_path, lambda: len(caplog.records) > 1)
    assert "(FrontdeskError); trying again" in caplog.text
    assert "sciatica" not in caplog.text
    assert len(InboxQuestions(database).fresh()) == 1
