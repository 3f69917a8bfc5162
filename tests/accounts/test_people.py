"""What admins do with accounts."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.accounts.errors import AccountError, SignInRefused
from frontdesk.accounts.lockout import MOST_WRONG
from frontdesk.accounts.people import ONE_TIME_DAYS, People
from frontdesk.store.audit import Audit
from frontdesk.store.staff import STAFF
from frontdesk.store.tables import DAY
from tests.accounts.staff import ANOTHER, PASSWORD, Clock

HERE = "127.0.0.1"


def id_of(people: People, name: str) -> int:
    return people.named(name).id


def role_of(people: People, name: str) -> str:
    return people.named(name).role


def told(audit: Audit) -> tuple[str, ...]:
    entry = audit.newest(1)[0]
    return entry.who, entry.action, entry.subject, entry.before, entry.after, entry.undo


def test_an_account_is_added(people: People, audit: Audit) -> None:
    assert people.add("Robin", " Jo ", "viewer", PASSWORD) == ""
    person = people.find(id_of(people, "JO"))
    assert person is not None
    assert (person.account.name, person.account.role, person.account.disabled) == ("Jo", "viewer", None)
    assert (person.account.one_time_until, person.sessions, person.locked_until) == (None, 0, 0.0)
    assert told(audit) == ("Robin", "added an account", "account/Jo", "", "role: viewer", "")


def test_they_are_listed_by_name(people: People) -> None:
    assert [person.account.name for person in people.list()] == ["Kim", "Robin", "sam"]


@pytest.mark.parametrize("name", ["robin", "ROBIN", "ｒobin"])
def test_no_two_have_the_same_name(people: People, name: str) -> None:
    with pytest.raises(AccountError, match="already") as raised:
        people.add("Robin", name, "viewer", PASSWORD)
    assert raised.value.field == "name"
    assert len(people.list()) == 3


@pytest.mark.parametrize(("name", "role", "password", "field"), [
    ("J", "viewer", PASSWORD, "name"), ("Jo", "owner", PASSWORD, "role"), ("Jo", "", PASSWORD, "role"),
    ("Jo", "viewer", "short", "password"), ("Jo", "viewer", "riverside2024!", "password")])
def test_what_cant_be_taken_is_refused_with_its_field(
    people: People, audit: Audit, name: str, role: str, password: str, field: str
) -> None:
    before = audit.newest()
    with pytest.raises(AccountError) as raised:
        people.add("Robin", name, role, password)
    assert raised.value.field == field
    assert len(people.list()) == 3
    assert audit.newest() == before


def test_a_one_time_password_can_be_used_until_it_is_too_old(people: People, clock: Clock) -> None:
    password = people.add("Robin", "Jo", "viewer")
    session = people.session(people.sign_in("Jo", password, HERE))
    assert session is not None
    assert session.must_change
    clock.now += ONE_TIME_DAYS * DAY + 1
    with pytest.raises(SignInRefused, match="too old"):
        people.sign_in("Jo", password, HERE)
    with pytest.raises(SignInRefused, match="isn't right"):
        people.sign_in("Jo", "another", HERE)


def test_another_role_holds_from_the_next_request_on(people: People, audit: Audit) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    people.set_role("Robin", id_of(people, "Kim"), "publisher")
    session = people.session(token)
    assert session is not None
    assert session.role == "publisher"
    assert told(audit) == ("Robin", "changed a role", "account/Kim", "role: editor", "role: publisher", "")


def test_what_changes_nothing_is_not_recorded(people: People, audit: Audit) -> None:
    before = audit.newest()
    people.set_role("Robin", id_of(people, "Kim"), "editor")
    people.enable("Robin", id_of(people, "Kim"))
    people.sign_out_everywhere("Robin", id_of(people, "Kim"))
    assert audit.newest() == before


def test_a_disabled_account_is_signed_out_and_stays_out(people: People, audit: Audit) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    people.disable("Robin", id_of(people, "Kim"))
    assert people.session(token) is None
    assert told(audit)[:3] == ("Robin", "disabled an account", "account/Kim")
    with pytest.raises(SignInRefused, match="disabled"):
        people.sign_in("Kim", PASSWORD, HERE)
    with pytest.raises(SignInRefused, match="isn't right"):
        people.sign_in("Kim", "another", HERE)  # nothing is told to those who don't know the password
    people.enable("Robin", id_of(people, "Kim"))
    assert people.session(token) is None
    assert people.sign_in("Kim", PASSWORD, HERE)
    assert told(audit)[:3] == ("Robin", "enabled an account", "account/Kim")


@pytest.mark.parametrize("work", ["disable", "set_role"])
def test_the_last_admin_stays(people: People, audit: Audit, work: str) -> None:
    def end(name: str) -> None:
        if work == "disable":
            people.disable("Robin", id_of(people, name))
        else:
            people.set_role("Robin", id_of(people, name), "publisher")

    end("sam")
    before = audit.newest()
    with pytest.raises(AccountError, match="last admin"):
        end("Robin")
    assert role_of(people, "Robin") == "admin"
    assert people.named("Robin").disabled is None
    assert audit.newest() == before


def test_a_disabled_admin_doesnt_count(people: People) -> None:
    people.disable("Robin", id_of(people, "sam"))
    people.disable("Robin", id_of(people, "Kim"))  # others can be disabled still
    with pytest.raises(AccountError, match="last admin"):
        people.set_role("Robin", id_of(people, "Robin"), "viewer")


def test_of_two_admins_who_disable_each_other_one_stays(people: People) -> None:
    ids = {name: id_of(people, name) for name in ("Robin", "sam")}
    for _ in range(10):
        start = threading.Barrier(2)
        refused: list[str] = []

        def disable(name: str, start: threading.Barrier = start, refused: list[str] = refused) -> None:
            start.wait()
            try:
                people.disable("the test", ids[name])
            except AccountError:
                refused.append(name)

        threads = [threading.Thread(target=disable, args=(name,)) for name in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1
        for account_id in ids.values():
            people.enable("the test", account_id)


def test_without_any_admin_others_can_be_changed(engine: Engine) -> None:
    people = People(engine)
    people.add("the test", "Kim", "viewer", PASSWORD)
    people.set_role("the test", id_of(people, "Kim"), "editor")
    assert role_of(people, "Kim") == "editor"


def test_only_a_disabled_account_can_be_removed(people: People, audit: Audit) -> None:
    kim = id_of(people, "Kim")
    token = people.sign_in("Kim", PASSWORD, HERE)
    with pytest.raises(AccountError, match="Disable it first"):
        people.remove("Robin", kim)
    people.disable("Robin", kim)
    people.remove("Robin", kim)
    assert people.find(kim) is None
    assert people.session(token) is None
    assert told(audit) == ("Robin", "removed an account", "account/Kim", "role: editor", "", "")
    with pytest.raises(SignInRefused, match="isn't right"):
        people.sign_in("Kim", PASSWORD, HERE)


def test_what_isnt_there_any_more_is_said(people: People) -> None:
    for work in (people.disable, people.enable, people.remove, people.unlock, people.reset_password,
                 people.sign_out_everywhere):
        with pytest.raises(AccountError, match="no such account any more"):
            work("Robin", 99)
    with pytest.raises(AccountError, match="no such account any more"):
        people.set_role("Robin", 99, "viewer")


@pytest.mark.parametrize("name", ["nobody", "Robin\x00", "the command line", ""])
def test_a_name_without_an_account(people: People, name: str) -> None:
    with pytest.raises(AccountError, match="There is no account"):
        people.named(name)


def test_a_reset_ends_the_password_the_sessions_and_the_lock(people: People, audit: Audit) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    for _ in range(MOST_WRONG):
        with pytest.raises(SignInRefused):
            people.sign_in("Kim", "wrong", HERE)
    account, password = people.reset_password("Robin", id_of(people, "Kim"))
    assert account.name == "Kim"
    assert people.session(token) is None
    assert told(audit)[:3] == ("Robin", "reset a password", "account/Kim")
    with pytest.raises(SignInRefused, match="isn't right"):
        people.sign_in("Kim", PASSWORD, HERE)
    session = people.session(people.sign_in("Kim", password, HERE))
    assert session is not None
    assert session.must_change


def test_signing_out_everywhere(people: People, audit: Audit) -> None:
    tokens = [people.sign_in("Kim", PASSWORD, HERE) for _ in range(3)]
    another = people.sign_in("sam", PASSWORD, HERE)
    people.sign_out_everywhere("Robin", id_of(people, "Kim"))
    assert [people.session(token) for token in tokens] == [None] * 3
    assert people.session(another) is not None
    assert told(audit)[:3] == ("Robin", "signed out everywhere", "account/Kim")


def test_a_password_is_nowhere_in_the_record_or_the_table(people: People, audit: Audit, engine: Engine) -> None:
    made = people.add("Robin", "Jo", "viewer")
    people.change_password("Jo", made, ANOTHER)
    with engine.connect() as connection:
        rows = str(connection.execute(sa.select(STAFF)).all())
    for password in (made, ANOTHER, PASSWORD):
        assert password not in rows
        assert password not in str(audit.newest())
    with engine.connect() as connection:
        digests = list(connection.execute(sa.select(STAFF.c.password)).scalars())
    assert all(digest.startswith("$argon2id$") for digest in digests)
    assert not any(digest[:30] in str(audit.newest()) for digest in digests)


def test_changing_ones_own_password(people: People, audit: Audit) -> None:
    tokens = [people.sign_in("Kim", PASSWORD, HERE) for _ in range(2)]
    token = people.change_password("Kim", PASSWORD, ANOTHER)
    assert [people.session(each) for each in tokens] == [None, None]
    session = people.session(token)
    assert session is not None
    assert (session.name, session.must_change) == ("Kim", False)
    assert told(audit) == ("Kim", "changed their password", "account/Kim", "", "", "")
    assert people.sign_in("Kim", ANOTHER, HERE)


def test_a_one_time_password_is_over_once_it_is_changed(people: People) -> None:
    password = people.add("Robin", "Jo", "viewer")
    session = people.session(people.change_password("Jo", password, ANOTHER))
    assert session is not None
    assert not session.must_change
    with pytest.raises(SignInRefused):
        people.sign_in("Jo", password, HERE)


@pytest.mark.parametrize(("current", "new", "field"), [
    ("wrong password", ANOTHER, "current"), (PASSWORD, "short", "password"), (PASSWORD, PASSWORD, "password"),
    (PASSWORD, "passwordkimpassword", "password")])
def test_a_password_that_cant_be_changed_stays(people: People, current: str, new: str, field: str) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    with pytest.raises(AccountError) as raised:
        people.change_password("Kim", current, new)
    assert raised.value.field == field
    assert people.session(token) is not None
    assert people.sign_in("Kim", PASSWORD, HERE)


def test_who_has_taken_a_session_cant_guess_the_password(people: People) -> None:
    for _ in range(MOST_WRONG):
        with pytest.raises(AccountError, match="isn't your password"):
            people.change_password("Kim", "wrong", ANOTHER)
    with pytest.raises(AccountError, match=r"too many wrong passwords.*Try again in 15 minutes"):
        people.change_password("Kim", PASSWORD, ANOTHER)
