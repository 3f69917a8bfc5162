"""The processes' log files: put aside once a day, erased when they are too old."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from frontdesk.store.tables import DAY

_DATED = re.compile(rb"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", re.MULTILINE)
_HEAD = 64 * 1024  # bytes looked through for a dated line


@dataclass(frozen=True)
class LogFile:
    """A log file.

    Attributes:
        name: in the folder of logs.
        size: in bytes.
        oldest: seconds since the epoch of its first dated line; ``None`` when none is dated.
        modified: seconds since the epoch of its last line.
    """

    name: str
    size: int
    oldest: float | None
    modified: float


def log_files(folder: Path) -> list[LogFile]:
    """All log files, those put aside too."""
    return [_log_file(path) for path in sorted([*folder.glob("*.log"), *folder.glob("*.log.*")])]


def purge_logs(folder: Path, days: float, now: float) -> int:
    """Put today's logs aside if that hasn't been done, and erase those with lines older than so many days.

    Args:
        folder: of logs; may be missing.
        days: at least 2. A file put aside holds up to a day, so it goes a day before
            its last line is too old.
        now: seconds since the epoch.

    Returns:
        How many files were erased.
    """
    for log in folder.glob("*.log"):
        if not _aside(log, now).exists():
            put_aside(log, now)
    old = [path for path in folder.glob("*.log.*") if path.stat().st_mtime < now - (days - 1) * DAY]
    for path in old:
        path.unlink()
    return len(old)


def put_aside_from_earlier_days(log: Path, now: float) -> None:
    """Put a log aside that nothing was written to today; for when its process starts anew."""
    if log.exists() and _day(log.stat().st_mtime) < _day(now):
        put_aside(log, now)


def put_aside(log: Path, now: float) -> None:
    """Move what the log holds to a file with today's date.

    The log itself is emptied, not renamed, as its process goes on writing to it (by
    appending; a line written in this very moment may be lost).
    """
    status = log.stat()
    if not status.st_size:
        return
    aside = _aside(log, now)
    with log.open("r+b") as source, aside.open("ab") as target:
        shutil.copyfileobj(source, target)
        source.truncate(0)
    os.utime(aside, (status.st_mtime, status.st_mtime))


def _aside(log: Path, now: float) -> Path:
    return log.with_name(f"{log.name}.{_day(now).isoformat()}")


def _day(moment: float) -> datetime.date:
    return datetime.datetime.fromtimestamp(moment).date()


def _log_file(path: Path) -> LogFile:
    with path.open("rb") as file:
        dated = _DATED.search(file.read(_HEAD))
    oldest = datetime.datetime.fromisoformat(dated.group().decode()).timestamp() if dated else None
    status = path.stat()
    return LogFile(path.name, status.st_size, oldest, status.st_mtime)
