"""The outbox: what of callback requests is to be told to the clinic, and how far that is.

An event is written together with the request, as one *waiting* row. It becomes one
*pending* row for each channel. From there a row goes on to *delivered*, *superseded*
(a later event of the request says it all) or *dead* (given up for now; people are
alerted, and may put it back to pending). Every step is one transaction that holds only
if the row is still as it was read, so that any process may be killed between any two.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.booking_tables import DEAD, DELIVERED, OUTBOX, PENDING, STATES, SUPERSEDED, WAITING
from frontdesk.store.engine import open_database

ALERT = "alert"
_CANDIDATES = 8  # rows looked at for one to claim, for when other workers claim as well


@dataclass(frozen=True)
class Delivery:
    """A row: one event of one request by one channel.

    Attributes:
        id: its own.
        request_id: whose event it is.
        version: the request's with that event.
        event: one of :data:`~frontdesk.store.booking_tables.EVENTS`.
        channel: name, or ``""`` while it waits for channels.
        state: one of :data:`~frontdesk.store.booking_tables.STATES`.
        attempts: how often it was tried, the one that is running included.
        due: when it is to be tried next, in seconds since the epoch.
        created: when the event happened.
        delivered: when it was delivered, or ``None``.
        error: why the last attempt failed, or ``""``.
    """

    id: int
    request_id: str
    version: int
    event: str
    channel: str
    state: str
    attempts: int
    due: float
    created: float
    delivered: float | None
    error: str


class Outbox:
    """Deliveries of callback requests.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def route(self, channels: Sequence[str]) -> int:
        """Give every waiting event to these channels; without any it goes on waiting.

        What an earlier version of the same request still had to tell is superseded.

        Args:
            channels: names of those that are configured.

        Returns:
            How many events were given to channels.
        """
        if not channels:
            return 0
        query = sa.select(*_columns()).where(OUTBOX.c.state == WAITING).order_by(OUTBOX.c.id)
        with self._engine.connect() as connection:
            waiting = [Delivery(*row) for row in connection.execute(query)]
        return sum(self._route(event, channels) for event in waiting)

    def claim_due(self, channel: str, now: float, lease: float) -> Delivery | None:
        """Take the row of a channel that has been due longest; nobody else gets it meanwhile.

        Args:
            channel: its name.
            now: seconds since the epoch.
            lease: seconds after which it is due again, should we never say what became of it.

        Returns:
            The row, with this attempt counted; ``None`` when nothing is due.
        """
        due = sa.and_(OUTBOX.c.state == PENDING, OUTBOX.c.due <= now, OUTBOX.c.channel == channel)
        query = sa.select(*_columns()).where(due).order_by(OUTBOX.c.due, OUTBOX.c.id).limit(_CANDIDATES)
        with self._engine.connect() as connection:
            candidates = [Delivery(*row) for row in connection.execute(query)]
        for found in candidates:
            attempt, until = found.attempts + 1, now + lease
            with self._engine.begin() as connection:
                if connection.execute(_update(found, attempts=attempt, due=until)).rowcount:
                    return Delivery(**{**vars(found), "attempts": attempt, "due": until})
        return None

    def newest_version(self, request_id: str) -> int:
        """The version of the request's last event; 0 when it has none any more."""
        query = sa.select(sa.func.max(OUTBOX.c.version)).where(OUTBOX.c.request_id == request_id)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def delivered(self, claimed: Delivery, now: float) -> None:
        """Mark it as delivered at ``now``; also when another worker has claimed it since, as that only repeats it."""
        with self._engine.begin() as connection:
            connection.execute(OUTBOX.update().where(_is(claimed), OUTBOX.c.state == PENDING).values(
                state=DELIVERED, delivered=now, error=""))

    def failed(self, claimed: Delivery, due: float, error: str) -> None:
        """Have it tried again.

        Args:
            claimed: as it was claimed; nothing changes if that claim has run out.
            due: when, in seconds since the epoch.
            error: why it failed, in a few words without anything personal.
        """
        with self._engine.begin() as connection:
            connection.execute(_update(claimed, due=due, error=error))

    def dead(self, claimed: Delivery, now: float, error: str, alert_channels: Iterable[str]) -> bool:
        """Give it up, and have that told by other channels.

        Args:
            claimed: as it was claimed; nothing changes if that claim has run out.
            now: seconds since the epoch.
            error: why it failed, in a few words without anything personal.
            alert_channels: names of the configured ones; its own is left out, and an
                alert that dies raises none.

        Returns:
            Whether it is dead now.
        """
        with self._engine.begin() as connection:
            if not connection.execute(_update(claimed, state=DEAD, due=now, error=error)).rowcount:
                return False
            for channel in alert_channels:
                if claimed.event != ALERT and channel != claimed.channel:
                    _add_alert(connection, claimed, channel, now)
        return True

    def superseded(self, claimed: Delivery) -> None:
        """Drop it unsent: a later event of the request says it all."""
        with self._engine.begin() as connection:
            connection.execute(_update(claimed, state=SUPERSEDED, error=""))

    def retry(self, now: float, request_id: str | None = None) -> int:
        """Have dead rows tried again, as often as new ones.

        Args:
            now: seconds since the epoch.
            request_id: of this request alone.

        Returns:
            How many rows that are.
        """
        which = OUTBOX.c.state == DEAD
        if request_id is not None:
            which = sa.and_(which, OUTBOX.c.request_id == request_id)
        with self._engine.begin() as connection:
            change = OUTBOX.update().where(which).values(state=PENDING, attempts=0, due=now)
            return int(connection.execute(change).rowcount)

    def counts(self) -> dict[str, int]:
        """How many rows there are of each of :data:`~frontdesk.store.booking_tables.STATES`."""
        found = self._counted(OUTBOX.c.state)
        return {state: found.get(state, 0) for state in STATES}

    def pending(self) -> dict[str, int]:
        """How many rows are pending for each channel that has any, configured or not."""
        return self._counted(OUTBOX.c.channel, OUTBOX.c.state == PENDING)

    def of_request(self, request_id: str) -> list[Delivery]:
        """All rows of a request, in the order they were made."""
        query = sa.select(*_columns()).where(OUTBOX.c.request_id == request_id).order_by(OUTBOX.c.id)
        with self._engine.connect() as connection:
            return [Delivery(*row) for row in connection.execute(query)]

    def _route(self, event: Delivery, channels: Sequence[str]) -> int:
        with self._engine.begin() as connection:
            # First, as it takes the lock: of two workers only one finds it.
            if not connection.execute(OUTBOX.delete().where(_is(event))).rowcount:
                return 0
            connection.execute(OUTBOX.update().where(
                OUTBOX.c.request_id == event.request_id, OUTBOX.c.version < event.version,
                OUTBOX.c.state.in_((PENDING, DEAD))).values(state=SUPERSEDED, error=""))
            for channel in channels:
                _insert(connection, event.request_id, event.version, event.event, channel, PENDING, event.created,
                        event.due)
        return 1

    def _counted(self, column: Any, *which: Any) -> dict[str, int]:
        query = sa.select(column, sa.func.count()).where(*which).group_by(column)
        with self._engine.connect() as connection:
            return {str(value): int(count) for value, count in connection.execute(query)}


