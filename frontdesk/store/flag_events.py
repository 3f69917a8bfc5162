"""That red flags were raised: when, which, by which rules. Not whose, not at what words."""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.raised_flags import LEVELS
from frontdesk.store.tables import DAY, Keeping, expired, table

_HOUR = 60 * 60  # seconds

_TABLE = table(
    "flag_events",
    Keeping("that a warning was shown: hour, level, rule and version of the rules; not to whom, no text",
            "hour", lambda privacy: privacy.flag_events_days * DAY),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("hour", sa.Float, nullable=False, index=True),
    sa.Column("level", sa.String(255), nullable=False),
    sa.Column("rule", sa.String(255), nullable=False),
    sa.Column("version", sa.String(255), nullable=False),
)


class FlagEvents:
    """An append-only record of raised flags.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def add(self, level: str, rule: str, version: str) -> None:
        """Record that a flag was raised just now.

        Args:
            level: one of :data:`~frontdesk.store.raised_flags.LEVELS`.
            rule: id of the rule that raised it.
            version: of the rules' content.

        Raises:
            ValueError: there is no such level.
        """
        if level not in LEVELS:
            raise ValueError(f"'{level}' isn't a level; use one of: {', '.join(LEVELS)}")
        row = {"hour": _hour(time.time()), "level": level, "rule": rule, "version": version}
        with self._engine.begin() as connection:
            connection.execute(_TABLE.insert().values(**row))

    def counts(self, since: float = 0.0) -> dict[str, int]:
        """How many flags of each level were raised.

        Args:
            since: seconds since the epoch; the whole hour that it falls into counts.
        """
        query = sa.select(_TABLE.c.level, sa.func.count()).where(_TABLE.c.hour >= _hour(since))
        with self._engine.connect() as connection:
            found = {level: int(count) for level, count in connection.execute(query.group_by(_TABLE.c.level))}
        return {level: found.get(level, 0) for level in LEVELS}

    def purge(self, days: float, now: float | None = None) -> int:
        """Erase what is older than so many days.

        Args:
            days: how long events are kept.
            now: seconds since the epoch; the clock's when ``None``.

        Returns:
            How many were erased.
        """
        before = (time.time() if now is None else now) - days * DAY
        with self._engine.begin() as connection:
            erased = int(connection.execute(_TABLE.delete().where(expired(_TABLE, before))).rowcount)
        empty_log(self._engine)
        return erased


def _hour(moment: float) -> float:
    """The start of its hour: a finer time could be matched with a conversation's."""
    return moment - moment % _HOUR
