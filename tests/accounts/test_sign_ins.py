"""Signing in and out, and who is signed in."""

from __future__ import annotations

import threading

import argon2
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.accounts.errors import SignInRefused
from frontdesk.accounts.lockout import LOCKED, MOST_WRONG
from frontdesk.accounts.people import People
from frontdesk.accounts.sign_in_limits import ADDRESS
from frontdesk.accounts.sign_ins import minutes
from frontdesk.store.staff import STAFF
from frontdesk.store.staff_sessions import IDLE, LONGEST, SESSIONS
from tests.accounts.staff import PASSWORD, Clock

HERE = "127.0.0.1"


def try_wrong(people: People, name: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused, match="isn't right"):
            people.sign_in(name, "wrong", HERE)


def test_the_right_password_signs_in(people: People) -> None:
    session = people.session(people.sign_in("kim", PASSWORD, HERE))
    assert session is not None
    assert (session.name, session.role, session.must_change) == ("Kim", "editor", False)


def test_no_two_tokens_or_their_forms_tokens_are_the_same(people: People) -> None:
    tokens = {people.sign_in("Kim", PASSWORD, HERE) for _ in range(3)}
    sessions = [people.session(token) for token in tokens]
    assert len(tokens) == 3
    assert len({session.csrf for session in sessions if session}) == 3
    assert all(len(token) == 43 for token in tokens)  # 256 bits


def test_neither_token_is_in_the_database(people: People, engine: Engine) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    session = people.session(token)
    assert session is not None
    with engine.connect() as connection:
        rows = str(connection.execute(sa.select(SESSIONS)).all())
    assert token not in rows
    assert session.csrf not in rows


@pytest.mark.parametrize("token", ["", "made-up", "x" * 43, "é", "\udcff", "a" * 100_000])
def test_a_token_of_somebody_elses_making_is_nobodys(people: People, token: str) -> None:
    assert people.session(token) is None
    new = people.sign_in("Kim", PASSWORD, HERE, former=token)
    assert new != token
    assert people.session(token) is None


def test_the_digest_of_a_token_is_no_token(people: People, engine: Engine) -> None:
    people.sign_in("Kim", PASSWORD, HERE)
    with engine.connect() as connection:
        digest = connection.execute(sa.select(SESSIONS.c.digest)).scalar_one()
    assert people.session(digest) is None


def test_signing_in_ends_the_session_that_the_browser_had(people: People) -> None:
    former = people.sign_in("sam", PASSWORD, HERE)
    elsewhere = people.sign_in("sam", PASSWORD, HERE)
    people.sign_in("Kim", PASSWORD, HERE, former=former)
    assert people.session(former) is None
    assert people.session(elsewhere) is not None


def test_a_wrong_password_leaves_the_session_that_the_browser_had(people: People) -> None:
    former = people.sign_in("sam", PASSWORD, HERE)
    with pytest.raises(SignInRefused):
        people.sign_in("Kim", "wrong", HERE, former=former)
    assert people.session(former) is not None


def test_signing_out_ends_that_session_alone(people: People) -> None:
    token, other = (people.sign_in("Kim", PASSWORD, HERE) for _ in range(2))
    people.sign_out(token)
    people.sign_out(token)
    people.sign_out("")
    assert people.session(token) is None
    assert people.session(other) is not None


def test_a_session_ends_when_it_isnt_used(people: People, clock: Clock) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    clock.now += IDLE - 1
    assert people.session(token) is not None
    clock.now += IDLE - 1
    assert people.session(token) is not None
    clock.now += IDLE
    assert people.session(token) is None


def test_and_after_a_week_in_any_case(people: People, clock: Clock) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    began = clock.now
    while clock.now + IDLE / 2 < began + LONGEST:
        clock.now += IDLE / 2
        assert people.session(token) is not None
    clock.now = began + LONGEST
    assert people.session(token) is None


def test_being_signed_in_costs_one_query_and_a_write_at_most_once_a_minute(
    people: People, engine: Engine, clock: Clock
) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    statements: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2].split()[0]))
    people.session(token)
    clock.now += 60
    people.session(token)
    assert statements == ["SELECT", "SELECT"]
    clock.now += 1
    people.session(token)
    people.session(token)
    assert statements == ["SELECT", "SELECT", "SELECT", "UPDATE", "SELECT"]


def test_sessions_are_listed_the_last_used_first(people: People, clock: Clock) -> None:
    tokens = []
    for _ in range(2):
        tokens.append(people.sign_in("Kim", PASSWORD, HERE))
        clock.now += 100
    people.session(tokens[0])
    listed = people.sessions(people.named("Kim").id)
    assert [(each.created, each.seen) for each in listed] == [
        (clock.now - 200, clock.now), (clock.now - 100, clock.now - 100)]
    assert people.sessions(people.named("sam").id) == []


