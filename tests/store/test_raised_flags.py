"""A conversation's most urgent red flag."""

from __future__ import annotations

import threading
from itertools import permutations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.safety.red_flags import LEVELS as LEVELS_OF_THE_RULES
from frontdesk.store.conversations import DEFAULT_EXPIRY, Conversations
from frontdesk.store.raised_flags import LEVELS, RaisedFlag, RaisedFlags


@pytest.fixture
def flags(engine: Engine, clock) -> RaisedFlags:
    return RaisedFlags(engine)


def test_the_levels_are_the_rules_own() -> None:
    assert tuple(reversed(LEVELS_OF_THE_RULES)) == LEVELS


def test_there_is_none_at_first(flags: RaisedFlags) -> None:
    assert flags.raised("a") is None


def test_a_flag_is_told_to_its_conversation_alone(flags: RaisedFlags) -> None:
    flags.raise_("a", "same_day", "dvt", "1")
    assert flags.raised("a") == RaisedFlag("same_day", "dvt")
    assert flags.raised("b") is None
    assert flags.raised("A") is None


@pytest.mark.parametrize("order", permutations(LEVELS))
def test_the_most_urgent_one_stays_whatever_the_order(flags: RaisedFlags, order: tuple[str, ...]) -> None:
    for level in order:
        flags.raise_("a", level, f"rule of {level}", "1")
    assert flags.raised("a") == RaisedFlag("emergency_now", "rule of emergency_now")


def test_of_two_equally_urgent_the_later_stays(flags: RaisedFlags) -> None:
    flags.raise_("a", "soon", "first", "1")
    flags.raise_("a", "soon", "second", "1")
    assert flags.raised("a") == RaisedFlag("soon", "second")


def test_of_two_at_once_the_more_urgent_stays(flags: RaisedFlags, engine: Engine) -> None:
    for number in range(10):
        failures: list[BaseException] = []
        start = threading.Barrier(2)

        def raise_(level: str, sender: str = f"a{number}", start: threading.Barrier = start,
                   failures: list[BaseException] = failures) -> None:
            start.wait()
            try:
                RaisedFlags(engine).raise_(sender, level, f"rule of {level}", "1")
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=raise_, args=(level,)) for level in ("emergency_now", "soon")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert flags.raised(f"a{number}") == RaisedFlag("emergency_now", "rule of emergency_now")


def test_an_unknown_level_is_refused(flags: RaisedFlags) -> None:
    with pytest.raises(ValueError, match="'later' isn't a level"):
        flags.raise_("a", "later", "rule", "1")
    assert flags.raised("a") is None


def test_it_expires(flags: RaisedFlags, clock) -> None:
    flags.raise_("a", "soon", "rule", "1")
    clock.now += DEFAULT_EXPIRY + 1
    assert flags.raised("a") is None


def test_reading_starts_its_time_anew(flags: RaisedFlags, clock) -> None:
    flags.raise_("a", "soon", "rule", "1")
    for _ in range(5):
        clock.now += DEFAULT_EXPIRY - 1
        assert flags.raised("a") is not None


def test_so_does_a_less_urgent_one(flags: RaisedFlags, clock) -> None:
    flags.raise_("a", "same_day", "rule", "1")
    clock.now += DEFAULT_EXPIRY - 1
    flags.raise_("a", "soon", "other", "1")
    clock.now += DEFAULT_EXPIRY - 1
    assert flags.raised("a") == RaisedFlag("same_day", "rule")


def test_it_lasts_as_long_as_the_conversation_that_was_saved_after_it(
    flags: RaisedFlags, engine: Engine, clock
) -> None:
    flags.raise_("a", "soon", "rule", "1")
    clock.now += 60  # Rasa took its time
    Conversations(engine).save("a", {})
    clock.now += DEFAULT_EXPIRY
    assert Conversations(engine).load("a") is not None
    assert flags.purge() == 0
    assert flags.raised("a") == RaisedFlag("soon", "rule")


def test_it_ends_with_its_conversation_not_with_anothers(flags: RaisedFlags, engine: Engine, clock) -> None:
    flags.raise_("a", "soon", "rule", "1")
    clock.now += DEFAULT_EXPIRY + 1
    Conversations(engine).save("b", {})
    assert flags.raised("a") is None
    assert flags.purge() == 1


def test_an_expired_one_doesnt_outrank_a_new_one(flags: RaisedFlags, clock) -> None:
    flags.raise_("a", "emergency_now", "old", "1")
    clock.now += DEFAULT_EXPIRY + 1
    flags.raise_("a", "soon", "new", "1")
    assert flags.raised("a") == RaisedFlag("soon", "new")


def test_erasing_it_leaves_others(flags: RaisedFlags) -> None:
    flags.raise_("a", "soon", "rule", "1")
    flags.raise_("b", "soon", "rule", "1")
    assert [flags.erase("a"), flags.erase("a")] == [True, False]
    assert flags.raised("a") is None
    assert flags.raised("b") is not None


def test_purging_erases_what_has_expired_alone(flags: RaisedFlags, clock) -> None:
    flags.raise_("old", "soon", "rule", "1")
    clock.now += DEFAULT_EXPIRY
    flags.raise_("new", "soon", "rule", "1")
    clock.now += 1
    assert flags.purge() == 1
    assert flags.raised("new") is not None


def test_the_expiry_can_be_chosen(engine: Engine, clock) -> None:
    flags = RaisedFlags(engine, expiry=10)
    flags.raise_("a", "soon", "rule", "1")
    clock.now += 11
    assert flags.raised("a") is None
