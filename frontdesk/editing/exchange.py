"""Replacing a file that others may be writing at the same moment, so that whatever they write can be noticed."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_EXCHANGE, _NO_REPLACE = 2, 1  # of renameat2(2)
_HERE = -100  # AT_FDCWD
_PAUSE = 0.005  # seconds between two looks at a file that is being written
_UNSURE = 0.02  # seconds for which a file must stay the same where the system doesn't tell who has it open
_NOT_SUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES)


class StillOpen(Exception):
    """A program keeps a file open for writing."""


def exchange(one: Path, other: Path) -> None:
    """Let two files change places, in one step where the system can.

    Where it can't, what was at ``other`` is kept as ``one`` all the same, but somebody may write in between.
    """
    try:
        _rename(one, other, _EXCHANGE)
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise
        os.link(other, _aside(one))
        one.replace(other)
        _aside(one).replace(one)


def finish_exchange(one: Path) -> None:
    """Finish what a process left that died while two files changed places."""
    if one.exists():
        _aside(one).unlink(missing_ok=True)
    elif _aside(one).exists():
        _aside(one).replace(one)


def move(source: Path, target: Path) -> None:
    """Rename a file to a name that nothing has.

    Raises:
        FileExistsError: something has it.
    """
    try:
        _rename(source, target, _NO_REPLACE)
    except OSError as error:
        if error.errno not in _NOT_SUPPORTED:
            raise
        os.link(source, target)
        source.unlink()


def settled(path: Path, seconds: float, twice: bool = False) -> bytes:
    """A file's content once nobody has it open for writing.

    Args:
        path: of the file.
        seconds: to wait for that at most.
        twice: where the system doesn't tell who has it open, look until it stays the same for a moment.

    Raises:
        StillOpen: somebody has it open all that time.
        FileNotFoundError: there is none.
    """
    deadline = time.monotonic() + seconds
    while True:
        with path.open("rb") as file:
            lease = _lease(file.fileno())
            if lease is not False:
                # While we have the lease, nobody can begin to write; closing the file gives it back.
                data = file.read()
                return data if lease or not twice else _unchanged(path, data, deadline)
        if time.monotonic() > deadline:
            raise StillOpen
        time.sleep(_PAUSE)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _aside(one: Path) -> Path:
    return one.with_name(f".old{one.name}")


def _lease(descriptor: int) -> bool | None:
    """Take a lease on a file: nobody has it open for writing then. ``None`` where there are no leases."""
    if not hasattr(fcntl, "F_SETLEASE"):  # other systems than Linux
        return None
    try:
        # Who opens it for writing while we have the lease makes the kernel send a signal. SIGIO, which it is if nothing
        # is said, would end the process; this one is passed over.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return False if error.errno == errno.EAGAIN else None
    return True


def _unchanged(path: Path, data: bytes, deadline: float) -> bytes:
    while True:
        time.sleep(_UNSURE)
        before, data = data, path.read_bytes()
        if before == data:
            return data
        if time.monotonic() > deadline:
            raise StillOpen


def _rename(source: Path, target: Path, flag: int) -> None:
    call = _renameat2()
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(_HERE, os.fsencode(source), _HERE, os.fsencode(target), flag):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(source), None, str(target))


@lru_cache(maxsize=1)
def _renameat2() -> Callable[..., int] | None:
    """Linux's system call of that name; ``None`` elsewhere."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is not None:
        call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return call