@pytest.mark.parametrize("name", ["Kim", "kim", "nobody", "no name at all", "x" * 1000, "\x00"])
def test_five_wrong_passwords_lock_a_name_whether_there_is_such_an_account_or_not(
    people: People, clock: Clock, name: str
) -> None:
    try_wrong(people, name, MOST_WRONG)
    with pytest.raises(SignInRefused, match="too many wrong passwords") as refused:
        people.sign_in(name, PASSWORD, HERE)
    assert refused.value.wait == LOCKED
    clock.now += LOCKED - 1
    with pytest.raises(SignInRefused, match="too many wrong passwords"):
        people.sign_in(name, PASSWORD, HERE)
    clock.now += 1
    if name.lower() == "kim":
        assert people.sign_in(name, PASSWORD, HERE)
    else:
        try_wrong(people, name, 1)


def test_a_locked_name_is_told_by_no_digest(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    try_wrong(people, "Kim", MOST_WRONG)
    monkeypatch.setattr(argon2.PasswordHasher, "verify", None)  # it isn't called
    with pytest.raises(SignInRefused, match="too many"):
        people.sign_in("Kim", PASSWORD, HERE)


def test_another_name_isnt_locked_by_that(people: People) -> None:
    try_wrong(people, "Kim", MOST_WRONG)
    assert people.sign_in("sam", PASSWORD, HERE)


def test_the_right_password_forgives_the_wrong_ones(people: People) -> None:
    for _ in range(3):
        try_wrong(people, "Kim", MOST_WRONG - 1)
        people.sign_in("Kim", PASSWORD, HERE)


def test_an_admin_opens_a_name_again(people: People) -> None:
    try_wrong(people, "Kim", MOST_WRONG)
    kim = people.named("Kim").id
    person = people.find(kim)
    assert person is not None
    assert person.locked_until
    people.unlock("Robin", kim)
    person = people.find(kim)
    assert person is not None
    assert not person.locked_until
    assert people.sign_in("Kim", PASSWORD, HERE)


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counting(self: argon2.PasswordHasher, digest: str, password: str) -> bool:
        compared.append(password)
        return verify(self, digest, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counting)
    start = threading.Barrier(12)

    def guess(number: int) -> None:
        start.wait()
        with pytest.raises(SignInRefused):
            people.sign_in("Kim", f"guess {number}", HERE)

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(compared) == MOST_WRONG


@pytest.mark.parametrize("name", ["Kim", "nobody", "no name"])
def test_a_wrong_name_costs_what_a_wrong_password_costs(
    people: People, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    compared: list[argon2.Parameters] = []
    verify = argon2.PasswordHasher.verify

    def counting(self: argon2.PasswordHasher, digest: str, password: str) -> bool:
        compared.append(argon2.extract_parameters(digest))
        return verify(self, digest, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counting)
    try_wrong(people, name, 1)
    parameters = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    assert compared == [argon2.extract_parameters(parameters.hash("any"))]


def test_an_address_can_try_only_so_often(people: People) -> None:
    for number in range(ADDRESS.amount):
        with pytest.raises(SignInRefused, match="isn't right"):
            people.sign_in(f"name-{number}", "wrong", "192.0.2.1")
    with pytest.raises(SignInRefused, match="too many attempts") as refused:
        people.sign_in("Kim", PASSWORD, "192.0.2.1")
    assert 1 <= refused.value.wait <= 60
    assert people.sign_in("Kim", PASSWORD, "192.0.2.2")


def test_a_dated_digest_is_made_anew(people: People, engine: Engine) -> None:
    old = argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    kim = STAFF.c.key == "kim"
    with engine.begin() as connection:
        connection.execute(STAFF.update().where(kim).values(password=old))
    people.sign_in("Kim", PASSWORD, HERE)
    with engine.connect() as connection:
        new = connection.execute(sa.select(STAFF.c.password).where(kim)).scalar_one()
    assert argon2.extract_parameters(new).memory_cost == 8
    assert people.sign_in("Kim", PASSWORD, HERE)


def test_who_is_disabled_while_the_password_is_compared_doesnt_get_in(
    people: People, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = argon2.PasswordHasher.verify

    def meanwhile(self: argon2.PasswordHasher, digest: str, password: str) -> bool:
        people.disable("Robin", people.named("Kim").id)
        return verify(self, digest, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", meanwhile)
    with pytest.raises(SignInRefused, match="changed just now"):
        people.sign_in("Kim", PASSWORD, HERE)
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(SESSIONS)).scalar() == 0


@pytest.mark.parametrize(("seconds", "told"), [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"),
                                               (900, "15 minutes")])
def test_times_to_wait(seconds: int, told: str) -> None:
    assert minutes(seconds) == told
