"""Saying what is going on while something takes longer than a moment."""

from __future__ import annotations

import sys
import time
from typing import Protocol, TextIO

_QUIET_INTERVAL = 10.0  # seconds between lines where the line can't be rewritten


class Progress(Protocol):
    """Told how something goes on. It may raise in order to stop it."""

    def tick(self, detail: str = "") -> None:
        """It goes on."""

    def done(self, note: str = "done") -> None:
        """It has succeeded."""

    def failed(self) -> None:
        """It hasn't."""


class Step:
    """One step with a running clock, on standard error.

    On a terminal the line is rewritten in place; elsewhere a line is printed at
    the start, every ten seconds and at the end.

    Args:
        title: what is being done, such as ``Training the model``.
        stream: where to write; standard error when ``None``.
    """

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title, self._stream = title, stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._started = self._last = time.monotonic()
        self._detail = ""
        self._write("…", final=not self._terminal)

    def tick(self, detail: str = "") -> None:
        """Show that it goes on."""
        self._detail = detail or self._detail
        now = time.monotonic()
        if not self._terminal and now - self._last < _QUIET_INTERVAL:
            return
        self._last = now
        self._write(f"… {now - self._started:.0f} s {self._detail}".rstrip(), final=not self._terminal)

    def done(self, note: str = "done") -> None:
        """Finish the step."""
        self._write(f"  {note} ({time.monotonic() - self._started:.1f} s)", final=True)

    def failed(self) -> None:
        """Finish the step without success."""
        self._write("  failed", final=True)

    def _write(self, state: str, final: bool) -> None:
        text = f"{self._title} {state}"
        if self._terminal:
            # Erase to the end of the line, so that a longer line leaves nothing behind.
            self._stream.write(f"\r{text}\x1b[K")
            if final:
                self._stream.write("\n")
        else:
            self._stream.write(text + "\n")
        self._stream.flush()
