"""Reading new questions while nobody waits, so that the inbox opens at once."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from sqlalchemy.engine import Engine

from frontdesk.inbox.inbox import Inbox

INTERVAL = 15.0  # seconds
_A_WHILE = 0.2  # seconds of reading, between which visitors' messages get their turn

_log = logging.getLogger(__name__)


async def read_forever(database: Engine, root: Path, interval: float = INTERVAL) -> None:
    """Read new questions into the inbox now and then, until cancelled.

    Args:
        database: the store.
        root: the project's folder.
        interval: seconds between two looks.
    """
    while True:
        left = 0
        try:
            left = await asyncio.to_thread(lambda: Inbox(database, root).read(_A_WHILE))
        except Exception as error:  # its kind alone: an error's text may hold what a row holds
            _log.error("New questions can't be read into the inbox (%s); trying again.", type(error).__name__)
        await asyncio.sleep(_A_WHILE if left else interval)
