"""Opening the database."""

from __future__ import annotations

import threading
import traceback
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.errors import FrontdeskError
from frontdesk.store.all_tables import all_tables
from frontdesk.store.conversations import Conversations
from frontdesk.store.engine import database_file, open_database
from frontdesk.store.migrations.upgrade import upgrade
from frontdesk.store.questions import Questions
from frontdesk.store.tables import METADATA


def test_the_files_are_for_nobody_else_on_the_machine(sqlite_engine: Engine, path: Path) -> None:
    Questions(sqlite_engine).keep("a", "text", "label", "kind")
    files = list(path.parent.glob(f"{path.name}*"))
    assert {file.name for file in files} == {path.name, f"{path.name}-wal", f"{path.name}-shm"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_an_existing_files_mode_is_left_alone(path: Path) -> None:
    path.touch()
    path.chmod(0o640)
    open_database(str(path))
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_open_database_is_shared(engine: Engine) -> None:
    assert open_database(engine) is engine


def test_errors_dont_tell_what_was_written(engine: Engine) -> None:
    questions = Questions(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE questions")
    with pytest.raises((sa.exc.OperationalError, sa.exc.ProgrammingError)) as raised:  # SQLite's, PostgreSQL's
        questions.keep("the-sender", "my sciatica", "label", "kind")
    for private in ("the-sender", "sciatica"):
        assert private not in str(raised.value)


@pytest.mark.parametrize(("table", "row"), [
    ("conversations", {"sender_id": "the-sender", "updated": 1.0, "state": "my sciatica"}),  # twice the same id
    ("conversations", {"sender_id": "the-sender-2", "updated": None, "state": "my sciatica"}),
    ("outbox", {"request_id": "the-sender", "version": 1, "event": "created", "channel": "mail", "state": "waiting",
                "attempts": 0, "due": 0.0, "created": 0.0, "error": "my sciatica"}),  # of no request
])
def test_no_detail_of_an_error_tells_it_either(engine: Engine, table: str, row: dict[str, object]) -> None:
    tables = {table.name: table for table in all_tables()}
    Conversations(engine).save("the-sender", {})
    with pytest.raises(sa.exc.IntegrityError) as raised, engine.begin() as connection:
        connection.execute(tables[table].insert().values(**row))
    told = "".join(traceback.format_exception(raised.type, raised.value, raised.tb, chain=True))
    assert "IntegrityError" in told
    assert f"INSERT INTO {table}" in told
    for private in ("(the-sender", "=the-sender", "my sciatica"):
        assert private not in told


def test_it_can_be_opened_by_several_at_once(database: str) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            Questions(database).keep("a", "text", "label", "kind")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(Questions(database).newest()) == 4


@pytest.mark.parametrize(("durable", "synchronous"), [(False, 1), (True, 2)])  # NORMAL, FULL
def test_sqlite_is_opened_for_secrets_and_several_processes(path: Path, durable: bool, synchronous: int) -> None:
    engine = open_database(str(path), durable=durable)
    with engine.connect() as one, engine.connect() as another:
        for connection in (one, another):
            pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in (
                "busy_timeout", "foreign_keys", "journal_mode", "secure_delete", "synchronous")}
            assert pragmas == {"busy_timeout": 5000, "foreign_keys": 1, "journal_mode": "wal", "secure_delete": 1,
                               "synchronous": synchronous}


def test_a_time_is_kept_to_the_microsecond(engine: Engine) -> None:
    moment = 1_800_000_000.123457
    with engine.begin() as connection:
        connection.execute(METADATA.tables["questions"].insert().values(
            sender_id="a", created=moment, text="text", label="label", kind="kind"))
    assert Questions(engine).newest()[0].created == moment


def test_another_kind_of_database_is_refused() -> None:
    engine = sa.create_mock_engine("mysql://", executor=print)
    with pytest.raises(FrontdeskError, match="in SQLite or PostgreSQL, not in mysql"):
        upgrade(engine)


@pytest.mark.parametrize(("database", "file"), [
    ("var/a.db", Path("var/a.db")), ("sqlite:///var/a.db", Path("var/a.db")),
    ("/var/a.db", Path("/var/a.db")), ("sqlite:////var/a.db", Path("/var/a.db")),
    ("sqlite://", None), ("sqlite:///:memory:", None), ("postgresql://u:p@host/name", None),
])
def test_its_file_is_found(database: str, file: Path | None) -> None:
    assert database_file(database) == file
