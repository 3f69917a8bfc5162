"""The table of running conversations: one small row each, purged when they expire."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import SENDER, Keeping, expired, table
from frontdesk.store.upsert import upsert

DEFAULT_EXPIRY = Privacy().conversation_seconds  # seconds without a message
_PURGE_INTERVAL = 60.0  # seconds

_TABLE = table(
    "conversations",
    Keeping("running conversations: the last turns' intents and the topic, no text of either side but what was told "
            "to a callback form that is still open",
            "updated", lambda privacy: privacy.conversation_seconds),
    sa.Column(SENDER, sa.String(255), primary_key=True),
    sa.Column("updated", sa.Float, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    # Of the assistant that it is held with, so that a publication in the middle changes nothing for it.
    sa.Column("version", sa.Integer, nullable=True),
)


class Conversations:
    """Conversation states by sender id.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        expiry: seconds without a message after which a conversation is gone.
        version: of the assistant that saves; ``None`` where there are no versions.
    """

    def __init__(
        self, database: str | Engine | None = None, expiry: float = DEFAULT_EXPIRY, version: int | None = None,
    ) -> None:
        self.expiry, self._version = expiry, version
        self._engine = open_database(database)
        self._next_purge = 0.0

    def save(
        self, sender_id: str, state: dict[str, Any], beside: Callable[[Connection], object] | None = None
    ) -> None:
        """Write a conversation's state, and purge expired ones from time to time.

        Args:
            sender_id: the conversation.
            state: JSON-ready.
            beside: writes what belongs to the state, in the same transaction.
        """
        now = time.time()
        row = {"updated": now, "state": json.dumps(state), "version": self._version}
        with self._engine.begin() as connection:
            upsert(connection, _TABLE, {SENDER: sender_id}, row)
            if beside is not None:
                beside(connection)
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

    def version_of(self, sender_id: str) -> int | None:
        """The version that a running conversation was last held with."""
        query = sa.select(_TABLE.c.version).where(_TABLE.c.sender_id == sender_id,
                                                  _TABLE.c.updated >= time.time() - self.expiry)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else int(found)

    def running_with(self, version: int) -> int:
        """How many running conversations were last held with this version."""
        query = sa.select(sa.func.count()).where(_TABLE.c.version == version,
                                                 _TABLE.c.updated >= time.time() - self.expiry)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def erase(self, sender_id: str) -> bool:
        """Erase one conversation's state alone; :mod:`frontdesk.store.erasure` erases all that belongs to it.

        Returns:
            Whether there was one.
        """
        with self._engine.begin() as connection:
            erased = connection.execute(_TABLE.delete().where(_TABLE.c.sender_id == sender_id)).rowcount
        empty_log(self._engine)
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
        empty_log(self._engine)
        return erased

    def sender_ids(self) -> list[str]:
        """The ids of all conversations held."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_TABLE.c.sender_id)).scalars())


def is_running(sender_id: Any, after: float) -> Any:
    """SQL condition: that conversation had a message at or after this time.

    Args:
        sender_id: another table's column.
        after: seconds since the epoch.
    """
    return sa.exists().where(_TABLE.c.sender_id == sender_id, _TABLE.c.updated >= after)


def _purge(connection: Connection, before: float) -> int:
    return int(connection.execute(_TABLE.delete().where(expired(_TABLE, before))).rowcount)
