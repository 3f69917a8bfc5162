"""What is to be told to the clinic, row by row."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.booking.request import CallbackRequest, Details
from frontdesk.store.booking_tables import OUTBOX, REQUESTS, STATES
from frontdesk.store.outbox import Delivery, Outbox, add_event
from frontdesk.store.requests import Requests
from tests.store.conftest import Clock

BOTH = ("mail", "webhook")
LEASE = 60.0


@pytest.fixture
def outbox(engine: Engine, clock: Clock) -> Outbox:
    return Outbox(engine)


@pytest.fixture
def requests(engine: Engine) -> Requests:
    return Requests(engine)


@pytest.fixture
def request_id(requests: Requests, outbox: Outbox) -> str:
    return save(requests).id


def save(requests: Requests, conversation: str = "a", name: str = "Jo") -> CallbackRequest:
    return requests.save(conversation, Details(name=name, phone="+447700900123"), "Yes.")


def told(outbox: Outbox, request_id: str) -> list[tuple[int, str, str, str]]:
    return [(row.version, row.event, row.channel, row.state) for row in outbox.of_request(request_id)]


def claim(outbox: Outbox, clock: Clock, channel: str = "mail") -> Delivery:
    outbox.route(BOTH)
    claimed = outbox.claim_due(channel, clock.now, LEASE)
    assert claimed is not None
    return claimed


def test_an_event_waits_until_a_channel_is_configured(outbox: Outbox, request_id: str, clock: Clock) -> None:
    assert outbox.route(()) == 0
    assert told(outbox, request_id) == [(1, "created", "", "waiting")]
    clock.now += 1000
    assert outbox.route(BOTH) == 1
    assert told(outbox, request_id) == [(1, "created", "mail", "pending"), (1, "created", "webhook", "pending")]
    assert {row.created for row in outbox.of_request(request_id)} == {clock.now - 1000}
    assert outbox.route(BOTH) == 0


def test_an_event_is_there_only_if_its_transaction_is(engine: Engine, outbox: Outbox, request_id: str) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        add_event(connection, request_id, 2, "updated")
        transaction.rollback()
    assert told(outbox, request_id) == [(1, "created", "", "waiting")]


def test_what_is_claimed_is_nobody_elses_until_its_lease_has_run_out(
    outbox: Outbox, request_id: str, clock: Clock, engine: Engine
) -> None:
    other = Outbox(engine)
    first = claim(outbox, clock)
    assert (first.request_id, first.attempts, first.due) == (request_id, 1, clock.now + LEASE)
    assert other.claim_due("mail", clock.now + LEASE - 1, LEASE) is None
    second = other.claim_due("mail", clock.now + LEASE, LEASE)
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)


def test_channels_are_claimed_apart(outbox: Outbox, request_id: str, clock: Clock) -> None:
    claim(outbox, clock, "mail")
    assert outbox.claim_due("fax", clock.now, LEASE) is None
    assert claim(outbox, clock, "webhook").channel == "webhook"


def test_what_has_been_due_longest_is_claimed_first(outbox: Outbox, requests: Requests, clock: Clock) -> None:
    ids = []
    for conversation in ("a", "b", "c"):
        ids.append(save(requests, conversation).id)
        clock.now += 1
    late = claim(outbox, clock)
    outbox.failed(late, clock.now, "refused")
    claimed = [claim(outbox, clock).request_id for _ in ids]
    assert claimed == [ids[1], ids[2], ids[0]]


def test_a_delivered_row_stays_delivered(outbox: Outbox, request_id: str, clock: Clock) -> None:
    claimed = claim(outbox, clock)
    outbox.failed(claimed, clock.now, "refused")
    claimed = claim(outbox, clock)
    outbox.delivered(claimed, clock.now + 3)
    outbox.failed(claimed, clock.now, "refused")
    outbox.superseded(claimed)
    assert not outbox.dead(claimed, clock.now, "refused", BOTH)
    row = outbox.of_request(request_id)[0]
    assert (row.state, row.delivered, row.error, row.attempts) == ("delivered", clock.now + 3, "", 2)
    assert outbox.retry(clock.now) == 0
    assert outbox.claim_due("mail", clock.now + 10 * LEASE, LEASE) is None


def test_a_claim_that_has_run_out_decides_nothing_but_that_it_was_delivered(
    outbox: Outbox, request_id: str, clock: Clock
) -> None:
    slow = claim(outbox, clock)
    clock.now += LEASE
    again = claim(outbox, clock)
    outbox.failed(slow, clock.now, "timed out")
    outbox.superseded(slow)
    assert not outbox.dead(slow, clock.now, "timed out", BOTH)
    row = outbox.of_request(request_id)[0]
    assert (row.state, row.due, row.error) == ("pending", again.due, "")
    outbox.delivered(slow, clock.now)
    assert outbox.of_request(request_id)[0].state == "delivered"


def test_a_failure_is_tried_again_when_it_is_due(outbox: Outbox, request_id: str, clock: Clock) -> None:
    outbox.failed(claim(outbox, clock), clock.now + 10, "answered 500")
    row = outbox.of_request(request_id)[0]
    assert (row.state, row.attempts, row.due, row.error) == ("pending", 1, clock.now + 10, "answered 500")
    assert outbox.claim_due("mail", clock.now + 9, LEASE) is None
    again = outbox.claim_due("mail", clock.now + 10, LEASE)
    assert again is not None
    assert again.attempts == 2


def test_a_dead_row_is_told_by_every_other_channel_once(outbox: Outbox, request_id: str, clock: Clock) -> None:
    assert outbox.dead(claim(outbox, clock), clock.now, "refused", BOTH)
    dead, _webhook, alert = outbox.of_request(request_id)
    assert (dead.state, dead.error) == ("dead", "refused")
    assert (alert.version, alert.event, alert.channel, alert.state) == (1, "alert", "webhook", "pending")
    assert outbox.retry(clock.now) == 1
    assert outbox.dead(claim(outbox, clock), clock.now, "refused", BOTH)
    assert told(outbox, request_id) == [
        (1, "created", "mail", "dead"), (1, "created", "webhook", "pending"), (1, "alert", "webhook", "pending")]


def test_an_alert_that_dies_raises_none(outbox: Outbox, request_id: str, clock: Clock) -> None:
    outbox.dead(claim(outbox, clock), clock.now, "refused", BOTH)
    outbox.delivered(claim(outbox, clock, "webhook"), clock.now)
    alert = claim(outbox, clock, "webhook")
    assert alert.event == "alert"
    assert outbox.dead(alert, clock.now, "refused", BOTH)
    assert told(outbox, request_id) == [
        (1, "created", "mail", "dead"), (1, "created", "webhook", "delivered"), (1, "alert", "webhook", "dead")]


def test_retrying_starts_anew_and_keeps_when_it_happened(outbox: Outbox, requests: Requests, clock: Clock) -> None:
    created = clock.now
    ids = [save(requests, conversation).id for conversation in "ab"]
    for _ in ids:
        outbox.dead(claim(outbox, clock), clock.now, "refused", ("mail",))
    clock.now += 99
    assert outbox.claim_due("mail", clock.now + 10 * LEASE, LEASE) is None
    assert outbox.retry(clock.now, ids[0]) == 1
    assert [outbox.of_request(each)[0].state for each in ids] == ["pending", "dead"]
    row = outbox.of_request(ids[0])[0]
    assert (row.attempts, row.due, row.created) == (0, clock.now, created)
    assert outbox.retry(clock.now) == 1
    assert outbox.counts()["dead"] == 0


@pytest.mark.parametrize("was_dead", [False, True])
def test_a_later_event_supersedes_what_is_unfinished(
    outbox: Outbox, requests: Requests, clock: Clock, was_dead: bool
) -> None:
    request_id, other = save(requests).id, save(requests, "b").id
    first = claim(outbox, clock)
    if was_dead:
        outbox.dead(first, clock.now, "refused", ("mail",))
    outbox.delivered(claim(outbox, clock, "webhook"), clock.now)
    save(requests, name="Joe")
    assert outbox.newest_version(request_id) == 2
    outbox.route(BOTH)
    assert told(outbox, request_id) == [
        (1, "created", "mail", "superseded"), (1, "created", "webhook", "delivered"),
        (2, "updated", "mail", "pending"), (2, "updated", "webhook", "pending")]
    assert {state for *_, state in told(outbox, other)} == {"pending"}


def test_a_later_event_that_waits_for_a_channel_supersedes_nothing_yet(
    outbox: Outbox, requests: Requests, clock: Clock
) -> None:
    request_id = save(requests).id
    outbox.dead(claim(outbox, clock), clock.now, "refused", ("mail",))
    save(requests, name="Joe")
    outbox.route(())
    assert told(outbox, request_id)[0] == (1, "created", "mail", "dead")


def test_a_claimed_row_can_be_superseded(outbox: Outbox, request_id: str, clock: Clock) -> None:
    outbox.superseded(claim(outbox, clock))
    assert told(outbox, request_id)[0] == (1, "created", "mail", "superseded")


def test_counts(outbox: Outbox, requests: Requests, clock: Clock) -> None:
    assert outbox.counts() == dict.fromkeys(STATES, 0)
    assert outbox.pending() == {}
    save(requests)
    assert outbox.counts() == {**dict.fromkeys(STATES, 0), "waiting": 1}
    outbox.delivered(claim(outbox, clock), clock.now)
    assert outbox.counts() == {**dict.fromkeys(STATES, 0), "delivered": 1, "pending": 1}
    assert outbox.pending() == {"webhook": 1}


def test_an_erased_request_takes_its_rows_along(outbox: Outbox, request_id: str, clock: Clock, engine: Engine) -> None:
    claimed = claim(outbox, clock)
    with engine.begin() as connection:
        connection.execute(REQUESTS.delete())
        assert connection.execute(sa.select(sa.func.count()).select_from(OUTBOX)).scalar() == 0
    assert outbox.newest_version(request_id) == 0
    outbox.failed(claimed, clock.now, "refused")
    outbox.delivered(claimed, clock.now)
    assert not outbox.dead(claimed, clock.now, "refused", BOTH)
    assert outbox.of_request(request_id) == []


def test_a_row_that_was_routed_meanwhile_isnt_routed_again(
    engine: Engine, outbox: Outbox, requests: Requests, clock: Clock
) -> None:
    """SQLite gives the waiting row's id to the first pending one."""
    request_id = save(requests).id
    seen: list[str] = []

    def other_worker_is_first(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("DELETE") and not seen:
            seen.append(statement)
            other.route(("mail",))
            claimed = other.claim_due("mail", clock.now, LEASE)
            assert claimed is not None
            other.delivered(claimed, clock.now)

    other = Outbox(engine)
    connection_of_mine = sa.create_engine(engine.url, future=True)
    mine = Outbox(connection_of_mine)
    sa.event.listen(connection_of_mine, "before_cursor_execute", other_worker_is_first)
    assert mine.route(("mail",)) == 0
    assert seen
    assert told(outbox, request_id) == [(1, "created", "mail", "delivered")]
    connection_of_mine.dispose()


def test_several_workers_never_take_the_same(database: str, clock: Clock) -> None:
    requests = Requests(database)
    ids = {save(requests, str(number)).id for number in range(12)}
    taken: list[str] = []
    failures: list[BaseException] = []
    barrier = threading.Barrier(4)

    def work() -> None:
        try:
            outbox = Outbox(database)
            barrier.wait()
            outbox.route(BOTH)
            while (claimed := outbox.claim_due("mail", clock.now, LEASE)) is not None:
                taken.append(claimed.request_id)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(taken) == sorted(ids)
    assert Outbox(database).counts()["pending"] == 2 * len(ids)
