"""Bringing new and old databases to today's tables. Downgrades aren't offered: a backup is the way back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine, make_url

from frontdesk.errors import FrontdeskError
from frontdesk.store import migrations
from frontdesk.store.all_tables import all_tables
from frontdesk.store.engine import database_url, open_database
from frontdesk.store.migrations import HEAD, VERSION_TABLE, version
from frontdesk.store.migrations import upgrade as upgrading
from frontdesk.store.migrations.versions import v0001_baseline
from frontdesk.store.tables import METADATA

ROOT = Path(__file__).resolve().parents[2]
BEFORE_MIGRATIONS = ("answers", "conversations", "flag_events", "last_turns", "questions", "raised_flags", "votes")
PROCESSES = 8


@pytest.fixture
def plain(database: str) -> Iterator[Engine]:
    """The database as SQLAlchemy opens it, without Frontdesk's doing."""
    engine = sa.create_engine(database_url(database), future=True)
    yield engine
    engine.dispose()


def differences(engine: Engine) -> list[Any]:
    """Between the database and the tables as they are declared: tables, columns, types, indexes, constraints."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, METADATA))


def make_old(engine: Engine) -> None:
    """The tables from before migrations, as they were then."""
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        v0001_baseline.upgrade()


def old_tables(engine: Engine) -> sa.MetaData:
    """The tables as they are just now, not as they are declared."""
    found = sa.MetaData()
    found.reflect(engine)
    return found


def rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables from before migrations; columns that came later are left out where they are empty."""
    tables = old_tables(engine).tables
    with engine.connect() as connection:
        return {name: [{column: value for column, value in row.items() if value is not None}
                       for row in connection.execute(sa.select(tables[name])).mappings()]
                for name in BEFORE_MIGRATIONS}


def fill(engine: Engine) -> None:
    """One row in each of the tables from before migrations."""
    tables = old_tables(engine).tables
    with engine.begin() as connection:
        for name in BEFORE_MIGRATIONS:
            table = tables[name]
            values: dict[str, Any] = {column.name: 7 if isinstance(column.type, sa.Integer) else 1_800_000_000.123457
                                      if isinstance(column.type, sa.Float) else f"{name}-{column.name} é“”🦵"
                                      for column in table.columns if column.name != "id"}
            connection.execute(table.insert().values(**values))


def schema(engine: Engine) -> dict[str, Any]:
    """Everything that can be asked of it."""
    inspector = sa.inspect(engine)
    return {name: {
        "columns": [(column["name"], str(column["type"]), column["nullable"])
                    for column in inspector.get_columns(name)],
        "primary key": inspector.get_pk_constraint(name)["constrained_columns"],
        "indexes": sorted((index["name"], *index["column_names"]) for index in inspector.get_indexes(name)),
        "unique": sorted(tuple(unique["column_names"]) for unique in inspector.get_unique_constraints(name)),
        "foreign keys": [(key["constrained_columns"], key["referred_table"], key["options"])
                         for key in inspector.get_foreign_keys(name)],
    } for name in inspector.get_table_names()}


def test_a_new_database_has_the_tables_as_they_are_declared(engine: Engine) -> None:
    assert differences(engine) == []


def test_it_is_what_sqlalchemy_would_make_of_them(engine: Engine, plain: Engine) -> None:
    made = schema(engine)
    assert made.pop(VERSION_TABLE)
    with plain.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {VERSION_TABLE}")
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
    assert schema(plain) == made
    assert set(made) == {table.name for table in all_tables()}


def test_a_table_that_was_forgotten_is_noticed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
        connection.exec_driver_sql("DROP INDEX ix_answers_created")
    assert {difference[0] for difference in differences(engine)} == {"add_table", "add_index"}


def test_the_last_version_is_the_one_that_is_asked_for(engine: Engine) -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_heads() == [HEAD]
    with engine.connect() as connection:
        assert version(connection) == HEAD


@pytest.mark.parametrize("missing", [(), ("votes",), ("last_turns", "votes"), BEFORE_MIGRATIONS[1:]])
def test_a_database_from_before_migrations_keeps_its_rows(
    database: str, plain: Engine, missing: tuple[str, ...]
) -> None:
    make_old(plain)
    fill(plain)
    tables = old_tables(plain)
    tables.drop_all(plain, [tables.tables[name] for name in missing])
    before = {} if missing else rows(plain)
    engine = open_database(database)
    assert differences(engine) == []
    after = rows(engine)
    assert {name: len(found) for name, found in after.items()} == {
        name: int(name not in missing) for name in BEFORE_MIGRATIONS}
    if not missing:
        assert after == before
    engine.dispose()


def test_a_database_of_the_first_version_gets_the_rest(database: str, plain: Engine) -> None:
    make_old(plain)
    fill(plain)
    before = rows(plain)
    with plain.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES ('0001')")
    engine = open_database(database)
    assert differences(engine) == []
    assert rows(engine) == before
    engine.dispose()


