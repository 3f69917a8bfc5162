"""What staff do with callback requests: mark, assign, note. Each change is recorded in the same transaction.

Every change says what whoever made it had seen. Where that isn't so any more, nothing is
changed: of two people at once the second is told, and decides anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.booking.request import CallbackRequest
from frontdesk.errors import FrontdeskError
from frontdesk.store.audit import add_entry
from frontdesk.store.booking_tables import CONTACTED, DONE, NEW, REQUESTS, STATUSES, WITHDRAWN
from frontdesk.store.engine import open_database
from frontdesk.store.requests import read_request

STATUS, ASSIGNED, NOTE = "status", "assigned", "note"
_ACTIONS = {NEW: "reopened a request", CONTACTED: "marked a request as contacted", DONE: "marked a request as done"}


@dataclass(frozen=True)
class Case:
    """A request, and what staff have added.

    Attributes:
        request: as its visitor confirmed it.
        assigned: name of whom it is assigned to, or ``""``.
        note: staff's, or ``""``.
        note_version: 0, and one more with every change of the note.
        handled: when staff last set its status, in seconds since the epoch, or ``None``.
        handled_by: who that was, or ``""``.
    """

    request: CallbackRequest
    assigned: str
    note: str = field(repr=False)
    note_version: int
    handled: float | None
    handled_by: str

    @property
    def changed_since(self) -> bool:
        """Whether its visitor has changed it after staff dealt with it."""
        return self.handled is not None and self.request.consented > self.handled


class Overtaken(FrontdeskError):
    """Somebody else was faster, and nothing was changed.

    Args:
        case: as it is now; ``None`` when it is gone.
    """

    def __init__(self, case: Case | None) -> None:
        super().__init__("The callback request isn't as it was any more.")
        self.case = case


class Handling:
    """Callback requests, for those who deal with them.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def find(self, request_id: str) -> Case | None:
        """The request with this id."""
        with self._engine.connect() as connection:
            return _find(connection, request_id)

    def all_of(self, statuses: Collection[str] = STATUSES) -> list[Case]:
        """Those of some statuses, in no order."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(REQUESTS).where(REQUESTS.c.status.in_(statuses)))
            return [_read(row) for row in rows]

    def confirmed_since(self, moment: float) -> int:
        """How many requests that wait for somebody were made, or changed, after this moment."""
        query = sa.select(sa.func.count()).where(REQUESTS.c.status == NEW, REQUESTS.c.consented > moment)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def set_status(self, request_id: str, version: int, seen: str, status: str, who: str) -> int:
        """Mark it.

        Args:
            request_id: of the request.
            version: of what its visitor confirmed, as it was seen.
            seen: the status it had.
            status: :data:`~frontdesk.store.booking_tables.NEW`, ``CONTACTED`` or ``DONE``. Withdrawing is for
                :meth:`~frontdesk.store.requests.Requests.withdraw`, which erases the details.
            who: name of the account.

        Returns:
            The number of the entry in the audit.

        Raises:
            Overtaken: its visitor or somebody else has changed it since.
        """
        return self._set_status(request_id, version, seen, status, who, time.time(), who)

    def assign(self, request_id: str, seen: str, name: str, who: str) -> int:
        """Assign it to somebody.

        Args:
            request_id: of the request.
            seen: to whom it was assigned, or ``""``.
            name: to whom it is now, or ``""``.
            who: name of the account.

        Returns:
            The number of the entry in the audit.

        Raises:
            Overtaken: somebody else has assigned it since.
        """
        undo = {"set": ASSIGNED, "from": seen, "to": name}
        return self._change(request_id, {"assigned": seen}, {"assigned": name}, who,
                            f"assigned a request to {name or 'nobody'}", undo)

    def write_note(self, request_id: str, version: int, note: str, who: str) -> int:
        """Replace the note; the one before is kept beside it, to take this back.

        Args:
            request_id: of the request.
            version: of the note that was seen.
            note: the new one. The audit learns no more than that there is one: notes are about people.
            who: name of the account.

        Returns:
            The number of the entry in the audit.

        Raises:
            Overtaken: somebody else has written since.
        """
        # The columns' values before the update, as SQL has it.
        values = {"note": note, "note_before": REQUESTS.c.note, "note_version": version + 1}
        undo = {"set": NOTE, "version": version + 1}
        return self._change(request_id, {"note_version": version}, values, who, "changed a request's note", undo)

    def undo(self, undo: str, who: str) -> int:
        """Take a change back.

        Args:
            undo: of its entry in the audit.
            who: name of the account.

        Returns:
            The number of the new entry in the audit, by which this can be taken back in turn.

        Raises:
            Overtaken: somebody has changed the same thing since.
        """
        told = json.loads(undo)
        request_id = told["id"]
        if told["set"] == STATUS:
            # As it was dealt with before: what its visitor has changed since is new to everybody again.
            return self._set_status(request_id, told["version"], told["to"], told["from"], who, told["handled"],
                                    told["handled_by"])
        if told["set"] == ASSIGNED:
            return self.assign(request_id, told["to"], told["from"], who)
        with self._engine.connect() as connection:
            note = connection.execute(sa.select(REQUESTS.c.note_before).where(REQUESTS.c.id == request_id)).scalar()
        return self.write_note(request_id, told["version"], note or "", who)

    def _set_status(
        self, request_id: str, version: int, seen: str, status: str, who: str, handled: float | None, handled_by: str
    ) -> int:
        values = {"status": status, "handled": handled, "handled_by": handled_by}
        undo = {"set": STATUS, "version": version, "from": seen, "to": status}
        return self._change(request_id, {"version": version, "status": seen}, values, who, _ACTIONS[status], undo,
                            ("handled", "handled_by"))

    def _change(
        self, request_id: str, seen: dict[str, Any], values: dict[str, Any], who: str, action: str,
        undo: dict[str, Any], kept: Collection[str] = (),
    ) -> int:
        """Change a request, if it is as it was seen.

        Args:
            request_id: of the request.
            seen: columns that must be as they were.
            values: of columns that are set.
            who: name of the account.
            action: for the audit.
            undo: what it is taken back by.
            kept: columns whose values before are kept for that too.
        """
        as_seen = (REQUESTS.c[column] == value for column, value in seen.items())
        which = sa.and_(REQUESTS.c.id == request_id, REQUESTS.c.status != WITHDRAWN, *as_seen)
        with self._engine.begin() as connection:
            before = _find(connection, request_id)
            changed = connection.execute(REQUESTS.update().where(which).values(**values)).rowcount
            case = _find(connection, request_id)
            if not changed or before is None or case is None:
                raise Overtaken(case)
            told = {"id": request_id, **undo, **{column: getattr(before, column) for column in kept}}
            return add_entry(
                connection, who, action, f"booking {case.request.reference}", undo.get("from", ""), undo.get("to", ""),
                json.dumps(told))


def _find(connection: Connection, request_id: str) -> Case | None:
    row = connection.execute(sa.select(REQUESTS).where(REQUESTS.c.id == request_id)).first()
    return None if row is None else _read(row)


def _read(row: Any) -> Case:
    return Case(read_request(row), row.assigned, row.note, row.note_version, row.handled, row.handled_by)
