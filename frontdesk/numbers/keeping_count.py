"""What the site does beside answering: counts go to the store, callback requests are counted by day."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter as Tally
from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Engine

from frontdesk.numbers.counter import Counter
from frontdesk.numbers.days import day_of
from frontdesk.numbers.happened import BOOKED
from frontdesk.store.counts import Counted, Counts
from frontdesk.store.requests import Requests

FLUSH_INTERVAL = 5.0  # seconds
_BOOKED_EVERY = 720  # flushes: an hour. Requests are kept for a week at least

_log = logging.getLogger(__name__)


def booked_by_day(database: Engine, zone: ZoneInfo) -> dict[Counted, int]:
    """Callback requests that are held, by the day on which each was made."""
    days = (day_of(moment, zone) for moment in Requests(database).made())
    return dict(Tally(Counted(day, BOOKED) for day in days))


def note_booked(database: Engine, zone: ZoneInfo) -> None:
    """Keep how many requests were made on each day: the requests themselves are erased after a while."""
    Counts(database).at_least(booked_by_day(database, zone))


async def count_forever(
    counter: Counter, database: Engine, zone: Callable[[], ZoneInfo], interval: float = FLUSH_INTERVAL
) -> None:
    """Bring what was counted to the store every few seconds, until cancelled; the caller flushes once more after that.

    Args:
        counter: of the site.
        database: the store.
        zone: tells the clinic's.
        interval: seconds between two flushes.
    """
    turn = 0
    while True:
        if turn % _BOOKED_EVERY == 0:
            try:
                await asyncio.to_thread(note_booked, database, zone())
            except Exception as error:  # there is another hour
                _log.error("Callback requests couldn't be counted by day: %s", type(error).__name__)
        turn += 1
        await asyncio.sleep(interval)
        try:
            await asyncio.to_thread(counter.flush)
        except Exception as error:  # counting goes on, whatever was wrong with these
            _log.error("What was counted couldn't be stored: %s", type(error).__name__)
