"""What Rasa said to the last messages of each running conversation, so that none is processed twice."""

from __future__ import annotations

import json
import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.conversations import DEFAULT_EXPIRY, is_running
from frontdesk.store.engine import open_database
from frontdesk.store.tables import SENDER, Keeping, expired, table
from frontdesk.store.upsert import upsert

MESSAGE_ID = "message_id"  # where the site tells it, in the metadata of what it sends to Rasa
KEPT = 8  # messages of one conversation; several browser tabs may each send their last one again

_TABLE: Any = table(
    "last_turns",
    Keeping("the bot's replies to the last messages of each running conversation, for a message sent twice; "
            "no text of the visitor but what a callback request says back",
            "updated", lambda privacy: privacy.conversation_seconds,
            unless=lambda before: is_running(_TABLE.c.sender_id, before)),
    sa.Column(SENDER, sa.String(255), primary_key=True),
    sa.Column("message_id", sa.String(255), primary_key=True),
    sa.Column("updated", sa.Float, nullable=False, index=True),
    sa.Column("replies", sa.Text, nullable=False),
)


class LastTurns:
    """Replies by conversation and message id.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        expiry: seconds without a message after which a conversation is gone.
    """

    def __init__(self, database: str | Engine | None = None, expiry: float = DEFAULT_EXPIRY) -> None:
        self.expiry = expiry
        self._engine = open_database(database)

    def find(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        """The messages that answered this one; ``None`` when it wasn't processed, or is too long ago."""
        live = sa.not_(expired(_TABLE, time.time() - self.expiry))
        query = sa.select(_TABLE.c.replies).where(_is(sender_id, message_id), live)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        messages: list[dict[str, Any]] = json.loads(row.replies)
        return messages


def add_turn(connection: Connection, sender_id: str, message_id: str, messages: list[dict[str, Any]]) -> None:
    """Write what answered a message, and drop what is older than the last :data:`KEPT`.

    Args:
        connection: in the transaction that writes the conversation's row.
        sender_id: the conversation.
        message_id: of the visitor's message.
        messages: the bot's, as the channel returns them.
    """
    row = {"updated": time.time(), "replies": json.dumps(messages)}
    upsert(connection, _TABLE, {SENDER: sender_id, "message_id": message_id}, row)
    mine = _TABLE.c.sender_id == sender_id
    newest_first = sa.select(_TABLE.c.message_id).where(mine).order_by(_TABLE.c.updated.desc())
    for older in connection.execute(newest_first.offset(KEPT)).scalars().all():
        connection.execute(_TABLE.delete().where(_is(sender_id, older)))


def _is(sender_id: str, message_id: str) -> Any:
    return sa.and_(_TABLE.c.sender_id == sender_id, _TABLE.c.message_id == message_id)
