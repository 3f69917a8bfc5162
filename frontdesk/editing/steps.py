"""One file of a change: how it is put in its place, and how it is taken back without losing what others write."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from merge3 import Merge3

from frontdesk.editing.exchange import StillOpen, exchange, move, settled

ENDING = ".frontdesk"  # no reader takes a file of this name
_WAIT = 2.0  # seconds that a program may take to write a file


class Displaced(Exception):
    """Somebody else has written meanwhile. Everything is as they left it."""


@dataclass(frozen=True)
class Step:
    """One file of a change.

    Attributes:
        name: the file's path below the project's folder.
        target: the file; where that is a link, what it leads to, so that it stays one.
        spare: the file beside it, where the new content waits, and the old one goes.
        before: digest of the file as it was read; ``""`` for a new one.
        after: its new text; ``None`` for a file that goes.
    """

    name: str
    target: Path
    spare: Path
    before: str
    after: str | None

    def as_json(self) -> dict[str, Any]:
        """JSON-ready data, by which it is found again also where the project's folder was moved meanwhile."""
        return {"path": self.name, "before": self.before, "after": self.after}


def prepared(root: Path, name: str, before: bytes | None, after: bytes | None, token: str) -> Step:
    """Write the new content beside a file.

    Args:
        root: the project's folder.
        name: the file's path below it.
        before: as it was read; ``None`` where it isn't there.
        after: as it shall be; ``None`` where it shall go.
        token: names the change.
    """
    step = _step(root, name, "" if before is None else _digest(before),
                 None if after is None else after.decode("utf-8"), token)
    step.target.parent.mkdir(parents=True, exist_ok=True)
    if after is not None:
        write(step.spare, after)
        _make_alike(step.spare, step.target)
    return step


def read_step(root: Path, told: Mapping[str, Any], token: str) -> Step:
    """A file of a change as it comes back from JSON.

    Args:
        root: the project's folder, as it is called now.
        told: see :meth:`Step.as_json`.
        token: names the change.
    """
    return _step(root, told["path"], told["before"], told["after"], token)


def look(step: Step) -> None:
    """See whether somebody has written already: so it is rare that a new file has to be taken away again.

    Raises:
        Displaced: somebody has.
        StillOpen: a program keeps the file open for writing.
    """
    try:
        if step.before and _digest(settled(step.target, _WAIT)) != step.before:
            raise Displaced
    except FileNotFoundError:
        raise Displaced from None


def place(step: Step) -> None:
    """Put the new content in its place; what was there is beside it then.

    Raises:
        Displaced: there is no such file any more, or there is one by now.
    """
    try:
        if step.after is None:
            move(step.target, step.spare)
        elif step.before:
            exchange(step.spare, step.target)
        else:
            move(step.spare, step.target)
    except (FileNotFoundError, FileExistsError):
        raise Displaced from None


def confirm(step: Step) -> None:
    """Look at what was displaced: it must be what was read, and nobody may be writing it.

    There is no waiting here: who looks at the file now doesn't find what was just written to the old one.

    Raises:
        Displaced: it isn't, or somebody is.
    """
    try:
        if step.before and _digest(settled(step.spare, 0, twice=True)) != step.before:
            raise Displaced
    except StillOpen:
        raise Displaced from None


def is_placed(step: Step) -> bool:
    """Whether a process that died had got as far as :func:`place`."""
    if step.after is None:
        return step.spare.exists()
    if not step.before and (_has_two_names(step) or not step.spare.exists()):
        return step.target.exists()
    return step.spare.exists() and step.spare.read_bytes() != step.after.encode()


def take_back(step: Step) -> None:
    """Undo :func:`place`. What others have written into the new file meanwhile is kept.

    Where it is cut off, and where it raises, it can be done once more.

    Raises:
        StillOpen: a program keeps the new file open for writing.
    """
    if step.after is None:
        _put_unless_there(step)
    elif step.before:
        _exchange_back(step, step.after.encode())
    else:
        _take_away(step, step.after.encode())


