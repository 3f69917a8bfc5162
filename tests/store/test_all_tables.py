"""No table can be added that erasure, retention and the report don't know."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

import frontdesk.store
from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.all_tables import all_tables, tables_of_senders
from frontdesk.store.migrations import VERSION_TABLE
from frontdesk.store.tables import METADATA, SENDER, keeping

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def everything_is_imported() -> None:
    for module in pkgutil.iter_modules(frontdesk.store.__path__):
        importlib.import_module(f"frontdesk.store.{module.name}")


def test_every_table_says_what_it_holds_and_for_how_long() -> None:
    for table in all_tables():
        kept = keeping(table)
        assert kept.holds, table.name
        assert kept.time in table.c, table.name
        assert 0 < kept.seconds(Privacy()) < float("inf"), table.name


def test_a_table_that_doesnt_say_is_noticed() -> None:
    with pytest.raises(LookupError, match="'rogue' doesn't say how long its rows are kept"):
        keeping(sa.Table("rogue", sa.MetaData(), sa.Column(SENDER, sa.String)))


def test_erasure_and_retention_know_every_table_without_being_told() -> None:
    # In a process of its own: here, everything is imported already.
    code = ("import json, frontdesk.store.erasure, frontdesk.store.retention\n"
            "from frontdesk.store.tables import METADATA\nprint(json.dumps(sorted(METADATA.tables)))")
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, check=True, capture_output=True,
                          text=True, timeout=60)
    assert json.loads(done.stdout) == sorted(METADATA.tables)


def test_every_table_with_a_sender_id_in_the_database_is_erased_from(engine: Engine) -> None:
    inspector = sa.inspect(engine)
    columns = {name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()}
    assert {name for name in columns if SENDER in columns[name]} == {table.name for table in tables_of_senders()}
    assert set(columns) == {table.name for table in all_tables()} | {VERSION_TABLE}
    assert columns[VERSION_TABLE] == {"version_num"}


def test_no_other_table_tells_which_conversation_it_is_about() -> None:
    """But requests, which erasing a conversation cuts loose from it."""
    telling = {(table.name, column.name) for table in all_tables() for column in table.columns
               if column.name in (SENDER, "conversation", "conversation_id", "session_id")}
    assert telling == {(table.name, SENDER) for table in tables_of_senders()} | {("requests", "conversation")}


def test_nobody_declares_a_table_elsewhere() -> None:
    """One metadata, and one function that declares tables: any other way would escape the tests above."""
    found = []
    for file in sorted(path for room in ("frontdesk", "actions") for path in (ROOT / room).rglob("*.py")):
        if file == ROOT / "frontdesk" / "store" / "tables.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if name in ("MetaData", "Table", "declarative_base") or "CREATE TABLE" in text.upper():
                found.append(f"{file.name}:{node.lineno}")
    assert found == []
