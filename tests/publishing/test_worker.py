"""The publisher takes each job to its end, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from frontdesk.errors import FrontdeskError
from frontdesk.publishing import worker as module
from frontdesk.publishing.making import Blocked, Worse
from frontdesk.publishing.progress import Cancelled, JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.worker import Worker
from frontdesk.settings import load_settings
from frontdesk.store.publish_jobs import CHECK, GO_LIVE, TRAIN, Busy, JobRow, Jobs
from frontdesk.store.versions import Versions

Do = Callable[[JobRow, JobProgress], None]


def nothing(_job: JobRow, _progress: JobProgress) -> None:
    """All goes well."""


class Step:
    """Stands in for making a candidate, or putting it live."""

    def __init__(self) -> None:
        self.jobs: list[JobRow] = []
        self.do: Do = nothing

    def candidate(self, job: JobRow, progress: JobProgress) -> None:
        self.jobs.append(job)
        self.do(job, progress)

    go = candidate


class Meanwhile:
    """Stands in for examining the live version; the second look ends the worker."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def look(self) -> None:
        self.told.append("look")
        if self.told.count("look") == 2:
            raise KeyboardInterrupt

    def put_off(self) -> None:
        self.told.append("put off")


class House:
    def __init__(self, root: Path) -> None:
        settings = load_settings(root, {})
        self.making, self.going_live = Step(), Step()
        self.publishing = Publishing(settings.var, settings.database)
        self.jobs, self.versions = Jobs(settings.database), Versions(settings.database)
        self.meanwhile = Meanwhile()
        self.worker = Worker(settings, self.making, self.going_live, self.meanwhile)  # type: ignore[arg-type]

    def state(self) -> tuple[str, str]:
        job = self.publishing.newest_job()
        assert job is not None
        return job.state, job.error


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def raising(error: Exception) -> Do:
    def fail(_job: JobRow, _progress: JobProgress) -> None:
        raise error

    return fail


def test_without_a_job_there_is_nothing_to_do(house: House) -> None:
    assert house.worker.do_one() is False


def test_a_publication_is_made_and_put_live(house: House) -> None:
    job = house.publishing.request("Robin", "New")
    assert house.worker.do_one() is True
    assert [found.id for found in house.making.jobs + house.going_live.jobs] == [job.id, job.id]
    assert house.state() == ("done", "")
    assert house.worker.do_one() is False


def test_a_rollback_is_only_put_live(house: House, tmp_path: Path) -> None:
    for _ in range(2):
        version = house.versions.add("Robin", "", "", "f" * 64, "a" * 64)
        house.versions.release(version.number, "publish", "Robin", "")
    house.publishing.folder(1).mkdir(parents=True)
    house.publishing.roll_back("Robin", 1, "")
    house.worker.do_one()
    assert (len(house.making.jobs), house.going_live.jobs[0].version) == (0, 1)


@pytest.mark.parametrize(("error", "state", "told"), [
    (Blocked("A quote is broken."), "blocked", "A quote is broken."),
    (FrontdeskError("Training failed."), "failed", "Training failed."),
    (Cancelled(), "cancelled", ""),
    (ValueError("07700 900123"), "failed", "Something went wrong (ValueError). See var/logs/publisher.log."),
])
def test_what_goes_wrong_ends_the_job_with_what_to_read(house: House, error: Exception, state: str, told: str) -> None:
    house.publishing.request("Robin", "")
    house.making.do = raising(error)
    house.worker.do_one()
    assert house.state() == (state, told)
    assert house.going_live.jobs == []
    house.publishing.request("Robin", "the next one")


def test_staff_read_no_path_of_this_machine(house: House, tmp_path: Path) -> None:
    house.publishing.request("Robin", "")
    house.making.do = raising(FrontdeskError(f"Rasa stopped while starting. See {tmp_path / 'var' / 'logs'}."))
    house.worker.do_one()
    assert house.state() == ("failed", "Rasa stopped while starting. See var/logs.")


def test_a_worse_one_waits_for_a_person_and_then_goes_live(house: House) -> None:
    job = house.publishing.request("Robin", "")
    house.making.do = raising(Worse())
    house.worker.do_one()
    assert house.state() == ("waiting", "")
    assert house.worker.do_one() is False
    with pytest.raises(Busy):
        house.publishing.request("Sam", "")
    with pytest.raises(FrontdeskError, match="Say why"):
        house.publishing.confirm(job.id, "Sam", "  ")
    house.publishing.confirm(job.id, "Sam", "One message of a thousand")
    house.worker.do_one()
    assert house.state() == ("done", "")
    assert (len(house.making.jobs), house.going_live.jobs[0].reason) == (1, "One message of a thousand (Sam)")
    with pytest.raises(FrontdeskError, match="isn't waiting"):
        house.publishing.confirm(job.id, "Sam", "again")


