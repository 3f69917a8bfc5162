"""The record of every change that staff make: who, what, before and after."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.engine import open_database
from frontdesk.store.tables import DAY, Keeping, table

KEPT_DAYS = 1095
_LONGEST = 255  # characters of who, action and subject; longer ones are cut

_TABLE = table(
    "audit",
    Keeping("changes by staff: who, when, what, before and after; no password, no detail of a callback request",
            "at", lambda _privacy: KEPT_DAYS * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Column("who", sa.String(_LONGEST), nullable=False, index=True),
    sa.Column("action", sa.String(_LONGEST), nullable=False),
    sa.Column("subject", sa.String(_LONGEST), nullable=False, index=True),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("undo", sa.Text, nullable=False),
)


@dataclass(frozen=True)
class AuditEntry:
    """A change as it was recorded.

    Attributes:
        id: its number; later ones are higher.
        at: seconds since the epoch.
        who: name of the account, also where that is gone by now.
        action: a short verb phrase in the past, such as "added an example".
        subject: what was changed, such as "faq/opening-hours" or "booking K7Q-F3M".
        before: how it was, as text; ``""`` where there was nothing.
        after: how it is since.
        undo: JSON that whoever wrote it takes it back by; ``""`` where that can't be done.
    """

    id: int
    at: float
    who: str
    action: str
    subject: str
    before: str
    after: str
    undo: str


class Audit:
    """An append-only record of changes.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def record(self, who: str, action: str, subject: str, before: str = "", after: str = "", undo: str = "") -> int:
        """Record a change that was just made.

        Args:
            who: name of the account.
            action: a short verb phrase in the past.
            subject: what was changed.
            before: how it was.
            after: how it is now.
            undo: JSON that whoever records it can take it back by.

        Returns:
            The entry's number.
        """
        with self._engine.begin() as connection:
            return add_entry(connection, who, action, subject, before, after, undo)

    def find(self, entry_id: int) -> AuditEntry | None:
        """The entry with this number."""
        with self._engine.connect() as connection:
            row = connection.execute(_SELECT.where(_TABLE.c.id == entry_id)).first()
        return None if row is None else AuditEntry(*row)

    def newest(
        self, count: int = 100, before: int | None = None, who: str = "", subject: str = ""
    ) -> list[AuditEntry]:
        """The last so many entries, newest first.

        Args:
            count: how many at most.
            before: only those with a number below this one: the next page.
            who: only this account's.
            subject: only of this; its first part finds all of a kind, "faq" every "faq/…" and "booking"
                every "booking …".
        """
        query = _SELECT.order_by(_TABLE.c.id.desc()).limit(count)
        if before is not None:
            query = query.where(_TABLE.c.id < before)
        if who:
            query = query.where(_TABLE.c.who == who)
        if subject:
            query = query.where(_is_about(subject))
        with self._engine.connect() as connection:
            return [AuditEntry(*row) for row in connection.execute(query)]

    def people(self) -> list[str]:
        """Everybody who has changed something, by name."""
        query = sa.select(_TABLE.c.who).distinct().order_by(_TABLE.c.who)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())


_SELECT: Any = sa.select(*(_TABLE.c[name] for name in AuditEntry.__dataclass_fields__))


def add_entry(
    connection: Connection, who: str, action: str, subject: str, before: str = "", after: str = "", undo: str = ""
) -> int:
    """Record a change in the transaction that makes it, so that there are both or neither.

    Arguments are those of :meth:`Audit.record`, after the connection.

    Returns:
        The entry's number.
    """
    row = {"at": time.time(), "who": who[:_LONGEST], "action": action[:_LONGEST], "subject": subject[:_LONGEST],
           "before": before, "after": after, "undo": undo}
    return int(connection.execute(_TABLE.insert().values(**row)).inserted_primary_key[0])


def _is_about(subject: str) -> Any:
    within = (_TABLE.c.subject.startswith(f"{subject}{mark}", autoescape=True) for mark in "/ ")
    return sa.or_(_TABLE.c.subject == subject, *within)
