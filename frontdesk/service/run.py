"""``frontdesk run``: everything, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from frontdesk.accounts.first_account import first_account_line
from frontdesk.accounts.people import People
from frontdesk.booking.channels import channel_names, configured_channels
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.publishing.prepare import Shelf, version_at_start
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.settings import FolderSettings, of_folder
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.service.backend_record import READY, Backend, BackendRecord
from frontdesk.service.backends import Backends, Wanted
from frontdesk.service.lock import alone
from frontdesk.service.needs import Needs
from frontdesk.service.processes import Service
from frontdesk.service.progress import Step
from frontdesk.service.supervisor import (
    Stopped,
    backend_services,
    deaf,
    publisher_service,
    services,
    started,
    stop_on_signals,
)
from frontdesk.service.watch import Watch
from frontdesk.settings import Settings
from frontdesk.store.booking_tables import DEAD, WAITING
from frontdesk.store.conversations import Conversations
from frontdesk.store.outbox import Outbox

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
            if publishing.live() is None and (missing := undeliverable(settings.root)):
                raise FrontdeskError(missing)  # nobody waits for it yet, so it is told before anything begins
            begun = version_at_start(settings, publishing, shelf, bool(People(settings.database).list()))
            live = of_folder(settings, begun.live.folder)
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
    """Return never; look after all processes.

    Raises:
        FrontdeskError: a process that nothing goes without ended by itself time and again.
    """
    needs = Needs(settings, shelf, live)
    backends = Backends(settings, BackendRecord(settings.var), needs.wanted,
                        Conversations(settings.database).running_with)
    watch = Watch(settings, backends, needs.live, live.number, *running[_WITH_RASA:])
    try:
        backends.adopt(live, running[:_WITH_RASA])
        # From now on all is stopped there: a version, or an outbox, may be long before everything else.
        running.clear()
        while True:
            watch.look()
            time.sleep(_WATCH)
    finally:
        with deaf():
            watch.stop()


def undeliverable(folder: Path) -> str:
    """Why callback requests can't be delivered by the settings in a folder's content, such as a secret that is missing.

    Returns:
        What is wrong and what to do; ``""`` where they can.
    """
    clinic = load_clinic(folder / "content" / "clinic.yml")
    try:
        configured_channels(clinic.booking, clinic.time_zone)
    except FrontdeskError as error:
        return str(error)
    return ""


def bookings(settings: Settings) -> str:
    """Where callback requests go, and whether any are stuck, in a sentence or two."""
    if missing := undeliverable(settings.served):
        return (f"Booking: callback requests do NOT reach the clinic, and wait in the store. {missing} Then stop "
                "Frontdesk, and start it again.")
    names = channel_names(load_clinic(settings.served / "content" / "clinic.yml").booking)
    counts = Outbox(settings.database).counts()
    if not names:
        return (f"Booking: callback requests wait in the store ({counts[WAITING]} now), as neither mail nor webhook is "
                "configured: see docs/booking.md, and 'frontdesk booking list'.")
    stuck = f" {counts[DEAD]} could not be delivered: see 'frontdesk booking list'." if counts[DEAD] else ""
    return f"Booking: callback requests go out by {' and '.join(names)}; 'frontdesk booking test' tries it.{stuck}"
