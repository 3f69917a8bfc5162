"""Counts by day, the FAQ that a vote is on, and what staff note about callback requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table, and the columns."""
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Float, primary_key=True),
        sa.Column("what", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False))
    op.add_column("votes", sa.Column("faq", sa.String(255), nullable=True))
    for column in (
        sa.Column("assigned", sa.String(255), nullable=False, server_default=sa.text("''")),
        sa.Column("note", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("note_before", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("note_version", sa.Integer, nullable=False, server_default="0"),
        sa.Column("handled", sa.Float, nullable=True),
        sa.Column("handled_by", sa.String(255), nullable=False, server_default=sa.text("''")),
    ):
        op.add_column("requests", column)
