"""The versions that were published, and which of them was live when."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.store.engine import open_database
from frontdesk.store.tables import DAY, Keeping, table

PUBLISH, ROLLBACK, START = "publish", "rollback", "start"  # how a version went live
_YEARS = 1095 * DAY  # but rows stay: what is live follows from them

VERSIONS: Any = table(
    "versions",
    Keeping("versions that were published, for good: number, when, by whom, note; nothing of visitors",
            "created", lambda _privacy: _YEARS, unless=lambda _before: sa.true()),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("files", sa.String(64), nullable=False),
    sa.Column("model", sa.String(64), nullable=False),
)

RELEASES: Any = table(
    "releases",
    Keeping("which version went live when, for good: by whom, with what note; nothing of visitors",
            "at", lambda _privacy: _YEARS, unless=lambda _before: sa.true()),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)


@dataclass(frozen=True)
class Version:
    """A version: model and content together.

    Attributes:
        number: counts from 1.
        created: seconds since the epoch.
        by: who published it.
        note: what they said of it.
        reason: why it was published although a check was worse; else ``""``.
        files: SHA-256 of the clinic's files in it.
        model: SHA-256 of its model, the only one that is ever loaded for it.
    """

    number: int
    created: float
    by: str
    note: str
    reason: str
    files: str
    model: str


@dataclass(frozen=True)
class Release:
    """A version going live.

    Attributes:
        id: counts up.
        version: its number.
        kind: :data:`PUBLISH`, :data:`ROLLBACK` or :data:`START`.
        by: who did it.
        at: seconds since the epoch.
        note: what they said of it.
    """

    id: int
    version: int
    kind: str
    by: str
    at: float
    note: str


class Versions:
    """Versions and releases.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def add(self, by: str, note: str, reason: str, files: str, model: str) -> Version:
        """Record a new version, with the next number."""
        with self._engine.begin() as connection:
            return add_version(connection, by, note, reason, files, model)

    def set_model(self, number: int, model: str) -> None:
        """Record that a version was trained anew, for another Frontdesk."""
        with self._engine.begin() as connection:
            connection.execute(VERSIONS.update().where(VERSIONS.c.number == number).values(model=model))

    def all(self) -> list[Version]:
        """All versions, newest first."""
        with self._engine.connect() as connection:
            return [Version(*row) for row in connection.execute(VERSIONS.select().order_by(VERSIONS.c.number.desc()))]

    def find(self, number: int) -> Version | None:
        """The version of this number."""
        with self._engine.connect() as connection:
            row = connection.execute(VERSIONS.select().where(VERSIONS.c.number == number)).first()
        return None if row is None else Version(*row)

    def release(self, number: int, kind: str, by: str, note: str) -> Release:
        """Make a version the live one."""
        with self._engine.begin() as connection:
            return add_release(connection, number, kind, by, note)

    def releases(self, count: int) -> list[Release]:
        """The last so many releases, newest first: the first of them is live."""
        query = RELEASES.select().order_by(RELEASES.c.id.desc()).limit(count)
        with self._engine.connect() as connection:
            return [Release(*row) for row in connection.execute(query)]

    def once_live(self) -> tuple[int, ...]:
        """Numbers of all versions that were ever live, by when they last became so: the live one is the first."""
        query = sa.select(RELEASES.c.version).group_by(RELEASES.c.version).order_by(sa.func.max(RELEASES.c.id).desc())
        with self._engine.connect() as connection:
            return tuple(int(number) for number in connection.execute(query).scalars())

    def live_numbers(self) -> tuple[int, ...]:
        """Numbers of the live version and of the one that was live before it, as far as there are any."""
        return self.once_live()[:2]


def add_version(connection: Connection, by: str, note: str, reason: str, files: str, model: str) -> Version:
    """Record a new version, with the next number, in a transaction that does more."""
    # Two at once would collide on the number, and one of them fail: there is one publisher.
    newest = connection.execute(sa.select(sa.func.max(VERSIONS.c.number))).scalar() or 0
    version = Version(int(newest) + 1, time.time(), by, note, reason, files, model)
    connection.execute(VERSIONS.insert().values(**vars(version)))
    return version


def add_release(connection: Connection, number: int, kind: str, by: str, note: str) -> Release:
    """Make a version the live one, in a transaction that does more."""
    values = {"version": number, "kind": kind, "by": by, "at": time.time(), "note": note}
    row_id = int(connection.execute(RELEASES.insert().values(**values)).inserted_primary_key[0])
    return Release(row_id, number, kind, by, values["at"], note)  # type: ignore[arg-type]
