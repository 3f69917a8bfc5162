"""``frontdesk privacy``: what is held of visitors, and erasing what is too old."""

from __future__ import annotations

import dataclasses
import datetime
import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

from frontdesk.cli_clinic import live_clinic
from frontdesk.cli_database import database_explained, has_database
from frontdesk.knowledge.privacy import Privacy
from frontdesk.settings import Settings
from frontdesk.store.logs import log_files, purge_logs
from frontdesk.store.retention import LOG_FILES, Report, purge_all, report
from frontdesk.store.tables import DAY

_NOTHING = "There is no database yet: nothing is held of visitors."


def show_report(settings: Settings, as_json: bool) -> None:
    """Print what is held.

    Raises:
        ContentError: the clinic's settings can't be used.
        FrontdeskError: the database can't be read.
    """
    privacy, logs = live_clinic(settings).privacy, settings.var / "logs"
    if has_database(settings):
        with database_explained(settings):
            held = report(settings.database, privacy, logs)
    else:
        held = Report([], log_files(logs), privacy.log_days * DAY)
    if as_json:
        print(json.dumps(_for_json(held), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(held, privacy)))


def run_purge(settings: Settings) -> None:
    """Erase what has been kept long enough, and print how much that was.

    Raises:
        ContentError: the clinic's settings can't be used.
        FrontdeskError: the database can't be written.
    """
    privacy, logs = live_clinic(settings).privacy, settings.var / "logs"
    if has_database(settings):
        with database_explained(settings):
            erased = purge_all(settings.database, privacy, logs)
    else:
        print(_NOTHING)
        erased = {LOG_FILES: purge_logs(logs, privacy.log_days, time.time())}
    print("\n".join(_columns([("what", "erased"), *((name, str(count)) for name, count in erased.items())])))


def _lines(held: Report, privacy: Privacy) -> Iterator[str]:
    if held.tables:
        rows = [("table", "rows", "oldest", "newest", "kept for", "what it is")]
        rows += [(table.table, str(table.rows), _moment(table.oldest), _moment(table.newest),
                  _duration(table.kept_for), table.holds) for table in held.tables]
        yield from _columns(rows)
    else:
        yield _NOTHING
    yield f"Visitors are {'' if privacy.keep_questions else 'not '}asked whether their questions may be kept."
    yield ""
    if not held.logs:
        yield "There are no logs yet."
        return
    kept = _duration(held.logs_kept_for)
    rows = [("log", "bytes", "oldest", "last line", "kept for", "what it is")]
    rows += [(log.name, str(log.size), _moment(log.oldest), _moment(log.modified), kept,
              "starts and faults of a process; nothing of visitors") for log in held.logs]
    yield from _columns(rows)


def _for_json(held: Report) -> dict[str, Any]:
    data = dataclasses.asdict(held)
    for row in (*data["tables"], *data["logs"]):
        for key in ("oldest", "newest", "modified"):
            if row.get(key) is not None:
                row[key] = _local(row[key]).isoformat(timespec="seconds")
    return data


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows padded so that columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


def _moment(seconds: float | None) -> str:
    return "–" if seconds is None else f"{_local(seconds):%Y-%m-%d %H:%M}"


def _local(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds).astimezone()


def _duration(seconds: float) -> str:
    days = seconds / DAY
    return f"{days:.0f} days" if days >= 1 else f"{seconds / 60:.0f} minutes"
