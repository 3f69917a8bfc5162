"""In which browsers staff are signed in."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.retention import purge_all
from frontdesk.store.staff import add_account, change_account, remove_account
from frontdesk.store.staff_sessions import (
    IDLE,
    LONGEST,
    OpenSession,
    SignedIn,
    count_sessions,
    end_session,
    end_sessions_of,
    find_session,
    is_to_be_touched,
    open_session,
    sessions_of,
    touch_session,
)


@pytest.fixture
def robin(engine: Engine, clock) -> int:
    with engine.begin() as connection:
        return add_account(connection, "Robin", "robin", "admin", "digest", None)


@pytest.fixture
def kim(engine: Engine, clock) -> int:
    with engine.begin() as connection:
        return add_account(connection, "Kim", "kim", "editor", "digest", clock.now + 100)


def test_a_session_tells_whose_it_is_as_the_account_is_now(engine: Engine, robin: int, kim: int, clock) -> None:
    with engine.begin() as connection:
        open_session(connection, "one", robin)
        open_session(connection, "two", kim)
        assert find_session(connection, "one") == SignedIn(robin, "Robin", "admin", False, clock.now)
        assert find_session(connection, "two") == SignedIn(kim, "Kim", "editor", True, clock.now)
        assert find_session(connection, "three") is None
        change_account(connection, robin, role="viewer")
        change_account(connection, kim, disabled=clock.now)
        assert find_session(connection, "one") == SignedIn(robin, "Robin", "viewer", False, clock.now)
        assert find_session(connection, "two") is None


@pytest.mark.parametrize(("age", "since_use", "is_open"), [
    (IDLE - 1, IDLE - 1, True), (IDLE, IDLE, False), (LONGEST - 1, 10, True), (LONGEST, 10, False)])
def test_it_ends_by_time(engine: Engine, robin: int, clock, age: float, since_use: float, is_open: bool) -> None:
    with engine.begin() as connection:
        open_session(connection, "one", robin)
        clock.now += age - since_use
        touch_session(connection, "one")
        clock.now += since_use
        assert (find_session(connection, "one") is not None) == is_open
        assert bool(sessions_of(connection, robin)) == is_open
        assert count_sessions(connection) == ({robin: 1} if is_open else {})


def test_use_is_noted_once_a_minute(engine: Engine, robin: int, clock) -> None:
    with engine.begin() as connection:
        open_session(connection, "one", robin)
        found = find_session(connection, "one")
        assert found is not None
        clock.now += 60
        assert not is_to_be_touched(found)
        clock.now += 1
        assert is_to_be_touched(found)
        touch_session(connection, "one")
        assert sessions_of(connection, robin) == [OpenSession("one", clock.now - 61, clock.now)]


def test_sessions_are_ended_one_or_all(engine: Engine, robin: int, kim: int) -> None:
    with engine.begin() as connection:
        for digest, account in (("one", robin), ("two", robin), ("three", robin), ("four", kim)):
            open_session(connection, digest, account)
        end_session(connection, "one")
        end_session(connection, "one")
        assert count_sessions(connection) == {robin: 2, kim: 1}
        assert end_sessions_of(connection, robin) == 2
        assert count_sessions(connection) == {kim: 1}


def test_they_go_with_their_account(engine: Engine, robin: int) -> None:
    with engine.begin() as connection:
        open_session(connection, "one", robin)
        remove_account(connection, robin)
        assert count_sessions(connection) == {}


def test_what_is_over_is_erased(engine: Engine, robin: int, clock) -> None:
    with engine.begin() as connection:
        open_session(connection, "one", robin)
    clock.now += IDLE
    assert purge_all(engine, Privacy())["staff_sessions"] == 0
    clock.now += 1
    assert purge_all(engine, Privacy())["staff_sessions"] == 1
