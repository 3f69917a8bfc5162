"""Opening the database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.store.engine import database_file, open_database
from frontdesk.store.questions import Questions


def test_the_files_are_for_nobody_else_on_the_machine(engine: Engine, path: Path) -> None:
    Questions(engine).keep("a", "text", "label", "kind")
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
    with pytest.raises(sa.exc.OperationalError) as raised:
        questions.keep("the-sender", "my sciatica", "label", "kind")
    for private in ("the-sender", "sciatica"):
        assert private not in str(raised.value)


def test_it_can_be_opened_by_several_at_once(path: Path) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            Questions(str(path)).keep("a", "text", "label", "kind")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(Questions(str(path)).newest()) == 4


@pytest.mark.parametrize(("database", "file"), [
    ("var/a.db", Path("var/a.db")), ("sqlite:///var/a.db", Path("var/a.db")),
    ("/var/a.db", Path("/var/a.db")), ("sqlite:////var/a.db", Path("/var/a.db")),
    ("sqlite://", None), ("sqlite:///:memory:", None), ("postgresql://u:p@host/name", None),
])
def test_its_file_is_found(database: str, file: Path | None) -> None:
    assert database_file(database) == file
