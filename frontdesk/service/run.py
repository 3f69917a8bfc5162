"""``frontdesk run``: everything, until Ctrl-C."""

from __future__ import annotations

import sys

from frontdesk.service.supervisor import Stopped, running, stop_on_signals, watch
from frontdesk.service.training import ensure_model
from frontdesk.settings import Settings


def serve(settings: Settings) -> None:
    """Train if needed, start all processes, and watch them until somebody stops us.

    Raises:
        FrontdeskError: something can't start, or stops by itself.
    """
    try:
        with stop_on_signals():
            model = ensure_model(settings)
            with running(settings, model) as started:
                print(f"\nFrontdesk is ready: open {settings.public_url}\nStop it with Ctrl-C.", flush=True)
                watch(started)
    except Stopped:
        print("\nStopped.", file=sys.stderr)
