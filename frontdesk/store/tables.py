"""What every table of the store has in common: one metadata, and how long its rows are kept.

A table says so itself, in :class:`Keeping`. Erasure, the retention schedule and the
report go through :data:`METADATA`, so that no table can be left out of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from frontdesk.knowledge.privacy import Privacy

METADATA = sa.MetaData()
SENDER = "sender_id"  # the column of every table whose rows belong to a conversation
DAY = 24 * 60 * 60  # seconds
_INFO = "keeping"


@dataclass(frozen=True)
class Keeping:
    """How a table's rows are kept.

    Attributes:
        holds: what a row is, in plain words.
        time: column with the seconds since the epoch from which its age counts.
        seconds: the age at which a row is erased, by the clinic's settings.
        unless: condition under which a row stays all the same, given the time
            before which rows are too old.
    """

    holds: str
    time: str
    seconds: Callable[[Privacy], float]
    unless: Callable[[float], Any] | None = None


def table(name: str, keeping: Keeping, *columns: Any, **options: Any) -> Any:
    """Declare a table of the store."""
    return sa.Table(name, METADATA, *columns, info={_INFO: keeping}, **options)


def keeping(table: Any) -> Keeping:
    """How this table's rows are kept.

    Raises:
        LookupError: it doesn't say; declare it with :func:`table`.
    """
    try:
        kept: Keeping = table.info[_INFO]
    except KeyError:
        raise LookupError(f"Table '{table.name}' doesn't say how long its rows are kept") from None
    return kept


def expired(table: Any, before: float) -> Any:
    """The condition of rows that are too old to be kept.

    Args:
        table: one of :data:`METADATA`.
        before: seconds since the epoch.
    """
    kept = keeping(table)
    old = table.c[kept.time] < before
    return old if kept.unless is None else sa.and_(old, sa.not_(kept.unless(before)))
