"""``frontdesk backup``."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from frontdesk.backup_cli import run_backup
from frontdesk.errors import FrontdeskError
from frontdesk.settings import Settings, load_settings
from frontdesk.store.conversations import Conversations


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("FRONTDESK_DATABASE", raising=False)
    settings = load_settings(tmp_path, {})
    Conversations(settings.database).save("a", {"n": 1})
    return settings


def senders(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT sender_id FROM conversations").fetchall()


def test_the_copy_is_named_by_the_moment(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run_backup(settings, None)
    (copy,) = (settings.var / "backups").iterdir()
    assert re.fullmatch(r"frontdesk-\d{4}-\d\d-\d\d-\d{6}\.db", copy.name)
    assert senders(copy) == [("a",)]
    told = capsys.readouterr()
    assert told.out.startswith(f"{copy} holds ")
    assert f"copy {settings.var / 'versions'} too" in told.out
    assert re.fullmatch(r"Copying the database …\nCopying the database   done \(\d+\.\d s\)\n", told.err)


def test_the_copy_can_be_named(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_backup(settings, tmp_path / "usb" / "mine.db")
    assert senders(tmp_path / "usb" / "mine.db") == [("a",)]
    assert str(tmp_path / "usb" / "mine.db") in capsys.readouterr().out
    assert not (settings.var / "backups").exists()


def test_a_failure_is_told_and_not_taken_for_done(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run_backup(settings, settings.var / "mine.db")
    capsys.readouterr()
    with pytest.raises(FrontdeskError, match="exists already"):
        run_backup(settings, settings.var / "mine.db")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith("failed\n")


def test_the_database_named_in_the_environment_is_copied(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Conversations(str(tmp_path / "other.db")).save("b", {})
    monkeypatch.setenv("FRONTDESK_DATABASE", str(tmp_path / "other.db"))
    run_backup(settings, tmp_path / "mine.db")
    assert senders(tmp_path / "mine.db") == [("b",)]
