"""Writing a row that may be there already, in one statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def upsert(
    connection: Connection, table: Any, key: dict[str, Any], values: dict[str, Any],
    changes: dict[str, Any] | None = None,
) -> None:
    """Insert a row, or change the one that is there.

    An update and, where it meets no row, an insert would do on SQLite, whose writers
    wait for each other; two of PostgreSQL's would both insert, and one of them fail.

    Args:
        connection: in a transaction.
        table: where.
        key: the columns that tell which row, by a primary key or a unique constraint.
        values: the row's other columns.
        changes: those to set where the row is there; ``values`` when ``None``.
    """
    insert = _INSERTS[connection.dialect.name](table).values(**key, **values)
    connection.execute(insert.on_conflict_do_update(
        index_elements=list(key), set_=values if changes is None else changes))


def insert_unless_there(connection: Connection, table: Any, key: dict[str, Any], values: dict[str, Any]) -> bool:
    """Insert a row, unless there is one.

    Arguments are those of :func:`upsert`.

    Returns:
        Whether it was inserted.
    """
    insert = _INSERTS[connection.dialect.name](table).values(**key, **values)
    return bool(connection.execute(insert.on_conflict_do_nothing(index_elements=list(key))).rowcount)
