"""Rows of callback requests, written past the class that keeps them."""

from __future__ import annotations

import uuid

from sqlalchemy.engine import Connection

from frontdesk.store.booking_tables import DELIVERED, OUTBOX, REQUESTS


def add_request(
    connection: Connection, conversation: str, moment: float, *states: str, about: str = "my back"
) -> str:
    """Write a request and what is to be told of it, one row in the outbox for each of the states.

    Returns:
        The request's id.
    """
    request_id = str(uuid.uuid4())
    connection.execute(REQUESTS.insert().values(
        id=request_id, reference=request_id[:7], conversation=conversation, version=1, status="new", created=moment,
        updated=moment, name="Jo", phone="+447700900123", email="", when_said="any morning", when_understood="",
        windows="[]", about=about, consent="You may call me.", consented=moment))
    for number, state in enumerate(states or (DELIVERED,)):
        connection.execute(OUTBOX.insert().values(
            request_id=request_id, version=1, event="created", channel=f"channel-{number}", state=state, attempts=1,
            due=moment, created=moment, delivered=moment if state == DELIVERED else None, error=""))
    return request_id
