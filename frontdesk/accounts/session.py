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
    """

    staff_id: int
    name: str
    role: str
    csrf: str
