"""``python -m benchmarks.blind_site``: the site with a stand-in for the red-flag detector that reads nothing."""

from __future__ import annotations

from collections.abc import Sequence

import uvicorn

from frontdesk.safety.detector import Detector, Heard, Verdict
from frontdesk.safety.facts import Told
from frontdesk.safety.red_flags import RedFlags, load_red_flags
from frontdesk.settings import load_settings
from frontdesk.site.app import create_app

_NOTHING = Heard("", Told(frozenset(), frozenset()), 0.0)


class BlindDetector(Detector):
    """Finds no flag, at no cost.

    Args:
        flags: the content, which the site's other parts name.
    """

    def __init__(self, flags: RedFlags) -> None:
        self.flags = flags

    def read(self, text: str, earlier: Sequence[Heard] = ()) -> tuple[Verdict, Heard]:
        """Read nothing."""
        return Verdict(), _NOTHING


def main() -> None:
    """Serve until stopped, as :mod:`frontdesk.site.server` does."""
    settings = load_settings()
    app = create_app(settings, detector=BlindDetector(load_red_flags(settings.root / "content" / "safety")))
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, ws="none",
                log_level="warning", timeout_graceful_shutdown=5)


if __name__ == "__main__":
    main()
