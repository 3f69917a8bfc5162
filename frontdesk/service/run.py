"""``frontdesk run``: everything, until Ctrl-C."""

from __future__ import annotations

import sys

from frontdesk.booking.channels import channel_names, configured_channels
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.service.supervisor import Stopped, running, stop_on_signals, watch
from frontdesk.service.training import ensure_models
from frontdesk.settings import Settings
from frontdesk.store.booking_tables import DEAD, WAITING
from frontdesk.store.outbox import Outbox


def serve(settings: Settings) -> None:
    """Train if needed, start all processes, and watch them until somebody stops us.

    Raises:
        FrontdeskError: something can't start, or stops by itself.
    """
    try:
        with stop_on_signals():
            clinic = load_clinic(settings.root / "content" / "clinic.yml")
            configured_channels(clinic.booking, clinic.time_zone)  # a missing secret is told before anything begins
            model = ensure_models(settings)
            with running(settings, model) as started:
                flags = load_red_flags(settings.root / "content" / "safety")
                print(f"\nFrontdesk is ready: open {settings.public_url}\n"
                      f"Red flags: version {flags.version}, {flags.sign_off}.\n{bookings(settings)}\n"
                      "Stop it with Ctrl-C.", flush=True)
                watch(started)
    except Stopped:
        print("\nStopped.", file=sys.stderr)


def bookings(settings: Settings) -> str:
    """Where callback requests go, and whether any are stuck, in a sentence or two."""
    names = channel_names(load_clinic(settings.root / "content" / "clinic.yml").booking)
    counts = Outbox(settings.database).counts()
    if not names:
        return (f"Booking: callback requests wait in the store ({counts[WAITING]} now), as neither mail nor webhook is "
                "configured: see docs/booking.md, and 'frontdesk booking list'.")
    stuck = f" {counts[DEAD]} could not be delivered: see 'frontdesk booking list'." if counts[DEAD] else ""
    return f"Booking: callback requests go out by {' and '.join(names)}; 'frontdesk booking test' tries it.{stuck}"
