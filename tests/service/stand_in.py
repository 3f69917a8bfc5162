"""Processes and a clock that do what a test wants."""

from __future__ import annotations

from pathlib import Path


class Process:
    """Stands in for a process."""

    def __init__(self, name: str, version: int | None, events: list[str]) -> None:
        self.name, self.version, self._events = name, version, events
        self.log = Path("a.log")
        self.up, self.code = False, None
        self.fault: Exception | None = None  # of starting it
        self.starts = self.stops = 0

    def start(self) -> None:
        if self.fault is not None:
            raise self.fault
        self.starts, self.code = self.starts + 1, None
        self._events.append(f"start {self.version}")

    def ask_to_stop(self) -> None:
        """It waits for :meth:`stop`."""

    def stop(self) -> None:
        self.stops += 1
        self._events.append(f"stop {self.version}")

    def ready(self) -> bool:
        return self.up

    def exit_code(self) -> int | None:
        return self.code

    def last_words(self) -> str:
        return "frontdesk: no secret."


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now
