"""``frontdesk privacy report`` and ``purge``."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from frontdesk.cli import main
from frontdesk.publishing.publishing import Publishing
from frontdesk.store import conversations, questions
from frontdesk.store.conversations import Conversations
from frontdesk.store.engine import open_database
from frontdesk.store.questions import Questions
from frontdesk.store.versions import Versions

TABLES = ["answers", "audit", "conversations", "daily_counts", "flag_events", "inbox_dismissals", "inbox_marks",
          "last_turns", "outbox", "publish_jobs", "questions", "raised_flags", "releases", "requests",
          "sign_in_attempts", "staff", "staff_sessions", "versions", "votes"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder in which nothing has run yet."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "clinic.yml").write_text("name: A Clinic\nprivacy:\n  questions_days: 3\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FRONTDESK_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def database(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with an old and a new question, an old conversation, and a log."""
    path = root / "var" / "conversations.db"
    four_days_ago = time.time() - 4 * 24 * 60 * 60

    class Earlier:
        time = staticmethod(lambda: four_days_ago)

    engine = open_database(str(path))
    with monkeypatch.context() as patch:
        for module in (conversations, questions):
            patch.setattr(module, "time", Earlier)
        Conversations(engine).save("the-sender", {"text": "sciatica"})
        Questions(engine).keep("the-sender", "old sciatica", "label", "kind")
    Questions(engine).keep("the-sender", "new sciatica", "label", "kind")
    engine.dispose()  # closed later, it would write into what a test has broken meanwhile
    logs = root / "var" / "logs"
    logs.mkdir()
    (logs / "rasa.log").write_text("a line\n")
    (logs / "rasa.log.2020-01-01").write_text("old\n")
    os.utime(logs / "rasa.log.2020-01-01", (1_577_880_000, 1_577_880_000))
    return path


def test_the_report_is_a_table(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy", "report"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["table", "rows", "oldest", "newest", "kept", "for", "what", "it", "is"]
    assert [line.split()[0] for line in lines[1 : 1 + len(TABLES)]] == TABLES
    questions = next(line for line in lines if line.startswith("questions"))
    assert questions.split()[1] == "2"
    assert "3 days" in questions
    assert "redacted" in questions
    assert "Visitors are not asked whether their questions may be kept." in lines
    assert any(line.startswith("rasa.log.2020-01-01") and "14 days" in line for line in lines)


def test_the_report_for_a_program(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy", "report", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    rows = {row["table"]: row for row in told["tables"]}
    assert {name: row["rows"] for name, row in rows.items()} == {
        **dict.fromkeys(TABLES, 0), "conversations": 1, "questions": 2}
    assert rows["questions"]["kept_for"] == 3 * 24 * 60 * 60
    assert rows["questions"]["oldest"] < rows["questions"]["newest"]
    assert [log["name"] for log in told["logs"]] == ["rasa.log", "rasa.log.2020-01-01"]


@pytest.mark.parametrize("arguments", [["report"], ["report", "--json"], ["purge"]])
def test_neither_tells_ids_or_words(
    database: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["privacy", *arguments]) == 0
    said = capsys.readouterr().out
    assert "the-sender" not in said
    assert "sciatica" not in said


def test_the_report_erases_nothing(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["privacy", "report"])
    assert len(Questions(str(database)).newest()) == 2
    assert (database.parent / "logs" / "rasa.log.2020-01-01").exists()


def test_purging_erases_what_is_too_old_and_says_how_much(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["privacy", "purge"]) == 0
    said = dict(line.rsplit(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert said == {"what": "erased", **dict.fromkeys(TABLES, "0"), "conversations": "1", "questions": "1",
                    "log files": "1"}
    assert [question.text for question in Questions(str(database)).newest()] == ["new sciatica"]
    assert not (database.parent / "logs" / "rasa.log.2020-01-01").exists()


def test_what_is_kept_goes_by_the_live_version_and_not_by_an_edit(
    root: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = root / "content" / "clinic.yml"
    versions, publishing = Versions(str(database)), Publishing(root / "var", str(database))
    versions.release(versions.add("Robin", "", "", "f" * 64, "a" * 64).number, "publish", "Robin", "")
    shutil.copytree(root / "content", publishing.folder(1) / "content")
    clinic.write_text("name: A Clinic\nprivacy:\n  questions_days: 30\n")
    assert main(["privacy", "report", "--json"]) == 0
    rows = {row["table"]: row for row in json.loads(capsys.readouterr().out)["tables"]}
    assert rows["questions"]["kept_for"] == 3 * 24 * 60 * 60
    assert main(["privacy", "purge"]) == 0
    assert [question.text for question in Questions(str(database)).newest()] == ["new sciatica"]
    (publishing.folder(1) / "content" / "clinic.yml").unlink()
    for command in ("report", "purge"):
        assert main(["privacy", command]) == 1
        assert "clinic.yml" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["report"], ["purge"]])
def test_before_anything_has_run(root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["privacy", *arguments]) == 0
    assert "There is no database yet: nothing is held of visitors." in capsys.readouterr().out
    assert not (root / "var").exists()


def test_before_anything_has_run_for_a_program(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy", "report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"tables": [], "logs": [], "logs_kept_for": 14 * 24 * 60 * 60}


@pytest.mark.parametrize("command", ["report", "purge"])
@pytest.mark.parametrize("broken", ["no database", "cut off", "a folder"])
def test_a_broken_database_is_explained(
    database: Path, capsys: pytest.CaptureFixture[str], command: str, broken: str
) -> None:
    for path in database.parent.glob("conversations.db-*"):
        path.unlink()
    if broken == "cut off":
        database.write_bytes(database.read_bytes()[:5000])
    else:
        database.unlink()
        database.write_text("no database, sciatica " * 500) if broken == "no database" else database.mkdir()
    assert main(["privacy", command]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"frontdesk: The database {database} can't be used (")
    assert "stop Frontdesk" in said
    assert "sciatica" not in said
    assert len(said.splitlines()) == 1


def test_faulty_settings_are_explained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "content" / "clinic.yml").write_text("name: A\nprivacy:\n  log_days: 0\n")
    assert main(["privacy", "purge"]) == 1
    assert "clinic.yml:3: 'log_days' must be a whole number from 2 to 90." in capsys.readouterr().err
