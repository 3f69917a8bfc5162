"""Running the changes that a database hasn't had yet, by Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from frontdesk.errors import FrontdeskError
from frontdesk.store.migrations import HEAD, VERSION_TABLE, version

_LOCK = 7_309_453  # any number, always this one


def upgrade(engine: Engine) -> None:
    """Run what is missing: all of it or, when something fails, nothing.

    Configured here and not in an ``alembic.ini`` and ``env.py``, which would set up
    logging for the whole process.

    Args:
        engine: of SQLite or PostgreSQL.

    Raises:
        FrontdeskError: a newer Frontdesk has written to it, or it is of another kind.
    """
    scripts = ScriptDirectory(str(Path(__file__).parent))
    known = {script.revision for script in scripts.walk_revisions()}
    with _alone(engine) as connection:
        found = version(connection) if sa.inspect(connection).has_table(VERSION_TABLE) else None
        if found not in (None, *known):
            raise FrontdeskError(
                f"The database {engine.url.render_as_string()} was written by a newer Frontdesk (its tables are of "
                f"version '{found}', this Frontdesk knows '{HEAD}'). Update this Frontdesk, restore a backup made "
                "before the newer one ran, or name another database in FRONTDESK_DATABASE.")

        def missing(current: Any, _context: Any) -> Any:
            return scripts._upgrade_revs(HEAD, current)  # as every env.py does

        with EnvironmentContext(Config(), scripts, fn=missing) as environment:
            environment.configure(connection=connection, version_table=VERSION_TABLE)
            environment.run_migrations()


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction while which no other process changes the tables; the second comes to a finished database."""
    kind = engine.dialect.name
    if kind == "sqlite":
        # Python's driver would begin at the first INSERT, after the tables, and SQLite's lock comes with BEGIN.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection, connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
    elif kind == "postgresql":
        with engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield connection
    else:
        raise FrontdeskError(f"Frontdesk keeps its data in SQLite or PostgreSQL, not in {kind}. Name one of those in "
                             "FRONTDESK_DATABASE, such as postgresql://frontdesk@localhost/frontdesk.")