@pytest.mark.parametrize("old", [False, True])
def test_many_processes_can_open_a_new_or_an_old_one_at_once(database: str, plain: Engine, old: bool) -> None:
    if old:
        make_old(plain)
        fill(plain)
    # Each imports everything first, and opens the database when its input ends.
    code = ("import sys\nfrom frontdesk.store.engine import open_database\n"
            "from frontdesk.store.migrations import upgrade\nfrom frontdesk.store.questions import Questions\n"
            "print('ready', flush=True)\nsys.stdin.read()\n"
            "Questions(open_database(sys.argv[1])).keep('a', 'text', 'label', 'kind')")
    started = [subprocess.Popen([sys.executable, "-W", "error", "-c", code, database], cwd=ROOT, text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
               for _ in range(PROCESSES)]
    said = []
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.close()
            process.stdin = None  # so that communicate() doesn't
        said = [process.communicate(timeout=60) for process in started]
    finally:
        for process in started:
            process.kill()
    assert said == [("", "")] * PROCESSES
    assert differences(plain) == []
    with plain.connect() as connection:
        texts = connection.exec_driver_sql("SELECT count(*) FROM questions WHERE text = 'text'").scalar()
        versions = connection.exec_driver_sql(f"SELECT * FROM {VERSION_TABLE}").fetchall()
    assert texts == PROCESSES
    assert [tuple(row) for row in versions] == [(HEAD,)]


def test_a_newer_database_is_refused_as_it_is(database: str, plain: Engine) -> None:
    open_database(database).dispose()
    with plain.begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")  # it may look any way
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0009'")
    before = schema(plain)
    with pytest.raises(FrontdeskError, match=f"written by a newer Frontdesk .*'0009'.*'{HEAD}'.*Update this Frontdesk"):
        open_database(database)
    assert schema(plain) == before


def test_its_refusal_tells_no_password(monkeypatch: pytest.MonkeyPatch, postgresql) -> None:
    url = postgresql.new_database()
    open_database(url).dispose()
    secret = make_url(url).set(password="s3cret")
    engine = sa.create_engine(secret, future=True)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0009'")
    with pytest.raises(FrontdeskError) as raised:
        open_database(engine)
    assert "postgres:***@" in str(raised.value)
    assert "s3cret" not in str(raised.value)
    engine.dispose()
    postgresql.drop(url)


def test_a_change_that_fails_leaves_the_database_as_it_was(
    database: str, plain: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(plain)
    before = schema(plain)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    # The last table's last index: everything else is done by then.
    with monkeypatch.context() as patched:
        patched.setattr("alembic.op.create_index", failing_at(fail, "ix_outbox_state_due"))
        with pytest.raises(RuntimeError, match="power cut"):
            open_database(database)
    assert schema(plain) == before
    engine = open_database(database)
    assert differences(engine) == []
    engine.dispose()


def failing_at(fail: Any, which: str) -> Any:
    from alembic import op

    create = op.create_index
    return lambda name, *rest, **options: fail() if name == which else create(name, *rest, **options)


def test_one_small_query_is_all_where_nothing_is_to_be_done(
    database: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    monkeypatch.setattr(upgrading, "upgrade", None)  # it isn't called
    assert open_database(engine) is engine
    assert [" ".join(statement.split()) for statement in statements] == [f"SELECT version_num FROM {VERSION_TABLE}"]


def test_nor_is_alembic_loaded_then(database: str, engine: Engine) -> None:
    code = ("import sys\nfrom frontdesk.store.engine import open_database\nopen_database(sys.argv[1])\n"
            "print('alembic' in sys.modules, 'mako' in sys.modules)")
    done = subprocess.run([sys.executable, "-W", "error", "-c", code, database], cwd=ROOT, check=True,
                          capture_output=True, text=True, timeout=60)
    assert done.stdout == "False False\n"


def test_the_tables_dont_depend_on_what_was_imported(database: str, plain: Engine) -> None:
    code = "import sys\nfrom frontdesk.store.engine import open_database\nopen_database(sys.argv[1])"
    subprocess.run([sys.executable, "-W", "error", "-c", code, database], cwd=ROOT, check=True, timeout=60)
    assert differences(plain) == []


def test_logging_is_left_alone(database: str) -> None:
    code = ("import logging, sys\nlogging.basicConfig(format='ours %(message)s')\nlogging.getLogger('mine')\n"
            "before = [list(logging.root.handlers), logging.root.level]\n"
            "from frontdesk.store.engine import open_database\nopen_database(sys.argv[1])\n"
            "print([list(logging.root.handlers), logging.root.level] == before, logging.getLogger('mine').disabled,\n"
            "      logging.getLogger('alembic').level)")
    done = subprocess.run([sys.executable, "-W", "error", "-c", code, database], cwd=ROOT, check=True,
                          capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("True False 0\n", "")


def test_a_database_in_memory_has_the_tables_too() -> None:
    engine = open_database("sqlite://")
    assert differences(engine) == []
    engine.dispose()