def test_a_waiting_one_can_be_dropped(house: House) -> None:
    job = house.publishing.request("Robin", "")
    house.making.do = raising(Worse())
    house.worker.do_one()
    house.publishing.cancel(job.id)
    assert house.state() == ("cancelled", "")
    with pytest.raises(FrontdeskError, match="nothing to cancel"):
        house.publishing.cancel(job.id)


def test_cancelling_reaches_a_job_that_is_going_on(house: House) -> None:
    job = house.publishing.request("Robin", "")

    def train(_job: JobRow, progress: JobProgress) -> None:
        progress.begin(TRAIN)
        house.publishing.cancel(job.id)
        progress.begin(CHECK)
        raise AssertionError("it went on")

    house.making.do = train
    house.worker.do_one()
    assert house.state() == ("cancelled", "")


def test_a_job_over_which_the_publisher_died_is_taken_up_again(house: House) -> None:
    job = house.publishing.request("Robin", "")
    house.making.do = raising(KeyboardInterrupt())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        house.worker.do_one()
    assert house.state() == ("running", "")
    house.making.do = nothing
    house.worker.do_one()
    assert [found.id for found in house.making.jobs] == [job.id, job.id]
    assert house.state() == ("done", "")


def test_one_that_kills_the_publisher_every_time_is_given_up(house: House) -> None:
    house.publishing.request("Robin", "")
    house.making.do = raising(KeyboardInterrupt())  # type: ignore[arg-type]
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            house.worker.do_one()
    house.worker.do_one()
    state, error = house.state()
    assert state == "failed"
    assert "begun 3 times" in error


def test_one_that_died_while_going_live_is_not_made_again(house: House) -> None:
    job = house.publishing.request("Robin", "")
    begun = house.jobs.begin(job.id)
    assert begun is not None
    house.jobs.make_version(begun, "f", "a")
    house.jobs.progress(job.id, GO_LIVE, 0.9, 5.0)
    house.worker.do_one()
    assert (len(house.making.jobs), len(house.going_live.jobs)) == (0, 1)


def test_one_that_is_live_is_not_given_up(house: House) -> None:
    job = house.publishing.request("Robin", "")
    for _ in range(4):
        begun = house.jobs.begin(job.id)
        assert begun is not None
    house.jobs.make_version(begun, "f", "a")
    assert house.jobs.release(begun, 1)
    house.worker.do_one()
    assert house.state() == ("done", "")


def test_one_that_is_cancelled_in_the_last_moment_of_its_check_ends(house: House) -> None:
    job = house.publishing.request("Robin", "")

    def check(_job: JobRow, _progress: JobProgress) -> None:
        house.publishing.cancel(job.id)
        raise Worse

    house.making.do = check
    house.worker.do_one()
    assert house.state() == ("cancelled", "")


def test_what_goes_wrong_beside_a_job_does_not_end_the_publisher(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_POLL", 0.0)
    errors = [OSError("/private/disk is full"), ValueError("07700 900123")]

    def look() -> None:
        if not errors:
            raise KeyboardInterrupt
        raise errors.pop(0)

    monkeypatch.setattr(house.meanwhile, "look", look)
    with pytest.raises(KeyboardInterrupt):
        house.worker.run()
    assert errors == []
    assert "OSError" in caplog.text
    assert "private" not in caplog.text


def test_a_store_that_is_away_ends_no_job(house: House) -> None:
    house.publishing.request("Robin", "")
    house.making.do = raising(OperationalError("", {}, Exception()))
    with pytest.raises(OperationalError):
        house.worker.do_one()
    assert house.state() == ("running", "")


def test_jobs_come_before_anything_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_POLL", 0.0)
    house.publishing.request("Robin", "")
    with pytest.raises(KeyboardInterrupt):
        house.worker.run()
    assert house.state() == ("done", "")
    assert house.meanwhile.told == ["put off", "look", "look"]


def test_how_long_steps_took_is_kept_for_the_next_time(house: House) -> None:
    def steps(_job: JobRow, progress: JobProgress) -> None:
        progress.begin(TRAIN)
        progress.begin(CHECK)
        progress.end()

    job = house.publishing.request("Robin", "")
    house.making.do = steps
    house.worker.do_one()
    assert {TRAIN, CHECK, GO_LIVE} <= set(house.publishing.seconds(job.id))
    assert house.jobs.last_seconds() == house.publishing.seconds(job.id)
