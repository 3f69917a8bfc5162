"""Saving several files at once: all of them or none, also when the process dies, and nothing that others write is lost.

Each new file lies beside the old one, and the two change places. What was displaced is looked at then: where it isn't
what was read, somebody has written meanwhile, and everything is put back. A journal says what is under way, so that
what a dead process has left can be put back as well.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from frontdesk.editing.edits import EditError
from frontdesk.editing.exchange import StillOpen, finish_exchange, sync_folder
from frontdesk.editing.steps import (
    ENDING,
    Step,
    confirm,
    hold,
    is_placed,
    look,
    place,
    prepared,
    read_step,
    take_back,
    write,
)

_JOURNAL = "edit-journal.json"
_REMEDIES = {
    errno.ENOSPC: "make room on the disk", errno.EDQUOT: "make room on the disk",
    errno.EROFS: "let Frontdesk write there, as the disk is set to be only read",
    errno.EACCES: "let Frontdesk write to that folder", errno.EPERM: "let Frontdesk write to that folder",
}


def save(
    root: Path, var: Path, files: Mapping[str, bytes], changes: Mapping[str, bytes | None], token: str,
    record: Callable[[], int],
) -> int:
    """Save some files, and record it.

    Args:
        root: the project's folder.
        var: the folder for the journal.
        files: as they were read.
        changes: what they shall hold, by path; ``None`` for a file that goes.
        token: names this change.
        record: called when all are in their places; should it fail, they are put back.

    Returns:
        What ``record`` returned.

    Raises:
        Displaced: somebody else has written meanwhile; nothing is changed.
        StillOpen: a program keeps one of the files open for writing. Nothing is changed, or will be put back by
            :func:`recover` once that program has closed it.
        EditError: the new files can't be written; nothing is changed.
    """
    journal, steps = var / _JOURNAL, list[Step]()
    try:
        for name, data in changes.items():
            with _explained(name):
                steps.append(prepared(root, name, files.get(name), data, token))
        with _explained(f"{var.name}/{_JOURNAL}"):
            write(journal, json.dumps({"token": token, "steps": [step.as_json() for step in steps]}).encode())
            sync_folder(var)
    except EditError:
        _remove_spares(steps)
        raise
    try:
        for step in steps:
            look(step)
            place(step)
            confirm(step)
        for step in steps:
            confirm(step)  # once more: a program may just have opened the old file when the two changed places
            sync_folder(step.target.parent)
        number = record()
    except BaseException:
        _put_back(steps)
        _clear(journal, steps)
        raise
    _clear(journal, steps)
    return number


def recover(root: Path, var: Path, recorded: Callable[[str], bool]) -> None:
    """Put back what a process has left half done; the lock must be held.

    Args:
        root: the project's folder.
        var: the folder for the journal.
        recorded: whether the change of this name was recorded, and so was done.

    Raises:
        StillOpen: a program keeps one of the files open for writing. It is to be done once more then, and nothing may
            be changed before.
        EditError: a file isn't where it was, nor its copy, or can't be written; likewise.
    """
    journal = var / _JOURNAL
    if not journal.exists():
        return
    told = json.loads(journal.read_text(encoding="utf-8"))
    steps = [read_step(root, step, told["token"]) for step in told["steps"]]
    if not recorded(told["token"]):
        _put_back(steps)
    _clear(journal, steps)


def sweep(root: Path, folders: Sequence[str]) -> None:
    """Remove files that a process has left which died before it began; the lock must be held."""
    for path in (path for folder in folders for path in (root / folder).glob(f".*{ENDING}")):
        path.unlink()


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Say what to do where a file can't be written."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = _REMEDIES.get(error.errno or 0, "see to that file")
        raise EditError(f"Nothing was saved: {name} can't be written ({reason}). "
                        f"Ask whoever looks after the server to {remedy}, and try again.") from None


def _put_back(steps: Sequence[Step]) -> None:
    """Take back whatever is in its place, though nothing may be: who dies or is stopped doesn't say how far it got."""
    held: StillOpen | None = None
    for step in reversed(steps):
        finish_exchange(step.spare)
        if step.before and step.after is not None and not step.target.exists() and not step.spare.exists():
            raise EditError(f"A change of {step.name} was cut off, and that file isn't there any more. "
                            "Put it back there, for example from a backup, and try again.")
        try:
            with _explained(step.name):
                if is_placed(step):
                    take_back(step)
                else:
                    hold(step)
        except StillOpen as error:
            held = error
    if held is not None:
        raise held


def _clear(journal: Path, steps: Sequence[Step]) -> None:
    journal.unlink(missing_ok=True)
    sync_folder(journal.parent)
    _remove_spares(steps)


def _remove_spares(steps: Sequence[Step]) -> None:
    for step in steps:
        step.spare.unlink(missing_ok=True)
