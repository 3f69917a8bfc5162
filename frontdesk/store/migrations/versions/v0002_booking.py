"""Callback requests, and what is to be told of them to the clinic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "requests",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("reference", sa.String(16), nullable=False, unique=True),
        sa.Column("conversation", sa.String(255), nullable=True, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("created", sa.Float, nullable=False, index=True),
        sa.Column("updated", sa.Float, nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("when_said", sa.Text, nullable=False),
        sa.Column("when_understood", sa.Text, nullable=False),
        sa.Column("windows", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("consented", sa.Float, nullable=False))
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("request_id", sa.String(36), sa.ForeignKey("requests.id", ondelete="CASCADE"), nullable=False,
                  index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("created", sa.Float, nullable=False, index=True),
        sa.Column("delivered", sa.Float, nullable=True),
        sa.Column("error", sa.Text, nullable=False),
        sa.UniqueConstraint("request_id", "version", "event", "channel"))
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due"])
