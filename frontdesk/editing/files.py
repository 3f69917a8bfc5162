"""The files that are edited, as they are on the disk."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

from frontdesk.editing.exchange import StillOpen, settled
from frontdesk.editing.model import CLINIC, FAQS, QUESTIONS, Unread

Stamp = dict[str, tuple[int, int, int, int]]
FOLDERS = ("content", "content/articles", "data")
_LISTED = (("data", ".yml"), ("content/articles", ".md"))
_WRITING = 0.5  # seconds that a program may take to write a file which we want to read
_AWAY = 0.3  # seconds for which a file may be away while a program puts a new one in its place


def names(root: Path) -> list[str]:
    """The paths of all that are there, below the project's folder."""
    found = [name for name in (FAQS, CLINIC, QUESTIONS) if (root / name).is_file()]
    for folder, ending in _LISTED:
        if (root / folder).is_dir():
            found += [f"{folder}/{path.name}" for path in (root / folder).iterdir()
                      if path.name.endswith(ending) and not path.name.startswith(".") and path.is_file()]
    return sorted(found)


def stamp(root: Path) -> Stamp:
    """What tells whether a file has changed, without reading it."""
    found = {}
    for name in names(root):
        try:
            status = (root / name).stat()
        except FileNotFoundError:
            continue
        found[name] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    return found


def read_all(root: Path, expected: Collection[str] = ()) -> dict[str, bytes]:
    """Every file's content; :class:`~frontdesk.editing.model.Unread` for one that we may not read.

    Args:
        root: the project's folder.
        expected: files that were there just now: some programs take a file away before they put the new one there.
    """
    deadline = time.monotonic() + _AWAY
    while not set(expected) <= set(names(root)) and time.monotonic() < deadline:
        time.sleep(_AWAY / 30)
    found = {}
    for name in names(root):
        try:
            found[name] = settled(root / name, _WRITING)
        except StillOpen:
            found[name] = (root / name).read_bytes()
        except PermissionError:
            found[name] = Unread()
        except FileNotFoundError:
            continue
    return found
