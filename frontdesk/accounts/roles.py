"""What staff may do."""

from __future__ import annotations

# Each may do what those before it may: see; change the draft and answer requests; make it live; look after accounts.
ROLES = ("viewer", "editor", "publisher", "admin")
VIEWER, EDITOR, PUBLISHER, ADMIN = ROLES


def allows(role: str, needed: str) -> bool:
    """Whether somebody with this role may do what needs that one.

    Raises:
        ValueError: one of the two isn't a role.
    """
    return ROLES.index(role) >= ROLES.index(needed)
