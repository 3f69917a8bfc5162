"""Opening the database, so that what is erased is gone and what fails tells nobody's secrets."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.schema import CreateIndex, CreateTable

from frontdesk.store.tables import METADATA

DATABASE_VARIABLE = "FRONTDESK_DATABASE"
DEFAULT_DATABASE = "var/conversations.db"
_ATTEMPTS = 50  # at turning on the write-ahead log of a new database
_PAUSE = 0.02  # seconds between them


def open_database(database: str | Engine | None = None) -> Engine:
    """Open the database with every table that is declared by now.

    Args:
        database: SQLAlchemy URL or path of an SQLite file; the environment's
            ``FRONTDESK_DATABASE``, then :data:`DEFAULT_DATABASE`, when ``None``. An
            open one is shared.
    """
    if isinstance(database, Engine):
        engine = database
    else:
        engine = _engine(database_url(database or os.environ.get(DATABASE_VARIABLE) or DEFAULT_DATABASE))
    _create_tables(engine)
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


def _engine(url: str) -> Engine:
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
        sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def _create_tables(engine: Engine) -> None:
    """Not ``create_all``: three processes may start on a new database at the same moment."""
    missing = set(METADATA.tables) - set(sa.inspect(engine).get_table_names())
    if not missing:
        return
    with engine.begin() as connection:
        for name in sorted(missing):
            table = METADATA.tables[name]
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))


def _set_pragmas(connection: Any, _record: Any) -> None:
    # secure_delete overwrites what is erased: these rows hang on to health questions.
    for pragma in ("busy_timeout=5000", "synchronous=NORMAL", "secure_delete=ON"):
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
