"""Versions, and the making of them."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """To be written."""
