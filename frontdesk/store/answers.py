"""What each message of a running conversation was answered, so that the same message is never answered anew."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.conversations import DEFAULT_EXPIRY, is_running
from frontdesk.store.engine import open_database
from frontdesk.store.questions import NewQuestion, add_question
from frontdesk.store.tables import SENDER, Keeping, expired, table

_TABLE: Any = table(
    "answers",
    Keeping("the replies to each message of running conversations, for a message sent twice; no text of the visitor "
            "but what a callback request says back",
            "created", lambda privacy: privacy.conversation_seconds,
            unless=lambda before: is_running(_TABLE.c.sender_id, before)),
    sa.Column(SENDER, sa.String(255), primary_key=True),
    sa.Column("message_id", sa.String(255), primary_key=True),
    sa.Column("created", sa.Float, nullable=False, index=True),
    sa.Column("replies", sa.Text, nullable=False),
    sa.Column("question_id", sa.Integer, nullable=True),
)


@dataclass(frozen=True)
class Answer:
    """What a message was answered.

    Attributes:
        replies: as they were sent.
        question_id: of the question, where the visitor let the clinic keep it.
    """

    replies: list[dict[str, Any]]
    question_id: int | None


class Answers:
    """Answers by conversation and message id.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        expiry: seconds without a message after which a conversation is gone.
    """

    def __init__(self, database: str | Engine | None = None, expiry: float = DEFAULT_EXPIRY) -> None:
        self.expiry = expiry
        self._engine = open_database(database)

    def keep(
        self, sender_id: str, message_id: str | None, replies: list[dict[str, Any]],
        question: NewQuestion | None = None,
    ) -> None:
        """Keep what is about to be sent and the question that got it: both or neither.

        Args:
            sender_id: the conversation.
            message_id: of the visitor's message; without one, only the question is kept.
            replies: as they are sent.
            question: where the visitor let the clinic keep it.
        """
        with self._engine.begin() as connection:
            question_id = None
            if question is not None:
                question_id = add_question(connection, sender_id, question, message_id)
            if message_id is not None:
                connection.execute(_TABLE.insert().values(
                    sender_id=sender_id, message_id=message_id, created=time.time(), replies=json.dumps(replies),
                    question_id=question_id))

    def find(self, sender_id: str, message_id: str) -> Answer | None:
        """What this message was answered; ``None`` when it wasn't, or is too long ago."""
        with self._engine.connect() as connection:
            return find_answer(connection, sender_id, message_id, self.expiry)


def find_answer(
    connection: Connection, sender_id: str, message_id: str, expiry: float, hold: bool = False
) -> Answer | None:
    """What a message was answered; ``None`` when it wasn't, or is too long ago.

    Args:
        connection: may be in a transaction that does more.
        sender_id: the conversation.
        message_id: of the visitor's message.
        expiry: seconds without a message after which a conversation is gone.
        hold: let nobody erase it before the transaction ends, on PostgreSQL; on SQLite
            nobody does once the transaction has written anything.
    """
    query = sa.select(_TABLE.c.replies, _TABLE.c.question_id).where(
        _TABLE.c.sender_id == sender_id, _TABLE.c.message_id == message_id,
        sa.not_(expired(_TABLE, time.time() - expiry)))
    row = connection.execute(query.with_for_update(read=True) if hold else query).first()
    return None if row is None else Answer(json.loads(row.replies), row.question_id)
