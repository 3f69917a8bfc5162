"""One job at a time, from its being asked for to its end."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.engine import Engine

from frontdesk.store.publish_jobs import (
    BLOCKED,
    CANCELLED,
    CHECK,
    DONE,
    FAILED,
    GO_LIVE,
    QUEUED,
    RUNNING,
    TRAIN,
    VALIDATE,
    WAITING,
    Busy,
    JobRow,
    Jobs,
)
from frontdesk.store.versions import Versions


@pytest.fixture
def jobs(engine: Engine) -> Jobs:
    return Jobs(engine)


def going_live(jobs: Jobs) -> JobRow:
    """A job that has its version, and is being worked on."""
    added = jobs.add("publish", "Robin", "")
    jobs.make_version(added, "f" * 64, "a" * 64)
    job = jobs.begin(added.id)
    assert job is not None
    return job


def test_a_job_is_queued_with_what_was_said(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "Three new examples")
    assert (job.kind, job.state, job.step, job.by, job.note, job.version) == (
        "publish", QUEUED, VALIDATE, "Robin", "Three new examples", None)
    assert jobs.unfinished() == job


def test_a_rollback_has_only_the_last_step(jobs: Jobs) -> None:
    job = jobs.add("rollback", "Robin", "", version=3)
    assert (job.step, job.version) == (GO_LIVE, 3)


@pytest.mark.parametrize("end", [DONE, FAILED, BLOCKED, CANCELLED])
def test_the_next_one_waits_for_the_end(jobs: Jobs, end: str) -> None:
    first = jobs.add("publish", "Robin", "")
    with pytest.raises(Busy, match="already"):
        jobs.add("rollback", "Sam", "", 1)
    jobs.finish(first.id, end)
    assert jobs.unfinished() is None
    assert jobs.add("publish", "Sam", "").id != first.id


def test_of_many_who_ask_at_once_one_gets_it(jobs: Jobs) -> None:
    got: list[str] = []

    def ask() -> None:
        try:
            jobs.add("publish", "Robin", "")
            got.append("job")
        except Busy:
            got.append("busy")

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == ["busy"] * 5 + ["job"]


def test_progress_tells_whether_to_go_on(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    assert jobs.begin(job.id) is not None
    assert jobs.progress(job.id, TRAIN, 0.25, 40.0) is False
    found = jobs.find(job.id)
    assert found is not None
    assert (found.state, found.step, found.share, found.left) == (RUNNING, TRAIN, 0.25, 40.0)
    assert jobs.cancel(job.id) is True
    assert jobs.progress(job.id, TRAIN, 0.3, 30.0) is True


def test_what_nobody_works_on_is_cancelled_at_once(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    assert jobs.cancel(job.id) is True
    assert jobs.begin(job.id) is None
    found = jobs.find(job.id)
    assert found is not None
    assert found.state == CANCELLED
    assert jobs.cancel(job.id) is False


def test_a_worse_one_goes_on_with_a_reason(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    jobs.begin(job.id)
    assert jobs.confirm(job.id, "Sam", "too early") is False
    jobs.wait(job.id)
    assert jobs.unfinished() is not None
    assert jobs.confirm(job.id, "Sam", "It is only one message") is True
    found = jobs.begin(job.id)
    assert found is not None
    assert (found.step, found.reason) == (GO_LIVE, "It is only one message (Sam)")
    waiting = jobs.newest()[0]
    assert waiting.state != WAITING


def test_a_job_whose_publisher_died_is_taken_up_again_and_counted(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    jobs.begin(job.id)
    again = jobs.begin(job.id)
    assert again is not None
    assert again.starts == 2


def test_a_job_and_its_new_version_are_recorded_at_once(jobs: Jobs, engine: Engine) -> None:
    job = jobs.add("publish", "Robin", "New article")
    version = jobs.make_version(job, "f" * 64, "a" * 64)
    assert (version.number, version.by, version.note, version.files) == (1, "Robin", "New article", "f" * 64)
    assert Versions(engine).find(1) == version
    assert jobs.newest()[0].version == 1


def test_what_is_live_cannot_be_cancelled_any_more(jobs: Jobs, engine: Engine) -> None:
    job = going_live(jobs)
    assert jobs.release(job, 1) is True
    found = jobs.newest()[0]
    assert (found.released, found.state, jobs.cancel(job.id)) == (True, RUNNING, False)
    assert jobs.progress(job.id, GO_LIVE, 0.5, None) is False
    assert jobs.newest()[0].released
    (release,) = Versions(engine).releases(9)
    assert (release.version, release.kind, release.by) == (1, "publish", "Robin")


def test_what_is_cancelled_does_not_go_live(jobs: Jobs, engine: Engine) -> None:
    job = going_live(jobs)
    assert jobs.cancel(job.id) is True
    assert jobs.release(job, 1) is False
    assert Versions(engine).live_numbers() == ()
    assert not jobs.newest()[0].released


def test_no_progress_looks_like_being_live(jobs: Jobs) -> None:
    job = going_live(jobs)
    jobs.progress(job.id, GO_LIVE, 1.0, None)
    assert not jobs.newest()[0].released
    assert jobs.cancel(job.id) is True


def test_what_is_cancelled_in_the_last_moment_of_its_check_does_not_wait(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    jobs.begin(job.id)
    assert jobs.cancel(job.id) is True
    jobs.wait(job.id)
    assert (jobs.newest()[0].state, jobs.unfinished()) == (CANCELLED, None)
    assert jobs.confirm(job.id, "Sam", "It is only one message") is False


def test_the_last_publication_tells_how_long_steps_take(jobs: Jobs) -> None:
    assert jobs.last_seconds() == {}
    for end, seconds in ((DONE, 20.0), (CANCELLED, 3.0)):
        job = jobs.add("publish", "Robin", "")
        jobs.add_seconds(job.id, {TRAIN: seconds, CHECK: 2 * seconds})
        jobs.finish(job.id, end)
    assert jobs.last_seconds() == {TRAIN: 20.0, CHECK: 40.0}


def test_what_a_job_did_before_it_waited_is_added_to(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    jobs.add_seconds(job.id, {TRAIN: 20.04})
    jobs.add_seconds(job.id, {GO_LIVE: 7.0})
    jobs.finish(job.id, DONE)
    assert jobs.last_seconds() == {TRAIN: 20.0, GO_LIVE: 7.0}


def test_a_job_that_is_done_is_done_wholly(jobs: Jobs) -> None:
    job = jobs.add("publish", "Robin", "")
    jobs.finish(job.id, FAILED, "Training failed.")
    found = jobs.find(job.id)
    assert found is not None
    assert (found.state, found.error, found.share) == (FAILED, "Training failed.", 0.0)
    other = jobs.add("publish", "Robin", "")
    jobs.finish(other.id, DONE)
    assert jobs.newest()[0].share == 1.0
    assert [job.id for job in jobs.newest(2)] == [other.id, job.id]
