"""The table of running conversations."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from frontdesk.store.conversations import DEFAULT_EXPIRY, Conversations

STATE = {"events": [{"event": "user", "n": 1}], "slots": {"memory": {"topic": "é“”"}}}


@pytest.fixture
def rows(engine: Engine) -> Conversations:
    return Conversations(engine)


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


def test_nothing_of_an_erased_conversation_is_left_on_the_disk(sqlite_engine: Engine, path: Path) -> None:
    rows = Conversations(sqlite_engine)
    rows.save("a", {"secret": "sciatica-" * 300})
    rows.save("b", {"n": 1})
    assert b"sciatica" in on_disk(path)
    rows.erase("a")
    assert b"sciatica" not in on_disk(path)


def test_nothing_is_left_on_the_disk_once_another_process_has_closed_it(sqlite_engine: Engine, path: Path) -> None:
    rows = Conversations(sqlite_engine)
    reader = sqlite3.connect(path)
    reader.execute("SELECT count(*) FROM conversations").fetchone()
    rows.save("a", {"secret": "sciatica-" * 300})
    rows.erase("a")
    reader.close()
    assert b"sciatica" not in on_disk(path)


def on_disk(path: Path) -> bytes:
    """Every byte of the database's files."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_a_conversation_expires(rows: Conversations, clock) -> None:
    rows.save("a", STATE)
    clock.now += DEFAULT_EXPIRY
    assert rows.load("a") == STATE
    clock.now += 1
    assert rows.load("a") is None


def test_each_message_starts_the_time_anew(rows: Conversations, clock) -> None:
    rows.save("a", STATE)
    clock.now += DEFAULT_EXPIRY - 1
    rows.save("a", STATE)
    clock.now += DEFAULT_EXPIRY - 1
    assert rows.load("a") == STATE


def test_purging_erases_what_has_expired_and_nothing_else(rows: Conversations, clock) -> None:
    rows.save("old", STATE)
    clock.now += DEFAULT_EXPIRY / 2
    rows.save("new", STATE)
    clock.now += DEFAULT_EXPIRY / 2 + 1
    assert rows.purge() == 1
    assert rows.sender_ids() == ["new"]
    assert rows.purge() == 0


def test_purging_can_be_told_the_time(rows: Conversations, clock) -> None:
    rows.save("a", STATE)
    assert rows.purge(now=clock.now + DEFAULT_EXPIRY) == 0
    assert rows.purge(now=clock.now + DEFAULT_EXPIRY + 1) == 1


def test_saving_purges_from_time_to_time(rows: Conversations, clock) -> None:
    rows.save("old", STATE)
    clock.now += DEFAULT_EXPIRY + 1
    rows.save("new", STATE)
    assert rows.sender_ids() == ["new"]


def test_the_expiry_can_be_chosen(engine: Engine, clock) -> None:
    rows = Conversations(engine, expiry=10)
    rows.save("a", STATE)
    clock.now += 11
    assert rows.load("a") is None


def test_the_table_holds_an_id_a_time_the_state_and_the_assistants_version_alone(engine: Engine) -> None:
    columns = [column["name"] for column in sa.inspect(engine).get_columns("conversations")]
    assert columns == ["sender_id", "updated", "state", "version"]


def test_two_instances_share_one_database(database: str) -> None:
    rasa, site = Conversations(database), Conversations(database)
    rasa.save("a", STATE)
    assert site.load("a") == STATE
    assert site.erase("a")
    assert rasa.load("a") is None
    rasa.save("a", {"n": 2})
    assert site.load("a") == {"n": 2}


def test_two_instances_write_at_once_without_losing_a_row(database: str) -> None:
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            rows = Conversations(database)
            for number in range(15):
                rows.save(f"{worker}-{number}", STATE)
                rows.save("shared", {"worker": worker})
        except BaseException as error:
            failures.append(error)

    Conversations(database)
    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(Conversations(database).sender_ids()) == 31


def test_a_conversation_outlives_the_process(database: str) -> None:
    Conversations(database).save("a", STATE)
    assert Conversations(database).load("a") == STATE


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


def test_a_row_tells_which_version_wrote_it(engine: Engine, clock) -> None:
    Conversations(engine, version=3).save("a", STATE)
    Conversations(engine, version=4).save("b", STATE)
    Conversations(engine).save("c", STATE)
    rows = Conversations(engine)
    assert [rows.version_of(name) for name in "abcd"] == [3, 4, None, None]
    assert [rows.running_with(number) for number in (3, 4, 5)] == [1, 1, 0]
    Conversations(engine, version=4).save("a", STATE)
    assert (rows.version_of("a"), rows.running_with(3), rows.running_with(4)) == (4, 0, 2)
    clock.now += rows.expiry + 1
    assert (rows.version_of("a"), rows.running_with(4)) == (None, 0)
