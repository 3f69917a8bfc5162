"""What the inbox knows of a question, and what was done with it."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """To be written."""
