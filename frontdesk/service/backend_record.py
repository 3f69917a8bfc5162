"""Which versions' Rasa can be asked just now: written by the supervisor, read by the site and the publisher."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

STARTING, READY, CLOSING, BROKEN = "starting", "ready", "closing", "broken"


@dataclass(frozen=True)
class Backend:
    """A version's Rasa and action server.

    Attributes:
        version: its number.
        rasa_port: on loopback.
        state: :data:`STARTING`, :data:`READY`, :data:`CLOSING` (asked no more, and about to stop) or :data:`BROKEN`.
        error: what is wrong, where it is broken; what was wrong, where it is to be started again.
    """

    version: int
    rasa_port: int
    state: str
    error: str = ""


class BackendRecord:
    """The record's file.

    Args:
        var: folder for what a running Frontdesk writes.
    """

    def __init__(self, var: Path) -> None:
        self._path = var / "backends.json"
        self._seen: tuple[int, int] = (0, 0)
        self._known: dict[int, Backend] = {}

    def write(self, backends: Sequence[Backend]) -> None:
        """Replace the record in one step."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        aside = self._path.with_suffix(".new")
        aside.write_text(json.dumps([asdict(backend) for backend in backends]), encoding="utf-8")
        aside.replace(self._path)

    def read(self) -> dict[int, Backend]:
        """The backends by version; quick while nothing has changed."""
        try:
            status = self._path.stat()
            seen = (status.st_mtime_ns, status.st_ino)
            if seen != self._seen:
                written = json.loads(self._path.read_text(encoding="utf-8"))
                self._known = {item["version"]: Backend(**item) for item in written}
                self._seen = seen
        except FileNotFoundError:
            self._known, self._seen = {}, (0, 0)
        return self._known

    def clear(self) -> None:
        """Remove the record, when nothing runs any more."""
        self._path.unlink(missing_ok=True)
