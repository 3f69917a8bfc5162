"""``python -m frontdesk.service.quietly MODULE ARGUMENT…``: ``python -m MODULE ARGUMENT…`` with quiet logs."""

from __future__ import annotations

import runpy
import sys

from frontdesk import quiet_logs


def main() -> None:
    """Run the module as the main program. Its logs hold nothing a visitor wrote."""
    del sys.argv[0]
    quiet_logs.install()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