def hold(step: Step) -> None:
    """See that nobody may still write to what was taken back: what they write would be lost with it.

    Raises:
        StillOpen: a program keeps it open for writing.
    """
    with suppress(FileNotFoundError):
        settled(step.spare, 0, twice=True)


def _exchange_back(step: Step, after: bytes) -> None:
    try:
        settled(step.target, _WAIT)
        exchange(step.spare, step.target)
    except FileNotFoundError:  # they have removed it
        _put_unless_there(step)
        return
    theirs = settled(step.spare, _WAIT, twice=True)
    if theirs != after:
        _add(step, after, theirs)
        step.spare.unlink()  # what was in it is in the file now


def _take_away(step: Step, after: bytes) -> None:
    """Take a new file away, unless somebody has worked on it."""
    if _has_two_names(step):
        step.spare.unlink()
    if not step.spare.exists():
        try:
            settled(step.target, _WAIT)
            move(step.target, step.spare)
        except FileNotFoundError:  # they have removed it
            return
    try:
        theirs = settled(step.spare, _WAIT, twice=True)
    except StillOpen:
        _put_unless_there(step)
        raise
    if theirs != after:
        _put_unless_there(step)


def _has_two_names(step: Step) -> bool:
    """Whether a process died while it moved a new file, on a system where that takes two steps."""
    return step.target.exists() and step.spare.exists() and step.spare.samefile(step.target)


def _put_unless_there(step: Step) -> None:
    try:
        move(step.spare, step.target)
    except FileExistsError:  # somebody has made it anew, which is what counts
        step.spare.unlink()


def _add(step: Step, base: bytes, theirs: bytes) -> None:
    """Bring what somebody has made of a text into the file as it is."""
    while True:
        mine = settled(step.target, _WAIT)
        both = b"".join(_both(*(text.splitlines(keepends=True) for text in (base, mine, theirs))))
        if both == mine:
            return
        write(step.spare, both)
        _make_alike(step.spare, step.target)
        exchange(step.spare, step.target)
        found = settled(step.spare, _WAIT, twice=True)
        if found == mine:
            return
        base, theirs = mine, found


def _both(base: list[bytes], mine: list[bytes], theirs: list[bytes]) -> Iterator[bytes]:
    """Lines with the changes of both; where they reworded the same lines, the last one to write is right.

    Which of the two that is can't be told any more once a process has died between them, so lines that only one of
    them has are kept either way.
    """
    for group in Merge3(base, mine, theirs).merge_groups():
        if group[0] != "conflict":
            yield from group[1]
            continue
        _, was, ours, others = group
        one_sided = any(set(side) <= set(was) or set(was) <= set(side) for side in (ours, others))
        if one_sided or set(others) <= set(ours):
            # One has only added lines or only taken some away, or has what is in the other already: both can be done.
            yield from (line for line in others if line not in was or line in ours)
            yield from (line for line in ours if line not in was and line not in others)
        else:
            yield from others


def _make_alike(new: Path, old: Path) -> None:
    """Give a file the owner, the group and the mode of the one that it takes the place of, as far as we may."""
    with suppress(FileNotFoundError, PermissionError):
        status = old.stat()
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(PermissionError):
                os.chown(new, owner, group)
        shutil.copymode(old, new)


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there as a whole, also after a power cut, or not at all."""
    # Beside the clinic's files, what a dead process leaves must have a name that is swept away.
    new = path.with_name(f".new{path.name}" if path.name.endswith(ENDING) else f"{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()  # a full disk needs the room
        raise


def _step(root: Path, name: str, before: str, after: str | None, token: str) -> Step:
    target = (root / name).resolve()
    return Step(name, target, target.with_name(f".{target.name}.{token[:8]}{ENDING}"), before, after)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
