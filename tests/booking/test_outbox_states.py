"""Whatever happens in whatever order, every event reaches every channel, or people are told that it doesn't.

The worker is killed before and after any of its steps, channels come and go, fail for
hours or take a message and say they didn't, requests change meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from frontdesk.booking.delivery import DeliveryError, Message, Pace
from frontdesk.booking.request import Details
from frontdesk.booking.worker import Worker
from frontdesk.store.booking_tables import OUTBOX, REQUESTS
from frontdesk.store.engine import open_database
from frontdesk.store.outbox import Delivery, Outbox
from frontdesk.store.requests import Requests
from tests.postgresql import postgresql  # noqa: F401

CHANNELS = ("mail", "webhook")
PACE = Pace(first=10.0, factor=2.0, longest=40.0, patience=40.0, lease=60.0)
STEPS = ("route", "claim_due", "newest_version", "delivered", "failed", "dead", "superseded")
# From which state a row may get to which; "" is before it was made, and after a waiting one was routed.
TRANSITIONS = {
    "": {"waiting", "pending"},
    "waiting": {""},
    "pending": {"delivered", "superseded", "dead"},
    "dead": {"pending", "superseded"},
    "delivered": set(),
    "superseded": set(),
}


class Killed(BaseException):
    """What SIGKILL does."""


class MortalOutbox:
    """An outbox whose user is killed right before or right after one of its steps."""

    def __init__(self, outbox: Outbox, step: str, after: bool) -> None:
        self._outbox, self._step, self._after = outbox, step, after

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._outbox, name)

        def mortal(*arguments: Any) -> Any:
            if name == self._step and not self._after:
                raise Killed
            result = method(*arguments)
            if name == self._step:
                raise Killed
            return result

        return mortal


class Receiver:
    """A channel's other end: keeps what it gets, says what it is told to say."""

    def __init__(self) -> None:
        self.got: list[Message] = []
        self.fate = "takes"

    def send(self, message: Message) -> str:
        if self.fate in ("takes", "takes and says no", "takes and the worker is killed"):
            self.got.append(message)
        if "killed" in self.fate:
            raise Killed
        if self.fate == "breaks":
            raise ValueError(message.request.details.name)
        if self.fate != "takes":
            raise DeliveryError("refused", "Look there")
        return "took it"


FATES = ("takes", "refuses", "takes and says no", "breaks", "takes and the worker is killed", "the worker is killed")


