"""The retention schedule: what is held, and erasing what has been held long enough."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.all_tables import all_tables
from frontdesk.store.engine import empty_log, open_database
from frontdesk.store.logs import LogFile, log_files, purge_logs
from frontdesk.store.tables import DAY, expired, keeping

INTERVAL = 10 * 60  # seconds between two purges
LOG_FILES = "log files"

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """What a table holds.

    Attributes:
        table: its name.
        holds: what a row is, in plain words.
        rows: how many.
        oldest: seconds since the epoch of the oldest row; ``None`` when there is none.
        newest: of the newest.
        kept_for: seconds after which a row is erased.
    """

    table: str
    holds: str
    rows: int
    oldest: float | None
    newest: float | None
    kept_for: float


@dataclass(frozen=True)
class Report:
    """What is held just now.

    Attributes:
        tables: by name.
        logs: the processes' log files.
        logs_kept_for: seconds after which a log's line is erased.
    """

    tables: list[Held]
    logs: list[LogFile]
    logs_kept_for: float


def purge_all(
    database: str | Engine | None, privacy: Privacy, logs: Path | None = None, now: float | None = None
) -> dict[str, int]:
    """Erase everything that has been kept long enough.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        privacy: the clinic's settings.
        logs: folder of the processes' logs, to purge those too.
        now: seconds since the epoch; the clock's when ``None``.

    Returns:
        Rows erased by table, and files under :data:`LOG_FILES` if ``logs`` was given.
    """
    now = time.time() if now is None else now
    engine = open_database(database)
    with engine.begin() as connection:
        erased = {table.name: _purge(connection, table, privacy, now) for table in all_tables()}
    empty_log(engine)
    if logs is not None:
        erased[LOG_FILES] = purge_logs(logs, privacy.log_days, now)
    return erased


def report(database: str | Engine | None, privacy: Privacy, logs: Path) -> Report:
    """What is held. Erases nothing, and tells nobody's id or words.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        privacy: the clinic's settings.
        logs: folder of the processes' logs.
    """
    with open_database(database).connect() as connection:
        tables = [_held(connection, table, privacy) for table in all_tables()]
    return Report(tables, log_files(logs), privacy.log_days * DAY)


async def purge_forever(
    database: str | Engine | None, privacy: Callable[[], Privacy], logs: Path | None = None,
    interval: float = INTERVAL,
) -> None:
    """Purge now and then until cancelled, so that what is old goes without any traffic too.

    A purge that fails is logged and tried again at the next turn. Arguments are those
    of :func:`purge_all`, but that the settings are asked for each time; ``interval`` is in seconds.
    """
    while True:
        try:
            await asyncio.to_thread(purge_all, database, privacy(), logs)
        except Exception as error:
            # Its kind alone: an error's text may hold what a row holds.
            _LOGGER.error("What is too old could not be erased (%s); trying again.", type(error).__name__)
        await asyncio.sleep(interval)


def _purge(connection: Connection, table: Any, privacy: Privacy, now: float) -> int:
    before = now - keeping(table).seconds(privacy)
    return int(connection.execute(table.delete().where(expired(table, before))).rowcount)


def _held(connection: Connection, table: Any, privacy: Privacy) -> Held:
    kept = keeping(table)
    moment = table.c[kept.time]
    rows, oldest, newest = connection.execute(
        sa.select(sa.func.count(), sa.func.min(moment), sa.func.max(moment)).select_from(table)
    ).one()
    return Held(table.name, kept.holds, rows, oldest, newest, kept.seconds(privacy))
