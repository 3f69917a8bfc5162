"""One change at a time, whichever process makes it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK = "edit.lock"


@contextmanager
def edit_lock(var: Path) -> Iterator[None]:
    """Keep all others from changing the draft, or wait until they have done so; who dies lets go of it.

    It holds between threads, too, as each opens the file for itself. Text editors don't know it.

    Args:
        var: folder for what a running Frontdesk writes, the same for all who change one draft.
    """
    var.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(var / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
