"""Work that a page doesn't wait for: it is done beside it, and the page shows what is ready."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotReady
from threading import Lock
from typing import Generic, TypeVar

_KEPT = 2  # results: that of the draft before is asked for by who is half-way through a page

Result = TypeVar("Result")


class Aside(Generic[Result]):
    """Computes things in a thread of its own, one after the other, and keeps the last ones.

    Args:
        name: of the thread.
    """

    def __init__(self, name: str) -> None:
        self._threads = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._futures: OrderedDict[Hashable, Future[Result]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, compute: Callable[[], Result], seconds: float) -> Result | None:
        """What ``compute`` gives for a key; ``None`` when that isn't ready in time. It goes on being computed then,
        unless others have asked for so many other keys meanwhile that it is let go before it has begun.

        Args:
            key: what the result depends on.
            compute: called once for each key. Where it fails, the next one who asks has it tried again.
            seconds: how long to wait.

        Raises:
            Exception: what ``compute`` raised.
        """
        with self._lock:
            future = self._futures.get(key)
            if future is None:
                future = self._futures[key] = self._threads.submit(compute)
                while len(self._futures) > _KEPT:
                    _, old = self._futures.popitem(last=False)
                    old.cancel()
        try:
            return future.result(timeout=seconds)
        except (NotReady, CancelledError):
            return None
        except BaseException:
            with self._lock:
                if self._futures.get(key) is future:
                    del self._futures[key]
            raise
