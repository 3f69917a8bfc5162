"""How far a job has got."""

from __future__ import annotations

import pytest

from frontdesk.publishing.progress import Cancelled, JobProgress, progress
from frontdesk.store.publish_jobs import CHECK, GO_LIVE, STEPS, TRAIN, VALIDATE

USUAL = {VALIDATE: 2.0, TRAIN: 30.0, CHECK: 58.0, GO_LIVE: 10.0}


class Jobs:
    def __init__(self) -> None:
        self.told: list[tuple[str, float, float | None]] = []
        self.cancel = False

    def last_seconds(self) -> dict[str, float]:
        return USUAL

    def progress(self, _job_id: int, step: str, share: float, left: float | None) -> bool:
        self.told.append((step, share, left))
        return self.cancel


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_only_goes_forwards() -> None:
    shares = [progress(step, gone, None, USUAL)[0] for step in STEPS for gone in (0.0, 1.0, 5.0, 500.0)]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] < 1


def test_the_time_left_is_what_the_steps_took_before() -> None:
    assert progress(VALIDATE, 0.0, None, USUAL) == (0.0, 100.0)
    assert progress(TRAIN, 15.0, None, USUAL) == (pytest.approx(0.17), pytest.approx(83.0))
    assert progress(CHECK, 1.0, 0.5, USUAL) == (pytest.approx(0.61), pytest.approx(39.0))


def test_a_step_that_takes_longer_than_before_never_seems_done() -> None:
    share, left = progress(GO_LIVE, 1e6, None, USUAL)
    assert share < 1
    assert left >= 1


def test_the_store_is_written_now_and_then(jobs: Jobs, clock: Clock) -> None:
    told = JobProgress(jobs, 1, clock)  # type: ignore[arg-type]
    told.begin(TRAIN)
    for _ in range(10):
        clock.now += 0.1
        told.step("Training").tick()
    assert [step for step, _, _ in jobs.told] == [TRAIN] * 3


def test_a_step_s_own_share_counts(jobs: Jobs, clock: Clock) -> None:
    told = JobProgress(jobs, 1, clock)  # type: ignore[arg-type]
    told.begin(CHECK)
    clock.now += 1
    told.tell(0.5)
    assert jobs.told[-1][1] == pytest.approx((2 + 30 + 29) / 100)


def test_a_part_of_a_step_stays_in_its_place(jobs: Jobs, clock: Clock) -> None:
    told = JobProgress(jobs, 1, clock)  # type: ignore[arg-type]
    told.begin(CHECK)
    told.part(0.0, 0.2)
    clock.now += 50
    told.tell()
    told.part(0.2, 1.0)
    clock.now += 1
    told.tell(0.0)
    clock.now += 1
    told.tell(0.5)
    assert [share for _, share, _ in jobs.told[1:]] == [
        pytest.approx((32 + 58 * share) / 100) for share in (0.2, 0.2, 0.6)]


def test_cancelling_stops_it_where_it_is(jobs: Jobs, clock: Clock) -> None:
    told = JobProgress(jobs, 1, clock)  # type: ignore[arg-type]
    told.begin(TRAIN)
    jobs.cancel = True
    clock.now += 1
    with pytest.raises(Cancelled):
        told.step("Training").tick()


def test_how_long_steps_took_is_known_at_the_end(jobs: Jobs, clock: Clock) -> None:
    told = JobProgress(jobs, 1, clock)  # type: ignore[arg-type]
    for step, seconds in ((VALIDATE, 1.0), (TRAIN, 20.0)):
        told.begin(step)
        clock.now += seconds
    told.end()
    assert told.seconds == {VALIDATE: 1.0, TRAIN: 20.0}
