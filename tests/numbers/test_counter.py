"""Counting in memory, and bringing it to the store."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.booking.request import Details
from frontdesk.knowledge.content import Content
from frontdesk.numbers import counter as module
from frontdesk.numbers.attribution import Attribution
from frontdesk.numbers.counter import Counter
from frontdesk.numbers.keeping_count import booked_by_day, count_forever, note_booked
from frontdesk.store.booking_tables import REQUESTS
from frontdesk.store.counts import Counted, Counts
from frontdesk.store.engine import open_database
from frontdesk.store.requests import Requests

MONDAY = date(2027, 1, 18)
REPLIES: list[dict[str, Any]] = [{"kind": "contact", "text": "Call us.", "quotes": []}]
LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(str(tmp_path / "counts.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def make(engine: Engine, content: Content) -> Callable[..., Counter]:
    def new(today: Callable[[], date] = lambda: MONDAY, **more: Any) -> Counter:
        return Counter(engine, today, Attribution(lambda: content), **more)

    return new


def stored(engine: Engine) -> dict[tuple[str, str], int]:
    whats = ("asked", "conversations", "kind", "handed_over", "up", "down", "faq_up", "faq_down", "urgent", "booked")
    return Counts(engine).sums(date.min, date.max, whats)


def test_nothing_is_written_before_it_is_flushed(make: Callable[..., Counter], engine: Engine) -> None:
    counter = make()
    counter.answered(REPLIES, None, 0.04, True)
    counter.answered(REPLIES, None, 0.04, False)
    assert stored(engine) == {}
    counter.flush()
    counter.flush()
    assert stored(engine) == {
        ("asked", ""): 2, ("conversations", ""): 1, ("kind", "contact"): 2, ("handed_over", ""): 2}


def test_votes_and_urgent_messages(make: Callable[..., Counter], engine: Engine) -> None:
    counter = make()
    counter.voted("up", "an-faq")
    counter.voted("down", "")
    counter.voted("up", "an-faq", times=-1)
    counter.voted("down", "an-faq")
    counter.flagged("soon")
    counter.flagged("failure")
    counter.flush()
    assert stored(engine) == {
        ("down", ""): 2, ("faq_down", "an-faq"): 1, ("urgent", "soon"): 1, ("urgent", "failure"): 1}


def test_a_vote_that_was_stored_can_be_taken_back(make: Callable[..., Counter], engine: Engine) -> None:
    counter = make()
    counter.voted("up", "an-faq")
    counter.flush()
    counter.voted("up", "an-faq", times=-1)
    counter.flush()
    assert stored(engine) == {("up", ""): 0, ("faq_up", "an-faq"): 0}


def test_a_new_conversation_is_told_at_once(make: Callable[..., Counter]) -> None:
    begun: list[int] = []
    counter = make(began=lambda: begun.append(1))
    for new in (True, False, True):
        counter.answered(REPLIES, None, 0.04, new)
    assert begun == [1, 1]


def test_each_counts_for_the_day_on_which_it_happened(make: Callable[..., Counter], engine: Engine) -> None:
    days = iter([MONDAY, MONDAY + timedelta(1)])
    counter = make(lambda: next(days))
    counter.flagged("soon")
    counter.flagged("soon")
    counter.flush()
    assert Counts(engine).between(date.min, date.max, ("urgent",)) == {
        Counted(MONDAY, "urgent", "soon"): 1, Counted(MONDAY + timedelta(1), "urgent", "soon"): 1}


def test_a_store_that_is_away_loses_nothing(
    make: Callable[..., Counter], engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    counter = make()

    def fail(*_arguments: object) -> None:
        raise sa.exc.OperationalError("INSERT secret", {}, Exception("disk full"))

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(counter._counts, "add", fail)
        for _ in range(3):
            counter.flagged("soon")
            counter.flush()
    assert [record.getMessage() for record in caplog.records] == [
        "What was counted can't be stored, and is kept: OperationalError"]
    counter.flush()
    assert stored(engine) == {("urgent", "soon"): 3}


def test_there_is_an_end_to_what_is_kept(
    make: Callable[..., Counter], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    days = [MONDAY + timedelta(day) for day in range(10)]
    now = iter([*days, MONDAY])
    counter = make(lambda: next(now))
    for _ in range(11):
        counter.flagged("soon")
    counter.flush()
    assert sorted(Counts(engine).between(date.min, date.max, ("urgent",)).items()) == [
        (Counted(MONDAY, "urgent", "soon"), 2), (Counted(days[1], "urgent", "soon"), 1),
        (Counted(days[2], "urgent", "soon"), 1)]


def test_what_is_counted_during_a_flush_is_kept(make: Callable[..., Counter], engine: Engine) -> None:
    counter, stop = make(), threading.Event()

    def flush() -> None:
        while not stop.is_set():
            counter.flush()

    threads = [threading.Thread(target=flush) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(300):
        counter.flagged("soon")
    stop.set()
    for thread in threads:
        thread.join()
    counter.flush()
    assert stored(engine) == {("urgent", "soon"): 300}


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def test_it_goes_on_until_it_is_stopped(make: Callable[..., Counter], engine: Engine) -> None:
    counter = make()
    task = asyncio.create_task(count_forever(counter, engine, lambda: LONDON, interval=0.01))
    for expected in (1, 2):
        counter.flagged("soon")
        await until(lambda expected=expected: stored(engine).get(("urgent", "soon")) == expected)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_nothing_ends_it_but_being_stopped(
    make: Callable[..., Counter], engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_counter: Counter) -> None:
        raise OverflowError("secret")

    counter = make()
    with monkeypatch.context() as patch:
        patch.setattr(Counter, "flush", fail)
        task = asyncio.create_task(count_forever(counter, engine, lambda: LONDON, interval=0.01))
        await until(lambda: "OverflowError" in caplog.text)
    counter.flagged("soon")
    await until(lambda: ("urgent", "soon") in stored(engine))
    assert "secret" not in caplog.text
    task.cancel()


def made(engine: Engine, conversation: str, moment: float) -> None:
    request = Requests(engine).save(conversation, Details("Jo", "07700 900123"), "consent")
    with engine.begin() as connection:
        connection.execute(REQUESTS.update().where(REQUESTS.c.id == request.id).values(created=moment))


def test_requests_are_counted_on_the_clinics_day(engine: Engine) -> None:
    made(engine, "a", 1_800_000_000)  # 15 January 2027, 8 in the morning in London and 9 in the evening in Auckland
    made(engine, "b", 1_800_000_000 + 4 * 3600)
    assert booked_by_day(engine, LONDON) == {Counted(date(2027, 1, 15), "booked"): 2}
    assert booked_by_day(engine, AUCKLAND) == {
        Counted(date(2027, 1, 15), "booked"): 1, Counted(date(2027, 1, 16), "booked"): 1}


def test_and_stay_counted_when_they_are_gone(engine: Engine) -> None:
    made(engine, "a", 1_800_000_000)
    for _ in range(2):
        note_booked(engine, LONDON)
    assert stored(engine) == {("booked", ""): 1}
    with engine.begin() as connection:
        connection.execute(REQUESTS.delete())
    note_booked(engine, LONDON)
    assert stored(engine) == {("booked", ""): 1}


async def test_they_are_noted_at_the_start_and_a_failure_stops_nothing(
    make: Callable[..., Counter], engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made(engine, "a", 1_800_000_000)
    counter = make()
    counter.flagged("soon")

    def fail(*_arguments: object) -> None:
        raise sa.exc.OperationalError("SELECT secret", {}, Exception("away"))

    with monkeypatch.context() as patch:
        patch.setattr("frontdesk.numbers.keeping_count.note_booked", fail)
        task = asyncio.create_task(count_forever(counter, engine, lambda: LONDON, interval=0.01))
        await until(lambda: ("urgent", "soon") in stored(engine))
        task.cancel()
    assert "secret" not in caplog.text
    assert ("booked", "") not in stored(engine)
    again = asyncio.create_task(count_forever(counter, engine, lambda: LONDON, interval=0.01))
    await until(lambda: ("booked", "") in stored(engine))
    again.cancel()
