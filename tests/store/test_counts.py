"""Counts by day."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.counts import KEPT_DAYS, Counted, Counts
from frontdesk.store.retention import purge_all
from frontdesk.store.tables import DAY
from tests.store.conftest import Clock

MONDAY = date(2027, 1, 18)
TUESDAY = MONDAY + timedelta(1)
EVERYTHING = (date.min, date.max)


@pytest.fixture
def counts(engine: Engine) -> Counts:
    return Counts(engine)


def test_what_is_added_adds_up(counts: Counts) -> None:
    counts.add({Counted(MONDAY, "asked"): 3, Counted(MONDAY, "kind", "answer"): 2, Counted(TUESDAY, "asked"): 1})
    counts.add({Counted(MONDAY, "asked"): 4, Counted(MONDAY, "kind", "choice"): 1})
    counts.add({})
    assert counts.between(*EVERYTHING, ("asked", "kind")) == {
        Counted(MONDAY, "asked"): 7, Counted(TUESDAY, "asked"): 1, Counted(MONDAY, "kind", "answer"): 2,
        Counted(MONDAY, "kind", "choice"): 1}


def test_and_can_be_taken_back(counts: Counts) -> None:
    counts.add({Counted(MONDAY, "up"): 1})
    counts.add({Counted(MONDAY, "up"): -1, Counted(TUESDAY, "up"): -1})
    assert counts.between(*EVERYTHING, ("up",)) == {Counted(MONDAY, "up"): 0, Counted(TUESDAY, "up"): -1}


def test_only_what_is_asked_for_comes_back(counts: Counts) -> None:
    days = [MONDAY + timedelta(day) for day in range(5)]
    counts.add({Counted(day, what, "key"): 1 for day in days for what in ("a", "b", "c")})
    found = counts.between(days[1], days[3], ("a", "c"))
    assert set(found) == {Counted(day, what, "key") for day in days[1:4] for what in ("a", "c")}
    assert counts.sums(days[1], days[3], ("a", "c")) == {("a", "key"): 3, ("c", "key"): 3}
    assert counts.between(days[3], days[1], ("a",)) == {}
    assert counts.between(*EVERYTHING, ()) == {}


def test_what_is_counted_anew_is_never_less(counts: Counts) -> None:
    for count, after in ((2, 2), (5, 5), (3, 5), (0, 5)):
        counts.at_least({Counted(MONDAY, "booked"): count})
        assert counts.between(*EVERYTHING, ("booked",)) == {Counted(MONDAY, "booked"): after}


def test_the_first_day(counts: Counts) -> None:
    assert counts.first_day("a") is None
    counts.add({Counted(TUESDAY, "a"): 1, Counted(MONDAY, "b"): 1})
    assert (counts.first_day("a"), counts.first_day("b"), counts.first_day("c")) == (TUESDAY, MONDAY, None)


def test_keys_of_any_kind(counts: Counts) -> None:
    keys = ["", "é“”🦵", "a" * 255, "'; DROP TABLE daily_counts; --", "%"]
    counts.add({Counted(MONDAY, "faq_asked", key): 1 for key in keys})
    assert {counted.key for counted in counts.between(MONDAY, MONDAY, ("faq_asked",))} == set(keys)


def test_all_of_it_or_nothing(counts: Counts, engine: Engine) -> None:
    counts.add({Counted(MONDAY, "a"): 1})
    # The last of them in the table's order can't be written.
    too_much = {Counted(MONDAY, "a"): 1, Counted(MONDAY, "b"): 1, Counted(TUESDAY, "c"): 2**70}
    with pytest.raises((sa.exc.SQLAlchemyError, OverflowError)):
        counts.add(too_much)
    assert counts.between(*EVERYTHING, ("a", "b", "c")) == {Counted(MONDAY, "a"): 1}


def test_many_processes_at_once_lose_nothing(database: str) -> None:
    barrier, failures = threading.Barrier(4), list[BaseException]()
    keys = [str(number) for number in range(20)]

    def work(number: int) -> None:
        try:
            mine = Counts(database)
            barrier.wait()
            for turn in range(5):
                order = keys if (number + turn) % 2 else keys[::-1]
                mine.add({Counted(MONDAY, "faq_asked", key): 1 for key in order})
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = Counts(database).between(MONDAY, MONDAY, ("faq_asked",))
    assert found == {Counted(MONDAY, "faq_asked", key): 20 for key in keys}


def test_they_go_after_three_years(counts: Counts, engine: Engine, clock: Clock) -> None:
    counts.add({Counted(date.fromtimestamp(clock.now), "asked"): 1})
    clock.now += (KEPT_DAYS - 1) * DAY
    purge_all(engine, Privacy())
    assert counts.first_day("asked")
    clock.now += 2 * DAY
    purge_all(engine, Privacy())
    assert counts.first_day("asked") is None


def test_nothing_in_them_is_about_anybody(engine: Engine) -> None:
    columns = {column["name"] for column in sa.inspect(engine).get_columns("daily_counts")}
    assert columns == {"day", "what", "key", "count"}
