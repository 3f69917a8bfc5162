"""The worker: deliveries by every channel until it is stopped, whatever fails meanwhile."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from frontdesk.booking.delivery import Channel, DeliveryError, Message, Pace
from frontdesk.booking.worker import Worker
from frontdesk.store.booking_tables import REQUESTS
from frontdesk.store.engine import open_database
from frontdesk.store.outbox import Delivery, Outbox
from frontdesk.store.requests import Requests
from tests.booking.messages import CONSENT, DETAILS, PRIVATE
from tests.booking.receivers import mail_server, wait_until, webhook_receiver
from tests.postgresql import postgresql  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PACE = Pace(first=0.01, longest=0.02, patience=0.03, lease=30.0, poll=0.01)


class Receiver:
    """A channel that keeps what it gets, after doing what a test says for so many messages."""

    def __init__(self, first: Callable[[Message], object] | None = None, times: int = 1000) -> None:
        self.got: list[Message] = []
        self._first, self._times = first, times

    def send(self, message: Message) -> str:
        if self._first is not None and self._times > 0:
            self._times -= 1
            self._first(message)
        self.got.append(message)
        return "took it"


def refuse(_message: Message) -> None:
    raise DeliveryError("refused", "Look there")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "conversations.db")
    return str(request.getfixturevalue("postgresql").new_database())


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "conversations.db")


@contextmanager
def working(outbox: Outbox, database: str, pace: Pace = PACE, **channels: Channel) -> Iterator[None]:
    """A worker that runs inside the block."""
    worker = Worker(outbox, Requests(database), channels, pace)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join()


def ask(database: str, conversation: str = "a") -> str:
    return Requests(database).save(conversation, DETAILS, CONSENT).id


def test_it_delivers_by_every_channel(database: str) -> None:
    mail, webhook = Receiver(), Receiver()
    outbox = Outbox(database)
    first = ask(database)
    with working(outbox, database, mail=mail, webhook=webhook):
        wait_until(lambda: outbox.counts()["delivered"] == 2)
        second = ask(database, "b")
        wait_until(lambda: outbox.counts()["delivered"] == 4)
        Requests(database).withdraw_from("a")
        wait_until(lambda: outbox.counts()["delivered"] == 6)
    for receiver in (mail, webhook):
        assert [message.id for message in receiver.got] == [f"{first}-1-created", f"{second}-1-created",
                                                            f"{first}-2-withdrawn"]
    assert mail.got[0].request.details == DETAILS


def test_what_is_withdrawn_at_the_last_moment_isnt_sent(file: str) -> None:
    class Late(Outbox):
        def claim_due(self, channel: str, now: float, lease: float) -> Delivery | None:
            claimed = super().claim_due(channel, now, lease)
            Requests(file).withdraw_from("a")
            return claimed

    mail = Receiver()
    outbox = Outbox(file)
    request_id = ask(file)
    worker = Worker(Late(file), Requests(file), {"mail": mail}, PACE)
    assert worker.deliver_one("mail")
    assert mail.got == []
    assert [(row.event, row.state) for row in outbox.of_request(request_id)] == [
        ("created", "superseded"), ("withdrawn", "waiting")]
    assert worker.deliver_one("mail")
    assert [message.event for message in mail.got] == ["withdrawn"]


def test_a_request_that_is_erased_at_the_last_moment_isnt_sent(file: str) -> None:
    class Late(Outbox):
        def claim_due(self, channel: str, now: float, lease: float) -> Delivery | None:
            claimed = super().claim_due(channel, now, lease)
            with open_database(file).begin() as connection:
                connection.execute(REQUESTS.delete())
            return claimed

    mail = Receiver()
    ask(file)
    assert Worker(Late(file), Requests(file), {"mail": mail}, PACE).deliver_one("mail")
    assert mail.got == []
    assert sum(Outbox(file).counts().values()) == 0


def test_a_slow_channel_keeps_no_other_waiting(file: str) -> None:
    released = threading.Event()
    mail, webhook = Receiver(lambda _message: released.wait(20)), Receiver()
    outbox = Outbox(file)
    for conversation in "abc":
        ask(file, conversation)
    with working(outbox, file, mail=mail, webhook=webhook):
        wait_until(lambda: len(webhook.got) == 3)
        assert mail.got == []
        released.set()
        wait_until(lambda: outbox.counts()["delivered"] == 6)


def test_what_is_refused_is_tried_again_until_it_is_taken(file: str) -> None:
    mail = Receiver(refuse, times=2)
    outbox = Outbox(file)
    request_id = ask(file)
    with working(outbox, file, Pace(first=0.01, longest=0.02, poll=0.01), mail=mail):
        wait_until(lambda: outbox.counts()["delivered"] == 1)
    row, = outbox.of_request(request_id)
    assert (row.attempts, row.error) == (3, "")


def test_what_is_given_up_is_told_by_the_other_channel_and_logged(
    file: str, caplog: pytest.LogCaptureFixture
) -> None:
    webhook = Receiver()
    outbox = Outbox(file)
    request_id = ask(file)
    with working(outbox, file, mail=Receiver(refuse), webhook=webhook):
        wait_until(lambda: [message.event for message in webhook.got] == ["created", "alert"])
        wait_until(lambda: outbox.counts()["delivered"] == 2)
    assert outbox.counts()["dead"] == 1
    logged, = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert f"'created' of callback request {request_id} has NOT reached the clinic by mail" in logged.getMessage()
    assert "(refused)" in logged.getMessage()
    for private in PRIVATE:
        assert private not in caplog.text


def test_a_fault_of_ours_is_a_failure_and_tells_nothing_personal(file: str, caplog: pytest.LogCaptureFixture) -> None:
    def fail(message: Message) -> None:
        raise OSError(message.request.details.name)

    mail = Receiver(fail, times=1)
    outbox = Outbox(file)
    request_id = ask(file)
    with working(outbox, file, Pace(first=0.01, poll=0.01), mail=mail):
        wait_until(lambda: outbox.counts()["delivered"] == 1)
    assert outbox.of_request(request_id)[0].attempts == 2
    assert "wasn't foreseen: builtins.OSError" in caplog.text
    assert "unforeseen OSError" in caplog.text
    for private in PRIVATE:
        assert private not in caplog.text


def test_a_row_that_cant_be_read_keeps_no_other_from_being_delivered(
    file: str, caplog: pytest.LogCaptureFixture
) -> None:
    mail = Receiver()
    outbox = Outbox(file)
    broken = ask(file, "a")
    with open_database(file).begin() as connection:
        connection.execute(REQUESTS.update().values(windows="no JSON, sciatica"))
    whole = ask(file, "b")
    with working(outbox, file, mail=mail):
        wait_until(lambda: outbox.counts()["delivered"] == 1 and outbox.counts()["dead"] == 1)
    assert [message.request.id for message in mail.got] == [whole]
    assert outbox.of_request(broken)[0].error == "unforeseen JSONDecodeError"
    assert "sciatica" not in caplog.text


class Faulty(Outbox):
    """An outbox whose database is away now and then."""

    faults: dict[str, list[Exception]]

    def pending(self) -> dict[str, int]:
        self._fail("pending")
        return super().pending()

    def claim_due(self, channel: str, now: float, lease: float) -> Delivery | None:
        self._fail("claim_due")
        return super().claim_due(channel, now, lease)

    def delivered(self, claimed: Delivery, now: float) -> None:
        self._fail("delivered")
        super().delivered(claimed, now)

    def _fail(self, step: str) -> None:
        if self.faults.get(step):
            raise self.faults[step].pop()


@pytest.mark.parametrize("step", ["pending", "claim_due", "delivered"])
def test_a_database_that_is_away_is_waited_for_and_nothing_is_sent_twice(
    file: str, step: str, caplog: pytest.LogCaptureFixture
) -> None:
    away = sa.exc.OperationalError("SELECT sciatica", {}, sqlite3.OperationalError("database is locked"))
    mail = Receiver()
    outbox = Faulty(file)
    outbox.faults = {step: [away, sqlite3.OperationalError("database is locked"), away]}
    ask(file)
    with working(outbox, file, mail=mail):
        wait_until(lambda: outbox.counts()["delivered"] == 1)
    assert len(mail.got) == 1
    said = [record.getMessage() for record in caplog.records]
    assert said == ["The database can't be used (OperationalError); trying again.", "The database can be used again."]


def test_it_says_what_waits_for_a_channel_that_isnt_there_any_more(
    file: str, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = Outbox(file)
    request_id = ask(file)
    outbox.route(("mail",))
    with working(outbox, file, webhook=Receiver()):
        wait_until(lambda: "1 message(s) wait for 'mail', which isn't configured any more." in caplog.text)
    assert outbox.of_request(request_id)[0].state == "pending"


def test_with_nothing_configured_it_waits_and_says_so(file: str, caplog: pytest.LogCaptureFixture) -> None:
    outbox = Outbox(file)
    ask(file)
    with working(outbox, file):
        wait_until(lambda: "callback requests wait in the store" in caplog.text)
    assert outbox.counts()["waiting"] == 1


@contextmanager
def process(*command: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process that is gone after the block."""
    started = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               **options)
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def test_what_a_killed_worker_has_sent_but_not_marked_is_sent_again_as_the_same(database: str) -> None:
    mortal = str(Path(__file__).with_name("mortal_worker.py"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    outbox = Outbox(database)
    with webhook_receiver() as receiver:
        request_id = ask(database)
        with process(mortal, database, receiver.url, SECRET, "stalling", env=environment) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "sent\n"
            worker.send_signal(signal.SIGKILL)
            assert worker.wait() == -signal.SIGKILL
        row, = outbox.of_request(request_id)
        assert (row.state, row.attempts) == ("pending", 1)
        with process(mortal, database, receiver.url, SECRET, env=environment):
            wait_until(lambda: outbox.counts()["delivered"] == 1)
    row, = outbox.of_request(request_id)
    assert (row.state, row.attempts) == ("delivered", 2)
    assert [post.headers["webhook-id"] for post in receiver.posts] == [f"{request_id}-1-created"] * 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def configure(project: Path, booking: str) -> dict[str, str]:
    """Write the clinic's file, and make the environment of a process there."""
    (project / "content" / "clinic.yml").write_text(f"name: A Clinic\nbooking:\n{booking}")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    return {**environment, "PYTHONPATH": str(ROOT), "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


@pytest.mark.parametrize("quietly", [[], ["frontdesk.service.quietly"]])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_process_delivers_until_it_is_told_to_stop(
    project: Path, number: signal.Signals, quietly: list[str]
) -> None:
    database = str(project / "var" / "conversations.db")
    with mail_server() as server:
        environment = configure(project, "  mail:\n    to: desk@example.org\n    from: chat@example.org\n"
                                         f"    host: 127.0.0.1\n    port: {server.port}\n    security: none\n")
        with process("-m", *quietly, "frontdesk.booking.worker", env=environment, cwd=project) as worker:
            request_id = ask(database)
            wait_until(lambda: Outbox(database).counts()["delivered"] == 1)
            worker.send_signal(number)
            _, said = worker.communicate(timeout=20)
            assert worker.returncode == 0
    assert [mail["X-Frontdesk-Request"] for mail in server.mails] == [request_id]
    for private in (*PRIVATE, "Traceback"):
        assert private not in said


def test_what_cant_be_used_is_explained_in_one_line(project: Path) -> None:
    environment = configure(project, "  webhook:\n    url: https://example.org/\n")
    with process("-m", "frontdesk.booking.worker", env=environment, cwd=project) as worker:
        _, said = worker.communicate(timeout=20)
        assert worker.returncode == 1
    assert said.startswith("frontdesk: ")
    assert "FRONTDESK_WEBHOOK_SECRET" in said
    assert len(said.splitlines()) == 1
