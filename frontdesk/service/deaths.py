"""Starting again what ended by itself."""

from __future__ import annotations

import sys
import time

from frontdesk.errors import FrontdeskError
from frontdesk.service.processes import Service

_DEATHS, _WITHIN = 3, 120.0  # so often within so many seconds: starting it again doesn't help
_PAUSE = 60.0  # seconds until what keeps ending, and can be done without, is tried again


class Deaths:
    """Starts again what ended by itself, until one has done so too often.

    For one version's processes, or others that have names of their own.
    """

    def __init__(self) -> None:
        self._recent: dict[str, list[float]] = {}

    def look(self, service: Service) -> bool:
        """Start a process again if it has ended.

        Returns:
            Whether it had.

        Raises:
            FrontdeskError: it keeps ending.
            OSError: it can't be started just now; that doesn't count as an end.
        """
        code = service.exit_code()
        if code is None:
            return False
        recent = [at for at in self._recent.get(service.name, []) if at > time.monotonic() - _WITHIN]
        if len(recent) + 1 >= _DEATHS:
            raise FrontdeskError(f"{_ended(service, code)} for the {_DEATHS}rd time in {_WITHIN:.0f} s. "
                                 f"See {service.log}.")
        service.stop()  # what it started and left behind
        service.start()
        self._recent[service.name] = [*recent, time.monotonic()]
        print(f"{_ended(service, code)}. Starting it again; see {service.log}.", file=sys.stderr, flush=True)
        return True


class Dispensable:
    """Keeps a process going without which visitors are answered all the same, so that its ends never end anything.

    One that keeps ending is tried again every minute.

    Args:
        service: which runs.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self._began, self._ends = time.monotonic(), 0
        self._next: float | None = None  # when it is to be started

    def look(self) -> None:
        """Start the process again if it has ended, and it is time to.

        Raises:
            OSError: it can't be started just now.
        """
        now, code = time.monotonic(), self.service.exit_code()
        if self._next is None and code is not None:
            self._ends = self._ends + 1 if now - self._began < _WITHIN else 1
            self._next = now + _PAUSE if self._ends >= _DEATHS else now
            self.service.stop()  # what it started and left behind
            self._tell(code)
        if self._next is not None and now >= self._next:
            self.service.start()
            self._began, self._next = now, None

    def replace(self, service: Service) -> None:
        """Run another one in its place; it is started at the next look."""
        self.service.stop()
        self.service, self._ends, self._next = service, 0, time.monotonic()

    def _tell(self, code: int) -> None:
        if self._ends > _DEATHS:
            return  # it has been said that it is tried again and again
        ended, log = _ended(self.service, code), self.service.log
        again = (f"{ended}. Starting it again; see {log}." if self._ends < _DEATHS else
                 f"{ended} for the {_DEATHS}rd time: {self.service.last_words()} Everything else goes on, and it is "
                 f"tried again every {_PAUSE:.0f} s; see {log}.")
        print(again, file=sys.stderr, flush=True)


def _ended(service: Service, code: int) -> str:
    return f"{service.name} stopped by itself (exit code {code})"
