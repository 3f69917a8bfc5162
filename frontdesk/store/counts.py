"""How often what happened on a day: numbers alone, nobody's id, no text."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.engine import open_database
from frontdesk.store.tables import DAY, Keeping, table
from frontdesk.store.upsert import upsert

KEPT_DAYS = 1095
_EPOCH = datetime.date(1970, 1, 1).toordinal()

_TABLE: Any = table(
    "daily_counts",
    Keeping("how often what happened on a day: messages, kinds of reply, FAQs asked, votes, warnings, response times; "
            "no id, no text",
            "day", lambda _privacy: KEPT_DAYS * DAY),
    # A date as seconds since the epoch, its midnight taken as UTC's: the clinic's own days have gaps and overlaps.
    sa.Column("day", sa.Float, primary_key=True),
    sa.Column("what", sa.String(32), primary_key=True),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)


@dataclass(frozen=True, order=True)
class Counted:
    """What is counted.

    Attributes:
        day: on the clinic's calendar.
        what: the kind of thing.
        key: which of the kind, such as an FAQ's slug, or ``""``.
    """

    day: datetime.date
    what: str
    key: str = ""


class Counts:
    """Counts by day.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def add(self, counts: Mapping[Counted, int]) -> None:
        """Add to what was counted before, all of it or nothing. A negative number takes back."""
        with self._engine.begin() as connection:
            # In order: two processes that lock the same rows the other way round would wait for each other.
            for counted, count in sorted(counts.items()):
                upsert(connection, _TABLE, _row(counted), {"count": count}, {"count": _TABLE.c.count + count})

    def at_least(self, counts: Mapping[Counted, int]) -> None:
        """Set what was counted anew from the things themselves; never less than it was, as those get erased."""
        with self._engine.begin() as connection:
            for counted, count in sorted(counts.items()):
                higher = sa.case((_TABLE.c.count < count, count), else_=_TABLE.c.count)
                upsert(connection, _TABLE, _row(counted), {"count": count}, {"count": higher})

    def between(
        self, first: datetime.date, last: datetime.date, what: Collection[str]
    ) -> dict[Counted, int]:
        """What was counted from the first to the last of these days.

        Args:
            first: day.
            last: day.
            what: only these kinds of things.
        """
        query = sa.select(_TABLE.c.day, _TABLE.c.what, _TABLE.c.key, _TABLE.c.count).where(_in(first, last, what))
        with self._engine.connect() as connection:
            return {Counted(_date(row[0]), row[1], row[2]): int(row[3]) for row in connection.execute(query)}

    def sums(self, first: datetime.date, last: datetime.date, what: Collection[str]) -> dict[tuple[str, str], int]:
        """The same added up over all days, by what and key. Arguments are those of :meth:`between`."""
        query = sa.select(_TABLE.c.what, _TABLE.c.key, sa.func.sum(_TABLE.c.count)).where(
            _in(first, last, what)).group_by(_TABLE.c.what, _TABLE.c.key)
        with self._engine.connect() as connection:
            return {(row[0], row[1]): int(row[2]) for row in connection.execute(query)}

    def first_day(self, what: str) -> datetime.date | None:
        """The first day on which this kind of thing was counted; ``None`` before it ever was."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(sa.func.min(_TABLE.c.day)).where(_TABLE.c.what == what)).scalar()
        return None if found is None else _date(found)


def _in(first: datetime.date, last: datetime.date, what: Collection[str]) -> Any:
    return sa.and_(_TABLE.c.day.between(_seconds(first), _seconds(last)), _TABLE.c.what.in_(what))


def _row(counted: Counted) -> dict[str, Any]:
    return {"day": _seconds(counted.day), "what": counted.what, "key": counted.key}


def _seconds(day: datetime.date) -> float:
    return float((day.toordinal() - _EPOCH) * DAY)


def _date(seconds: float) -> datetime.date:
    return datetime.date.fromordinal(_EPOCH + round(seconds / DAY))
