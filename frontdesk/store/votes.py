"""Thumbs up and down on answers. No text: what was voted on is told by the answer's kind and article."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.answers import find_answer
from frontdesk.store.conversations import DEFAULT_EXPIRY
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import DAY, SENDER, Keeping, table
from frontdesk.store.upsert import upsert

VOTES = ("up", "down")
REASONS = ("irrelevant", "outdated", "wrong", "unsafe")  # of a vote down

_TABLE = table(
    "votes",
    Keeping("visitors' votes on answers: up or down, reason, kind of reply, article; no text",
            "created", lambda privacy: privacy.questions_days * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(SENDER, sa.String(255), nullable=False),
    sa.Column("message_id", sa.String(255), nullable=False),
    sa.Column("created", sa.Float, nullable=False, index=True),
    sa.Column("vote", sa.String(255), nullable=False),
    sa.Column("reason", sa.String(255), nullable=True),
    sa.Column("kind", sa.String(255), nullable=False),
    sa.Column("about", sa.String(255), nullable=False),
    sa.Column("question_id", sa.Integer, nullable=True),
    sa.UniqueConstraint(SENDER, "message_id"),
)


@dataclass(frozen=True)
class Vote:
    """A vote as it is kept.

    Attributes:
        id: its number.
        created: seconds since the epoch.
        vote: one of :data:`VOTES`.
        reason: one of :data:`REASONS`, or ``None``.
        kind: of the reply that was voted on.
        about: slug of the article that it quoted first, or ``""``.
        question_id: of the question, where the visitor let the clinic keep it.
    """

    id: int
    created: float
    vote: str
    reason: str | None
    kind: str
    about: str
    question_id: int | None


class Votes:
    """Votes by conversation and message id, one for each answer.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        expiry: seconds without a message after which a conversation is gone, and
            its answers can't be voted on any more.
    """

    def __init__(self, database: str | Engine | None = None, expiry: float = DEFAULT_EXPIRY) -> None:
        self.expiry = expiry
        self._engine = open_database(database)

    def add(self, sender_id: str, message_id: str, vote: str, reason: str | None = None) -> bool:
        """Vote on the answer to a message, in place of an earlier vote on it.

        Args:
            sender_id: the conversation.
            message_id: of the visitor's message.
            vote: one of :data:`VOTES`.
            reason: one of :data:`REASONS`, for a vote down.

        Returns:
            Whether there is such an answer.

        Raises:
            ValueError: there is no such vote or reason.
        """
        if vote not in VOTES or reason not in ((None, *REASONS) if vote == "down" else (None,)):
            raise ValueError(f"'{vote}' with the reason '{reason}' isn't a vote")
        with self._engine.begin() as connection:
            # First, as it takes SQLite's lock for writing: an erasure comes before or after all of this. On
            # PostgreSQL it waits for the answer that is held, and erases votes after answers.
            changed = {"created": time.time(), "vote": vote, "reason": reason}
            if connection.execute(_TABLE.update().where(_is(sender_id, message_id)).values(**changed)).rowcount:
                return True
            answer = find_answer(connection, sender_id, message_id, self.expiry, hold=True)
            if answer is None:
                return False
            about = next((quote["article"] for reply in answer.replies for quote in reply["quotes"]), "")
            told = {"kind": answer.replies[0]["kind"], "about": about, "question_id": answer.question_id}
            upsert(connection, _TABLE, {SENDER: sender_id, "message_id": message_id}, {**told, **changed})
        return True

    def withdraw(self, sender_id: str, message_id: str) -> bool:
        """Erase the vote on the answer to a message, if there is one.

        Returns:
            Whether there is such an answer.
        """
        with self._engine.begin() as connection:
            erased = connection.execute(_TABLE.delete().where(_is(sender_id, message_id))).rowcount
            known = bool(erased) or find_answer(connection, sender_id, message_id, self.expiry) is not None
        if erased:
            empty_log(self._engine)
        return known

    def newest(self, count: int = 100) -> list[Vote]:
        """The last so many votes, newest first."""
        columns = [_TABLE.c[name] for name in Vote.__dataclass_fields__]
        query = sa.select(*columns).order_by(_TABLE.c.created.desc(), _TABLE.c.id.desc()).limit(count)
        with self._engine.connect() as connection:
            return [Vote(*row) for row in connection.execute(query)]

    def counts(self, since: float = 0.0) -> dict[str, int]:
        """How many votes there are of each of :data:`VOTES`.

        Args:
            since: seconds since the epoch.
        """
        query = sa.select(_TABLE.c.vote, sa.func.count()).where(_TABLE.c.created >= since).group_by(_TABLE.c.vote)
        with self._engine.connect() as connection:
            found = {vote: int(count) for vote, count in connection.execute(query)}
        return {vote: found.get(vote, 0) for vote in VOTES}


def _is(sender_id: str, message_id: str) -> Any:
    return sa.and_(_TABLE.c.sender_id == sender_id, _TABLE.c.message_id == message_id)