class Deliveries(RuleBasedStateMachine):
    """The worker and its outbox, in a world that fails."""

    engine: Any
    outbox: Outbox
    requests: Requests

    def __init__(self) -> None:
        super().__init__()
        with self.engine.begin() as connection:
            connection.execute(OUTBOX.delete())
            connection.execute(REQUESTS.delete())
        self.receivers = {name: Receiver() for name in CHANNELS}
        self.configured: tuple[str, ...] = CHANNELS
        self.now = 4_000_000_000.0  # later than any event, which is written by the real clock
        self.changes = 0
        self.seen: dict[tuple[str, int, str, str], Delivery] = {}
        self.died: set[tuple[str, int, str]] = set()  # request, version and channel of each row that was given up

    def worker(self, outbox: Any = None) -> Worker:
        channels = {name: self.receivers[name] for name in self.configured}
        return Worker(outbox or self.outbox, self.requests, channels, PACE, lambda: self.now, lambda: 0.5)

    @rule(conversation=st.sampled_from("abc"))
    def ask_or_change(self, conversation: str) -> None:
        self.changes += 1
        self.requests.save(conversation, Details(name=f"Jo {self.changes}", phone="+447700900123"), "Yes.")

    @rule(conversation=st.sampled_from("abc"))
    def withdraw(self, conversation: str) -> None:
        self.requests.withdraw_from(conversation)

    @rule(configured=st.sampled_from([(), ("mail",), ("webhook",), CHANNELS]))
    def configure(self, configured: tuple[str, ...]) -> None:
        self.configured = configured

    @rule(channel=st.sampled_from(CHANNELS), fate=st.sampled_from(FATES))
    def decide(self, channel: str, fate: str) -> None:
        self.receivers[channel].fate = fate

    @rule(seconds=st.sampled_from([1.0, 10.0, 61.0, 1000.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: self.configured)
    @rule(data=st.data(), times=st.integers(1, 8))
    def work(self, data: st.DataObject, times: int) -> None:
        channel = data.draw(st.sampled_from(self.configured))
        for _ in range(times):
            with suppress(Killed):
                self.worker().deliver_one(channel)
            self.look()
            self.now += 41.0

    @precondition(lambda self: self.configured)
    @rule(data=st.data(), step=st.sampled_from(STEPS), after=st.booleans())
    def work_and_die(self, data: st.DataObject, step: str, after: bool) -> None:
        channel = data.draw(st.sampled_from(self.configured))
        with suppress(Killed):
            self.worker(MortalOutbox(self.outbox, step, after)).deliver_one(channel)

    @rule()
    def retry(self) -> None:
        self.look()
        dead = self.outbox.counts()["dead"]
        assert self.outbox.retry(self.now) == dead

    @invariant()
    def look(self) -> None:
        rows = {(row.request_id, row.version, row.event, row.channel): row for row in self.rows()}
        for key in set(rows) | set(self.seen):
            before = self.seen[key].state if key in self.seen else ""
            after = rows[key].state if key in rows else ""
            if before != after:
                self.check_path(before, after)
        self.seen = rows
        self.died |= {(row.request_id, row.version, row.channel) for row in rows.values()
                      if row.state == "dead" and row.event != "alert"}
        self.nothing_is_lost(list(rows.values()))

    def check_path(self, before: str, after: str) -> None:
        """Between two looks a row may have been made, or retried, and then gone one state further."""
        ways = TRANSITIONS[before]
        assert after in ways or any(after in TRANSITIONS[way] for way in ways & {"pending"}), (before, after)

    def nothing_is_lost(self, rows: list[Delivery]) -> None:
        by_request = defaultdict(list)
        for row in rows:
            by_request[row.request_id].append(row)
        for request in self.requests.newest():
            newest = [row for row in by_request[request.id] if row.version == request.version]
            events = [row for row in newest if row.event != "alert"]
            assert events, "the request's last change has no row"
            # The last change is never superseded; it waits, is under way, was delivered or is dead for all to see.
            assert {row.state for row in newest} <= {"waiting", "pending", "delivered", "dead"}
            assert {row.event for row in events} == {
                "withdrawn" if request.status == "withdrawn" else "created" if request.version == 1 else "updated"}
            for row in events:
                if row.state == "delivered":
                    assert any(message.id == f"{request.id}-{row.version}-{row.event}"
                               for message in self.receivers[row.channel].got)
        for row in rows:
            if row.event == "alert":
                assert any(died[:2] == (row.request_id, row.version) and died[2] != row.channel for died in self.died)
            assert "Jo" not in row.error

    @invariant()
    def every_message_is_itself(self) -> None:
        """What is sent again has the id it had, and an id always means the same event of the same request."""
        for receiver in self.receivers.values():
            events: dict[str, tuple[str, int, str]] = {}
            for message in receiver.got:
                told = (message.request.id, message.version, message.event)
                assert events.setdefault(message.id, told) == told
                assert message.version <= message.request.version

    def teardown(self) -> None:
        """In the end all is well, and everything arrives."""
        self.configured = CHANNELS
        for receiver in self.receivers.values():
            receiver.fate = "takes"
        self.outbox.retry(self.now)
        for _ in range(3):
            self.now += 1000.0
            for channel in CHANNELS:
                while self.worker().deliver_one(channel):
                    self.look()
        assert {row.state for row in self.rows()} <= {"delivered", "superseded"}
        for request in self.requests.newest():
            newest = [message for receiver in self.receivers.values() for message in receiver.got
                      if message.request.id == request.id and message.version == request.version]
            assert newest
            assert {message.request.details for message in newest} == {request.details}

    def rows(self) -> list[Delivery]:
        return [row for request in self.requests.newest() for row in self.outbox.of_request(request.id)]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "conversations.db")
    return str(request.getfixturevalue("postgresql").new_database())


def test_the_outbox_loses_nothing(database: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
    engine = open_database(database)

    class OnThisDatabase(Deliveries):
        pass

    OnThisDatabase.engine, OnThisDatabase.outbox, OnThisDatabase.requests = engine, Outbox(engine), Requests(engine)
    quickly = settings(max_examples=60, stateful_step_count=40, deadline=None, derandomize=True,
                       suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(OnThisDatabase, settings=quickly)
    engine.dispose()
