"""The most urgent red flag of each running conversation, so that a later message can't make it forgotten."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.conversations import DEFAULT_EXPIRY, is_running
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import SENDER, Keeping, expired, table
from frontdesk.store.upsert import upsert

LEVELS = ("soon", "same_day", "emergency_now")  # least urgent first

_TABLE: Any = table(
    "raised_flags",
    # A flag may not end before its conversation, whose row is written a moment later.
    Keeping("the most urgent warning of each running conversation: level and rule, no text",
            "updated", lambda privacy: privacy.conversation_seconds,
            unless=lambda before: is_running(_TABLE.c.sender_id, before)),
    sa.Column(SENDER, sa.String(255), primary_key=True),
    sa.Column("updated", sa.Float, nullable=False, index=True),
    sa.Column("urgency", sa.Integer, nullable=False),
    sa.Column("rule", sa.String(255), nullable=False),
    sa.Column("version", sa.String(255), nullable=False),
)


@dataclass(frozen=True)
class RaisedFlag:
    """A red flag of a conversation.

    Attributes:
        level: one of :data:`LEVELS`.
        rule: id of the rule that raised it.
    """

    level: str
    rule: str


class RaisedFlags:
    """Red flags by sender id; the most urgent one is kept.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        expiry: seconds without a message after which a conversation, and its flag, is gone.
    """

    def __init__(self, database: str | Engine | None = None, expiry: float = DEFAULT_EXPIRY) -> None:
        self.expiry = expiry
        self._engine = open_database(database)

    def raise_(self, sender_id: str, level: str, rule: str, version: str) -> None:
        """Note a flag; only a more urgent one that stands already stays, and all start their time anew.

        Args:
            sender_id: the conversation.
            level: one of :data:`LEVELS`.
            rule: id of the rule that raised it.
            version: of the rules' content.

        Raises:
            ValueError: there is no such level.
        """
        now, flag = time.time(), {"urgency": _urgency(level), "rule": rule, "version": version}
        mine = _TABLE.c.sender_id == sender_id
        with self._engine.begin() as connection:
            # First, so that an old conversation's flag doesn't outrank this one's.
            connection.execute(_TABLE.delete().where(mine, expired(_TABLE, now - self.expiry)))
            upsert(connection, _TABLE, {SENDER: sender_id}, {"updated": now, **flag}, changes={"updated": now})
            not_more = _TABLE.c.urgency <= flag["urgency"]
            connection.execute(_TABLE.update().where(mine, not_more).values(**flag))

    def raised(self, sender_id: str) -> RaisedFlag | None:
        """The conversation's most urgent flag, whose time this starts anew; ``None`` when there is none."""
        now = time.time()
        live = sa.and_(_TABLE.c.sender_id == sender_id, sa.not_(expired(_TABLE, now - self.expiry)))
        query = sa.select(_TABLE.c.urgency, _TABLE.c.rule).where(live)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None  # nearly always: no write
        with self._engine.begin() as connection:
            connection.execute(_TABLE.update().where(live).values(updated=now))
        return RaisedFlag(LEVELS[row.urgency], row.rule)

    def erase(self, sender_id: str) -> bool:
        """Erase a conversation's flag.

        Returns:
            Whether there was one.
        """
        return bool(self._delete(_TABLE.c.sender_id == sender_id))

    def purge(self, now: float | None = None) -> int:
        """Erase the flags of conversations that have expired.

        Args:
            now: seconds since the epoch; the clock's when ``None``.

        Returns:
            How many were erased.
        """
        return self._delete(expired(_TABLE, (time.time() if now is None else now) - self.expiry))

    def _delete(self, which: Any) -> int:
        with self._engine.begin() as connection:
            erased = int(connection.execute(_TABLE.delete().where(which)).rowcount)
        empty_log(self._engine)
        return erased


def _urgency(level: str) -> int:
    if level not in LEVELS:
        raise ValueError(f"'{level}' isn't a level; use one of: {', '.join(LEVELS)}")
    return LEVELS.index(level)
