"""DELETE /api/chat, with Rasa's own store behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdesk.store.all_tables import tables_of_senders
from frontdesk.store.engine import open_database
from frontdesk.store.inbox_marks import InboxMarks, Mark
from frontdesk.store.tables import SENDER
from tests.chat_api.clinic import Clinic, own_folder, running_clinic

pytestmark = pytest.mark.live


def test_the_topic_is_remembered_until_it_is_erased(visitor) -> None:
    visitor.say("What do my glutes do?")
    assert visitor.say("tell me more")[0]["kind"] == "answer"
    assert visitor.erase().status_code == 204
    forgotten = visitor.say("tell me more")
    assert [reply["kind"] for reply in forgotten] == ["smalltalk"]


def test_what_was_shown_is_forgotten(visitor) -> None:
    first = visitor.say("What do my glutes do?")
    visitor.erase()
    assert visitor.say("What do my glutes do?") == first


def test_other_conversations_stay(visitor, live_site: str) -> None:
    other = type(visitor)(live_site)
    visitor.say("What do my glutes do?")
    other.say("What do my glutes do?")
    other.erase()
    other.http.close()
    assert visitor.say("tell me more")[0]["kind"] == "answer"


def test_erasing_twice_or_nothing_is_fine(visitor) -> None:
    assert visitor.erase().status_code == 204
    visitor.say("hello")
    assert visitor.erase().status_code == 204
    assert visitor.erase().status_code == 204
    assert visitor.is_still_answered()


# ---- every row and every byte

# Each with a word that stands nowhere else; only the first may be kept.
ASKED = "Is my calf related to my back pain? I play the xylophone."
TOLD = ("What do my glutes do when I ride a unicycle?", "My calf is swollen, hot and red since the marzipan festival",
        "What are your opening hours, for a trombonist?")
WORDS = ("xylophone", "unicycle", "marzipan", "trombonist")
SESSIONS: list[str] = []  # of all conversations with that clinic


@pytest.fixture(scope="module")
def clinic(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic that lets visitors have their questions kept."""
    root = tmp_path_factory.mktemp("clinic")
    own_folder(root, "actions", "content")
    file = root / "content" / "clinic.yml"
    told = file.read_text(encoding="utf-8")
    on = told.replace("keep_questions: false", "keep_questions: true")
    assert on != told
    file.write_text(on, encoding="utf-8")
    with running_clinic(root, model) as clinic:
        yield clinic


def talk(clinic: Clinic) -> tuple[str, str]:
    """Have a conversation that leaves a row in every table; gives its session and its id."""
    session = clinic.say(ASKED, may_keep=True, message_id="id-0").json()["session"]
    kinds = [clinic.say(message, session, message_id=f"id-{number}").json()["replies"][0]["kind"]
             for number, message in enumerate(TOLD, start=1)]
    assert "urgent" in kinds
    assert clinic.vote(session, "id-0", "up").status_code == 204
    sender = session.split(".")[0]
    (kept,) = (row for row in clinic.rows("questions") if row[SENDER] == sender)
    store = open_database(clinic.settings.database)
    InboxMarks(store).add([Mark((sender, kept["id"]), "right")], "Robin", 1)
    store.dispose()
    SESSIONS.append(session)
    return session, sender


def rows(clinic: Clinic, name: str) -> list[dict[str, Any]]:
    """A table's rows without what the inbox adds to them at a time of its own."""
    return [{column: value for column, value in row.items() if column not in ("vector", "group_id")}
            for row in clinic.rows(name)]


def written(clinic: Clinic) -> bytes:
    """Every byte that the three processes wrote to files: database, logs and all else."""
    files = [path for path in clinic.settings.var.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"conversations.db", "actions.log", "rasa.log", "site.log"} <= names
    return b"".join(path.read_bytes() for path in files if "encoder" not in path.parts)


def test_every_row_of_it_is_gone_and_every_other_row_stays(clinic: Clinic) -> None:
    (mine, sender), (_, other) = talk(clinic), talk(clinic)
    tables = [table.name for table in tables_of_senders()]
    before = {name: rows(clinic, name) for name in (*tables, "flag_events")}
    for name in tables:
        assert {row[SENDER] for row in before[name]} >= {sender, other}, name
    assert clinic.erase(mine).status_code == 204
    for name in tables:
        assert rows(clinic, name) == [row for row in before[name] if row[SENDER] != sender], name
    assert rows(clinic, "flag_events") == before["flag_events"]


def test_an_event_of_a_flag_is_tied_to_nobody(clinic: Clinic) -> None:
    _, sender = talk(clinic)
    for event in clinic.rows("flag_events"):
        assert set(event) == {"id", "hour", "level", "rule", "version"}
        assert event["hour"] % 3600 == 0
        assert sender not in str(event)


def test_no_byte_of_it_is_left_in_database_and_logs(clinic: Clinic) -> None:
    for row in clinic.rows("conversations"):
        assert [word for word in WORDS if word in str(row)] == []
    session, sender = talk(clinic)
    held = written(clinic)
    assert sender.encode() in held
    assert b"xylophone" in held
    for name, text in clinic.logged().items():
        assert [secret for secret in (sender, *WORDS) if secret in text] == [], name
    for word in WORDS[1:]:
        assert word.encode() not in held, word
    assert clinic.erase(session).status_code == 204
    assert sender.encode() not in written(clinic)


def test_when_all_are_erased_no_word_is_left(clinic: Clinic) -> None:
    talk(clinic)
    assert b"xylophone" in written(clinic)
    for session in SESSIONS:
        assert clinic.erase(session).status_code == 204
    left = written(clinic)
    assert [word for word in (*WORDS, *clinic.senders) if word.encode() in left] == []


def test_it_may_go_on_afterwards_as_if_new(clinic: Clinic) -> None:
    session, _ = talk(clinic)
    assert clinic.say("What do my glutes do?", session).json()["replies"][0]["kind"] == "urgent"
    clinic.erase(session)
    assert clinic.say("What do my glutes do?", session).json()["replies"][0]["kind"] == "answer"
