"""Reads one file for another process: ``python -m frontdesk.importing.reader_process NAME``, bytes in, JSON out.

Files come from anywhere, and the libraries that read them may take endless time or memory, or crash. So they run here,
where the system holds them to limits: they write nothing into a file and inherit nothing of our environment. They
could still read what our account may read.
"""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import sys

MAX_MEMORY = 1 << 30  # bytes of address space
MAX_SECONDS = 20  # of computing; the process that waits for us counts the same on the clock
REFUSED = 3  # exit code: the file can't be read, and the answer says why


def main() -> int:
    """Read what is named on the command line from standard input."""
    _limit()
    from frontdesk.importing.imported import Unreadable
    from frontdesk.importing.reading import read_file

    try:
        found = read_file(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")
    except Unreadable as error:
        _answer({"refused": str(error)})
        return REFUSED
    _answer(dataclasses.asdict(found))
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    os.nice(10)  # visitors come first


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value))


if __name__ == "__main__":
    sys.exit(main())
