"""The table of running conversations."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.store import conversations
from frontdesk.store.conversations import DEFAULT_EXPIRY, Conversations

STATE = {"events": [{"event": "user", "n": 1}], "slots": {"memory": {"topic": "é“”"}}}


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(conversations, "time", clock)
    return clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def rows(path: Path) -> Conversations:
    return Conversations(str(path))


def test_a_saved_conversation_is_loaded_as_it_was(rows: Conversations) -> None:
    rows.save("a", STATE)
    assert rows.load("a") == STATE


def test_an_unknown_conversation_isnt_there(rows: Conversations) -> None:
    assert rows.load("nobody") is None


def test_saving_again_replaces_what_was_there(rows: Conversations) -> None:
    rows.save("a", STATE)
    rows.save("a", {"events": []})
    assert rows.load("a") == {"events": []}
    assert rows.sender_ids() == ["a"]


def test_conversations_are_kept_apart(rows: Conversations) -> None:
    states = {"a": {"n": 1}, "A": {"n": 2}, "a'; DROP TABLE conversations; --": {"n": 3}}
    for name, state in states.items():
        rows.save(name, state)
    assert {name: rows.load(name) for name in states} == states


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10**9, 10**9) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8)


@settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40),
       st.dictionaries(st.text(max_size=8), json_values, max_size=4))
def test_any_json_under_any_id_survives(rows: Conversations, sender_id: str, state: dict[str, object]) -> None:
    rows.save(sender_id, state)
    assert rows.load(sender_id) == state


def test_an_erased_conversation_is_gone(rows: Conversations) -> None:
    rows.save("a", STATE)
    rows.save("b", STATE)
    assert rows.erase("a")
    assert rows.load("a") is None
    assert rows.sender_ids() == ["b"]


def test_erasing_what_isnt_there_says_so(rows: Conversations) -> None:
    assert not rows.erase("nobody")
    rows.save("a", STATE)
    assert [rows.erase("a"), rows.erase("a")] == [True, False]


def test_nothing_of_an_erased_conversation_is_left_on_the_disk(rows: Conversations, path: Path) -> None:
    rows.save("a", {"secret": "sciatica-" * 300})
    rows.save("b", {"n": 1})
    assert b"sciatica" in on_disk(path)
    rows.erase("a")
    assert b"sciatica" not in on_disk(path)


def test_nothing_is_left_on_the_disk_once_another_process_has_closed_it(rows: Conversations, path: Path) -> None:
    reader = sqlite3.connect(path)
    reader.execute("SELECT count(*) FROM conversations").fetchone()
    rows.save("a", {"secret": "sciatica-" * 300})
    rows.erase("a")
    reader.close()
    assert b"sciatica" not in on_disk(path)


def on_disk(path: Path) -> bytes:
    """Every byte of the database's files."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_a_conversation_expires(rows: Conversations, clock: Clock) -> None:
    rows.save("a", STATE)
    clock.now += DEFAULT_EXPIRY
    assert rows.load("a") == STATE
    clock.now += 1
    assert rows.load("a") is None


def test_each_message_starts_the_time_anew(rows: Conversations, clock: Clock) -> None:
    rows.save("a", STATE)
    clock.now += DEFAULT_EXPIRY - 1
    rows.save("a", STATE)
    clock.now += DEFAULT_EXPIRY - 1
    assert rows.load("a") == STATE


def test_purging_erases_what_has_expired_and_nothing_else(rows: Conversations, clock: Clock) -> None:
    rows.save("old", STATE)
    clock.now += DEFAULT_EXPIRY / 2
    rows.save("new", STATE)
    clock.now += DEFAULT_EXPIRY / 2 + 1
    assert rows.purge() == 1
    assert rows.sender_ids() == ["new"]
    assert rows.purge() == 0


def test_purging_can_be_told_the_time(rows: Conversations, clock: Clock) -> None:
    rows.save("a", STATE)
    assert rows.purge(now=clock.now + DEFAULT_EXPIRY) == 0
    assert rows.purge(now=clock.now + DEFAULT_EXPIRY + 1) == 1


def test_saving_purges_from_time_to_time(rows: Conversations, clock: Clock) -> None:
    rows.save("old", STATE)
    clock.now += DEFAULT_EXPIRY + 1
    rows.save("new", STATE)
    assert rows.sender_ids() == ["new"]


def test_the_expiry_can_be_chosen(path: Path, clock: Clock) -> None:
    rows = Conversations(str(path), expiry=10)
    rows.save("a", STATE)
    clock.now += 11
    assert rows.load("a") is None


def test_the_database_is_opened_securely(rows: Conversations) -> None:
    with rows._engine.connect() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                   for name in ("secure_delete", "journal_mode", "synchronous", "busy_timeout")}
    assert pragmas == {"secure_delete": 1, "journal_mode": "wal", "synchronous": 1, "busy_timeout": 5000}


def test_the_table_holds_an_id_a_time_and_the_state_alone(rows: Conversations, path: Path) -> None:
    rows.save("a", STATE)
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(conversations)")]
    connection.close()
    assert columns == ["sender_id", "updated", "state"]


def test_two_instances_share_one_file(path: Path) -> None:
    rasa, site = Conversations(str(path)), Conversations(str(path))
    rasa.save("a", STATE)
    assert site.load("a") == STATE
    assert site.erase("a")
    assert rasa.load("a") is None
    rasa.save("a", {"n": 2})
    assert site.load("a") == {"n": 2}


def test_two_instances_write_at_once_without_losing_a_row(path: Path) -> None:
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            rows = Conversations(str(path))
            for number in range(15):
                rows.save(f"{worker}-{number}", STATE)
                rows.save("shared", {"worker": worker})
        except BaseException as error:
            failures.append(error)

    Conversations(str(path))
    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(Conversations(str(path)).sender_ids()) == 31


def test_a_conversation_outlives_the_process(path: Path) -> None:
    Conversations(str(path)).save("a", STATE)
    assert Conversations(str(path)).load("a") == STATE


def test_the_files_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "conversations.db"
    Conversations(str(path)).save("a", STATE)
    assert path.is_file()


def test_a_database_can_be_named_by_url(path: Path) -> None:
    Conversations(f"sqlite:///{path}").save("a", STATE)
    assert Conversations(str(path)).load("a") == STATE


def test_the_environment_names_the_database_when_nothing_else_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_DATABASE", str(path))
    Conversations().save("a", STATE)
    assert Conversations(str(path)).load("a") == STATE
