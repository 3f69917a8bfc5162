"""When which process is killed, and doing it."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.booking.clinic import OUTBOX, PROCESSES, Clinic
from benchmarks.booking.visitors import Progress

_SPAN = (0.02, 0.97)  # of all messages, while every visitor's place is taken
_DELAY = 0.5  # seconds at most from a message answered to the kill, so that it comes at any instant of the others
_LOOK = 0.01  # seconds


@dataclass(frozen=True)
class Kill:
    """One kill.

    Attributes:
        after: so many messages answered.
        delay: and so many seconds more.
        process: which is killed.
    """

    after: int
    delay: float
    process: str


@dataclass
class Killed:
    """What was killed.

    Attributes:
        kills: of each process.
        hit: of them, those with a visitor's message waiting for its answer; for the outbox, with a delivery under way.
        ended: processes that ended by themselves.
    """

    kills: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)


def plan(kills: int, messages: int, seed: int) -> list[Kill]:
    """So many kills at random instants of a run, of each process equally often but for one.

    Args:
        kills: how many.
        messages: of all visitors.
        seed: of instants and order.
    """
    rng = random.Random(seed)
    bags = [rng.sample(PROCESSES, len(PROCESSES)) for _ in range(-(-kills // len(PROCESSES)))]
    processes = [process for bag in bags for process in bag][:kills]
    instants = sorted(int(messages * rng.uniform(*_SPAN)) for _ in processes)
    return [Kill(after, rng.uniform(0, _DELAY), process) for after, process in zip(instants, processes)]


class Killer:
    """Kills along a plan, and starts again what ended by itself.

    Args:
        clinic: whose processes.
        planned: in order.
        progress: of the visitors.
        deliveries: how many are under way now.
    """

    def __init__(
        self, clinic: Clinic, planned: Sequence[Kill], progress: Progress, deliveries: Callable[[], int],
    ) -> None:
        self._clinic, self._planned, self._progress = clinic, list(planned), progress
        self._deliveries = deliveries
        self._stop = threading.Event()
        self.killed = Killed()

    def run(self) -> None:
        """Kill until the plan is done; then only look after the processes, until stopped."""
        while not self._stop.wait(_LOOK):
            self.killed.ended.update(self._clinic.mend())
            if self._planned and self._progress.answered >= self._planned[0].after:
                self._kill(self._planned.pop(0))

    def stop(self) -> None:
        """Have :meth:`run` return."""
        self._stop.set()

    def _kill(self, kill: Kill) -> None:
        if self._stop.wait(kill.delay):
            return
        in_flight = self._deliveries() if kill.process == OUTBOX else self._progress.waiting
        self._clinic.kill(kill.process)
        self.killed.kills[kill.process] += 1
        self.killed.hit[kill.process] += in_flight > 0
