"""What staff do with callback requests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.booking.request import CallbackRequest
from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.audit import Audit
from frontdesk.store.booking_tables import OUTBOX
from frontdesk.store.handling import Case, Handling, Overtaken
from frontdesk.store.requests import Requests
from frontdesk.store.retention import purge_all
from frontdesk.store.tables import DAY
from tests.store.conftest import Clock
from tests.store.test_requests import CONSENT, DETAILS, events


@pytest.fixture
def requests(engine: Engine, clock: Clock) -> Requests:
    return Requests(engine)


@pytest.fixture
def saved(requests: Requests) -> CallbackRequest:
    return requests.save("a", DETAILS, CONSENT)


@pytest.fixture
def handling(engine: Engine) -> Handling:
    return Handling(engine)


def now(handling: Handling, saved: CallbackRequest) -> Case:
    case = handling.find(saved.id)
    assert case is not None
    return case


def test_a_new_request_is_nobodys(handling: Handling, saved: CallbackRequest) -> None:
    assert handling.find(saved.id) == Case(saved, "", "", 0, None, "")
    assert handling.find("another") is None
    assert not now(handling, saved).changed_since


def test_it_is_marked_without_the_visitor_or_the_clinic_hearing_of_it(
    handling: Handling, saved: CallbackRequest, engine: Engine, clock: Clock
) -> None:
    clock.now += 60
    handling.set_status(saved.id, 1, "new", "contacted", "Robin")
    assert now(handling, saved) == Case(replace(saved, status="contacted"), "", "", 0, clock.now, "Robin")
    clock.now += 60
    handling.set_status(saved.id, 1, "contacted", "done", "Kim")
    assert now(handling, saved) == Case(replace(saved, status="done"), "", "", 0, clock.now, "Kim")
    assert events(engine) == [(1, "created")]


@pytest.mark.parametrize(("version", "seen"), [(1, "contacted"), (1, "done"), (1, "withdrawn"), (2, "new"), (0, "new")])
def test_what_was_seen_and_isnt_so_changes_nothing(
    handling: Handling, saved: CallbackRequest, engine: Engine, version: int, seen: str
) -> None:
    with pytest.raises(Overtaken) as overtaken:
        handling.set_status(saved.id, version, seen, "done", "Robin")
    assert overtaken.value.case == now(handling, saved) == Case(saved, "", "", 0, None, "")
    assert Audit(engine).newest() == []


def test_nor_does_anything_once_it_is_gone_or_withdrawn(
    handling: Handling, requests: Requests, saved: CallbackRequest, engine: Engine
) -> None:
    with pytest.raises(Overtaken) as overtaken:
        handling.set_status("another", 1, "new", "done", "Robin")
    assert overtaken.value.case is None
    requests.withdraw_from("a")
    withdrawn = now(handling, saved)
    for change in (lambda: handling.set_status(saved.id, 2, "withdrawn", "new", "Robin"),
                   lambda: handling.assign(saved.id, "", "Robin", "Robin"),
                   lambda: handling.write_note(saved.id, withdrawn.note_version, "again", "Robin")):
        with pytest.raises(Overtaken) as overtaken:
            change()
        assert overtaken.value.case == withdrawn == now(handling, saved)
    assert Audit(engine).newest() == []


def test_a_change_of_the_visitors_reopens_it_and_keeps_what_staff_added(
    handling: Handling, requests: Requests, saved: CallbackRequest, clock: Clock
) -> None:
    handling.assign(saved.id, "", "Kim", "Robin")
    handling.write_note(saved.id, 0, "rang, no answer", "Kim")
    clock.now += 60
    handling.set_status(saved.id, 1, "new", "done", "Kim")
    done = clock.now
    clock.now += 60
    changed = requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    case = now(handling, saved)
    assert case == Case(changed, "Kim", "rang, no answer", 1, done, "Kim")
    assert (changed.status, case.changed_since) == ("new", True)
    with pytest.raises(Overtaken):
        handling.set_status(saved.id, 1, "new", "done", "Kim")  # of what isn't asked for any more
    clock.now += 60
    handling.set_status(saved.id, 2, "new", "contacted", "Kim")
    assert not now(handling, saved).changed_since


def test_a_withdrawal_takes_the_notes_away(
    handling: Handling, requests: Requests, saved: CallbackRequest, engine: Engine
) -> None:
    handling.assign(saved.id, "", "Kim", "Kim")
    handling.write_note(saved.id, 0, "her knee", "Kim")
    entry = handling.write_note(saved.id, 1, "her other knee", "Kim")
    assert requests.withdraw(saved.reference, version=1) is not None
    case = now(handling, saved)
    assert (case.note, case.assigned, case.request.details.about) == ("", "Kim", "")
    with engine.connect() as connection:
        assert "knee" not in str(connection.exec_driver_sql("SELECT * FROM requests").all())
    requests.save("a", DETAILS, CONSENT)
    found = Audit(engine).find(entry)
    assert found is not None
    with pytest.raises(Overtaken):
        handling.undo(found.undo, "Kim")


def test_only_what_was_seen_is_withdrawn(requests: Requests, saved: CallbackRequest) -> None:
    changed = requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    assert requests.withdraw(saved.reference, version=1) is None
    assert requests.find(saved.id) == changed
    withdrawn = requests.withdraw(saved.reference, version=2)
    assert withdrawn is not None
    assert (withdrawn.status, withdrawn.version) == ("withdrawn", 3)


def test_it_is_assigned_by_whom_it_was_seen_with(handling: Handling, saved: CallbackRequest) -> None:
    handling.assign(saved.id, "", "Kim", "Robin")
    with pytest.raises(Overtaken) as overtaken:
        handling.assign(saved.id, "", "Robin", "Robin")
    assert overtaken.value.case == now(handling, saved)
    assert now(handling, saved).assigned == "Kim"
    handling.assign(saved.id, "Kim", "", "Robin")
    assert now(handling, saved).assigned == ""


def test_nobodys_note_is_overwritten(handling: Handling, saved: CallbackRequest) -> None:
    handling.write_note(saved.id, 0, "rang, no answer", "Kim")
    with pytest.raises(Overtaken) as overtaken:
        handling.write_note(saved.id, 0, "mine", "Robin")
    assert overtaken.value.case == now(handling, saved)
    assert now(handling, saved).note == "rang, no answer"
    handling.write_note(saved.id, 1, "rang, no answer\nmine", "Robin")
    assert (now(handling, saved).note, now(handling, saved).note_version) == ("rang, no answer\nmine", 2)


def test_each_change_is_recorded_without_a_word_about_the_visitor(
    handling: Handling, saved: CallbackRequest, engine: Engine
) -> None:
    handling.set_status(saved.id, 1, "new", "contacted", "Robin")
    handling.assign(saved.id, "", "Kim", "Robin")
    handling.write_note(saved.id, 0, "Zoë, +447700900123", "Kim")
    entries = Audit(engine).newest()
    assert [(entry.who, entry.action, entry.before, entry.after) for entry in entries] == [
        ("Kim", "changed a request's note", "", ""), ("Robin", "assigned a request to Kim", "", "Kim"),
        ("Robin", "marked a request as contacted", "new", "contacted")]
    assert {entry.subject for entry in entries} == {f"booking {saved.reference}"}
    for private in ("Zo", "7700", "knee", DETAILS.email):
        assert private not in str(entries)


def test_without_its_entry_there_is_no_change(
    handling: Handling, saved: CallbackRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError

    before = now(handling, saved)
    monkeypatch.setattr("frontdesk.store.handling.add_entry", fail)
    with pytest.raises(RuntimeError):
        handling.set_status(saved.id, 1, "new", "contacted", "Robin")
    with pytest.raises(RuntimeError):
        handling.write_note(saved.id, 0, "note", "Robin")
    assert now(handling, saved) == before


CHANGES: dict[str, Callable[[Handling, str], int]] = {
    "status": lambda handling, id_: handling.set_status(id_, 1, "new", "done", "Robin"),
    "assigned": lambda handling, id_: handling.assign(id_, "", "Kim", "Robin"),
    "note": lambda handling, id_: handling.write_note(id_, 1, "the second", "Robin"),
}
LATER: dict[str, Callable[[Handling, str], int]] = {
    "status": lambda handling, id_: handling.set_status(id_, 1, "done", "contacted", "Kim"),
    "assigned": lambda handling, id_: handling.assign(id_, "Kim", "Lee", "Kim"),
    "note": lambda handling, id_: handling.write_note(id_, 2, "the third", "Kim"),
}


def told(case: Case) -> tuple[str, str, str]:
    return case.request.status, case.assigned, case.note


def dealt_with(case: Case) -> tuple[float | None, str, bool]:
    return case.handled, case.handled_by, case.changed_since


@pytest.mark.parametrize("what", CHANGES)
def test_each_change_can_be_taken_back_and_that_again(
    handling: Handling, saved: CallbackRequest, engine: Engine, what: str, clock: Clock
) -> None:
    handling.write_note(saved.id, 0, "the first", "Robin")
    first, audit = now(handling, saved), Audit(engine)
    clock.now += 60
    entry = CHANGES[what](handling, saved.id)
    second = now(handling, saved)
    assert told(second) != told(first)
    for state in (first, second, first):
        found = audit.find(entry)
        assert found is not None
        clock.now += 60
        entry = handling.undo(found.undo, "Kim")
        case = now(handling, saved)
        assert (told(case), dealt_with(case)) == (told(state), dealt_with(state))


def test_a_mark_that_is_taken_back_leaves_the_visitors_change_as_new_as_it_was(
    handling: Handling, requests: Requests, saved: CallbackRequest, engine: Engine, clock: Clock
) -> None:
    handling.set_status(saved.id, 1, "new", "done", "Robin")
    clock.now += 60
    requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    before = now(handling, saved)
    assert before.changed_since
    clock.now += 60
    found = Audit(engine).find(handling.set_status(saved.id, 2, "new", "contacted", "Kim"))
    assert found is not None
    assert not now(handling, saved).changed_since
    handling.undo(found.undo, "Kim")
    assert now(handling, saved) == before


@pytest.mark.parametrize("what", CHANGES)
def test_what_somebody_changed_since_is_not_taken_back(
    handling: Handling, saved: CallbackRequest, engine: Engine, what: str
) -> None:
    handling.write_note(saved.id, 0, "the first", "Robin")
    entry = Audit(engine).find(CHANGES[what](handling, saved.id))
    assert entry is not None
    LATER[what](handling, saved.id)
    later = now(handling, saved)
    with pytest.raises(Overtaken):
        handling.undo(entry.undo, "Robin")
    assert now(handling, saved) == later


def test_other_changes_dont_stand_in_the_way(
    handling: Handling, saved: CallbackRequest, engine: Engine
) -> None:
    entry = Audit(engine).find(handling.set_status(saved.id, 1, "new", "done", "Robin"))
    assert entry is not None
    handling.assign(saved.id, "", "Kim", "Kim")
    handling.write_note(saved.id, 0, "a note", "Kim")
    handling.undo(entry.undo, "Robin")
    assert told(now(handling, saved)) == ("new", "Kim", "a note")


def test_an_entry_holds_nothing_to_undo_a_note_by_but_which(
    handling: Handling, saved: CallbackRequest, engine: Engine
) -> None:
    entry = Audit(engine).find(handling.write_note(saved.id, 0, "secret", "Robin"))
    assert entry is not None
    assert json.loads(entry.undo) == {"id": saved.id, "set": "note", "version": 1}


def test_of_two_at_once_one_is_told(handling: Handling, saved: CallbackRequest, engine: Engine) -> None:
    for number in range(10):
        barrier, outcomes = threading.Barrier(2), list[str]()

        def write(who: str, number: int = number, barrier: threading.Barrier = barrier,
                  outcomes: list[str] = outcomes) -> None:
            barrier.wait()
            try:
                handling.write_note(saved.id, number, who, who)
                outcomes.append("written")
            except Overtaken as overtaken:
                outcomes.append("told" if overtaken.case else "gone")

        threads = [threading.Thread(target=write, args=(who,)) for who in ("Robin", "Kim")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["told", "written"]
    assert len(Audit(engine).newest()) == 10


def test_lists_and_counts(handling: Handling, requests: Requests, clock: Clock) -> None:
    ids = []
    for conversation in "abcd":
        ids.append(requests.save(conversation, DETAILS, CONSENT).id)
        clock.now += 1
    handling.set_status(ids[0], 1, "new", "done", "Robin")
    handling.set_status(ids[1], 1, "new", "contacted", "Robin")
    requests.withdraw_from("c")
    assert {case.request.id for case in handling.all_of()} == set(ids)
    assert {case.request.id for case in handling.all_of(("new", "contacted"))} == {ids[1], ids[3]}
    assert handling.confirmed_since(clock.now - 5) == 1
    assert handling.confirmed_since(clock.now - 1) == 0
    requests.save("a", replace(DETAILS, name="Zoë"), CONSENT)
    assert handling.confirmed_since(clock.now - 1) == 1


@pytest.mark.parametrize(("status", "undelivered", "stays"), [
    ("new", True, True), ("contacted", True, True), ("done", True, False), ("withdrawn", True, False),
    ("new", False, False), ("done", False, False),
])
def test_only_somebody_who_waits_and_was_never_told_of_stays_beyond_the_time(
    handling: Handling, requests: Requests, saved: CallbackRequest, engine: Engine, clock: Clock, status: str,
    undelivered: bool, stays: bool,
) -> None:
    if status == "withdrawn":
        requests.withdraw_from("a")
    elif status != "new":
        handling.set_status(saved.id, 1, "new", status, "Robin")
    if not undelivered:
        with engine.begin() as connection:
            connection.execute(OUTBOX.update().values(state="delivered"))
    clock.now += 30 * DAY
    purge_all(engine, Privacy(requests_days=30))
    assert handling.find(saved.id)
    clock.now += 1
    purge_all(engine, Privacy(requests_days=30))
    assert bool(handling.find(saved.id)) == stays
    with engine.connect() as connection:
        assert bool(connection.execute(sa.select(OUTBOX.c.id)).all()) == stays


def test_it_is_kept_for_the_time_after_staff_dealt_with_it(
    handling: Handling, saved: CallbackRequest, engine: Engine, clock: Clock
) -> None:
    clock.now += 100 * DAY
    handling.set_status(saved.id, 1, "new", "done", "Robin")
    clock.now += 30 * DAY
    purge_all(engine, Privacy(requests_days=30))
    assert handling.find(saved.id)  # and the mark can be taken back until then
    clock.now += 1
    purge_all(engine, Privacy(requests_days=30))
    assert handling.find(saved.id) is None
