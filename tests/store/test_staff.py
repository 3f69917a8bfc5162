"""The tables of accounts and of wrong passwords, and what goes from them when."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.accounts.lockout import MOST_WRONG, REMEMBERED
from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.retention import purge_all
from frontdesk.store.sign_in_attempts import begin_attempt, closed_names, forget_attempts
from frontdesk.store.staff import (
    DISABLED_DAYS,
    Account,
    account_named,
    add_account,
    all_accounts,
    change_account,
    count_users_of,
    find_account,
    hold_users_of,
    remove_account,
    replace_digest,
)
from frontdesk.store.tables import DAY


def add(engine: Engine, name: str = "Robin", role: str = "admin", one_time_until: float | None = None) -> int:
    with engine.begin() as connection:
        return add_account(connection, name, name.lower(), role, "the digest", one_time_until)


def test_an_account_is_found_as_it_was_added(engine: Engine, clock) -> None:
    number = add(engine, one_time_until=clock.now + 5)
    account = Account(number, "Robin", "robin", "admin", clock.now + 5, clock.now, None)
    with engine.connect() as connection:
        assert find_account(connection, number) == account
        assert find_account(connection, number + 1) is None
        assert account_named(connection, "robin") == (account, "the digest")
        assert account_named(connection, "Robin") is None


def test_they_are_listed_by_name(engine: Engine) -> None:
    for name in ("sam", "Robin", "Kim"):
        add(engine, name)
    with engine.connect() as connection:
        assert [account.name for account in all_accounts(connection)] == ["Kim", "Robin", "sam"]


def test_no_key_is_there_twice(engine: Engine) -> None:
    add(engine, "Robin")
    with pytest.raises(sa.exc.IntegrityError):
        add(engine, "ROBIN")


def test_a_digest_is_replaced_if_it_is_still_the_one_and_the_account_is_in_use(engine: Engine) -> None:
    number = add(engine)
    with engine.begin() as connection:
        assert not replace_digest(connection, number, "another", "new")
        assert replace_digest(connection, number, "the digest", "new", one_time_until=None)
        assert not replace_digest(connection, number, "the digest", "newer")
        change_account(connection, number, disabled=1.0)
        assert not replace_digest(connection, number, "new", "newer")
    with engine.connect() as connection:
        found = account_named(connection, "robin")
    assert found is not None
    assert found[1] == "new"


def test_those_who_can_use_a_role_are_counted(engine: Engine) -> None:
    numbers = [add(engine, name) for name in ("a1", "a2", "a3")]
    add(engine, "e1", "editor")
    with engine.begin() as connection:
        change_account(connection, numbers[2], disabled=1.0)
        assert sorted(hold_users_of(connection, "admin")) == numbers[:2]
        assert count_users_of(connection, "admin") == 2
        assert count_users_of(connection, "publisher") == 0


def test_a_disabled_account_goes_at_its_time_and_others_stay(engine: Engine, clock) -> None:
    disabled, used = add(engine, "Robin"), add(engine, "Kim")
    clock.now += 10 * DAY
    with engine.begin() as connection:
        change_account(connection, disabled, disabled=clock.now)
    clock.now += DISABLED_DAYS * DAY
    assert purge_all(engine, Privacy())["staff"] == 0
    clock.now += 1
    assert purge_all(engine, Privacy())["staff"] == 1
    clock.now += 10 * DISABLED_DAYS * DAY
    assert purge_all(engine, Privacy())["staff"] == 0
    with engine.connect() as connection:
        assert [account.id for account in all_accounts(connection)] == [used]


def test_a_removed_account_is_gone(engine: Engine) -> None:
    number = add(engine)
    with engine.begin() as connection:
        remove_account(connection, number)
        assert all_accounts(connection) == []


def test_wrong_passwords_are_counted_by_name(engine: Engine, clock) -> None:
    with engine.begin() as connection:
        for _ in range(MOST_WRONG):
            assert begin_attempt(connection, "robin") == 0.0
            clock.now += 1
        assert begin_attempt(connection, "robin") == clock.now - 1 + 900
        assert begin_attempt(connection, "kim") == 0.0
        assert closed_names(connection, ["robin", "kim", "sam"]) == {"robin": clock.now - 1 + 900}
        forget_attempts(connection, "robin")
        assert closed_names(connection, ["robin"]) == {}


def test_while_a_name_is_closed_nothing_is_counted(engine: Engine, clock) -> None:
    with engine.begin() as connection:
        for _ in range(MOST_WRONG):
            begin_attempt(connection, "robin")
        closed = begin_attempt(connection, "robin")
        clock.now += 800
        assert begin_attempt(connection, "robin") == closed
        clock.now += 100
        assert begin_attempt(connection, "robin") == 0.0


def test_the_name_that_was_typed_isnt_kept(engine: Engine) -> None:
    with engine.begin() as connection:
        begin_attempt(connection, "my password, typed too early")
        rows = str(connection.execute(sa.text("SELECT * FROM sign_in_attempts")).all())
    assert "my password" not in rows


def test_attempts_go_when_they_mean_nothing_any_more(engine: Engine, clock) -> None:
    with engine.begin() as connection:
        begin_attempt(connection, "robin")
    clock.now += REMEMBERED
    assert purge_all(engine, Privacy())["sign_in_attempts"] == 0
    clock.now += 1
    assert purge_all(engine, Privacy())["sign_in_attempts"] == 1
