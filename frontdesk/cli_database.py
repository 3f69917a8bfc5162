"""What the commands that look into the database have in common."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from frontdesk.errors import FrontdeskError
from frontdesk.settings import Settings
from frontdesk.store.engine import database_file

SHELL = "the command line"  # who it was, in the record of changes; no account's name has spaces


def has_database(settings: Settings) -> bool:
    """Whether there is one; asked before opening it, which would make one."""
    file = database_file(settings.database)
    return file is None or file.exists()


@contextmanager
def database_explained(settings: Settings) -> Iterator[None]:
    """Turn a database's error into a sentence; without its text, which may hold what a row holds.

    Raises:
        FrontdeskError: in place of the error.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        what = database_file(settings.database) or "named by FRONTDESK_DATABASE"
        kind = type(getattr(error, "orig", None) or error).__name__
        raise FrontdeskError(
            f"The database {what} can't be used ({kind}). If it is in use, try again; if it is broken, stop Frontdesk "
            "and restore a backup. Don't delete it: callback requests that the clinic doesn't know yet may be in it."
        ) from None
