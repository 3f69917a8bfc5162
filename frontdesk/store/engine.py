"""Opening the database, so that what is erased is gone and what fails tells nobody's secrets."""

from __future__ import annotations

import os
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from frontdesk.store.migrations import migrate

DATABASE_VARIABLE = "FRONTDESK_DATABASE"
DEFAULT_DATABASE = "var/conversations.db"
_ATTEMPTS = 50  # at turning on the write-ahead log of a new database
_PAUSE = 0.02  # seconds between them


def open_database(database: str | Engine | None = None, *, durable: bool = False) -> Engine:
    """Open the database with every table of this Frontdesk; new and old ones are brought to that first.

    Args:
        database: SQLAlchemy URL or path of an SQLite file; the environment's
            ``FRONTDESK_DATABASE``, then :data:`DEFAULT_DATABASE`, when ``None``. An
            open one is shared as it is.
        durable: wait at each commit until SQLite's file is on the disk. Without, a power
            cut takes the last moments' commits (never half of one): fine for a
            conversation, which costs a sync at each message; not for a request that the
            visitor is told has been received. PostgreSQL waits in any case.

    Raises:
        FrontdeskError: a newer Frontdesk has written to it, or it is neither SQLite nor PostgreSQL.
    """
    if isinstance(database, Engine):
        engine = database
    else:
        engine = _engine(database_url(database or os.environ.get(DATABASE_VARIABLE) or DEFAULT_DATABASE), durable)
    migrate(engine)
    return engine


def database_url(database: str) -> str:
    """The SQLAlchemy URL of what may be the path of an SQLite file."""
    return database if "://" in database else f"sqlite:///{database}"


def database_file(database: str) -> Path | None:
    """The SQLite file that is meant; ``None`` for a server or a database in memory."""
    url = make_url(database_url(database))
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database) if is_file else None


def empty_log(engine: Engine) -> None:
    """Bring SQLite's write-ahead log to nothing: it still holds what was erased."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _engine(url: str, durable: bool) -> Engine:
    # Errors name the statement; its parameters are ids and what visitors wrote.
    options: dict[str, Any] = {"future": True, "hide_parameters": True}
    file = database_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)  # SQLite gives its -wal and -shm files the same mode
        # SQLAlchemy 1.4 opens a file anew for each use otherwise, which costs more than the query.
        options |= {"poolclass": sa.pool.QueuePool, "connect_args": {"check_same_thread": False}}
    engine = sa.create_engine(url, **options)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", partial(_set_pragmas, durable))
    sa.event.listen(engine, "handle_error", _hide_details)
    return engine


def _hide_details(context: Any) -> None:
    """Cut an error's text after its first line: PostgreSQL's details quote the row."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def _set_pragmas(durable: bool, connection: Any, _record: Any) -> None:
    # secure_delete overwrites what is erased: these rows hang on to health questions.
    synchronous = "FULL" if durable else "NORMAL"
    for pragma in ("busy_timeout=5000", f"synchronous={synchronous}", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Turn on the write-ahead log; busy_timeout doesn't hold while another connection does the same."""
    for attempt in range(_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_PAUSE)
