"""``frontdesk run``: everything, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from frontdesk.accounts.first_account import first_account_line
from frontdesk.accounts.people import People
from frontdesk.booking.channels import channel_names, configured_channels
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.publishing.prepare import Shelf, version_at_start
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.settings import FolderSettings, of_folder
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.service.backend_record import READY, Backend, BackendRecord
from frontdesk.service.backends import Backends, Wanted
from frontdesk.service.lock import alone
from frontdesk.service.processes import Service
from frontdesk.service.progress import Step
from frontdesk.service.supervisor import (
    Deaths,
    Stopped,
    backend_services,
    deaf,
    outbox_service,
    publisher_service,
    services,
    started,
    stop_on_signals,
)
from frontdesk.settings import Settings
from frontdesk.store.booking_tables import DEAD, WAITING
from frontdesk.store.conversations import Conversations
from frontdesk.store.outbox import Outbox
from frontdesk.store.publish_jobs import GO_LIVE, RUNNING, Jobs
from frontdesk.store.versions import Versions

_WATCH = 0.5  # seconds between looks at the processes
_WITH_RASA = 2  # the first services are the live version's: action server and Rasa


def serve(settings: Settings) -> None:
    """Train if needed, start all processes, and watch them until somebody stops us.

    Raises:
        FrontdeskError: something can't start, or stops by itself.
    """
    try:
        with stop_on_signals(), alone(settings.var):
            publishing = Publishing(settings.var, settings.database)
            shelf = Shelf(settings, publishing)
            begun = version_at_start(settings, publishing, shelf, bool(People(settings.database).list()))
            live = of_folder(settings, begun.live.folder)
            clinic = load_clinic(live.served / "content" / "clinic.yml")
            configured_channels(clinic.booking, clinic.time_zone)  # a missing secret is told before anything begins
            every = _services(live, begun.live)
            # The site asks for it before there is anybody to watch over backends.
            BackendRecord(settings.var).write([Backend(begun.live.number, settings.rasa_port, READY)])
            with started(live, every, Step) as running:
                flags = load_red_flags(live.served / "content" / "safety")
                unpublished = ("The files have changes that are not published: 'frontdesk publish', or the console.\n"
                               if begun.unpublished else "")
                print(f"\nFrontdesk is ready: open {settings.public_url}\n"
                      f"{first_account_line(settings.database, settings.public_url)}\n"
                      f"Version {begun.live.number} is live. {unpublished}"
                      f"Red flags: version {flags.version}, {flags.sign_off}.\n{bookings(live)}\n"
                      "Stop it with Ctrl-C.", flush=True)
                _watch(settings, shelf, begun.live, running)
    except Stopped:
        print("\nStopped.", file=sys.stderr)


def _services(live: FolderSettings, wanted: Wanted) -> list[Service]:
    """As ever, but that the first Rasa knows its version, and that there is a publisher."""
    backend = backend_services(live, wanted.model, wanted.folder, live.rasa_port, live.actions_port, wanted.number)
    return [*backend, *services(live, wanted.model)[_WITH_RASA:], publisher_service(live)]


def _watch(settings: Settings, shelf: Shelf, live: Wanted, running: list[Service]) -> None:
    """Return never; start again what ends, and start and stop what versions need.

    Raises:
        FrontdeskError: a process ended by itself time and again.
    """
    others, deaths = running[_WITH_RASA:], Deaths()
    conversations = Conversations(settings.database)
    needs = Needs(settings, shelf)
    backends = Backends(settings, BackendRecord(settings.var), needs.wanted, conversations.running_with)
    serves = live.number
    try:
        backends.adopt(live, running[:_WITH_RASA])
        # What was adopted is stopped there from now on: it may be stopped long before everything else.
        del running[:_WITH_RASA]
        while True:
            for service in others:
                deaths.look(service)
            backends.look()
            if (newest := needs.live()) is not None and newest.number != serves:
                serves = newest.number
                _renew_outbox(settings, newest, others, running)
            time.sleep(_WATCH)
    finally:
        with deaf():
            backends.stop()


def _renew_outbox(settings: Settings, live: Wanted, others: list[Service], running: list[Service]) -> None:
    """Deliver by the new version's settings from now on."""
    for index, service in enumerate(others):
        if service.name == "The outbox":
            service.stop()
            anew = outbox_service(of_folder(settings, live.folder), live.folder)
            running[running.index(service)] = others[index] = anew
            anew.start()


class Needs:
    """Which versions must be running, by the store.

    Args:
        settings: of this Frontdesk.
        shelf: of versions.
    """

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self._versions, self._jobs, self._shelf = Versions(settings.database), Jobs(settings.database), shelf
        self._known: dict[int, Wanted] = {}

    def wanted(self) -> Sequence[Wanted]:
        """The live version, the one before it, and one that is about to go live, as far as they can be started."""
        numbers = list(self._versions.live_numbers())
        job = self._jobs.unfinished()
        if job is not None and job.state == RUNNING and job.step == GO_LIVE and job.version is not None:
            numbers.append(job.version)
        found = [self._find(number) for number in dict.fromkeys(numbers)]
        return [wanted for wanted in found if wanted is not None]

    def live(self) -> Wanted | None:
        """The live version."""
        numbers = self._versions.live_numbers()
        return self._find(numbers[0]) if numbers else None

    def _find(self, number: int) -> Wanted | None:
        if number not in self._known:
            found = self._shelf.as_it_is(number)
            if found is None:
                return None
            self._known[number] = found
        return self._known[number]


def bookings(settings: Settings) -> str:
    """Where callback requests go, and whether any are stuck, in a sentence or two."""
    names = channel_names(load_clinic(settings.served / "content" / "clinic.yml").booking)
    counts = Outbox(settings.database).counts()
    if not names:
        return (f"Booking: callback requests wait in the store ({counts[WAITING]} now), as neither mail nor webhook is "
                "configured: see docs/booking.md, and 'frontdesk booking list'.")
    stuck = f" {counts[DEAD]} could not be delivered: see 'frontdesk booking list'." if counts[DEAD] else ""
    return f"Booking: callback requests go out by {' and '.join(names)}; 'frontdesk booking test' tries it.{stuck}"
