"""``python -m benchmarks.booking``: callback requests while processes are killed and the clinic's servers go wrong."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from benchmarks import report
from benchmarks.booking.crash import crash_test
from benchmarks.booking.figures import figures, table
from benchmarks.booking.visitors import MOST
from frontdesk.errors import FrontdeskError

_FIGURES = Path("results/booking.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the crash test, print its table, and write the figures.

    Returns:
        0; 1 when a claim doesn't hold or it couldn't run; 130 when stopped.
    """
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    kills = options.kills if options.kills is not None else max(8, options.requests * 80 // 300)
    try:
        found = figures(crash_test(options.requests, kills, options.seed))
    except FrontdeskError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    report.save(_FIGURES, found)
    print(table(found))
    for problem in found.problems:
        print(f"- {problem}")
    return 0 if found.good else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.booking", description=__doc__)
    parser.add_argument("--requests", type=int, default=300, metavar="N", help=f"visitors, at most {MOST}")
    parser.add_argument("--kills", type=int, metavar="N", help="of all processes together; 80 for 300 requests")
    parser.add_argument("--seed", type=int, default=7, help="of everything that is left to chance")
    options = parser.parse_args(arguments)
    if not 1 <= options.requests <= MOST:
        parser.error(f"--requests {options.requests}: from 1 to {MOST}")
    return options


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
