"""Counts by day, and what staff note about callback requests."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """To be written."""
