"""The console's side of the trial: starts the process when it is first wanted, and again when it has ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from frontdesk.errors import FrontdeskError
from frontdesk.store.logs import put_aside_from_earlier_days
from frontdesk.trial.lines import Lines

_COMMAND = (sys.executable, "-m", "frontdesk.service.quietly", "frontdesk.trial")
_PATIENCE = 20.0  # seconds; it answers at once, but for a machine under load
_PACKAGE = Path(__file__).resolve().parents[2]


class Trial:
    """The process, one for the whole site.

    Args:
        root: the project's folder.
        log: file that takes what it prints.
        command: what to run.
        patience: seconds to wait for an answer.
    """

    def __init__(
        self, root: Path, log: Path, command: Sequence[str] = _COMMAND, patience: float = _PATIENCE,
    ) -> None:
        self._root, self._log, self._command, self._patience = root, log, list(command), patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: Lines | None = None
        self._kill: Callable[[], object] = _nothing
        self._lock = threading.Lock()

    def ask(
        self, folders: Mapping[str, Path], detector: Path, texts: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        """The same conversation with the assistant of each folder, or how far that assistant is.

        Arguments and result are those of :meth:`frontdesk.trial.workshop.Workshop.told`.

        Raises:
            FrontdeskError: it doesn't answer.
        """
        request = {"folders": {name: str(folder) for name, folder in folders.items()}, "detector": str(detector),
                   "texts": list(texts)}
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            answer = self._exchange(line) or self._exchange(line)  # it may have ended since, having had nothing to do
        if answer is None or "sides" not in answer:
            raise FrontdeskError("The trial doesn't answer just now. Try again in a moment; var/logs/trial.log "
                                 "says more.")
        sides: dict[str, dict[str, Any]] = answer["sides"]
        return sides

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _exchange(self, line: bytes) -> dict[str, Any] | None:
        """The answer to a request; ``None``, and no process any more, when there is none."""
        try:
            process, lines = self._started()
            assert process.stdin is not None
            process.stdin.write(line)
            process.stdin.flush()
            answer = lines.next(self._patience)
            if answer is not None:
                read: dict[str, Any] = json.loads(answer)
                return read
        except (OSError, EOFError, ValueError):
            pass
        self._end()
        return None

    def _started(self) -> tuple[subprocess.Popen[bytes], Lines]:
        if self._process is not None and self._lines is not None and self._process.poll() is None:
            return self._process, self._lines
        self._end()
        self._log.parent.mkdir(parents=True, exist_ok=True)
        put_aside_from_earlier_days(self._log, time.time())
        path = os.pathsep.join(filter(None, (str(_PACKAGE), os.environ.get("PYTHONPATH", ""))))
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._root, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log)
        self._kill = weakref.finalize(self, _killed, self._process)  # also when the site ends
        assert self._process.stdout is not None
        self._lines = Lines(self._process.stdout.fileno())
        return self._process, self._lines

    def _end(self) -> None:
        self._kill()
        self._process, self._lines, self._kill = None, None, _nothing


def _killed(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with suppress(OSError), process:  # closes the pipes, and waits
        pass


def _nothing() -> None:
    """There is no process to kill."""


@lru_cache(maxsize=1)
def trial_of(root: Path, var: Path) -> Trial:
    """The process of this site.

    Args:
        root: the project's folder.
        var: folder for what a running Frontdesk writes.
    """
    return Trial(root, var / "logs" / "trial.log")
