"""Every table of the store: importing this declares them all."""

from __future__ import annotations

from typing import Any

from frontdesk.store import (  # noqa: F401
    answers,
    audit,
    booking_tables,
    conversations,
    counts,
    flag_events,
    inbox,
    inbox_marks,
    last_turns,
    publish_jobs,
    questions,
    raised_flags,
    sign_in_attempts,
    staff,
    staff_sessions,
    versions,
    votes,
)
from frontdesk.store.tables import METADATA, SENDER


def all_tables() -> list[Any]:
    """The tables, by name."""
    return sorted(METADATA.tables.values(), key=lambda table: str(table.name))


def tables_of_senders() -> list[Any]:
    """Those whose rows belong to a conversation."""
    return [table for table in all_tables() if SENDER in table.c]
