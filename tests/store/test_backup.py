"""Copying the database while it is written to."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.errors import FrontdeskError
from frontdesk.store import backup
from frontdesk.store.backup import backup_database
from frontdesk.store.conversations import Conversations
from frontdesk.store.engine import open_database

INSERT = "INSERT INTO conversations (sender_id, updated, state) VALUES (?, 4e9, ?)"
PADDING = "x" * 2000


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that even a test's database takes many."""
    monkeypatch.setattr(backup, "_PAGES", 5)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "copy.db"


def fill(engine: Engine, rows: int = 100) -> None:
    conversations = Conversations(engine)
    for number in range(rows):
        conversations.save(f"sender-{number}", {"padding": PADDING})


def states(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT sender_id, state FROM conversations").fetchall())


def beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()}


@contextmanager
def writing(path: Path) -> Iterator[threading.Event]:
    """Another connection adds to two counters, always to both in one transaction, as fast as it can."""
    stop, going = threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        try:
            with closing(sqlite3.connect(path, timeout=30)) as connection:
                number = 0
                while not stop.is_set():
                    number += 1
                    with connection:
                        for name in ("left", "right"):
                            connection.execute(f"{INSERT} ON CONFLICT DO UPDATE SET state = ?2", (name, str(number)))
                            connection.execute(INSERT, (f"{name}-{number}", PADDING))
                    going.set()
        except BaseException as error:
            failures.append(error)
            going.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        going.wait(30)
        yield going
    finally:
        stop.set()
        thread.join()
    assert failures == []


def test_the_copy_holds_what_the_database_holds(sqlite_engine: Engine, path: Path, target: Path) -> None:
    fill(sqlite_engine)
    backup_database(str(path), target)
    assert states(target) == states(path)
    assert len(states(target)) == 100


def test_it_holds_what_is_still_in_the_log_alone(sqlite_engine: Engine, path: Path, target: Path) -> None:
    Conversations(sqlite_engine).save("a", {"n": 1})
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    backup_database(str(path), target)
    assert states(target) == {"a": '{"n": 1}'}


def test_frontdesk_can_go_on_with_it(sqlite_engine: Engine, path: Path, target: Path) -> None:
    fill(sqlite_engine, 3)
    backup_database(f"sqlite:///{path}", target)
    assert sorted(Conversations(str(target)).sender_ids()) == ["sender-0", "sender-1", "sender-2"]


def test_it_is_one_file_for_its_owner_alone(sqlite_engine: Engine, path: Path, target: Path) -> None:
    fill(sqlite_engine)
    backup_database(str(path), target)
    assert beside(target) == {"copy.db"}
    assert target.stat().st_mode & 0o777 == 0o600


def test_it_is_of_one_moment_while_another_keeps_writing(
    sqlite_engine: Engine, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PAGES", 20)
    fill(sqlite_engine)
    steps: list[int] = []
    with writing(path) as going:

        def on_progress(left: int, _total: int) -> None:
            # A write between any two steps: a copy that started anew at each would never end.
            steps.append(left)
            assert len(steps) < 1000
            going.clear()
            assert going.wait(30)

        backup_database(str(path), target, on_progress)
    assert len(steps) >= 4
    held = states(target)
    assert held["left"] == held["right"]
    pairs = {f"{name}-{number}" for name in ("left", "right") for number in range(1, int(held["left"]) + 1)}
    assert set(held) == {f"sender-{number}" for number in range(100)} | {"left", "right"} | pairs
    assert int(states(path)["left"]) >= int(held["left"]) + len(steps)


def test_progress_is_told_to_the_last_page(sqlite_engine: Engine, path: Path, target: Path) -> None:
    fill(sqlite_engine)
    told: list[tuple[int, int]] = []
    backup_database(str(path), target, lambda left, total: told.append((left, total)))
    total = told[0][1]
    assert total > 50
    assert told == [(max(0, total - 5 * step), total) for step in range(1, len(told) + 1)]
    assert told[-1][0] == 0


def test_an_existing_file_isnt_overwritten(sqlite_engine: Engine, path: Path, target: Path) -> None:
    target.parent.mkdir()
    target.write_text("precious")
    with pytest.raises(FrontdeskError, match=r"copy\.db exists already and isn't overwritten\. Name another file"):
        backup_database(str(path), target)
    assert target.read_text() == "precious"
    assert beside(target) == {"copy.db"}


def test_nor_is_one_that_came_meanwhile(sqlite_engine: Engine, path: Path, target: Path) -> None:
    with pytest.raises(FrontdeskError, match="exists already"):
        backup_database(str(path), target, lambda _left, _total: target.write_text("precious"))
    assert target.read_text() == "precious"
    assert beside(target) == {"copy.db"}


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, RuntimeError])
def test_nothing_half_is_left_when_interrupted(
    sqlite_engine: Engine, path: Path, target: Path, interruption: type[BaseException]
) -> None:
    fill(sqlite_engine)

    def interrupt(left: int, total: int) -> None:
        if left < total / 2:
            assert any(name.endswith(".part") for name in beside(target))
            raise interruption

    with pytest.raises(interruption):
        backup_database(str(path), target, interrupt)
    assert beside(target) == set()


