"""Saving several files at once: all of them or none, also when the process dies, and nothing that others write is lost.

Each new file lies beside the old one, and the two change places. What was displaced is looked at then: where it isn't
what was read, somebody has written meanwhile, and everything is put back. A journal says what is under way, so that
what a dead process has left can be put back as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from frontdesk.editing.exchange import finish_exchange, sync_folder
from frontdesk.editing.steps import ENDING, Step, confirm, is_placed, look, place, prepared, take_back, write

_JOURNAL = Path("var/edit-journal.json")  # in the project's folder


def save(
    root: Path, files: Mapping[str, bytes], changes: Mapping[str, bytes | None], token: str, record: Callable[[], int]
) -> int:
    """Save some files, and record it.

    Args:
        root: the project's folder.
        files: as they were read.
        changes: what they shall hold, by path; ``None`` for a file that goes.
        token: names this change.
        record: called when all are in their places; should it fail, they are put back.

    Returns:
        What ``record`` returned.

    Raises:
        Displaced: somebody else has written meanwhile; nothing is changed.
        StillOpen: a program keeps one of the files open for writing; nothing is changed.
    """
    steps = [prepared(root, name, files.get(name), data, token) for name, data in changes.items()]
    write(root / _JOURNAL, json.dumps({"token": token, "steps": [asdict(step) for step in steps]}).encode())
    sync_folder((root / _JOURNAL).parent)
    placed: list[Step] = []
    try:
        for step in steps:
            look(step)
            place(step)
            placed.append(step)
            confirm(step)
        for step in steps:
            confirm(step)  # once more: a program may just have opened the old file when the two changed places
            sync_folder(step.target.parent)
        number = record()
    except BaseException:
        for step in reversed(placed):
            take_back(step)
        _clear(root, steps)
        raise
    _clear(root, steps)
    return number


def recover(root: Path, recorded: Callable[[str], bool]) -> None:
    """Put back what a process has left half done; the lock must be held.

    Args:
        root: the project's folder.
        recorded: whether the change of this name was recorded, and so was done.
    """
    journal = root / _JOURNAL
    if not journal.exists():
        return
    told = json.loads(journal.read_text(encoding="utf-8"))
    steps = [Step(**step) for step in told["steps"]]
    if not recorded(told["token"]):
        for step in reversed(steps):
            finish_exchange(step.spare)
            if is_placed(step):
                take_back(step)
    _clear(root, steps)


def sweep(root: Path, folders: Sequence[str]) -> None:
    """Remove files that a process has left which died before it began; the lock must be held."""
    for path in (path for folder in folders for path in (root / folder).glob(f".*{ENDING}")):
        path.unlink()


def _clear(root: Path, steps: Sequence[Step]) -> None:
    (root / _JOURNAL).unlink(missing_ok=True)
    sync_folder((root / _JOURNAL).parent)
    for step in steps:
        step.spare.unlink(missing_ok=True)
