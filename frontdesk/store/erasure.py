"""Erasing everything that belongs to one conversation."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from frontdesk.store.all_tables import tables_of_senders
from frontdesk.store.booking_tables import REQUESTS
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.tables import SENDER


def erase_conversation(database: str | Engine | None, sender_id: str) -> dict[str, int]:
    """Erase it from every table that has sender ids, in one transaction.

    A callback request stays, for the visitor asked to be called, but tells no longer which
    conversation it came from; withdrawing it is another step.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        sender_id: the conversation.

    Returns:
        Rows erased by table.
    """
    engine = open_database(database)
    with engine.begin() as connection:
        # By name, so votes after the answers that they hold.
        erased = {
            table.name: int(connection.execute(table.delete().where(table.c[SENDER] == sender_id)).rowcount)
            for table in tables_of_senders()
        }
        mine = REQUESTS.c.conversation == sender_id
        connection.execute(REQUESTS.update().where(mine).values(conversation=None))
    empty_log(engine)
    return erased
