"""Thumbs up and down on answers. No text: what was voted on is told by the answer's kind, article and FAQ."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.answers import find_answer
from frontdesk.store.conversations import DEFAULT_EXPIRY
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import DAY, SENDER, Keeping, table
from frontdesk.store.upsert import insert_unless_there

VOTES = ("up", "down")
REASONS = ("irrelevant", "outdated", "wrong", "unsafe")  # of a vote down

_TABLE = table(
    "votes",
    Keeping("visitors' votes on answers: up or down, reason, kind of reply, article, FAQ; no text",
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
    sa.Column("faq", sa.String(255), nullable=True),  # NULL where nobody looked
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
        faq: slug of the FAQ whose passages it quoted, or ``""``; ``None`` where nobody looked.
    """

    id: int
    created: float
    vote: str
    reason: str | None
    kind: str
    about: str
    question_id: int | None
    faq: str | None = None


@dataclass(frozen=True)
class Change:
    """What became of the vote on an answer.

    Attributes:
        before: one of :data:`VOTES`, or ``None`` where there was none.
        after: the same, now.
        faq: slug of the FAQ that was voted on, or ``""``.
    """

    before: str | None
    after: str | None
    faq: str


class Votes:
    """Votes by conversation and message id, one for each answer.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        expiry: seconds without a message after which a conversation is gone, and
            its answers can't be voted on any more.
        faq_of: tells the FAQ that replies quote, or ``""``.
    """

    def __init__(
        self, database: str | Engine | None = None, expiry: float = DEFAULT_EXPIRY,
        faq_of: Callable[[Sequence[dict[str, Any]]], str] | None = None,
    ) -> None:
        self.expiry, self._faq_of = expiry, faq_of
        self._engine = open_database(database)

    def add(self, sender_id: str, message_id: str, vote: str, reason: str | None = None) -> Change | None:
        """Vote on the answer to a message, in place of an earlier vote on it.

        Args:
            sender_id: the conversation.
            message_id: of the visitor's message.
            vote: one of :data:`VOTES`.
            reason: one of :data:`REASONS`, for a vote down.

        Returns:
            What has changed; ``None`` when there is no such answer.

        Raises:
            ValueError: there is no such vote or reason.
        """
        if vote not in VOTES or reason not in ((None, *REASONS) if vote == "down" else (None,)):
            raise ValueError(f"'{vote}' with the reason '{reason}' isn't a vote")
        changed = {"created": time.time(), "vote": vote, "reason": reason}
        with self._engine.begin() as connection:
            while True:  # again only if somebody else has voted on it in between
                before = _held(connection, sender_id, message_id)
                if before is not None:
                    connection.execute(_TABLE.update().where(_is(sender_id, message_id)).values(**changed))
                    return Change(before.vote, vote, before.faq or "")
                answer = find_answer(connection, sender_id, message_id, self.expiry, hold=True)
                if answer is None:
                    return None
                faq = self._faq_of(answer.replies) if self._faq_of else None
                about = next((quote["article"] for reply in answer.replies for quote in reply["quotes"]), "")
                told = {"kind": answer.replies[0]["kind"], "about": about, "question_id": answer.question_id,
                        "faq": faq}
                if insert_unless_there(connection, _TABLE, {SENDER: sender_id, "message_id": message_id},
                                       {**told, **changed}):
                    return Change(None, vote, faq or "")

    def withdraw(self, sender_id: str, message_id: str) -> Change | None:
        """Erase the vote on the answer to a message, if there is one.

        Returns:
            What has changed; ``None`` when there is no such answer.
        """
        with self._engine.begin() as connection:
            before = _held(connection, sender_id, message_id)
            connection.execute(_TABLE.delete().where(_is(sender_id, message_id)))
            known = before is not None or find_answer(connection, sender_id, message_id, self.expiry) is not None
        if before is None:
            return Change(None, None, "") if known else None
        empty_log(self._engine)
        return Change(before.vote, None, before.faq or "")

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


def _held(connection: Connection, sender_id: str, message_id: str) -> Any:
    """The vote, which nobody else changes before the transaction ends; ``None`` when there is none.

    The update changes nothing, and comes first: it takes SQLite's lock for writing, so that an erasure
    comes before or after all of this. On PostgreSQL that waits for the answer that is held, and erases
    votes after answers.
    """
    which = _is(sender_id, message_id)
    if not connection.execute(_TABLE.update().where(which).values(message_id=message_id)).rowcount:
        return None
    return connection.execute(sa.select(_TABLE.c.vote, _TABLE.c.faq).where(which)).one()
