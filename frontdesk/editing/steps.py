"""One file of a change: how it is put in its place, and how it is taken back without losing what others write."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

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
        path: of the file.
        aside: where the new content waits, and the old one goes.
        before: digest of the file as it was read; ``""`` for a new one.
        after: its new text; ``None`` for a file that goes.
    """

    path: str
    aside: str
    before: str
    after: str | None

    @property
    def target(self) -> Path:
        """The file."""
        return Path(self.path)

    @property
    def spare(self) -> Path:
        """The file beside it."""
        return Path(self.aside)


def prepared(root: Path, name: str, before: bytes | None, after: bytes | None, token: str) -> Step:
    """Write the new content beside a file.

    Args:
        root: the project's folder.
        name: the file's path below it.
        before: as it was read; ``None`` where it isn't there.
        after: as it shall be; ``None`` where it shall go.
        token: names the change.
    """
    target = (root / name).resolve()  # what a link leads to, so that it stays one
    target.parent.mkdir(parents=True, exist_ok=True)
    spare = target.with_name(f".{target.name}.{token[:8]}{ENDING}")
    if after is not None:
        write(spare, after)
        _make_alike(spare, target)
    return Step(str(target), str(spare), "" if before is None else _digest(before),
                 None if after is None else after.decode("utf-8"))


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
    if not step.before:
        return not step.spare.exists()
    return step.spare.exists() and step.spare.read_bytes() != step.after.encode()


def take_back(step: Step) -> None:
    """Undo :func:`place`. What others have written into the new file meanwhile is kept.

    Raises:
        StillOpen: a program keeps the new file open for writing.
    """
    if step.after is None:
        _put_unless_there(step)
        return
    after = step.after.encode()
    if not step.before:
        try:
            move(step.target, step.spare)
        except FileNotFoundError:
            return
        if settled(step.spare, _WAIT) != after:
            _put_unless_there(step)
        return
    try:
        exchange(step.spare, step.target)
    except FileNotFoundError:  # they have removed it
        _put_unless_there(step)
        return
    theirs = settled(step.spare, _WAIT)
    if theirs != after:
        _add(step, after, theirs)


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
        found = settled(step.spare, _WAIT)
        if found == mine:
            return
        base, theirs = mine, found


def _both(base: list[bytes], mine: list[bytes], theirs: list[bytes]) -> Iterator[bytes]:
    """Lines with the changes of both; where they changed the same lines, the last one to write is right."""
    for group in Merge3(base, mine, theirs).merge_groups():
        if group[0] != "conflict":
            yield from group[1]
            continue
        _, was, ours, others = group
        if not was:
            yield from [*others, *(line for line in ours if line not in others)]
        else:
            yield from others if ours else [line for line in others if line not in was]


def _make_alike(new: Path, old: Path) -> None:
    """Give a file the mode and the owner of the one that it takes the place of."""
    with suppress(FileNotFoundError, PermissionError):
        shutil.copymode(old, new)
        status = old.stat()
        os.chown(new, status.st_uid, status.st_gid)


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there as a whole, also after a power cut, or not at all."""
    new = path.with_name(f"{path.name}.new") if not path.name.endswith(ENDING) else path
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if new != path:
        new.replace(path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
