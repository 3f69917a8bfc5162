"""Callback requests as they are kept: once each, changed in place, and never half."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.knowledge.privacy import Privacy
from frontdesk.store import requests as module
from frontdesk.store.booking_tables import OUTBOX, REQUESTS, STATUSES
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.requests import Requests
from frontdesk.store.retention import purge_all
from frontdesk.store.tables import DAY
from tests.store.conftest import Clock

THURSDAY = date(2027, 1, 21)
WHEN = When("thursday after 5", "Thursday 21 January, after 5 pm", (Window(THURSDAY, THURSDAY, start=17 * 60),))
DETAILS = Details("Zoë O'Brien-杏", "+447700900123", "zoe@example.org", WHEN, "my knee; DROP TABLE requests")
CONSENT = "By saying yes you agree that A Clinic may contact you about this by phone."
REFERENCE = re.compile(r"[2-9CDFGHJKMNPQRTVWXZ]{3}-[2-9CDFGHJKMNPQRTVWXZ]{3}")


@pytest.fixture
def requests(engine: Engine, clock: Clock) -> Requests:
    return Requests(engine)


def events(engine: Engine) -> list[tuple[int, str]]:
    """What is to be told to the clinic."""
    query = sa.select(OUTBOX.c.version, OUTBOX.c.event).order_by(OUTBOX.c.id)
    with engine.connect() as connection:
        return [(row.version, row.event) for row in connection.execute(query)]


def test_a_request_comes_back_as_it_was_confirmed(requests: Requests, engine: Engine, clock: Clock) -> None:
    saved = requests.save("a", DETAILS, CONSENT)
    assert (saved.details, saved.consent, saved.consented) == (DETAILS, CONSENT, clock.now)
    assert (saved.version, saved.status, saved.created, saved.updated) == (1, "new", clock.now, clock.now)
    assert Requests(engine).find(saved.id) == saved
    assert requests.of_conversation("a") == saved
    assert requests.newest() == [saved]
    assert events(engine) == [(1, "created")]


@pytest.mark.parametrize("details", [
    DETAILS, Details("Jo", "07700900123", when=When("once the rain stops")), Details("Jo", email="jo@example.org"),
])
def test_the_same_again_changes_nothing(
    requests: Requests, engine: Engine, clock: Clock, details: Details
) -> None:
    saved = requests.save("a", details, CONSENT)
    clock.now += 60
    assert requests.save("a", details, CONSENT) == saved
    assert Requests(engine).save("a", details, CONSENT) == saved
    assert events(engine) == [(1, "created")]


def test_a_second_request_of_a_conversation_changes_the_first(
    requests: Requests, engine: Engine, clock: Clock
) -> None:
    saved = requests.save("a", DETAILS, CONSENT)
    created = clock.now
    clock.now += 60
    changed = requests.save("a", replace(DETAILS, phone="", when=None, about=""), "By e-mail.")
    assert (changed.id, changed.reference, changed.created) == (saved.id, saved.reference, created)
    assert (changed.version, changed.status, changed.updated, changed.consented) == (2, "new", clock.now, clock.now)
    assert (changed.consent, changed.details.phone, changed.details.about) == ("By e-mail.", "", "")
    assert requests.newest() == [changed]
    assert events(engine) == [(1, "created"), (2, "updated")]


def test_what_the_clinic_has_done_with_it_is_undone_by_a_change_alone(requests: Requests, engine: Engine) -> None:
    requests.save("a", DETAILS, CONSENT)
    with engine.begin() as connection:
        connection.execute(REQUESTS.update().values(status="contacted"))
    assert requests.save("a", DETAILS, CONSENT).status == "contacted"
    assert requests.save("a", replace(DETAILS, name="Zoë"), CONSENT).status == "new"


def test_conversations_have_requests_of_their_own(requests: Requests, engine: Engine) -> None:
    first, second = requests.save("a", DETAILS, CONSENT), requests.save("b", DETAILS, CONSENT)
    assert first.id != second.id
    assert first.reference != second.reference
    requests.withdraw_from("b")
    assert requests.of_conversation("a") == first
    assert requests.of_conversation("c") is None


@pytest.mark.parametrize("by", ["reference", "conversation"])
def test_a_request_can_be_withdrawn_once(requests: Requests, engine: Engine, clock: Clock, by: str) -> None:
    saved = requests.save("a", DETAILS, CONSENT)
    clock.now += 60

    def withdraw() -> CallbackRequest | None:
        return requests.withdraw(saved.reference) if by == "reference" else requests.withdraw_from("a")

    withdrawn = withdraw()
    # The clinic must be told whom not to call; the rest is nobody's business any more.
    name_alone = Details(DETAILS.name, when=When(""))
    assert withdrawn == replace(saved, status="withdrawn", version=2, updated=clock.now, details=name_alone)
    clock.now += 60
    assert withdraw() == withdrawn
    assert events(engine) == [(1, "created"), (2, "withdrawn")]


def test_one_that_isnt_there_cant_be_withdrawn(requests: Requests, engine: Engine) -> None:
    assert requests.withdraw("K7Q-F3M") is None
    assert requests.withdraw("") is None
    assert requests.withdraw_from("nobody") is None
    assert events(engine) == []


@pytest.mark.parametrize("details", [DETAILS, replace(DETAILS, name="Zoë")], ids=["the same", "another"])
def test_a_withdrawn_request_is_open_again_when_it_is_confirmed_anew(
    requests: Requests, engine: Engine, clock: Clock, details: Details
) -> None:
    saved = requests.save("a", DETAILS, CONSENT)
    requests.withdraw_from("a")
    clock.now += 60
    again = requests.save("a", details, CONSENT)
    assert (again.id, again.version, again.status, again.details) == (saved.id, 3, "new", details)
    assert again.consented == clock.now
    assert events(engine) == [(1, "created"), (2, "withdrawn"), (3, "updated")]


def test_also_one_of_which_a_withdrawal_left_everything(requests: Requests, engine: Engine) -> None:
    requests.save("a", Details("Jo"), CONSENT)
    requests.withdraw_from("a")
    assert requests.save("a", Details("Jo"), CONSENT).status == "new"
    assert events(engine) == [(1, "created"), (2, "withdrawn"), (3, "updated")]


def test_requests_are_counted_by_status(requests: Requests) -> None:
    assert requests.counts() == dict.fromkeys(STATUSES, 0)
    for conversation in "abc":
        requests.save(conversation, DETAILS, CONSENT)
    requests.withdraw_from("b")
    assert requests.counts() == {**dict.fromkeys(STATUSES, 0), "new": 2, "withdrawn": 1}


def test_the_newest_come_first_and_no_more_than_asked_for(requests: Requests, clock: Clock) -> None:
    ids = []
    for conversation in "abc":
        ids.append(requests.save(conversation, DETAILS, CONSENT).id)
        clock.now += 1
    requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    assert [request.id for request in requests.newest()] == ids[::-1]
    assert [request.id for request in requests.newest(2)] == [ids[2], ids[1]]


def test_a_reference_is_found_however_it_is_written(requests: Requests) -> None:
    saved = requests.save("a", DETAILS, CONSENT)
    letters = saved.reference.replace("-", "")
    for written in (saved.reference, saved.reference.lower(), letters, f" {letters[:2]} {letters[2:].lower()}.",
                    saved.reference.replace("-", " – ")):
        assert requests.by_reference(written) == saved
    for other in ("", "-", letters[:5], f"{letters}2", "%", saved.id):
        assert requests.by_reference(other) is None


def test_references_are_short_and_have_no_letters_that_look_alike() -> None:
    references = [module._reference() for _ in range(500)]
    assert all(REFERENCE.fullmatch(reference) for reference in references)
    assert not set("".join(references)) & set("01AEIOUBSYL")
    assert len(set(references)) == len(references)


def test_a_reference_that_is_taken_is_drawn_again(requests: Requests, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["CCC-222", "CCC-222", "CCC-222", "DDD-333"])
    monkeypatch.setattr(module, "_reference", lambda: next(drawn))
    assert requests.save("a", DETAILS, CONSENT).reference == "CCC-222"
    assert requests.save("b", DETAILS, CONSENT).reference == "DDD-333"


def test_there_is_an_end_to_trying(requests: Requests, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_reference", lambda: "CCC-222")
    requests.save("a", DETAILS, CONSENT)
    with pytest.raises(sa.exc.IntegrityError):
        requests.save("b", DETAILS, CONSENT)
    assert requests.of_conversation("b") is None
    assert events(engine) == [(1, "created")]


def test_without_what_the_clinic_is_to_be_told_there_is_no_request(
    requests: Requests, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError

    saved = requests.save("a", DETAILS, CONSENT)
    monkeypatch.setattr(module, "add_event", fail)
    with pytest.raises(RuntimeError):
        requests.save("b", DETAILS, CONSENT)
    with pytest.raises(RuntimeError):
        requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    with pytest.raises(RuntimeError):
        requests.withdraw_from("a")
    assert requests.newest() == [saved]
    assert events(engine) == [(1, "created")]


def overtaken_once(engine: Engine, other: Callable[[], object]) -> tuple[Engine, list[str]]:
    """An engine of its own on which somebody else comes first, just before the first change of a request."""
    mine, seen = sa.create_engine(engine.url, future=True), list[str]()

    def first(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("UPDATE requests", "INSERT INTO requests")) and not seen:
            seen.append(statement)
            other()

    sa.event.listen(mine, "before_cursor_execute", first)
    return mine, seen


def test_a_change_that_meets_a_withdrawal_opens_the_request_again(
    requests: Requests, engine: Engine, clock: Clock
) -> None:
    requests.save("a", DETAILS, CONSENT)
    mine, seen = overtaken_once(engine, lambda: requests.withdraw_from("a"))
    changed = Requests(mine).save("a", replace(DETAILS, name="Zoë"), CONSENT)
    mine.dispose()
    assert seen
    assert (changed.version, changed.status, changed.details.name) == (3, "new", "Zoë")
    assert events(engine) == [(1, "created"), (2, "withdrawn"), (3, "updated")]


def test_a_withdrawal_that_meets_a_change_withdraws_what_was_changed(
    requests: Requests, engine: Engine, clock: Clock
) -> None:
    requests.save("a", DETAILS, CONSENT)
    mine, seen = overtaken_once(engine, lambda: requests.save("a", replace(DETAILS, name="Zoë"), CONSENT))
    withdrawn = Requests(mine).withdraw_from("a")
    mine.dispose()
    assert seen
    assert withdrawn is not None
    assert (withdrawn.version, withdrawn.status, withdrawn.details.name) == (3, "withdrawn", "Zoë")
    assert events(engine) == [(1, "created"), (2, "updated"), (3, "withdrawn")]


def test_two_of_the_same_at_once_are_one(requests: Requests, engine: Engine, clock: Clock) -> None:
    mine, seen = overtaken_once(engine, lambda: requests.save("a", DETAILS, CONSENT))
    saved = Requests(mine).save("a", DETAILS, CONSENT)
    mine.dispose()
    assert seen
    assert (saved.version, requests.newest()) == (1, [saved])
    assert events(engine) == [(1, "created")]


def test_two_processes_at_once_lose_nothing(database: str, clock: Clock) -> None:
    barrier, failures = threading.Barrier(2), list[BaseException]()

    def work(number: int) -> None:
        try:
            mine = Requests(database)
            barrier.wait()
            for _ in range(3):
                mine.save("a", replace(DETAILS, name=f"{number}"), CONSENT)
                mine.save(f"own-{number}", DETAILS, CONSENT)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    requests = Requests(database)
    assert len(requests.newest()) == 3
    shared = requests.of_conversation("a")
    assert shared is not None
    with sa.create_engine(database if "://" in database else f"sqlite:///{database}").connect() as connection:
        rows = connection.execute(sa.select(OUTBOX.c.version).where(OUTBOX.c.request_id == shared.id)).scalars().all()
    assert sorted(rows) == list(range(1, shared.version + 1))


def test_an_old_request_goes_but_not_before_it_has_reached_the_clinic(
    requests: Requests, engine: Engine, clock: Clock
) -> None:
    saved, told = requests.save("a", DETAILS, CONSENT), requests.save("b", DETAILS, CONSENT)
    with engine.begin() as connection:
        connection.execute(OUTBOX.update().where(OUTBOX.c.request_id == told.id).values(state="delivered"))
    privacy = Privacy(requests_days=30)
    clock.now += 30 * DAY
    purge_all(engine, privacy)
    assert {request.id for request in requests.newest()} == {saved.id, told.id}
    clock.now += 1
    purge_all(engine, privacy)
    assert requests.newest() == [saved]
    with engine.begin() as connection:
        connection.execute(OUTBOX.update().values(state="delivered"))
    purge_all(engine, privacy)
    assert requests.newest() == []
    assert events(engine) == []


def test_a_change_keeps_a_request_longer(requests: Requests, engine: Engine, clock: Clock) -> None:
    requests.save("a", DETAILS, CONSENT)
    clock.now += 20 * DAY
    changed = requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    with engine.begin() as connection:
        connection.execute(OUTBOX.update().values(state="delivered"))
    clock.now += 20 * DAY
    purge_all(engine, Privacy(requests_days=30))
    assert requests.newest() == [changed]


def test_an_erased_conversation_leaves_a_request_that_only_its_reference_leads_to(
    requests: Requests, engine: Engine
) -> None:
    saved = requests.save("a", DETAILS, CONSENT)
    erase_conversation(engine, "a")
    assert requests.of_conversation("a") is None
    assert requests.withdraw_from("a") is None
    assert requests.by_reference(saved.reference) == saved
    again = requests.save("a", DETAILS, CONSENT)
    assert again.id != saved.id
    withdrawn = requests.withdraw(saved.reference)
    assert withdrawn is not None
    assert withdrawn.status == "withdrawn"
    assert requests.of_conversation("a") == again


minutes = st.none() | st.integers(0, 24 * 60)
weekdays = st.lists(st.integers(0, 6)).map(tuple)
windows = st.builds(Window, st.dates(), st.none() | st.dates(), weekdays, minutes, minutes)
texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)
details_of_any_kind = st.builds(
    Details, texts, texts, texts, st.builds(When, texts, texts, st.lists(windows, max_size=3).map(tuple)), texts)


@settings(derandomize=True, deadline=None)
@given(details_of_any_kind)
def test_details_survive_their_json(details: Details) -> None:
    assert Details.from_dict(details.as_dict()) == details


@settings(derandomize=True, deadline=None)
@given(details_of_any_kind)
def test_details_survive_the_row(details: Details) -> None:
    columns = module._columns(details)
    row = sa.create_engine("sqlite://").connect().execute(
        sa.select(*[sa.literal(value).label(name) for name, value in {
            "id": "i", "reference": "r", "version": 1, "status": "new", "created": 0.0, "updated": 0.0,
            "consent": "", "consented": 0.0, **columns}.items()])).one()
    assert module.read_request(row).details == details
