"""The retention schedule: what is held, and what goes when."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store import retention
from frontdesk.store.all_tables import all_tables
from frontdesk.store.answers import Answers
from frontdesk.store.booking_tables import REQUESTS, STATES, UNDELIVERED
from frontdesk.store.conversations import Conversations
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.last_turns import add_turn
from frontdesk.store.questions import Questions
from frontdesk.store.raised_flags import RaisedFlags
from frontdesk.store.retention import LOG_FILES, purge_all, purge_forever, report
from frontdesk.store.tables import DAY
from frontdesk.store.votes import Votes
from tests.store.booking_rows import add_request

MINUTE = 60
PRIVACY = Privacy(questions_days=10, conversation_minutes=20, requests_days=40, flag_events_days=100, log_days=5)
TABLES = ("answers", "conversations", "flag_events", "last_turns", "outbox", "questions", "raised_flags", "requests",
          "votes")
REPLY = {"kind": "answer", "text": "sciatica", "quotes": []}


def fill(engine: Engine) -> None:
    turn = partial(add_turn, sender_id="the-sender", message_id="id-1", messages=[{"custom": REPLY}])
    Conversations(engine).save("the-sender", {"secret": "sciatica"}, turn)
    Answers(engine).keep("the-sender", "id-1", [REPLY])
    Votes(engine).add("the-sender", "id-1", "up")
    RaisedFlags(engine).raise_("the-sender", "soon", "sciatica", "1")
    FlagEvents(engine).add("soon", "rule", "1")
    Questions(engine).keep("the-sender", "sciatica", "label", "kind")
    with engine.begin() as connection:
        add_request(connection, "the-sender", retention.time.time(), about="sciatica")


def held(engine: Engine, privacy: Privacy = PRIVACY) -> dict[str, int]:
    return {table.table: table.rows for table in report(engine, privacy, Path("nothing")).tables}


@pytest.mark.parametrize(("age", "left"), [
    (0, set(TABLES)),
    (20 * MINUTE, set(TABLES)),
    (20 * MINUTE + 1, {"flag_events", "outbox", "questions", "requests", "votes"}),
    (10 * DAY, {"flag_events", "outbox", "questions", "requests", "votes"}),
    (10 * DAY + 1, {"flag_events", "outbox", "requests"}),
    (40 * DAY, {"flag_events", "outbox", "requests"}),
    (40 * DAY + 1, {"flag_events"}),
    (100 * DAY, {"flag_events"}),
    (100 * DAY + 1, set()),
])
def test_each_kind_goes_at_its_time(engine: Engine, clock, age: float, left: set[str]) -> None:
    fill(engine)
    clock.now += age
    erased = purge_all(engine, PRIVACY)
    assert {table for table, rows in held(engine).items() if rows} == left
    # What is in the outbox goes with its request, uncounted.
    assert {table for table, rows in erased.items() if rows} == {*TABLES} - left - {"outbox"}
    assert set(erased.values()) <= {0, 1}


@pytest.mark.parametrize("state", STATES)
def test_a_request_that_hasnt_reached_the_clinic_stays(engine: Engine, clock, state: str) -> None:
    with engine.begin() as connection:
        add_request(connection, "a", clock.now, "delivered", state)
    clock.now += 40 * DAY + 1
    kept = int(state in UNDELIVERED)
    assert purge_all(engine, PRIVACY)["requests"] == 1 - kept
    assert (held(engine)["requests"], held(engine)["outbox"]) == (kept, 2 * kept)


def test_what_was_told_of_a_request_stays_as_long_as_the_request(engine: Engine, clock) -> None:
    with engine.begin() as connection:
        request_id = add_request(connection, "a", clock.now)
        connection.execute(REQUESTS.update().where(REQUESTS.c.id == request_id).values(updated=clock.now + DAY))
    clock.now += 40 * DAY + 1
    assert sum(purge_all(engine, PRIVACY).values()) == 0
    assert (held(engine)["requests"], held(engine)["outbox"]) == (1, 1)


def test_the_time_can_be_told(engine: Engine, clock) -> None:
    fill(engine)
    assert sum(purge_all(engine, PRIVACY, now=clock.now).values()) == 0
    assert sum(purge_all(engine, PRIVACY, now=clock.now + 101 * DAY).values()) == len(TABLES) - 1  # not the outbox
    assert not any(held(engine).values())


def test_nothing_purged_is_left_on_the_disk(sqlite_engine: Engine, clock, path: Path) -> None:
    fill(sqlite_engine)
    clock.now += 41 * DAY
    purge_all(sqlite_engine, PRIVACY)
    left = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"the-sender" not in left
    assert b"sciatica" not in left


def test_logs_are_purged_along(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "rasa.log").write_text("line\n")
    assert purge_all(engine, PRIVACY, tmp_path / "logs")[LOG_FILES] == 0
    assert purge_all(engine, PRIVACY, tmp_path / "logs", now=4_000_000_000)[LOG_FILES] == 1
    assert LOG_FILES not in purge_all(engine, PRIVACY)


def test_the_report_tells_how_much_since_when_and_how_long(engine: Engine, clock, tmp_path: Path) -> None:
    fill(engine)
    clock.now += 90
    Questions(engine).keep("another", "text", "label", "kind")
    told = {table.table: table for table in report(engine, PRIVACY, tmp_path).tables}
    assert list(told) == [table.name for table in all_tables()]
    questions = told["questions"]
    assert (questions.rows, questions.oldest, questions.newest) == (2, clock.now - 90, clock.now)
    assert {table: told[table].kept_for for table in TABLES} == {
        **dict.fromkeys(("answers", "conversations", "last_turns", "raised_flags"), 20 * MINUTE),
        "questions": 10 * DAY, "votes": 10 * DAY, "requests": 40 * DAY, "outbox": 40 * DAY, "flag_events": 100 * DAY}


def test_the_report_of_nothing(engine: Engine, tmp_path: Path) -> None:
    told = report(engine, PRIVACY, tmp_path)
    assert {(table.rows, table.oldest, table.newest) for table in told.tables} == {(0, None, None)}
    assert (told.logs, told.logs_kept_for) == ([], 5 * DAY)


def test_the_report_tells_nobodys_id_or_words(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    told = str(report(engine, PRIVACY, tmp_path))
    assert "the-sender" not in told
    assert "sciatica" not in told


async def until(condition) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited in vain")


async def test_purging_goes_on_without_traffic(engine: Engine, clock) -> None:
    task = asyncio.create_task(purge_forever(engine, lambda: PRIVACY, interval=0.01))
    for _ in range(2):
        fill(engine)
        clock.now += 101 * DAY
        await until(lambda: not any(held(engine).values()))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_failure_is_logged_without_its_text_and_tried_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[int] = []

    def fail(*_: object) -> None:
        calls.append(1)
        raise RuntimeError("my sciatica")

    monkeypatch.setattr(retention, "purge_all", fail)
    with caplog.at_level(logging.ERROR):
        task = asyncio.create_task(purge_forever(engine, lambda: PRIVACY, interval=0.01))
        await until(lambda: len(calls) >= 2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert "RuntimeError" in caplog.text
    assert "sciatica" not in caplog.text
