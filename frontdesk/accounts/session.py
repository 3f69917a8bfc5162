"""Who is signed in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Session:
    """A member of staff who is signed in.

    Attributes:
        staff_id: the account's number.
        name: what the account is called, also in the audit log.
        role: one of :data:`~frontdesk.accounts.roles.ROLES`.
        csrf: what every form of this session must send back.
        must_change: whether the password is one that an admin made; until it is changed, nothing else can be done.
    """

    staff_id: int
    name: str
    role: str
    csrf: str
    must_change: bool = False
