"""A Rasa and an action server for each version that somebody may talk to.

The live version has one, and the version before it, so that going back takes no start.
One that is about to go live is started beside them. When a version is needed no more,
its conversations are given time to end; then the site is told to ask it no more, and it
is stopped. The site moves what is left of its conversations to the live version.

One that doesn't start, or keeps ending, is stopped and tried again after a while; one
that a job waits for is tried at once, and the job is told how that ends.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.service.backend_record import BROKEN, CLOSING, READY, STARTING, Backend, BackendRecord
from frontdesk.service.bearing import Bearing
from frontdesk.service.deaths import Deaths
from frontdesk.service.ports import free_ports
from frontdesk.service.processes import Service, stop_all
from frontdesk.service.supervisor import backend_services, remove_endpoints
from frontdesk.settings import Settings

MOST = 3  # at a time: each takes some 700 MB
_DRAIN = 1800.0  # seconds that a version's conversations have to end, where there is room
_LAST_ANSWERS = 2.0  # seconds from telling the site to stopping, beside those that an answer may take
_PATIENCE = 180.0  # seconds for a start
_PAUSE = 60.0  # seconds until what was broken is tried again


@dataclass(frozen=True)
class Wanted:
    """A version that should be running.

    Attributes:
        number: its number.
        folder: its content.
        model: its model.
        awaited: whether a job waits for it, to put it live.
    """

    number: int
    folder: Path
    model: Path
    awaited: bool = False


@dataclass
class _Running:
    wanted: Wanted
    rasa_port: int = 0
    actions_port: int = 0
    services: list[Service] = field(default_factory=list)
    deaths: Deaths = field(default_factory=Deaths)
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
        self._bearing = Bearing()
        self._last: list[Wanted] = []

    def adopt(self, wanted: Wanted, services: Sequence[Service]) -> None:
        """Take over a version that was started already, on the ports of the settings."""
        self._running[wanted.number] = _Running(wanted, self._settings.rasa_port, self._settings.actions_port,
                                                list(services), state=READY)
        self._last = [wanted]
        self._write()

    def look(self) -> None:
        """Start what is wanted, stop what isn't, and start again what died.

        While the store can't be read, what was wanted last goes on.

        Raises:
            FrontdeskError: the live version keeps dying.
        """
        with self._bearing.bear("read from the store which versions are to run"):
            self._last = list(self._wanted())
        wanted = self._last
        for running in list(self._running.values()):
            self._tend(running, live=bool(wanted) and running.wanted.number == wanted[0].number)
        for item in wanted:
            self._want(item, live=item is wanted[0])
        numbers = [item.number for item in wanted]
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
        with self._bearing.bear("remove what is written down of the versions that ran"):
            self._record.clear()

    def _want(self, wanted: Wanted, live: bool) -> None:
        running = self._running.get(wanted.number)
        if running is None:
            self._start(wanted)
        elif running.state == BROKEN:
            anew = running.wanted.model != wanted.model or (wanted.awaited and not running.wanted.awaited)
            if anew or time.monotonic() - running.since > _PAUSE:
                self._start(wanted)
        elif running.wanted.model != wanted.model and not live:  # trained anew; visitors keep what they talk to
            self._stop(running)
            self._start(wanted)
        running = self._running[wanted.number]
        running.wanted = replace(running.wanted, awaited=wanted.awaited)

    def _start(self, wanted: Wanted) -> None:
        running = self._running[wanted.number] = _Running(wanted)
        try:
            running.rasa_port, running.actions_port = free_ports(2)
            running.services = backend_services(self._settings, wanted.model, wanted.folder, running.rasa_port,
                                                running.actions_port, wanted.number)
            for service in running.services:
                service.start()
        except (FrontdeskError, OSError) as error:
            self._break(running, f"It can't be started: {error}")

    def _tend(self, running: _Running, live: bool) -> None:
        if running.state == STARTING:
            ended = next((service for service in running.services if service.exit_code() is not None), None)
            if ended is not None or time.monotonic() - running.since > _PATIENCE:
                self._break(running, f"{ended.name} stopped while starting. See {ended.log}." if ended
                            else f"It didn't answer within {_PATIENCE:.0f} s.")
            elif all(service.ready() for service in running.services):
                running.state, running.since = READY, time.monotonic()
        elif running.state in (READY, CLOSING):
            try:
                for service in running.services:
                    with self._bearing.bear(f"start {service.name} of version {running.wanted.number} again"):
                        running.deaths.look(service)
            except FrontdeskError as error:
                if live:
                    raise
                self._break(running, str(error))

    def _break(self, running: _Running, error: str) -> None:
        running.state, running.since, running.error = BROKEN, time.monotonic(), error
        print(f"Version {running.wanted.number} doesn't run: {error}", file=sys.stderr, flush=True)
        self._end(running)

    def _let_go(self, running: _Running) -> None:
        now = time.monotonic()
        running.unwanted = running.unwanted or now
        if running.state == READY:
            asked = sum(other.state not in (CLOSING, BROKEN) for other in self._running.values())
            if asked <= MOST and now - running.unwanted < _DRAIN and self._talked_to(running.wanted.number):
                return
            running.state, running.since = CLOSING, now
        elif (running.state in (STARTING, BROKEN)
              or now - running.since > self._settings.rasa_timeout + _LAST_ANSWERS):
            self._stop(running)

    def _talked_to(self, version: int) -> bool:
        talking = 1  # as long as nobody can tell
        with self._bearing.bear("count the conversations with an earlier version"):
            talking = self._talking(version)
        return talking > 0

    def _stop(self, running: _Running) -> None:
        del self._running[running.wanted.number]
        self._end(running)

    def _end(self, running: _Running) -> None:
        services, running.services = running.services, []
        with self._bearing.bear("remove the address of an action server that is stopped"):
            remove_endpoints(self._settings, running.actions_port)  # at once, before another one has its port
        # Stopping takes seconds, and nothing may wait for that.
        thread = threading.Thread(target=stop_all, args=(services,))
        thread.start()
        self._stopping = [*(other for other in self._stopping if other.is_alive()), thread]

    def _write(self) -> None:
        told = [Backend(number, running.rasa_port, _told(running), running.error)
                for number, running in sorted(self._running.items())]
        if told != self._written:
            with self._bearing.bear("write down which versions run"):
                self._record.write(told)
                self._written = told


def _told(running: _Running) -> str:
    """The state as others read it: one that broke before a job waited for it is about to be tried again for the job."""
    return STARTING if running.state == BROKEN and not running.wanted.awaited else running.state
