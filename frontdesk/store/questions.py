"""Questions that visitors let the clinic keep, for review."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import DAY, SENDER, Keeping, expired, table

MAX_TEXT = 2000  # characters

_TABLE = table(
    "questions",
    Keeping("questions of visitors who agreed to it, redacted: text, what it was about, kind of reply",
            "created", lambda privacy: privacy.questions_days * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(SENDER, sa.String(255), nullable=False, index=True),
    sa.Column("created", sa.Float, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("label", sa.String(255), nullable=False),
    sa.Column("kind", sa.String(255), nullable=False),
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
    """

    text: str
    label: str
    kind: str


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
        columns = [_TABLE.c[name] for name in ("id", "created", "text", "label", "kind")]
        query = sa.select(*columns).order_by(_TABLE.c.created.desc(), _TABLE.c.id.desc()).limit(count)
        with self._engine.connect() as connection:
            return [Question(*row) for row in connection.execute(query)]

    def erase(self, sender_id: str) -> int:
        """Erase a conversation's questions.

        Returns:
            How many there were.
        """
        return self._delete(_TABLE.c.sender_id == sender_id)

    def purge(self, days: float, now: float | None = None) -> int:
        """Erase what is older than so many days.

        Args:
            days: how long questions are kept.
            now: seconds since the epoch; the clock's when ``None``.

        Returns:
            How many were erased.
        """
        return self._delete(expired(_TABLE, (time.time() if now is None else now) - days * DAY))

    def _delete(self, which: Any) -> int:
        with self._engine.begin() as connection:
            erased = int(connection.execute(_TABLE.delete().where(which)).rowcount)
        empty_log(self._engine)
        return erased


def add_question(connection: Connection, sender_id: str, question: NewQuestion) -> int:
    """Keep one question in a transaction that does more.

    Args:
        connection: in a transaction.
        sender_id: the conversation.
        question: what to keep.

    Returns:
        Its number.
    """
    row = {"created": time.time(), "text": question.text[:MAX_TEXT], "label": question.label, "kind": question.kind}
    return int(connection.execute(_TABLE.insert().values(sender_id=sender_id, **row)).inserted_primary_key[0])
