"""A Rasa and an action server for each version that somebody may talk to.

The live version has one, and the version before it, so that going back takes no start.
One that is about to go live is started beside them. When a version is needed no more,
its conversations are given time to end; then the site is told to ask it no more, and it
is stopped. The site moves what is left of its conversations to the live version.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.service.backend_record import BROKEN, CLOSING, READY, STARTING, Backend, BackendRecord
from frontdesk.service.ports import free_ports
from frontdesk.service.processes import Service
from frontdesk.service.supervisor import Deaths, backend_services
from frontdesk.settings import Settings

MOST = 3  # at a time: each takes some 700 MB
_DRAIN = 1800.0  # seconds that a version's conversations have to end, where there is room
_LAST_ANSWERS = 12.0  # seconds from telling the site to stopping: an answer takes at most ten
_PATIENCE = 180.0  # seconds for a start


@dataclass(frozen=True)
class Wanted:
    """A version that should be running.

    Attributes:
        number: its number.
        folder: its content.
        model: its model.
    """

    number: int
    folder: Path
    model: Path


@dataclass
class _Running:
    wanted: Wanted
    rasa_port: int
    services: list[Service]
    state: str = STARTING
    since: float = field(default_factory=lambda: time.monotonic())  # of the state
    unwanted: float | None = None  # since when
    error: str = ""


class Backends:
    """Starts and stops versions' processes; everything in it is quick, so that it can be called while watching.

    Args:
        settings: of this Frontdesk.
        record: told what runs.
        wanted: the versions that should run just now, the live one first.
        talking: how many conversations go on with a version.
    """

    def __init__(
        self, settings: Settings, record: BackendRecord, wanted: Callable[[], Sequence[Wanted]],
        talking: Callable[[int], int],
    ) -> None:
        self._settings, self._record = settings, record
        self._wanted, self._talking = wanted, talking
        self._running: dict[int, _Running] = {}
        self._written: list[Backend] = []
        self._stopping: list[threading.Thread] = []
        self._deaths = Deaths()

    def adopt(self, wanted: Wanted, services: Sequence[Service]) -> None:
        """Take over a version that was started already, on the ports of the settings."""
        self._running[wanted.number] = _Running(wanted, self._settings.rasa_port, list(services), READY)
        self._write()

    def look(self) -> None:
        """Start what is wanted, stop what isn't, and start again what died.

        Raises:
            FrontdeskError: the live version keeps dying.
        """
        wanted = list(self._wanted())
        for running in list(self._running.values()):
            self._tend(running, live=bool(wanted) and running.wanted.number == wanted[0].number)
        numbers = [item.number for item in wanted]
        for item in wanted:
            # What is broken is tried again when somebody wants it anew.
            if item.number not in self._running:
                self._start(item)
        for running in list(self._running.values()):
            if running.wanted.number in numbers:
                running.unwanted = None
                if running.state == CLOSING:  # wanted again before it was stopped
                    running.state, running.since = READY, time.monotonic()
            else:
                self._let_go(running)
        self._write()

    def stop(self) -> None:
        """Stop all, and wait until they are gone."""
        for running in list(self._running.values()):
            self._stop(running)
        for thread in self._stopping:
            thread.join()
        self._record.clear()

    def _start(self, wanted: Wanted) -> None:
        rasa_port, actions_port = free_ports(2)
        services = backend_services(self._settings, wanted.model, wanted.folder, rasa_port, actions_port, wanted.number)
        self._running[wanted.number] = _Running(wanted, rasa_port, services)
        for service in services:
            service.start()

    def _tend(self, running: _Running, live: bool) -> None:
        if running.state == STARTING:
            ended = next((service for service in running.services if service.exit_code() is not None), None)
            if ended is not None or time.monotonic() - running.since > _PATIENCE:
                running.state = BROKEN
                running.error = (f"{ended.name} stopped while starting. See {ended.log}." if ended
                                 else f"It didn't answer within {_PATIENCE:.0f} s.")
            elif all(service.ready() for service in running.services):
                running.state, running.since = READY, time.monotonic()
        elif running.state in (READY, CLOSING):
            for service in running.services:
                self._revive(running, service, live)

    def _revive(self, running: _Running, service: Service, live: bool) -> None:
        try:
            self._deaths.look(service)
        except FrontdeskError as error:
            if live:
                raise
            running.state, running.error = BROKEN, str(error)

    def _let_go(self, running: _Running) -> None:
        now = time.monotonic()
        running.unwanted = running.unwanted or now
        if running.state == READY:
            asked = sum(other.state != CLOSING for other in self._running.values())
            if asked <= MOST and now - running.unwanted < _DRAIN and self._talking(running.wanted.number):
                return
            running.state, running.since = CLOSING, now
        elif running.state in (STARTING, BROKEN) or now - running.since > _LAST_ANSWERS:
            self._stop(running)

    def _stop(self, running: _Running) -> None:
        del self._running[running.wanted.number]

        def stop() -> None:
            for service in reversed(running.services):
                service.stop()

        # Stopping takes seconds, and nothing may wait for that.
        thread = threading.Thread(target=stop)
        thread.start()
        self._stopping = [*(other for other in self._stopping if other.is_alive()), thread]

    def _write(self) -> None:
        told = [Backend(number, running.rasa_port, running.state, running.error)
                for number, running in sorted(self._running.items())]
        if told != self._written:
            self._record.write(told)
            self._written = told
