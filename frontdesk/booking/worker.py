"""``python -m frontdesk.booking.worker``: delivers callback requests from the outbox until it is told to stop."""

from __future__ import annotations

import logging
import random
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from frontdesk.booking.channels import configured_channels
from frontdesk.booking.delivery import Channel, DeliveryError, Message, Pace, Step, after_sending, before_sending
from frontdesk.booking.request import CallbackRequest
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.quiet_logs import describe
from frontdesk.settings import Settings, load_settings
from frontdesk.store.booking_tables import DEAD, DELIVERED, SUPERSEDED
from frontdesk.store.outbox import Delivery, Outbox
from frontdesk.store.requests import Requests

_LOGGER = logging.getLogger("frontdesk.booking.worker")  # not __main__, whose texts are withheld
_DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError)
_STOPPING = 5.0  # seconds for what is being sent, less than the supervisor waits
_Result = TypeVar("_Result")


class Worker:
    """Delivers by every channel at once, so that a slow one keeps no other waiting.

    Args:
        outbox: what is to be delivered.
        requests: what about.
        channels: by name.
        pace: how patiently.
        clock: seconds since the epoch.
        chance: at random from 0 to 1.
    """

    def __init__(
        self, outbox: Outbox, requests: Requests, channels: Mapping[str, Channel], pace: Pace,
        clock: Callable[[], float] = time.time, chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox, self._requests, self._channels = outbox, requests, dict(channels)
        self._pace, self._clock, self._chance = pace, clock, chance
        self._stop = threading.Event()

    def run(self) -> None:
        """Deliver until stopped or interrupted; whatever fails is logged and tried again."""
        threads = [threading.Thread(target=self._serve, args=(channel,), daemon=True) for channel in self._channels]
        try:
            nothing: dict[str, int] = {}
            pending = self._repeated(self._outbox.pending, nothing)
            for channel in sorted(set(pending) - set(self._channels)):
                _LOGGER.warning("%d message(s) wait for '%s', which isn't configured any more.", pending[channel],
                                channel)
            if not self._channels:
                _LOGGER.warning("Nothing is configured under 'booking': callback requests wait in the store.")
            for thread in threads:
                thread.start()
            self._stop.wait()
        finally:
            self._stop.set()
            deadline = time.monotonic() + _STOPPING
            for thread in threads:
                if thread.ident is not None:
                    thread.join(max(0.0, deadline - time.monotonic()))

    def stop(self) -> None:
        """Have :meth:`run` return; what is being sent may end, for a few seconds."""
        self._stop.set()

    def deliver_one(self, channel: str) -> bool:
        """Route what waits, and deliver what has been due longest.

        Args:
            channel: its name.

        Returns:
            Whether anything was due.
        """
        self._outbox.route(tuple(self._channels))
        claimed = self._outbox.claim_due(channel, self._clock(), self._pace.lease)
        if claimed is None:
            return False
        step = self._attempt(claimed)
        # Once it is sent, a database that is busy just now mustn't have it sent again.
        self._repeated(lambda: self._settle(claimed, step), None)
        return True

    def _serve(self, channel: str) -> None:
        while not self._stop.is_set():
            if not self._repeated(lambda: self.deliver_one(channel), False):
                self._stop.wait(self._pace.poll)

    def _attempt(self, claimed: Delivery) -> Step:
        error: str | None
        try:
            request = self._requests.find(claimed.request_id)
            # Asked after the request was read, so that what was read is never newer than what is asked.
            unsent = before_sending(claimed.version, self._outbox.newest_version(claimed.request_id))
            if unsent is not None or request is None:
                return unsent or Step(SUPERSEDED)  # None: erased just now, and the row with it
        except _DATABASE_ERRORS:
            raise
        except Exception as fault:
            error = _unforeseen(fault)
        else:
            error = self._send(claimed, request)
        return after_sending(error, claimed.attempts, self._clock(), self._pace, self._chance())

    def _send(self, claimed: Delivery, request: CallbackRequest) -> str | None:
        """Why it wasn't taken; ``None`` when it was."""
        try:
            self._channels[claimed.channel].send(Message(request, claimed.event, claimed.version, claimed.created))
        except DeliveryError as error:
            return error.reason
        except Exception as fault:
            return _unforeseen(fault)
        return None

    def _settle(self, claimed: Delivery, step: Step) -> None:
        told = (claimed.event, claimed.request_id, claimed.channel, claimed.attempts, step.error)
        if step.state == DELIVERED:
            self._outbox.delivered(claimed, self._clock())
        elif step.state == SUPERSEDED:
            self._outbox.superseded(claimed)
        elif step.state == DEAD:
            if self._outbox.dead(claimed, self._clock(), step.error, tuple(self._channels)):
                _LOGGER.error("'%s' of callback request %s has NOT reached the clinic by %s and is given up after %d "
                              "attempts (%s). 'frontdesk booking list' shows it; once that is mended, have it sent "
                              "with 'frontdesk booking retry'.", *told)
        else:
            self._outbox.failed(claimed, step.due, step.error)
            _LOGGER.warning("'%s' of callback request %s isn't delivered by %s yet, attempt %d (%s).", *told)

    def _repeated(self, work: Callable[[], _Result], otherwise: _Result) -> _Result:
        """What the database lets us do in the end; ``otherwise`` when we are stopped before."""
        failed = False
        while True:
            try:
                result = work()
            except _DATABASE_ERRORS as error:
                if not failed:
                    _LOGGER.error("The database can't be used (%s); trying again.", type(error).__name__)
                failed = True
                if self._stop.wait(self._pace.poll):
                    return otherwise
            else:
                if failed:
                    _LOGGER.warning("The database can be used again.")
                return result


def _unforeseen(fault: Exception) -> str:
    """A fault of ours, which mustn't keep other requests from being delivered."""
    _LOGGER.error("Delivering failed in a way that wasn't foreseen: %s", describe(fault))
    return f"unforeseen {type(fault).__name__}"


def serve(settings: Settings, pace: Pace) -> None:
    """Deliver until interrupted.

    Args:
        settings: of this Frontdesk.
        pace: how patiently.

    Raises:
        FrontdeskError: the clinic's file, a secret or the database can't be used.
    """
    clinic = load_clinic(settings.root / "content" / "clinic.yml")
    channels = configured_channels(clinic.booking, clinic.time_zone)
    outbox, requests = _opened(settings.database, pace)
    Worker(outbox, requests, channels, pace).run()


def main() -> int:
    """Deliver until SIGTERM or SIGINT.

    Returns:
        Exit code: 1 for an error that was explained.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.basicConfig(format="%(asctime)s %(message)s")
    try:
        serve(load_settings(), Pace())
    except FrontdeskError as error:
        # One line, which the supervisor quotes.
        print(f"frontdesk: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _opened(database: str, pace: Pace) -> tuple[Outbox, Requests]:
    while True:
        try:
            return Outbox(database), Requests(database)
        except _DATABASE_ERRORS as error:
            _LOGGER.error("The database can't be opened (%s); trying again.", type(error).__name__)
            time.sleep(pace.poll)


if __name__ == "__main__":
    sys.exit(main())
