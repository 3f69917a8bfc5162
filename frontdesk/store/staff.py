"""The accounts of the clinic's staff."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from frontdesk.store.tables import DAY, Keeping, table

DISABLED_DAYS = 1095  # as long as the record of what they did

STAFF: Any = table(
    "staff",
    Keeping("accounts of staff: name, role, digest of the password; one that is disabled goes at its time, others stay",
            "changed", lambda _privacy: DISABLED_DAYS * DAY, unless=lambda _before: STAFF.c.disabled.is_(None)),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("key", sa.String(255), nullable=False, unique=True),  # the name without what doesn't tell two apart
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("password", sa.Text, nullable=False),  # its digest
    # Until when a password that an admin made can be used; NULL once somebody chose their own.
    sa.Column("one_time_until", sa.Float, nullable=True),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("changed", sa.Float, nullable=False, index=True),
    sa.Column("disabled", sa.Float, nullable=True),
)


@dataclass(frozen=True)
class Account:
    """An account, without its password.

    Attributes:
        id: its number.
        name: as its owner writes it.
        key: what no other name may share.
        role: one of :data:`~frontdesk.accounts.roles.ROLES`.
        one_time_until: until when its one-time password can be used, in seconds since the epoch; ``None`` once
            its owner has chosen one.
        created: seconds since the epoch.
        disabled: since when nobody can sign in with it; ``None`` when somebody can.
    """

    id: int
    name: str
    key: str
    role: str
    one_time_until: float | None
    created: float
    disabled: float | None


def all_accounts(connection: Connection) -> list[Account]:
    """Every account, by name."""
    return [Account(*row) for row in connection.execute(_SELECT.order_by(STAFF.c.key))]


def find_account(connection: Connection, account_id: int) -> Account | None:
    """The account with this number."""
    row = connection.execute(_SELECT.where(STAFF.c.id == account_id)).first()
    return None if row is None else Account(*row)


def account_named(connection: Connection, key: str) -> tuple[Account, str] | None:
    """The account whose name has this key, and what is kept of its password."""
    row = connection.execute(_SELECT.add_columns(STAFF.c.password).where(STAFF.c.key == key)).first()
    return None if row is None else (Account(*row[:-1]), row[-1])


def add_account(
    connection: Connection, name: str, key: str, role: str, password: str, one_time_until: float | None
) -> int:
    """Add an account.

    Returns:
        Its number.

    Raises:
        IntegrityError: there is one with this key.
    """
    now = time.time()
    row = {"name": name, "key": key, "role": role, "password": password, "one_time_until": one_time_until,
           "created": now, "changed": now}
    return int(connection.execute(STAFF.insert().values(**row)).inserted_primary_key[0])


def change_account(connection: Connection, account_id: int, **values: Any) -> None:
    """Set some of an account's columns."""
    connection.execute(STAFF.update().where(STAFF.c.id == account_id).values(changed=time.time(), **values))


def replace_digest(connection: Connection, account_id: int, old: str, new: str, **values: Any) -> bool:
    """Change what is kept of a password, if it is still the one that was compared and the account can be used.

    Args:
        connection: in a transaction.
        account_id: whose.
        old: what was kept.
        new: what to keep; it may be the same.
        values: other columns to set.

    Returns:
        Whether that was so. The row is held until the transaction's end.
    """
    which = sa.and_(STAFF.c.id == account_id, STAFF.c.password == old, STAFF.c.disabled.is_(None))
    return bool(connection.execute(STAFF.update().where(which).values(password=new, **values)).rowcount)


def remove_account(connection: Connection, account_id: int) -> None:
    """Erase an account with its sessions."""
    connection.execute(STAFF.delete().where(STAFF.c.id == account_id))


def hold_users_of(connection: Connection, role: str) -> list[int]:
    """Let no other transaction change those who have a role and aren't disabled, until this one ends.

    SQLite's writers wait for each other anyway, from the first change on.

    Returns:
        Their numbers.
    """
    return list(connection.execute(sa.select(STAFF.c.id).where(_can_use(role)).with_for_update()).scalars())


def count_users_of(connection: Connection, role: str) -> int:
    """How many accounts have a role and aren't disabled."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(STAFF).where(_can_use(role))).scalar_one())


_SELECT: Any = sa.select(*(STAFF.c[name] for name in Account.__dataclass_fields__))


def _can_use(role: str) -> Any:
    return sa.and_(STAFF.c.role == role, STAFF.c.disabled.is_(None))
