"""Lines that come through a pipe, waited for no longer than is good."""

from __future__ import annotations

import os
import select
import time

_CHUNK = 65536  # bytes


class Lines:
    """Reads a pipe line by line.

    Args:
        descriptor: of its reading end.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._begun = b""

    def next(self, timeout: float) -> bytes | None:
        """The next line without its end; ``None`` where none comes within so many seconds.

        Raises:
            EOFError: nothing will come any more.
        """
        deadline = time.monotonic() + timeout
        while b"\n" not in self._begun:
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return None
            chunk = os.read(self._descriptor, _CHUNK)
            if not chunk:
                raise EOFError
            self._begun += chunk
        line, _, self._begun = self._begun.partition(b"\n")
        return line
