"""Every table of the store: importing this declares them all."""

from __future__ import annotations

from typing import Any

from frontdesk.store import (  # noqa: F401
    answers,
    booking_tables,
    conversations,
    flag_events,
    last_turns,
    questions,
    raised_flags,
    votes,
)
from frontdesk.store.tables import METADATA, SENDER


def all_tables() -> list[Any]:
    """The tables, by name."""
    return sorted(METADATA.tables.values(), key=lambda table: str(table.name))


def tables_of_senders() -> list[Any]:
    """Those whose rows belong to a conversation."""
    return [table for table in all_tables() if SENDER in table.c]
