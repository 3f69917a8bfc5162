"""Counting what happens, in memory, and bringing it to the store now and then."""

from __future__ import annotations

import datetime
import logging
import threading
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from frontdesk.numbers.attribution import Attribution, Reply
from frontdesk.numbers.happened import FAQ_VOTE, URGENT, VOTE, What, what_happened
from frontdesk.store.counts import Counted, Counts

_MOST = 20_000  # counts kept while the store is away: weeks' worth

_log = logging.getLogger(__name__)


class Counter:
    """What happens on a day, as numbers alone.

    A message costs no write: counts are kept in memory until :meth:`flush`. A process
    that is killed loses those since the last one, and nothing else is worth less for it.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        today: the day on the clinic's calendar.
        attribution: knows which FAQ a reply quotes.
        began: told of every new conversation.
    """

    def __init__(
        self, database: str | Engine | None, today: Callable[[], datetime.date], attribution: Attribution,
        began: Callable[[], None] = lambda: None,
    ) -> None:
        self._counts, self._today, self._attribution, self._began = Counts(database), today, attribution, began
        self._kept: Tally[Counted] = Tally()
        self._lock = threading.Lock()
        self._away = False

    def answered(
        self, replies: Sequence[Reply], understood: Mapping[str, Any] | None, seconds: float, new: bool
    ) -> None:
        """Count one message.

        Args:
            replies: as they were sent.
            understood: what the message was understood as, or ``None``.
            seconds: from the message to its replies.
            new: whether it began a conversation.
        """
        self._count(what_happened(replies, understood, seconds, new, self._attribution))
        if new:
            self._began()

    def voted(self, vote: str, faq: str, times: int = 1) -> None:
        """Count a vote.

        Args:
            vote: one of :data:`~frontdesk.store.votes.VOTES`.
            faq: slug of what it is on, or ``""``.
            times: -1 for one that is taken back.
        """
        self._count([(VOTE[vote], "")] + ([(FAQ_VOTE[vote], faq)] if faq else []), times)

    def flagged(self, level: str) -> None:
        """Count an urgent message by its level, or a ``failure``."""
        self._count([(URGENT, level)])

    def flush(self) -> None:
        """Bring what was counted to the store; what can't be written now is kept for the next time."""
        with self._lock:
            taken, self._kept = {counted: count for counted, count in self._kept.items() if count}, Tally()
        if not taken:
            return
        try:
            self._counts.add(taken)
        except SQLAlchemyError as error:
            if not self._away:
                _log.error("What was counted can't be stored, and is kept: %s", type(error).__name__)
            self._away = True
            with self._lock:
                _join(self._kept, taken)
        else:
            self._away = False

    def _count(self, what: Iterable[What], times: int = 1) -> None:
        day = self._today()
        with self._lock:
            _join(self._kept, dict.fromkeys((Counted(day, kind, key[:255]) for kind, key in what), times))


def _join(kept: Tally[Counted], more: Mapping[Counted, int]) -> None:
    """Add up, as far as there is room: what is counted already goes on being counted."""
    for counted, count in more.items():
        if counted in kept or len(kept) < _MOST:
            kept[counted] += count
