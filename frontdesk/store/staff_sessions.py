"""In which browsers staff are signed in. The browser's token isn't kept, only what tells that it is the one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from frontdesk.store.staff import STAFF
from frontdesk.store.tables import DAY, Keeping, table

IDLE = 12 * 60 * 60  # seconds without a request after which a session is over
LONGEST = 7 * DAY  # seconds after which it is over in any case
_SEEN_EVERY = 60  # seconds; a write at each request would be a wait for the disk at each

SESSIONS: Any = table(
    "staff_sessions",
    Keeping("sign-ins of staff: whose, since when, when last used, digest of the browser's token; no address",
            "seen", lambda _privacy: IDLE),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("seen", sa.Float, nullable=False, index=True),
)


@dataclass(frozen=True)
class SignedIn:
    """Whose session it is, as their account is now.

    Attributes:
        staff_id: the account's number.
        name: the account's.
        role: its role.
        must_change: whether the password is one that an admin made.
        seen: when the session was last used, to a minute; seconds since the epoch.
    """

    staff_id: int
    name: str
    role: str
    must_change: bool
    seen: float


@dataclass(frozen=True)
class OpenSession:
    """A session that can be used.

    Attributes:
        digest: of the browser's token.
        created: when somebody signed in, in seconds since the epoch.
        seen: when it was last used, to a minute.
    """

    digest: str
    created: float
    seen: float


def open_session(connection: Connection, digest: str, staff_id: int) -> None:
    """Begin a session just now."""
    now = time.time()
    connection.execute(SESSIONS.insert().values(digest=digest, staff_id=staff_id, created=now, seen=now))


def find_session(connection: Connection, digest: str) -> SignedIn | None:
    """Who is signed in with a token; ``None`` when the session is over or the account is disabled."""
    query = (sa.select(STAFF.c.id, STAFF.c.name, STAFF.c.role, STAFF.c.one_time_until.isnot(None), SESSIONS.c.seen)
             .join_from(SESSIONS, STAFF)
             .where(SESSIONS.c.digest == digest, STAFF.c.disabled.is_(None), _is_open(time.time())))
    row = connection.execute(query).first()
    return None if row is None else SignedIn(row[0], row[1], row[2], bool(row[3]), row[4])


def is_to_be_touched(session: SignedIn) -> bool:
    """Whether it was noted so long ago that it is used that it should be again."""
    return session.seen < time.time() - _SEEN_EVERY


def touch_session(connection: Connection, digest: str) -> None:
    """Note that it is used."""
    connection.execute(SESSIONS.update().where(SESSIONS.c.digest == digest).values(seen=time.time()))


def sessions_of(connection: Connection, staff_id: int) -> list[OpenSession]:
    """An account's sessions that can be used, the last used first."""
    query = (sa.select(SESSIONS.c.digest, SESSIONS.c.created, SESSIONS.c.seen)
             .where(SESSIONS.c.staff_id == staff_id, _is_open(time.time())).order_by(SESSIONS.c.seen.desc()))
    return [OpenSession(*row) for row in connection.execute(query)]


def count_sessions(connection: Connection) -> dict[int, int]:
    """How many sessions can be used, by the account's number; those with none are left out."""
    query = (sa.select(SESSIONS.c.staff_id, sa.func.count()).where(_is_open(time.time()))
             .group_by(SESSIONS.c.staff_id))
    return {staff_id: int(count) for staff_id, count in connection.execute(query)}


def end_session(connection: Connection, digest: str) -> None:
    """End one session, if it is there."""
    connection.execute(SESSIONS.delete().where(SESSIONS.c.digest == digest))


def end_sessions_of(connection: Connection, staff_id: int) -> int:
    """End all sessions of an account.

    Returns:
        How many there were.
    """
    return int(connection.execute(SESSIONS.delete().where(SESSIONS.c.staff_id == staff_id)).rowcount)


def _is_open(now: float) -> Any:
    return sa.and_(SESSIONS.c.seen > now - IDLE, SESSIONS.c.created > now - LONGEST)
