"""The tables of callback requests, and of what is to be told of them to the clinic."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from frontdesk.store.tables import DAY, Keeping, table

WITHDRAWN = "withdrawn"
NEW, CONTACTED, DONE = "new", "contacted", "done"
STATUSES = (NEW, CONTACTED, DONE, WITHDRAWN)
OPEN = (NEW, CONTACTED)  # somebody is still waiting

REQUESTS: Any = table(
    "requests",
    Keeping("callback requests that visitors confirmed: name, phone or e-mail, when it suits, what about",
            "updated", lambda privacy: privacy.requests_days * DAY,
            unless=lambda before: sa.or_(_is_lost_to_the_clinic(), sa.func.coalesce(REQUESTS.c.handled, 0) >= before)),
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("reference", sa.String(16), nullable=False, unique=True),
    # The conversation it was made in, for changes from there; NULL once that was erased.
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
    sa.Column("windows", sa.Text, nullable=False),  # JSON
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("consent", sa.Text, nullable=False),  # the sentence that was agreed to
    sa.Column("consented", sa.Float, nullable=False),
    # What staff add; a visitor's change leaves it, a withdrawal takes the notes away.
    sa.Column("assigned", sa.String(255), nullable=False, server_default=sa.text("''")),  # a name
    sa.Column("note", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("note_before", sa.Text, nullable=False, server_default=sa.text("''")),  # to take the last change back
    sa.Column("note_version", sa.Integer, nullable=False, server_default="0"),
    sa.Column("handled", sa.Float, nullable=True),  # when the status was last set by staff
    sa.Column("handled_by", sa.String(255), nullable=False, server_default=sa.text("''")),
)

OUTBOX: Any = table(
    "outbox",
    Keeping("what of callback requests is to be told or was told to the clinic: which, by what channel, how it went",
            "created", lambda privacy: privacy.requests_days * DAY,
            unless=lambda _before: sa.exists().where(REQUESTS.c.id == OUTBOX.c.request_id)),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("request_id", sa.String(36), sa.ForeignKey("requests.id", ondelete="CASCADE"), nullable=False,
              index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("event", sa.String(16), nullable=False),
    sa.Column("channel", sa.String(16), nullable=False),  # '' until it is known by which channels it goes
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("created", sa.Float, nullable=False, index=True),
    sa.Column("delivered", sa.Float, nullable=True),
    sa.Column("error", sa.Text, nullable=False),
    sa.UniqueConstraint("request_id", "version", "event", "channel"),
    sa.Index("ix_outbox_state_due", "state", "due"),
)

EVENTS = ("created", "updated", "withdrawn", "alert")
WAITING, PENDING, DELIVERED, SUPERSEDED, DEAD = "waiting", "pending", "delivered", "superseded", "dead"
STATES = (WAITING, PENDING, DELIVERED, SUPERSEDED, DEAD)
UNDELIVERED = (WAITING, PENDING, DEAD)


def is_undelivered(request_id: Any) -> Any:
    """SQL condition: something of this request hasn't reached the clinic.

    Args:
        request_id: a column.
    """
    return sa.exists().where(OUTBOX.c.request_id == request_id, OUTBOX.c.state.in_(UNDELIVERED))


def _is_lost_to_the_clinic() -> Any:
    """SQL condition of a request: somebody still waits, and the clinic may never have been told."""
    return sa.and_(REQUESTS.c.status.in_(OPEN), is_undelivered(REQUESTS.c.id))
