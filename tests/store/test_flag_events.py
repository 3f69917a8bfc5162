"""The record of raised flags."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.tables import DAY


@pytest.fixture
def events(engine: Engine, clock) -> FlagEvents:
    return FlagEvents(engine)


def rows(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM flag_events")]


def test_each_is_counted_by_its_level(events: FlagEvents) -> None:
    for level in ("soon", "emergency_now", "soon"):
        events.add(level, "rule", "1")
    assert events.counts() == {"soon": 2, "same_day": 0, "emergency_now": 1}


def test_a_row_tells_hour_level_rule_and_version_alone(events: FlagEvents, engine: Engine, clock) -> None:
    clock.now += 1234.5
    events.add("soon", "cauda-equina", "2026-11-22")
    assert rows(engine) == [(1, clock.now - 1234.5, "soon", "cauda-equina", "2026-11-22")]


def test_counting_starts_at_an_hour(events: FlagEvents, clock) -> None:
    events.add("soon", "rule", "1")
    clock.now += 3600
    events.add("soon", "rule", "1")
    assert events.counts(clock.now + 59 * 60)["soon"] == 1
    assert events.counts(clock.now - 1)["soon"] == 2
    assert events.counts(clock.now + 3600)["soon"] == 0


def test_an_unknown_level_is_refused(events: FlagEvents) -> None:
    with pytest.raises(ValueError, match="'later' isn't a level"):
        events.add("later", "rule", "1")


def test_purging_erases_what_is_older(events: FlagEvents, clock) -> None:
    events.add("soon", "rule", "1")
    clock.now += DAY
    events.add("same_day", "rule", "1")
    assert events.purge(1) == 0
    clock.now += 1
    assert events.purge(1) == 1
    assert events.counts() == {"soon": 0, "same_day": 1, "emergency_now": 0}
