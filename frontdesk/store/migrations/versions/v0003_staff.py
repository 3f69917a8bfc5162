"""Accounts of the staff, their sessions, and the record of changes."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """To be written."""
