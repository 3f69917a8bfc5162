"""``python -m frontdesk.publishing.check_process``: the check, in a process of its own, telling how far it has got."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.check import Trial, check
from frontdesk.publishing.folders import write_report

_NICE = 10  # visitors come first
_INTERVAL = 0.5  # seconds between two lines


class Telling:
    """Prints how much is done as lines of JSON: ``share``, from 0 to 1."""

    def __init__(self) -> None:
        self._told = float("-inf")

    def __call__(self, share: float) -> None:
        """Print, now and then."""
        now = time.monotonic()
        if now - self._told < _INTERVAL and share < 1:
            return
        self._told = now
        print(json.dumps({"share": round(share, 4)}), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a candidate that is running, and write the report.

    Returns:
        Exit code: 1 for an error that was explained.
    """
    parser = argparse.ArgumentParser(prog="frontdesk.publishing.check_process", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the candidate's files, with its model")
    parser.add_argument("--url", required=True, help="of its site")
    parser.add_argument("--rasa-url", required=True, help="of its Rasa")
    parser.add_argument("--project", type=Path, required=True, help="the project's folder")
    parser.add_argument("--live", type=Path, help="the live version's folder, with a report or without")
    parser.add_argument("--ask-live-url", help="of a site that serves the live version for this alone")
    parser.add_argument("--ask-live-rasa", help="of its Rasa")
    parser.add_argument("--out", type=Path, required=True, help="where the report is written")
    options = parser.parse_args(arguments)
    os.nice(max(0, _NICE - os.nice(0)))
    live_trial = None
    if options.live and options.ask_live_url and options.ask_live_rasa:
        live_trial = Trial(options.live, options.ask_live_url, options.ask_live_rasa)
    try:
        report = check(Trial(options.folder, options.url, options.rasa_url), options.project, options.live, live_trial,
                       Telling())
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)
        return 1
    write_report(options.out, report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
