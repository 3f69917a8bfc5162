"""Questions that visitors let the clinic keep, for review."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import DAY, SENDER, Keeping, expired, table

MAX_TEXT = 2000  # characters

QUESTIONS = table(
    "questions",
    Keeping("questions of visitors who agreed to it, redacted: text and its vector, what it was about and was "
            "understood as, kind of reply",
            "created", lambda privacy: privacy.questions_days * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(SENDER, sa.String(255), nullable=False, index=True),
    sa.Column("created", sa.Float, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("label", sa.String(255), nullable=False),
    sa.Column("kind", sa.String(255), nullable=False),
    # Digest of the visitor's message's id: a vote on its answer is found by it.
    sa.Column("message_id", sa.String(255), nullable=True),
    sa.Column("version", sa.Integer, nullable=True),
    sa.Column("understood", sa.Text, nullable=True),  # JSON
    # What the inbox computes once: the text's vector, and the question that it is grouped with.
    sa.Column("vector", sa.LargeBinary, nullable=True),
    sa.Column("group_id", sa.Integer, nullable=True, index=True),
)


@dataclass(frozen=True)
class Question:
    """A question as it is kept.

    Attributes:
        id: its number.
        created: seconds since the epoch.
        text: redacted, at most :data:`MAX_TEXT` characters.
        label: what it was about, such as the article that answered it.
        kind: of the reply it got.
    """

    id: int
    created: float
    text: str
    label: str
    kind: str


@dataclass(frozen=True)
class NewQuestion:
    """A question that may be kept.

    Attributes:
        text: what was asked, redacted already; cut to :data:`MAX_TEXT` characters.
        label: what it was about, such as the article that answered it.
        kind: of the reply it got.
        understood: what was made of it, as the NLU pipeline tells the site.
        version: of content and model that answered.
    """

    text: str
    label: str
    kind: str
    understood: Mapping[str, Any] | None = None
    version: int | None = None


class Questions:
    """Kept questions. Whether the visitor agreed is for the caller to know.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def keep(self, sender_id: str, text: str, label: str, kind: str) -> None:
        """Keep one question.

        Args:
            sender_id: the conversation, so that it can be erased with it.
            text: what was asked, redacted already; cut to :data:`MAX_TEXT` characters.
            label: what it was about, such as the article that answered it.
            kind: of the reply it got.
        """
        with self._engine.begin() as connection:
            add_question(connection, sender_id, NewQuestion(text, label, kind))

    def newest(self, count: int = 100) -> list[Question]:
        """The last so many questions, newest first."""
        columns = [QUESTIONS.c[name] for name in ("id", "created", "text", "label", "kind")]
        query = sa.select(*columns).order_by(QUESTIONS.c.created.desc(), QUESTIONS.c.id.desc()).limit(count)
        with self._engine.connect() as connection:
            return [Question(*row) for row in connection.execute(query)]

    def erase(self, sender_id: str) -> int:
        """Erase a conversation's questions.

        Returns:
            How many there were.
        """
        return self._delete(QUESTIONS.c.sender_id == sender_id)

    def purge(self, days: float, now: float | None = None) -> int:
        """Erase what is older than so many days.

        Args:
            days: how long questions are kept.
            now: seconds since the epoch; the clock's when ``None``.

        Returns:
            How many were erased.
        """
        return self._delete(expired(QUESTIONS, (time.time() if now is None else now) - days * DAY))

    def _delete(self, which: Any) -> int:
        with self._engine.begin() as connection:
            erased = int(connection.execute(QUESTIONS.delete().where(which)).rowcount)
        empty_log(self._engine)
        return erased


def add_question(
    connection: Connection, sender_id: str, question: NewQuestion, message_id: str | None = None
) -> int:
    """Keep one question in a transaction that does more.

    Args:
        connection: in a transaction.
        sender_id: the conversation.
        question: what to keep.
        message_id: of the visitor's message.

    Returns:
        Its number.
    """
    understood = None if question.understood is None else json.dumps(dict(question.understood))
    row = {"created": time.time(), "text": question.text[:MAX_TEXT], "label": question.label, "kind": question.kind,
           "message_id": message_id, "version": question.version, "understood": understood}
    return int(connection.execute(QUESTIONS.insert().values(sender_id=sender_id, **row)).inserted_primary_key[0])
