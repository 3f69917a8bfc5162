"""Bringing a database to the tables that this Frontdesk works with.

Each change of the tables is a module in ``versions``, which also says what it does to
the rows; Alembic runs those that a database hasn't had yet. A change that has been
released is never edited: another one follows it. They don't import the tables'
declarations, which are those of today.

There is no way back to an older version: what a newer one has written may have no place
there. ``frontdesk backup`` before an update is the way back.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

VERSION_TABLE = "alembic_version"
HEAD = "0006"  # the last of the versions, told here so that nearly every start needs no Alembic


def migrate(engine: Engine) -> None:
    """Bring a database to :data:`HEAD`, whichever process comes first; one small query where it is there already.

    Args:
        engine: of SQLite or PostgreSQL.

    Raises:
        FrontdeskError: a newer Frontdesk has written to it, or it is of another kind.
    """
    with engine.connect() as connection:
        if version(connection) == HEAD:
            return
    from frontdesk.store.migrations.upgrade import upgrade  # Alembic takes a while to import

    upgrade(engine)


def version(connection: Connection) -> str | None:
    """The last change a database has had; ``None`` when it has had none, which ends the transaction on PostgreSQL."""
    query = sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE))
    try:
        found: str | None = connection.execute(query).scalar()
    except (sa.exc.OperationalError, sa.exc.ProgrammingError):  # SQLite's and PostgreSQL's "no such table"
        return None
    return found
