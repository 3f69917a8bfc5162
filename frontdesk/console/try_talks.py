"""Conversations that staff try out: kept in memory alone, for a while."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from functools import lru_cache

MOST = 30  # messages of one conversation
_PEOPLE = 200  # conversations
_EXPIRY = 3600.0  # seconds without a message


class Talks:
    """The messages of each member of staff's conversation."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._talks: OrderedDict[int, tuple[float, tuple[str, ...]]] = OrderedDict()

    def of(self, staff_id: int) -> tuple[str, ...]:
        """Their messages so far."""
        with self._lock:
            self._forget_old()
            _, texts = self._talks.get(staff_id, (0.0, ()))
        return texts

    def say(self, staff_id: int, text: str) -> bool:
        """Add a message.

        Returns:
            Whether there was room for it.
        """
        texts = self.of(staff_id)
        if len(texts) >= MOST:
            return False
        with self._lock:
            self._talks[staff_id] = (time.monotonic(), (*texts, text))
            self._talks.move_to_end(staff_id)
            while len(self._talks) > _PEOPLE:
                self._talks.popitem(last=False)
        return True

    def forget(self, staff_id: int) -> None:
        """Begin anew."""
        with self._lock:
            self._talks.pop(staff_id, None)

    def _forget_old(self) -> None:
        expired = time.monotonic() - _EXPIRY
        for staff_id in [staff_id for staff_id, (at, _) in self._talks.items() if at <= expired]:
            del self._talks[staff_id]


@lru_cache(maxsize=1)
def talks() -> Talks:
    """The site's own."""
    return Talks()
