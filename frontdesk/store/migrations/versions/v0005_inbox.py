"""What the inbox knows of a question, and what was done with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Widen the questions, and create both tables."""
    for column in (
        sa.Column("message_id", sa.String(255), nullable=True),
        sa.Column("version", sa.Integer, nullable=True),
        sa.Column("understood", sa.Text, nullable=True),
        sa.Column("vector", sa.LargeBinary, nullable=True),
        sa.Column("group_id", sa.Integer, nullable=True),
    ):
        op.add_column("questions", column)
    op.create_index("ix_questions_group_id", "questions", ["group_id"])
    op.create_table(
        "inbox_marks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_id", sa.String(255), nullable=False, index=True),
        sa.Column("question_id", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("label", sa.String(255), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("audit_id", sa.Integer, nullable=False, index=True),
        sa.UniqueConstraint("sender_id", "question_id"))
    op.create_table(
        "inbox_dismissals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("audit_id", sa.Integer, nullable=False, index=True))