def add_event(connection: Connection, request_id: str, version: int, event: str) -> None:
    """Put down that the clinic is to be told.

    Args:
        connection: in the transaction that changes the request.
        request_id: of the request.
        version: that it has from now on.
        event: one of :data:`~frontdesk.store.booking_tables.EVENTS`.
    """
    now = time.time()
    _insert(connection, request_id, version, event, "", WAITING, now, now)


def _columns() -> list[Any]:
    return [OUTBOX.c[name] for name in Delivery.__dataclass_fields__]


def _update(read: Delivery, **values: Any) -> Any:
    """Change a pending row, provided that nobody has claimed it since it was read."""
    return OUTBOX.update().where(
        _is(read), OUTBOX.c.state == PENDING, OUTBOX.c.attempts == read.attempts, OUTBOX.c.due == read.due
    ).values(**values)


def _is(read: Delivery) -> Any:
    """SQL condition of a row. Not its id alone, which SQLite gives to another once the row has gone."""
    return sa.and_(OUTBOX.c.id == read.id, OUTBOX.c.request_id == read.request_id, OUTBOX.c.version == read.version,
                   OUTBOX.c.event == read.event, OUTBOX.c.channel == read.channel)


def _add_alert(connection: Connection, dead: Delivery, channel: str, now: float) -> None:
    """Unless there was one: what is retried and dies again has been told already, by an id that stays the same."""
    there = sa.select(OUTBOX.c.id).where(
        OUTBOX.c.request_id == dead.request_id, OUTBOX.c.version == dead.version, OUTBOX.c.event == ALERT,
        OUTBOX.c.channel == channel)
    if connection.execute(there).first() is None:
        _insert(connection, dead.request_id, dead.version, ALERT, channel, PENDING, now, now)


def _insert(
    connection: Connection, request_id: str, version: int, event: str, channel: str, state: str, created: float,
    due: float,
) -> None:
    connection.execute(OUTBOX.insert().values(
        request_id=request_id, version=version, event=event, channel=channel, state=state, attempts=0, due=due,
        created=created, delivered=None, error=""))
