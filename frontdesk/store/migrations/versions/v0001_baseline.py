"""The tables from before there were migrations.

A database of that time has some or all of them already, as they are here: none was
ever altered.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create those that are missing."""
    _create(
        "answers",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("message_id", sa.String(255), primary_key=True),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("replies", sa.Text, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=True),
        indexed=("created",))
    _create(
        "conversations",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("updated", sa.Float, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        indexed=("updated",))
    _create(
        "flag_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hour", sa.Float, nullable=False),
        sa.Column("level", sa.String(255), nullable=False),
        sa.Column("rule", sa.String(255), nullable=False),
        sa.Column("version", sa.String(255), nullable=False),
        indexed=("hour",))
    _create(
        "last_turns",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("message_id", sa.String(255), primary_key=True),
        sa.Column("updated", sa.Float, nullable=False),
        sa.Column("replies", sa.Text, nullable=False),
        indexed=("updated",))
    _create(
        "questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("label", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(255), nullable=False),
        indexed=("created", "sender_id"))
    _create(
        "raised_flags",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("updated", sa.Float, nullable=False),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("rule", sa.String(255), nullable=False),
        sa.Column("version", sa.String(255), nullable=False),
        indexed=("updated",))
    _create(
        "votes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("vote", sa.String(255), nullable=False),
        sa.Column("reason", sa.String(255), nullable=True),
        sa.Column("kind", sa.String(255), nullable=False),
        sa.Column("about", sa.String(255), nullable=False),
        sa.Column("question_id", sa.Integer, nullable=True),
        sa.UniqueConstraint("sender_id", "message_id"),
        indexed=("created",))


def _create(name: str, *columns: sa.Column | sa.UniqueConstraint, indexed: tuple[str, ...]) -> None:
    op.create_table(name, *columns, if_not_exists=True)
    for column in indexed:
        op.create_index(f"ix_{name}_{column}", name, [column], if_not_exists=True)
