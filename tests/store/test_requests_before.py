"""Requests and votes from before staff could deal with them in the console."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.engine import database_url
from frontdesk.store.handling import Handling
from frontdesk.store.migrations import upgrade as upgrading
from frontdesk.store.requests import Requests
from frontdesk.store.votes import Change, Votes


@pytest.fixture
def before(database: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database of the version before, with a request and a vote."""
    engine = sa.create_engine(database_url(database), future=True)
    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "HEAD", "0005")
        upgrading.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO requests (id, reference, conversation, version, status, created, updated, name, phone, email, "
            "when_said, when_understood, windows, about, consent, consented) VALUES "
            "('id-1', 'CCC-222', 'a', 1, 'new', 5, 5, 'Jo', '07700 900123', '', '', '', '[]', 'knee', 'yes', 5)")
        connection.exec_driver_sql(
            "INSERT INTO votes (sender_id, message_id, created, vote, kind, about) VALUES "
            "('a', 'm', 5, 'up', 'answer', 'b')")
    engine.dispose()
    return engine


def test_they_are_as_they_were_and_can_be_dealt_with(before: Engine, database: str) -> None:
    handling = Handling(database)
    case = handling.find("id-1")
    assert case is not None
    assert case.request == Requests(database).by_reference("CCC-222")
    assert (case.assigned, case.note, case.note_version, case.handled, case.handled_by) == ("", "", 0, None, "")
    handling.assign("id-1", "", "Kim", "Kim")
    handling.write_note("id-1", 0, "a note", "Kim")
    handling.set_status("id-1", 1, "new", "done", "Kim")
    votes = Votes(database, faq_of=lambda _replies: "never asked")
    assert votes.newest()[0].faq is None
    assert votes.add("a", "m", "down") == Change("up", "down", "")
