"""The table of running conversations: one small row each, purged when they expire."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

DATABASE_VARIABLE = "FRONTDESK_DATABASE"
DEFAULT_DATABASE = "var/conversations.db"
DEFAULT_EXPIRY = 30 * 60  # seconds without a message
_PURGE_INTERVAL = 60.0  # seconds

_TABLE = sa.Table(
    "conversations",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("updated", sa.Float, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
)


class Conversations:
    """Conversation states by sender id.

    Args:
        database: SQLAlchemy URL or path of an SQLite file; the environment's
            ``FRONTDESK_DATABASE``, then :data:`DEFAULT_DATABASE`, when ``None``.
        expiry: seconds without a message after which a conversation is gone.
    """

    def __init__(self, database: str | None = None, expiry: float = DEFAULT_EXPIRY) -> None:
        self.expiry = expiry
        self._engine = _open(database or os.environ.get(DATABASE_VARIABLE) or DEFAULT_DATABASE)
        self._next_purge = 0.0

    def save(self, sender_id: str, state: dict[str, Any]) -> None:
        """Write a conversation's state, and purge expired ones from time to time."""
        now = time.time()
        row = {"updated": now, "state": json.dumps(state)}
        with self._engine.begin() as connection:
            update = _TABLE.update().where(_TABLE.c.sender_id == sender_id).values(**row)
            if not connection.execute(update).rowcount:
                connection.execute(_TABLE.insert().values(sender_id=sender_id, **row))
            if now >= self._next_purge:
                _purge(connection, now - self.expiry)
                self._next_purge = now + _PURGE_INTERVAL

    def load(self, sender_id: str) -> dict[str, Any] | None:
        """The state as last saved; ``None`` when there is none or it has expired."""
        query = sa.select(_TABLE.c.state, _TABLE.c.updated).where(_TABLE.c.sender_id == sender_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None or row.updated < time.time() - self.expiry:
            return None
        state: dict[str, Any] = json.loads(row.state)
        return state

    def erase(self, sender_id: str) -> bool:
        """Erase one conversation.

        Returns:
            Whether there was one.
        """
        with self._engine.begin() as connection:
            erased = connection.execute(_TABLE.delete().where(_TABLE.c.sender_id == sender_id)).rowcount
        self._empty_log()
        return bool(erased)

    def purge(self, now: float | None = None) -> int:
        """Erase every conversation that has expired.

        Args:
            now: seconds since the epoch; the clock's when ``None``.

        Returns:
            How many were erased.
        """
        with self._engine.begin() as connection:
            erased = _purge(connection, (time.time() if now is None else now) - self.expiry)
        self._empty_log()
        return erased

    def _empty_log(self) -> None:
        """Bring SQLite's write-ahead log to nothing: it still holds what was erased."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def sender_ids(self) -> list[str]:
        """The ids of all conversations held."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_TABLE.c.sender_id)).scalars())


def _open(database: str) -> Engine:
    if "://" not in database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        database = f"sqlite:///{database}"
    options: dict[str, Any] = {}
    if database.startswith("sqlite"):
        # SQLAlchemy 1.4 opens a file anew for each use otherwise, which costs more than the query.
        options = {"poolclass": sa.pool.QueuePool, "connect_args": {"check_same_thread": False}}
    engine = sa.create_engine(database, future=True, **options)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_pragmas)
    _TABLE.metadata.create_all(engine)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    # secure_delete overwrites what is erased: these rows hang on to health questions.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _purge(connection: Connection, before: float) -> int:
    return int(connection.execute(_TABLE.delete().where(_TABLE.c.updated < before)).rowcount)
