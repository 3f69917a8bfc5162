"""Wrong passwords of the last minutes, for names that have an account and for those that haven't alike."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from frontdesk.accounts.lockout import REMEMBERED, locked_until, one_more
from frontdesk.store.tables import Keeping, table
from frontdesk.store.upsert import upsert

_TABLE: Any = table(
    "sign_in_attempts",
    Keeping("wrong passwords of staff: digest of the name that was typed, times", "last", lambda _privacy: REMEMBERED),
    sa.Column("digest", sa.String(64), primary_key=True),  # people type their password into the name's field
    sa.Column("last", sa.Float, nullable=False, index=True),
    sa.Column("times", sa.Text, nullable=False),  # JSON, oldest first
)


def begin_attempt(connection: Connection, key: str) -> float:
    """Count an attempt as wrong before it is known to be, so that many at once aren't more than allowed.

    Args:
        connection: in a transaction.
        key: of the name that was typed.

    Returns:
        Until when the name is closed, in seconds since the epoch, and nothing was counted;
        0.0 when the password may be compared.
    """
    now, digest = time.time(), _digest(key)
    # Written first, as that keeps everybody else from the row.
    upsert(connection, _TABLE, {"digest": digest}, {"last": now, "times": "[]"}, {"digest": digest})
    row = _TABLE.c.digest == digest
    wrong = json.loads(connection.execute(sa.select(_TABLE.c.times).where(row)).scalar_one())
    until = locked_until(wrong, now)
    if not until:
        connection.execute(_TABLE.update().where(row).values(last=now, times=json.dumps(one_more(wrong, now))))
    return until


def forget_attempts(connection: Connection, key: str) -> None:
    """The password was right, or an admin opens the name again."""
    connection.execute(_TABLE.delete().where(_TABLE.c.digest == _digest(key)))


def closed_names(connection: Connection, keys: Iterable[str]) -> dict[str, float]:
    """Which names are closed, and until when in seconds since the epoch."""
    now, wrong = time.time(), dict(connection.execute(sa.select(_TABLE.c.digest, _TABLE.c.times)).all())
    found = {key: locked_until(json.loads(wrong.get(_digest(key), "[]")), now) for key in keys}
    return {key: until for key, until in found.items() if until}


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
