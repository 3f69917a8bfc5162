"""Kept questions as the inbox goes through them: with votes, groups, and without those that are done with."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store import votes  # noqa: F401 (declares the table)
from frontdesk.store.engine import open_database
from frontdesk.store.inbox_marks import MARKS, OF_THE_QUESTION, Key
from frontdesk.store.questions import QUESTIONS
from frontdesk.store.tables import METADATA

NO_GROUP = 0  # of a question that isn't for the inbox, unless its answer is voted down later
_MANY = 500  # values in one statement; databases take some thousands


@dataclass(frozen=True)
class Kept:
    """A kept question with all that the inbox goes by.

    Attributes:
        id: its number.
        visitor: id of its conversation, to be counted and never shown.
        created: seconds since the epoch.
        text: redacted.
        kind: of the reply it got.
        version: of content and model that answered; ``None`` where that isn't known.
        understood: as the NLU pipeline told it; empty where that isn't known.
        vector: of its text, as packed; ``None`` while it hasn't been computed.
        group: number of the group's first question; :data:`NO_GROUP` where it isn't for the inbox, ``None`` while
            nobody has looked.
        voted_down: whether the visitor voted its answer down.
        reason: that they gave for it, or ``""``.
    """

    id: int
    visitor: str
    created: float
    text: str
    kind: str
    version: int | None
    understood: Mapping[str, Any]
    vector: bytes | None
    group: int | None
    voted_down: bool
    reason: str

    @property
    def key(self) -> Key:
        """What marks know it by."""
        return self.visitor, self.id


@dataclass(frozen=True)
class Turn:
    """The kept question before another one of the same conversation, and the kind of reply it got."""

    text: str
    kind: str


class InboxQuestions:
    """Kept questions, and the groups that they are in.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def fresh(self) -> list[Kept]:
        """Questions that nobody has looked at, and those that were voted down since, oldest first."""
        voted_down_since = sa.and_(QUESTIONS.c.group_id == NO_GROUP, _VOTE.c.id.is_not(None))
        return self._kept(sa.or_(QUESTIONS.c.group_id.is_(None), voted_down_since))

    def open(self) -> list[Kept]:
        """Questions in a group that nothing was done with, oldest first."""
        return self._kept(QUESTIONS.c.group_id > NO_GROUP)

    def open_in(self, group: int) -> list[Kept]:
        """A group's questions that nothing was done with, oldest first."""
        return self._kept(QUESTIONS.c.group_id == group)

    def placed(self) -> list[tuple[int, bytes]]:
        """Group and packed vector of every question that is in a group, done with or not, oldest first."""
        query = sa.select(QUESTIONS.c.group_id, QUESTIONS.c.vector).where(
            QUESTIONS.c.group_id > NO_GROUP).order_by(QUESTIONS.c.id)
        with self._engine.connect() as connection:
            return [(int(group), bytes(vector)) for group, vector in connection.execute(query)]

    def place(self, places: Mapping[int, tuple[int, bytes | None]]) -> None:
        """Put questions into groups, unless somebody else has meanwhile.

        Args:
            places: group and packed vector by question.
        """
        free = sa.or_(QUESTIONS.c.group_id.is_(None), QUESTIONS.c.group_id == NO_GROUP)
        with self._engine.begin() as connection:
            for question, (group, vector) in places.items():
                connection.execute(QUESTIONS.update().where(QUESTIONS.c.id == question, free).values(
                    group_id=group, vector=vector))

    def before(self, questions: Collection[Kept]) -> dict[int, Turn]:
        """The kept question before each of these in its conversation, by number; some have none."""
        visitors, wanted = sorted({item.visitor for item in questions}), {item.id for item in questions}
        columns = (QUESTIONS.c.id, QUESTIONS.c.sender_id, QUESTIONS.c.text, QUESTIONS.c.kind)
        found: dict[int, Turn] = {}
        with self._engine.connect() as connection:
            for some in _chunks(visitors):
                query = sa.select(*columns).where(QUESTIONS.c.sender_id.in_(some)).order_by(QUESTIONS.c.id)
                last: dict[str, Turn] = {}
                for number, visitor, text, kind in connection.execute(query):
                    if number in wanted and visitor in last:
                        found[number] = last[visitor]
                    last[visitor] = Turn(text, kind)
        return found

    def counts(self) -> dict[str, int]:
        """How many questions are kept, by the kind of reply they got."""
        query = sa.select(QUESTIONS.c.kind, sa.func.count()).group_by(QUESTIONS.c.kind)
        with self._engine.connect() as connection:
            return {str(kind): int(count) for kind, count in connection.execute(query)}

    def _kept(self, *conditions: Any) -> list[Kept]:
        query = _OPEN.where(*conditions).order_by(QUESTIONS.c.id)
        with self._engine.connect() as connection:
            return [_as_kept(row) for row in connection.execute(query)]


_VOTE: Any = METADATA.tables["votes"]
_VOTED_DOWN = sa.and_(_VOTE.c.sender_id == QUESTIONS.c.sender_id, _VOTE.c.message_id == QUESTIONS.c.message_id,
                      _VOTE.c.vote == "down")
_COLUMNS = ("id", "sender_id", "created", "text", "kind", "version", "understood", "vector", "group_id")
_OPEN = sa.select(*(QUESTIONS.c[name] for name in _COLUMNS), _VOTE.c.id, _VOTE.c.reason).select_from(
    QUESTIONS.outerjoin(_VOTE, _VOTED_DOWN)).where(sa.not_(sa.exists(sa.select(MARKS.c.id).where(OF_THE_QUESTION))))


def _as_kept(row: Any) -> Kept:
    number, visitor, created, text, kind, version, understood, vector, group, vote, reason = row
    return Kept(number, visitor, created, text, kind, version, json.loads(understood) if understood else {},
                None if vector is None else bytes(vector), group, vote is not None, reason or "")


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
