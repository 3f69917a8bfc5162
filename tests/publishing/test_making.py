"""From the files as they are to a candidate: what stops it, and what asks for a decision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.booking.channels import WEBHOOK_SECRET
from frontdesk.editing.draft import Draft
from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.publishing import making as module
from frontdesk.publishing.going_live import CANDIDATE
from frontdesk.publishing.making import Blocked, Making, Worse
from frontdesk.publishing.progress import Cancelled, JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.report import BLOCKED, FINE, WORSE, Report
from frontdesk.settings import load_settings
from frontdesk.store.publish_jobs import CHECK, TRAIN, Jobs
from tests.publishing.reports import examined, report_of


class State:
    """Stands in for what the draft says."""

    problems: tuple[str, ...] = ()


class House:
    """Trains and checks nothing, and says what a test wants."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = load_settings(root, {})
        for name in ("content", "data"):
            (root / name).mkdir()
        self.root, self.publishing = root, Publishing(settings.var, settings.database)
        self.jobs, self.state = Jobs(settings.database), State()
        self.clinic("")
        self.report: Report = report_of(examined())
        self.error: Exception | None = None
        self.happened: list[str] = []
        self.making = Making(settings, self.publishing, self, self)  # type: ignore[arg-type]
        monkeypatch.setattr(Draft, "state", lambda _draft: self.state)
        monkeypatch.delenv(WEBHOOK_SECRET, raising=False)

    def clinic(self, booking: str) -> None:
        (self.root / "content" / "clinic.yml").write_text(f"name: A Clinic\n{booking}")

    def train(self, folder: Path, _step: object) -> Path:
        assert (folder / "content" / "clinic.yml").is_file()
        self.happened.append("train")
        if self.error is not None:
            raise self.error
        return folder / "model"

    def check(self, candidate: Path, model: Path, folder: Path, _progress: JobProgress) -> Report:
        assert (model.parent, candidate.parent) == (candidate, folder)
        self.happened.append("check")
        return self.report

    def make(self) -> None:
        self.job = self.jobs.begin(self.jobs.add("publish", "Robin", "").id)
        assert self.job is not None
        self.progress = JobProgress(self.jobs, self.job.id)
        self.making.candidate(self.job, self.progress)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def test_a_candidate_is_trained_and_checked(house: House) -> None:
    assert house.report.verdict == FINE
    house.make()
    assert house.happened == ["train", "check"]
    job = house.jobs.newest()[0]
    assert job.step == CHECK
    assert (house.publishing.job_folder(job.id) / CANDIDATE / "content" / "clinic.yml").is_file()


def test_broken_content_is_blocked_before_anything_is_copied(house: House) -> None:
    house.state.problems = ("The FAQ 'calf' has no article.", "A quote is broken.")
    with pytest.raises(Blocked, match=r"no article\.\nA quote is broken\."):
        house.make()
    assert house.happened == []
    assert not house.publishing.job_folder(1).exists()


def test_a_setting_without_its_secret_is_blocked_with_what_to_do(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.clinic("booking:\n  webhook:\n    url: https://example.org/hook\n")
    with pytest.raises(Blocked, match=r"needs a secret that isn't set.*Set FRONTDESK_WEBHOOK_SECRET"):
        house.make()
    assert house.happened == []
    house.jobs.finish(1, "blocked")
    monkeypatch.setenv(WEBHOOK_SECRET, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    house.make()
    assert house.happened == ["train", "check"]


def test_content_that_cannot_be_trained_is_blocked_and_a_fault_is_not(house: House) -> None:
    house.error = ContentError(house.root / "content" / "faqs.yml", 3, "there is no passage 'a'", "Name another")
    with pytest.raises(Blocked, match="there is no passage 'a'"):
        house.make()
    house.jobs.finish(1, "blocked")
    house.error = FrontdeskError("Training failed: the disk is full.")
    with pytest.raises(FrontdeskError, match="the disk is full") as caught:
        house.make()
    assert not isinstance(caught.value, Blocked)
    assert house.happened == ["train", "train"]


@pytest.mark.parametrize(("verdict", "kind"), [(BLOCKED, Blocked), (WORSE, Worse)])
def test_the_check_decides(house: House, verdict: str, kind: type[Exception]) -> None:
    house.report = replace(house.report, verdict=verdict, reasons=("One emergency is missed.", "A second reason."))
    with pytest.raises(kind) as caught:
        house.make()
    assert str(caught.value) == ("One emergency is missed. A second reason." if kind is Blocked else "")


def test_one_that_is_cancelled_goes_no_further(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancelled(progress: JobProgress, step: str) -> None:
        if step == TRAIN:
            raise Cancelled

    monkeypatch.setattr(module.JobProgress, "begin", cancelled)
    with pytest.raises(Cancelled):
        house.make()
    assert house.happened == []


def test_how_long_the_check_took_is_known_of_one_that_waits_too(house: House) -> None:
    house.report = replace(house.report, verdict=WORSE)
    with pytest.raises(Worse):
        house.make()
    assert {TRAIN, CHECK} <= set(house.progress.seconds)
