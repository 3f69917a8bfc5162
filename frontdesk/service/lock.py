"""Whether Frontdesk is running: one at a time writes to a folder ``var/``."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.errors import FrontdeskError

_NAME = "running.lock"


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Be the one that runs, until the ``with`` block ends or the process dies.

    Raises:
        FrontdeskError: another one does.
    """
    var.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(var / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FrontdeskError(
                f"Frontdesk is running already, and writes to {var}. Stop that one first, or name another folder in "
                "FRONTDESK_VAR and another database in FRONTDESK_DATABASE.") from None
        yield
    finally:
        os.close(descriptor)


def is_running(var: Path) -> bool:
    """Whether a Frontdesk runs that writes to this folder."""
    try:
        descriptor = os.open(var / _NAME, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
