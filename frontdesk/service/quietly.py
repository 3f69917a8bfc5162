"""``python -m frontdesk.service.quietly MODULE ARGUMENT…``: ``python -m MODULE ARGUMENT…`` with quiet logs.

Where the environment's :data:`STARTED_BY` is the process that started it, it is asked to stop (SIGTERM) as soon as that
one has ended, even by SIGKILL; so nothing is left behind. On Linux alone.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys

from frontdesk import quiet_logs

STARTED_BY = "FRONTDESK_STARTED_BY"
_PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>


def main() -> None:
    """Run the module as the main program. Its logs hold nothing a visitor wrote."""
    del sys.argv[0]
    starter = os.environ.pop(STARTED_BY, "")  # which is nothing to what this process starts in turn
    if starter.isdigit() and sys.platform.startswith("linux"):
        _end_with(int(starter))
    quiet_logs.install()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with(starter: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != starter:  # it had ended before we asked
        sys.exit(1)


if __name__ == "__main__":
    main()
