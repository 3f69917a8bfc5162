"""Callback requests: who asked to be contacted, how, when it suits, and what became of it."""

from __future__ import annotations

import json
import re
import secrets
import time
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.settings import load_settings
from frontdesk.store.booking_tables import NEW, REQUESTS, STATUSES, WITHDRAWN
from frontdesk.store.engine import open_database
from frontdesk.store.outbox import add_event

_Result = TypeVar("_Result")
_ATTEMPTS = 5
_GROUP = 3  # letters before and after the hyphen of a reference
_LETTERS = "23456789CDFGHJKMNPQRTVWXZ"  # none that looks or sounds like another, and no vowels to make words of


class _Overtaken(Exception):
    """The request was changed since it was read."""


@lru_cache(maxsize=1)
def open_requests() -> Requests:
    """The requests in the database of this process's settings, opened once."""
    return Requests(load_settings().database)


class Requests:
    """Callback requests; one for each conversation, which changes it.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        # The visitor reads "saved" after this: a power cut must not take it back.
        self._engine = open_database(database, durable=True)

    def save(self, conversation: str, details: Details, consent: str) -> CallbackRequest:
        """Keep what the visitor confirmed, and that the clinic is to be told, both or neither.

        Args:
            conversation: its id. A second request from it changes the first, and the same
                again changes nothing, whichever process was killed in between.
            details: confirmed by the visitor.
            consent: the sentence that the visitor agreed to.
        """
        return self._at_once(lambda connection: _save(connection, conversation, details, consent))

    def of_conversation(self, conversation: str) -> CallbackRequest | None:
        """The request made in a conversation, withdrawn or not."""
        return self._one(REQUESTS.c.conversation == conversation)

    def find(self, request_id: str) -> CallbackRequest | None:
        """The request with this id."""
        return self._one(REQUESTS.c.id == request_id)

    def by_reference(self, reference: str) -> CallbackRequest | None:
        """The request with this reference, however it is spaced or cased."""
        letters = re.sub(r"[^A-Z0-9]", "", reference.upper())
        return self._one(REQUESTS.c.reference == "-".join(re.findall(f".{{1,{_GROUP}}}", letters)))

    def newest(self, count: int = 100) -> list[CallbackRequest]:
        """The last so many requests, newest first."""
        query = sa.select(REQUESTS).order_by(REQUESTS.c.created.desc()).limit(count)
        with self._engine.connect() as connection:
            return [read_request(row) for row in connection.execute(query)]

    def counts(self) -> dict[str, int]:
        """How many requests there are of each of :data:`STATUSES`."""
        query = sa.select(REQUESTS.c.status, sa.func.count()).group_by(REQUESTS.c.status)
        with self._engine.connect() as connection:
            found = {status: int(count) for status, count in connection.execute(query)}
        return {status: found.get(status, 0) for status in STATUSES}

    def made(self) -> list[float]:
        """When each request was made, in seconds since the epoch."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(REQUESTS.c.created)).scalars())

    def withdraw(self, reference: str, version: int | None = None) -> CallbackRequest | None:
        """Withdraw a request by its reference, for staff.

        Args:
            reference: however it is spaced or cased.
            version: only if it is still this one.

        Returns:
            The request as withdrawn; ``None`` when there is none, or none of this version.
            One that was withdrawn stays so.
        """
        found = self.by_reference(reference)
        if found is None:
            return None
        which = REQUESTS.c.id == found.id
        return self._withdraw(which if version is None else sa.and_(which, REQUESTS.c.version == version))

    def withdraw_from(self, conversation: str) -> CallbackRequest | None:
        """Withdraw the request made in a conversation, for its visitor.

        Returns:
            The request as withdrawn; ``None`` when there is none.
        """
        return self._withdraw(REQUESTS.c.conversation == conversation)

    def _withdraw(self, which: Any) -> CallbackRequest | None:
        def withdraw(connection: Connection) -> CallbackRequest | None:
            found = _find(connection, which)
            if found is None or found.status == WITHDRAWN:
                return found
            # The clinic is told who it was; for what else there is no more reason, staff's notes among it.
            _change(connection, found, WITHDRAWN, {
                "status": WITHDRAWN, **_columns(Details(found.details.name)), "note": "", "note_before": "",
                "note_version": REQUESTS.c.note_version + 1})
            return _find(connection, REQUESTS.c.id == found.id)

        return self._at_once(withdraw)

    def _at_once(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do it in one transaction, again where somebody else did the same at the same moment."""
        for attempt in range(_ATTEMPTS):
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except (sa.exc.IntegrityError, _Overtaken):
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _one(self, which: Any) -> CallbackRequest | None:
        with self._engine.connect() as connection:
            return _find(connection, which)


def _save(connection: Connection, conversation: str, details: Details, consent: str) -> CallbackRequest:
    which = REQUESTS.c.conversation == conversation
    found, now = _find(connection, which), time.time()
    told = {**_columns(details), "consent": consent}
    if found is None:
        request_id = str(uuid.uuid4())
        connection.execute(REQUESTS.insert().values(
            id=request_id, reference=_reference(), conversation=conversation, version=1, status=NEW, created=now,
            updated=now, consented=now, **told))
        add_event(connection, request_id, 1, "created")
    elif _columns(found.details) != _columns(details) or found.status == WITHDRAWN:
        _change(connection, found, "updated", {"status": NEW, "consented": now, **told})
    saved = _find(connection, which)
    assert saved is not None
    return saved


def _change(connection: Connection, found: CallbackRequest, event: str, values: dict[str, Any]) -> None:
    version = found.version + 1
    which = sa.and_(REQUESTS.c.id == found.id, REQUESTS.c.version == found.version)
    changed = connection.execute(REQUESTS.update().where(which).values(
        version=version, updated=time.time(), **values))
    if not changed.rowcount:
        raise _Overtaken
    add_event(connection, found.id, version, event)


def _find(connection: Connection, which: Any) -> CallbackRequest | None:
    row = connection.execute(sa.select(REQUESTS).where(which)).first()
    return None if row is None else read_request(row)


def read_request(row: Any) -> CallbackRequest:
    """The request in a row of its table."""
    windows = tuple(Window.from_dict(window) for window in json.loads(row.windows))
    details = Details(row.name, row.phone, row.email, When(row.when_said, row.when_understood, windows), row.about)
    return CallbackRequest(row.id, row.reference, row.version, row.status, row.created, row.updated, details,
                           row.consent, row.consented)


def _columns(details: Details) -> dict[str, Any]:
    when = details.when or When("")
    return {"name": details.name, "phone": details.phone, "email": details.email, "when_said": when.said,
            "when_understood": when.understood, "about": details.about,
            "windows": json.dumps([window.as_dict() for window in when.windows])}


def _reference() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(2))
