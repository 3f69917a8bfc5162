"""How far a job has got, and whether somebody wants it to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Protocol

from frontdesk.store.publish_jobs import CHECK, GO_LIVE, STEPS, TRAIN, VALIDATE, Jobs

# Seconds that steps take on two cores with some 9,000 examples, until a job has told better.
_USUAL: Mapping[str, float] = {VALIDATE: 2.0, TRAIN: 30.0, CHECK: 40.0, GO_LIVE: 10.0}
_INTERVAL = 0.4  # seconds between two writes to the store
_ALMOST = 0.97  # of a step that takes longer than it used to


class Cancelled(Exception):
    """Somebody wants the job to end."""


class StepProgress(Protocol):
    """What a step is told while it goes on."""

    def part(self, low: float, high: float) -> None:
        """Say which part of the step comes now, as shares of it."""

    def tell(self, share: float | None = None) -> None:
        """Say how far the part has got, 0 to 1.

        Raises:
            Cancelled: it is to end.
        """

    def step(self, title: str) -> Ticking:
        """What functions that say how they go on may tell it to."""


class JobProgress:
    """Writes a job's progress to the store.

    Args:
        jobs: the store.
        job_id: of the job.
        clock: seconds that only go forwards.
    """

    def __init__(self, jobs: Jobs, job_id: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._jobs, self._job_id, self._clock = jobs, job_id, clock
        self._usual = dict(_USUAL) | jobs.last_seconds()
        self._step, self._began, self._written = STEPS[0], clock(), float("-inf")
        self._begun = False
        self._part = (0.0, 1.0)
        self.seconds: dict[str, float] = {}

    def begin(self, step: str) -> None:
        """Say which step comes now.

        Raises:
            Cancelled: somebody wants the job to end.
        """
        self.end()
        self._step, self._began, self._written = step, self._clock(), float("-inf")
        self._part = (0.0, 1.0)
        self._begun = True
        self.tell()

    def part(self, low: float, high: float) -> None:
        """Say which part of the step comes now, as shares of it."""
        self._part = low, high

    def end(self) -> None:
        """Note how long the step took."""
        if self._begun:
            self.seconds[self._step] = self._clock() - self._began

    def tell(self, share: float | None = None) -> None:
        """Write how far the step has got, now and then.

        Args:
            share: of the step's present part, 0 to 1, where it is known; else as far as the step got in this time
                before.

        Raises:
            Cancelled: somebody wants the job to end.
        """
        now = self._clock()
        if now - self._written < _INTERVAL:
            return
        self._written = now
        low, high = self._part
        if share is not None:
            share = low + (high - low) * share
        elif high < 1:
            share = min(max((now - self._began) / self._usual[self._step], low), high)
        whole, left = progress(self._step, now - self._began, share, self._usual)
        if self._jobs.progress(self._job_id, self._step, whole, left):
            raise Cancelled

    def step(self, _title: str) -> Ticking:
        """What functions that say how they go on may tell it to."""
        return Ticking(self)


class Ticking:
    """A part of a step that takes a while."""

    def __init__(self, progress: StepProgress) -> None:
        self._progress = progress

    def tick(self, detail: str = "") -> None:
        """It goes on."""
        self._progress.tell()

    def done(self, note: str = "done") -> None:
        """It has succeeded."""

    def failed(self) -> None:
        """It hasn't; who began it raises."""


def progress(step: str, gone: float, share: float | None, usual: Mapping[str, float]) -> tuple[float, float]:
    """How much of a whole job is done, and how long the rest may take.

    Args:
        step: that is going on.
        gone: seconds since it began.
        share: of the step that is done, where it is known.
        usual: how many seconds each step takes.

    Returns:
        The share from 0 to 1, and seconds.
    """
    before = sum(usual[name] for name in STEPS[: STEPS.index(step)])
    done = min(gone / max(usual[step], 0.1), _ALMOST) if share is None else share
    at = before + usual[step] * done
    return at / sum(usual.values()), max(sum(usual.values()) - at, 1.0)
