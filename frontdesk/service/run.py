"""``frontdesk run``: everything, until Ctrl-C."""

from __future__ import annotations

import sys

from frontdesk.safety.red_flags import load_red_flags
from frontdesk.service.supervisor import Stopped, running, stop_on_signals, watch
from frontdesk.service.training import ensure_models
from frontdesk.settings import Settings


def serve(settings: Settings) -> None:
    """Train if needed, start all processes, and watch them until somebody stops us.

    Raises:
        FrontdeskError: something can't start, or stops by itself.
    """
    try:
        with stop_on_signals():
            model = ensure_models(settings)
            with running(settings, model) as started:
                flags = load_red_flags(settings.root / "content" / "safety")
                print(f"\nFrontdesk is ready: open {settings.public_url}\n"
                      f"Red flags: version {flags.version}, {flags.sign_off}.\nStop it with Ctrl-C.", flush=True)
                watch(started)
    except Stopped:
        print("\nStopped.", file=sys.stderr)
