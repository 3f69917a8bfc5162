"""Copying the database while Frontdesk runs."""

from __future__ import annotations

import os
import shlex
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine.url import URL, make_url

from frontdesk.errors import FrontdeskError
from frontdesk.store.engine import database_file, database_url

_PAGES = 1024  # at a time, 4 MiB
_TIMEOUT = 30.0  # seconds to wait for a lock
_SECRETS = ("password", "sslpassword")  # in what follows a URL's question mark


def backup_database(database: str, target: Path, on_progress: Callable[[int, int], None] | None = None) -> None:
    """Copy an SQLite database to a file that is whole or isn't there, for its owner's eyes alone.

    Args:
        database: SQLAlchemy URL or path of an SQLite file.
        target: the copy; its folder is made.
        on_progress: called with the pages left and all pages, now and then.

    Raises:
        FrontdeskError: the target exists, there is no such database, it can't be copied,
            or it is PostgreSQL's, whose own tool copies it.
    """
    source = _source(database, target)
    if not source.exists():
        raise FrontdeskError(f"There is no database at {source} yet, so nothing to copy. FRONTDESK_DATABASE names "
                             "another.")
    _refuse_existing(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent)  # mode 0600
        os.close(number)
        part = Path(name)
        try:
            _copy(source, part, on_progress or (lambda _left, _total: None))
            _refuse_existing(target)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise FrontdeskError(f"The database {source} can't be copied to {target} ({error}). Nothing was left there; "
                             "mend that, or name another file.") from error


def _source(database: str, target: Path) -> Path:
    url = make_url(database_url(database))
    if url.get_backend_name() == "postgresql":
        command = ["pg_dump", "--format=custom", f"--file={target}", f"--dbname={_without_secrets(url)}"]
        raise FrontdeskError(
            f"The database is PostgreSQL's; its own tool copies it while Frontdesk runs:\n  {shlex.join(command)}\n"
            "It asks for the password, or takes it from ~/.pgpass. pg_restore brings the copy back.")
    file = database_file(database)
    if file is None:
        raise FrontdeskError("The database is in memory alone; there is nothing to copy. Name a file in "
                             "FRONTDESK_DATABASE.")
    return file


def _without_secrets(url: URL) -> str:
    query = {name: value for name, value in url.query.items() if name not in _SECRETS}
    return str(URL.create("postgresql", url.username, None, url.host, url.port, url.database, query))


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise FrontdeskError(f"{target} exists already and isn't overwritten. Name another file, or move that one "
                             "away.")


def _copy(source: Path, target: Path, on_progress: Callable[[int, int], None]) -> None:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=_TIMEOUT,
                                 isolation_level=None)) as reader:
        with closing(sqlite3.connect(target)) as copy:
            # One snapshot for all steps: without, each write in between would start the copy anew, maybe for ever.
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            reader.backup(copy, pages=_PAGES, progress=lambda _status, left, total: on_progress(left, total))
            reader.execute("COMMIT")
            # One file, without a log beside it; opening it as Frontdesk's database turns the log on again.
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise FrontdeskError(f"The database {source} is damaged ({found}), so no copy was kept. Stop Frontdesk "
                                     "and restore an earlier copy.")
        # What was erased meanwhile is in the log until then: a reader of an older moment holds that up.
        reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