def test_nothing_is_left_under_its_name_when_killed(sqlite_engine: Engine, path: Path, target: Path) -> None:
    fill(sqlite_engine)
    code = ("import os, signal, sys\nfrom pathlib import Path\nfrom frontdesk.store import backup\nbackup._PAGES = 5\n"
            "def kill(left, total):\n    if left < total / 2: os.kill(os.getpid(), signal.SIGKILL)\n"
            "backup.backup_database(sys.argv[1], Path(sys.argv[2]), kill)")
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, str(path), str(target)], check=False, timeout=60)
    assert done.returncode == -9
    assert not target.exists()
    assert all(name.startswith(".copy.db-") for name in beside(target))
    backup_database(str(path), target)
    assert len(states(target)) == 100


def test_what_is_erased_meanwhile_is_gone_from_the_disk_afterwards(
    sqlite_engine: Engine, path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversations = Conversations(sqlite_engine)
    conversations.save("the-sender", {"secret": "sciatica-" * 300})
    fill(sqlite_engine)
    with sqlite_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")  # it would wait for the copy, which waits for it
    erased: list[bool] = []

    def erase(_left: int, _total: int) -> None:
        if not erased:
            erased.append(conversations.erase("the-sender"))

    backup_database(str(path), target, erase)
    assert erased == [True]
    assert b"sciatica" not in b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_a_damaged_database_is_told_not_copied(sqlite_engine: Engine, path: Path, target: Path) -> None:
    fill(sqlite_engine)
    sqlite_engine.dispose()
    pages = bytearray(path.read_bytes())
    for page in range(20, 40):
        pages[page * 4096:page * 4096 + 100] = b"\xff" * 100
    path.write_bytes(pages)
    with pytest.raises(FrontdeskError, match=r"damaged|can't be copied"):
        backup_database(str(path), target)
    assert beside(target) == set()


def test_what_is_no_database_is_told(path: Path, target: Path) -> None:
    path.write_text("not a database " * 100)
    with pytest.raises(FrontdeskError, match=r"can't be copied to .*copy\.db \(file is not a database\)"):
        backup_database(str(path), target)
    assert beside(target) == set()


def test_a_target_that_cant_be_written_is_told(sqlite_engine: Engine, path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FrontdeskError, match="can't be copied to"):
        backup_database(str(path), tmp_path / "file" / "copy.db")


def test_without_a_database_nothing_is_made(path: Path, target: Path) -> None:
    with pytest.raises(FrontdeskError, match="There is no database at"):
        backup_database(str(path), target)
    assert not path.exists()
    assert not target.parent.exists()


def test_a_database_in_memory_cant_be_copied(target: Path) -> None:
    with pytest.raises(FrontdeskError, match="in memory"):
        backup_database("sqlite://", target)


def test_an_older_databases_tables_arent_changed_by_copying(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE conversations (sender_id TEXT, state TEXT)")
    backup_database(str(path), target)
    for file in (path, target):
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("conversations",)]


@pytest.mark.parametrize(("url", "named"), [
    ("postgresql://jo:s3cret@db.example/front?sslmode=require&sslpassword=s3cret",
     "postgresql://jo@db.example/front?sslmode=require"),
    ("postgresql+psycopg2://jo:s3cret@db.example:5433/front", "postgresql://jo@db.example:5433/front"),
    ("postgresql://jo@/front?host=/var/run/postgresql&password=s3cret",
     "postgresql://jo@/front?host=%2Fvar%2Frun%2Fpostgresql"),
])
def test_postgresql_has_a_tool_of_its_own(url: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(FrontdeskError) as raised:
        backup_database(url, tmp_path / "a copy.dump")
    told = str(raised.value)
    assert f"  pg_dump --format=custom '--file={tmp_path}/a copy.dump' " in told
    assert named in told
    assert "s3cret" not in told


def test_that_command_works(postgresql, tmp_path: Path) -> None:
    url = postgresql.new_database()
    engine = open_database(url)
    Conversations(engine).save("a", {"n": 1})
    engine.dispose()
    with pytest.raises(FrontdeskError) as raised:
        backup_database(url, tmp_path / "copy.dump")
    program, *arguments = shlex.split(str(raised.value).splitlines()[1])
    subprocess.run([postgresql.programs / program, *arguments], check=True, timeout=60)
    restored = postgresql.new_database()
    subprocess.run([postgresql.programs / "pg_restore", f"--dbname={restored}", tmp_path / "copy.dump"], check=True,
                   timeout=60)
    engine = open_database(restored)
    assert Conversations(engine).load("a") == {"n": 1}
    engine.dispose()
    for used in (url, restored):
        postgresql.drop(used)
