"""What staff did with kept questions, and what they never want to see again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.audit import add_entry
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.questions import QUESTIONS
from frontdesk.store.tables import DAY, SENDER, Keeping, table
from frontdesk.store.upsert import insert_unless_there

TAUGHT, TEST_QUESTION, OUT_OF_SCOPE, RIGHT, DISMISSED = "taught", "test_question", "out_of_scope", "right", "dismissed"
DISMISSED_DAYS = 1095

MARKS: Any = table(
    "inbox_marks",
    Keeping("what staff did with a question: conversation's id, the question's number, label, who, when; no text",
            "at", lambda privacy: privacy.questions_days * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(SENDER, sa.String(255), nullable=False, index=True),
    sa.Column("question_id", sa.Integer, nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("mark", sa.String(16), nullable=False),
    sa.Column("label", sa.String(255), nullable=False),
    sa.Column("who", sa.String(255), nullable=False),
    sa.Column("audit_id", sa.Integer, nullable=False, index=True),
    # Not by its number alone: that of the newest question comes again once it is erased.
    sa.UniqueConstraint(SENDER, "question_id"),
)
_DISMISSALS: Any = table(
    "inbox_dismissals",
    Keeping("questions dismissed for good: digest and vector of the text, who, when; no text, nobody's id",
            "at", lambda _privacy: DISMISSED_DAYS * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sa.Column("who", sa.String(255), nullable=False),
    sa.Column("audit_id", sa.Integer, nullable=False, index=True),
)
OF_THE_QUESTION = sa.and_(MARKS.c.question_id == QUESTIONS.c.id, MARKS.c.sender_id == QUESTIONS.c.sender_id)

Key = tuple[str, int]  # a question's conversation and number


@dataclass(frozen=True)
class Mark:
    """What was done with one question.

    Attributes:
        question: which.
        mark: one of the constants above.
        label: that it was taught as or is tested with, or ``""``.
    """

    question: Key
    mark: str
    label: str = ""


@dataclass(frozen=True)
class Dismissal:
    """A text that was dismissed for good.

    Attributes:
        digest: of the text, normalised.
        vector: of the text, as packed.
        who: name of the account.
        audit_id: of the entry that tells of it.
    """

    digest: str
    vector: bytes
    who: str
    audit_id: int


@dataclass(frozen=True)
class Action:
    """Something that was done in the inbox.

    Attributes:
        audit_id: of the entry that tells of it.
        at: seconds since the epoch.
        who: name of the account.
        marks: how many questions got each mark.
        labels: that the questions were taught as or are tested with, each once.
        texts: of the questions that are still kept, newest first.
    """

    audit_id: int
    at: float
    who: str
    marks: Mapping[str, int]
    labels: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def dismissed(self) -> bool:
        """Whether its questions were dismissed for good: their texts aren't for anybody to see again."""
        return DISMISSED in self.marks


class InboxMarks:
    """The record of what was done in the inbox, by the number of its entry in the audit log.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def add(self, marks: Iterable[Mark], who: str, audit_id: int) -> None:
        """Record what was done with questions; one that has a mark already keeps it.

        Args:
            marks: with which, and what.
            who: name of the account.
            audit_id: of the entry that tells of it.
        """
        with self._engine.begin() as connection:
            _add(connection, marks, who, audit_id)

    def settle(self, marks: Sequence[Mark], texts: Mapping[str, bytes], who: str, action: str, subject: str) -> int:
        """Record what was done where no file changes, together with its entry in the audit log.

        Args:
            marks: with which questions, and what.
            texts: those that must never come back: packed vectors by digest.
            who: name of the account.
            action: as for the audit log.
            subject: the same.

        Returns:
            The entry's number.
        """
        with self._engine.begin() as connection:
            audit_id = add_entry(connection, who, action, subject)
            _add(connection, marks, who, audit_id)
            for digest, vector in texts.items():
                connection.execute(_DISMISSALS.insert().values(
                    at=time.time(), digest=digest, vector=vector, who=who, audit_id=audit_id))
        return audit_id

    def dismissals(self) -> list[Dismissal]:
        """Everything that is dismissed for good."""
        columns = [_DISMISSALS.c[name] for name in Dismissal.__dataclass_fields__]
        with self._engine.connect() as connection:
            return [Dismissal(digest, bytes(vector), who, audit_id)
                    for digest, vector, who, audit_id in connection.execute(sa.select(*columns))]

    def undo(self, audit_id: int) -> int:
        """Take back the marks and dismissals of one action, so that its questions are open again.

        Returns:
            How many there were.
        """
        with self._engine.begin() as connection:
            undone = sum(int(connection.execute(found.delete().where(found.c.audit_id == audit_id)).rowcount)
                         for found in (_DISMISSALS, MARKS))
        empty_log(self._engine)  # it holds vectors still
        return undone

    def known(self, audit_id: int) -> bool:
        """Whether there is anything to undo of this action."""
        queries = (sa.select(found.c.id).where(found.c.audit_id == audit_id).limit(1) for found in _BOTH)
        with self._engine.connect() as connection:
            return any(connection.execute(query).first() is not None for query in queries)

    def actions(self, count: int = 50) -> list[Action]:
        """The last so many actions, newest first."""
        every = sa.union_all(*(sa.select(found.c.audit_id, found.c.at, found.c.who) for found in _BOTH)).subquery()
        newest = sa.select(every.c.audit_id, sa.func.min(every.c.at), sa.func.min(every.c.who)).group_by(
            every.c.audit_id).order_by(every.c.audit_id.desc()).limit(count)
        with self._engine.connect() as connection:
            rows = connection.execute(newest).all()
            query = sa.select(MARKS.c.audit_id, MARKS.c.mark, MARKS.c.label, QUESTIONS.c.text).select_from(
                MARKS.outerjoin(QUESTIONS, OF_THE_QUESTION)).where(
                MARKS.c.audit_id.in_([row[0] for row in rows])).order_by(MARKS.c.question_id.desc())
            marks: dict[int, list[Any]] = {}
            for mark in connection.execute(query):
                marks.setdefault(mark.audit_id, []).append(mark)
        return [_action(audit_id, at, who, marks.get(audit_id, [])) for audit_id, at, who in rows]


_BOTH = (MARKS, _DISMISSALS)


def _add(connection: Connection, marks: Iterable[Mark], who: str, audit_id: int) -> None:
    for mark in marks:
        visitor, number = mark.question
        insert_unless_there(connection, MARKS, {SENDER: visitor, "question_id": number}, {
            "at": time.time(), "mark": mark.mark, "label": mark.label[:255], "who": who, "audit_id": audit_id})


def _action(audit_id: int, at: float, who: str, marks: Sequence[Any]) -> Action:
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.mark] = counts.get(mark.mark, 0) + 1
    labels = tuple(dict.fromkeys(mark.label for mark in marks if mark.label))
    return Action(audit_id, at, who, counts, labels, tuple(mark.text for mark in marks if mark.text is not None))
