"""WordPress exports that were uploaded, kept while somebody chooses from them."""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
import time
from pathlib import Path

from frontdesk.importing.imported import Imported
from frontdesk.importing.reader import imported_from

KEPT = 12 * 3600.0  # seconds: a day's work
_MOST = 20  # exports; an older one makes room
_NAME = re.compile(r"[A-Za-z0-9_-]{20,64}")


class Waiting:
    """A folder of exports as they were read.

    Args:
        folder: made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, articles: tuple[Imported, ...]) -> str:
        """Keep an export's articles.

        Returns:
            A name that can't be guessed.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._make_room()
        name = secrets.token_urlsafe(24)
        new = self._folder / f".{name}.tmp"
        new.touch(mode=0o600)
        new.write_text(json.dumps([dataclasses.asdict(article) for article in articles]), encoding="utf-8")
        new.replace(self._folder / f"{name}.json")
        return name

    def get(self, name: str) -> tuple[Imported, ...] | None:
        """An export's articles; ``None`` where there is none of this name, or not any more."""
        if not _NAME.fullmatch(name):
            return None
        path = self._folder / f"{name}.json"
        try:
            if time.time() - path.stat().st_mtime > KEPT:
                return None
            return tuple(imported_from(article) for article in json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def _make_room(self) -> None:
        """Remove what is too old or too much, and what was left half written."""
        for half in self._folder.glob(".*.tmp"):
            if time.time() - half.stat().st_mtime > KEPT:
                half.unlink(missing_ok=True)
        newest_first = sorted(self._folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
        for number, path in enumerate(newest_first):
            if number >= _MOST - 1 or time.time() - path.stat().st_mtime > KEPT:
                path.unlink(missing_ok=True)
