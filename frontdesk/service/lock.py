"""Whether Frontdesk is running: one at a time writes to a folder ``var/``, and one at a time publishes from it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.errors import FrontdeskError

_NAME = "running.lock"
_PUBLISHER = "publisher.lock"
_POLL = 0.1  # seconds
_PATIENCE = 10.0  # seconds for a publisher that is about to stop


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Be the one that runs, until the ``with`` block ends or the process dies.

    Raises:
        FrontdeskError: another one does.
    """
    with _held(var / _NAME, 0.0, f"Frontdesk is running already, and writes to {var}. Stop that one first, or name "
               "another folder in FRONTDESK_VAR and another database in FRONTDESK_DATABASE."):
        yield


@contextmanager
def only_publisher(var: Path) -> Iterator[None]:
    """Be the one that publishes, until the ``with`` block ends or the process dies: two would do the same job.

    Another one that is about to stop is waited for.

    Raises:
        FrontdeskError: another one publishes.
    """
    with _held(var / _PUBLISHER, _PATIENCE, f"Another publisher is still at work in {var}. It ends by itself when the "
               "Frontdesk that it belongs to has stopped; try again in a minute."):
        yield


@contextmanager
def _held(path: Path, patience: float, taken: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise FrontdeskError(taken) from None
            time.sleep(_POLL)
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
