"""Going on while something doesn't work that passes by itself: the store is away, the disk is full."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError


class Bearing:
    """Says once what doesn't work just now, and once that it works again."""

    def __init__(self) -> None:
        self._borne: set[str] = set()

    @contextmanager
    def bear(self, what: str) -> Iterator[None]:
        """Leave the ``with`` block at an error of the store or the system, which is told; the caller tries again.

        Args:
            what: is to be done, such as ``read what is live``.
        """
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            if what not in self._borne:
                # Of the store's errors the kind alone: a text may hold what a row holds.
                why = str(error) if isinstance(error, OSError) else type(error).__name__
                print(f"Can't {what} just now ({why}); trying again.", file=sys.stderr, flush=True)
            self._borne.add(what)
        else:
            if what in self._borne:
                print(f"It works again: {what}.", file=sys.stderr, flush=True)
            self._borne.discard(what)
