"""Log files: put aside daily, erased in time."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from frontdesk.store.logs import log_files, purge_logs, put_aside_from_earlier_days
from frontdesk.store.tables import DAY

NOON = datetime.datetime(2026, 11, 22, 12).timestamp()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    return folder


def write(path: Path, text: str, age: float = 0) -> Path:
    path.write_text(text)
    os.utime(path, (NOON - age, NOON - age))
    return path


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_log_is_put_aside_once_a_day(folder: Path) -> None:
    log = write(folder / "rasa.log", "one\n")
    assert purge_logs(folder, 14, NOON) == 0
    assert contents(folder) == {"rasa.log": "", "rasa.log.2026-11-22": "one\n"}
    write(log, "two\n")
    purge_logs(folder, 14, NOON + 600)
    assert contents(folder) == {"rasa.log": "two\n", "rasa.log.2026-11-22": "one\n"}
    purge_logs(folder, 14, NOON + DAY)
    assert contents(folder)["rasa.log.2026-11-23"] == "two\n"


def test_its_process_goes_on_writing_to_it(folder: Path) -> None:
    with (folder / "rasa.log").open("ab", buffering=0) as process:
        process.write(b"one\n")
        purge_logs(folder, 14, NOON)
        process.write(b"two\n")
    assert contents(folder) == {"rasa.log": "two\n", "rasa.log.2026-11-22": "one\n"}


def test_an_empty_log_isnt_put_aside(folder: Path) -> None:
    (folder / "rasa.log").touch()
    purge_logs(folder, 14, NOON)
    assert contents(folder) == {"rasa.log": ""}


@pytest.mark.parametrize(("age", "erased"), [(12.9, 0), (13.1, 1), (400, 1)])
def test_no_line_outlives_its_days(folder: Path, age: float, erased: int) -> None:
    # Its last line is so old; its first may be a day older.
    write(folder / "rasa.log.2026-11-01", "old\n", age * DAY)
    assert purge_logs(folder, 14, NOON) == erased
    assert ("rasa.log.2026-11-01" in contents(folder)) == (not erased)


def test_a_log_whose_process_is_gone_goes_too(folder: Path) -> None:
    write(folder / "rasa.log", "old\n", 20 * DAY)
    assert purge_logs(folder, 14, NOON) == 1
    assert contents(folder) == {"rasa.log": ""}


def test_other_files_are_left_alone(folder: Path) -> None:
    write(folder / "notes.txt", "old", 400 * DAY)
    assert purge_logs(folder, 14, NOON) == 0
    assert contents(folder) == {"notes.txt": "old"}


def test_a_folder_that_isnt_there_is_fine(tmp_path: Path) -> None:
    assert purge_logs(tmp_path / "nothing", 14, NOON) == 0
    assert log_files(tmp_path / "nothing") == []


def test_a_start_puts_aside_what_is_of_another_day(folder: Path) -> None:
    log = write(folder / "rasa.log", "of today\n")
    put_aside_from_earlier_days(log, NOON)
    assert contents(folder) == {"rasa.log": "of today\n"}
    put_aside_from_earlier_days(log, NOON + DAY)
    assert contents(folder) == {"rasa.log": "", "rasa.log.2026-11-23": "of today\n"}
    put_aside_from_earlier_days(folder / "nothing.log", NOON)


def test_the_oldest_dated_line_is_found(folder: Path) -> None:
    write(folder / "a.log", "Traceback\n2026-11-20 08:30:00 ERROR x\n2026-11-21 09:00:00 ERROR y\n")
    write(folder / "b.log", "no date\n", 60)
    dated, undated = log_files(folder)
    assert (dated.name, dated.oldest) == ("a.log", datetime.datetime(2026, 11, 20, 8, 30).timestamp())
    assert (undated.oldest, undated.modified, undated.size) == (None, NOON - 60, 8)
