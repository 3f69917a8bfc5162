"""The live version is examined while nothing else is to be done, and only then."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from frontdesk.accounts.people import People
from frontdesk.errors import FrontdeskError
from frontdesk.publishing import examining as module
from frontdesk.publishing.check import code_digest
from frontdesk.publishing.examining import Examining
from frontdesk.publishing.folders import EXAMINED, REPORT
from frontdesk.publishing.progress import Cancelled, StepProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.report import Report
from frontdesk.service.backends import Wanted
from frontdesk.settings import Settings, load_settings
from frontdesk.store.versions import Versions
from tests.publishing.reports import examined, report_of


class Shelf:
    def __init__(self, publishing: Publishing) -> None:
        self._publishing = publishing

    def as_it_is(self, number: int) -> Wanted:
        folder = self._publishing.folder(number)
        return Wanted(number, folder, folder / "model")


class Checking:
    """Writes a report, or fails; a job may come while it is at it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.examined: list[int] = []
        self.error: Exception | None = None
        self.job: Publishing | None = None

    def examine(self, version: Wanted, out: Path, folder: Path, progress: StepProgress) -> None:
        self.examined.append(version.number)
        folder.mkdir(parents=True, exist_ok=True)
        if self.error is not None:
            raise self.error
        progress.step("Starting").tick()
        if self.job is not None:
            self.job.request("Robin", "")
        progress.tell(0.5)
        out.write_text(json.dumps(self.report.as_dict()))


class House:
    def __init__(self, root: Path) -> None:
        self.settings: Settings = load_settings(root, {})
        self.publishing = Publishing(self.settings.var, self.settings.database)
        self.people = People(self.settings.database)
        self.checking = Checking(report_of(examined(), code=code_digest(root)))
        self.now = 0.0
        self.examining = self.start()

    def start(self) -> Examining:
        return Examining(self.settings, self.publishing, Shelf(self.publishing),  # type: ignore[arg-type]
                         self.checking, lambda: self.now)  # type: ignore[arg-type]

    def publish(self) -> Path:
        versions = Versions(self.settings.database)
        version = versions.add("Robin", "", "", "f" * 64, "a" * 64)
        versions.release(version.number, "publish", "Robin", "")
        folder = self.publishing.folder(version.number)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def look_later(self) -> bool:
        self.now += 60
        return self.examining.look()


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.people.add("test", "robin", "admin")
    return house


def test_a_live_version_without_a_report_is_examined_once(house: House) -> None:
    folder = house.publish()
    assert house.look_later()
    assert (folder / EXAMINED).is_file()
    assert not house.publishing.examining_folder().exists()
    assert house.publishing.report(1) == house.checking.report
    house.look_later()
    assert house.checking.examined == [1]
    house.publish()
    house.look_later()
    assert house.checking.examined == [1, 2]


def test_one_that_was_checked_by_this_frontdesk_is_known(house: House) -> None:
    folder = house.publish()
    (folder / REPORT).write_text(json.dumps(house.checking.report.as_dict()))
    assert not house.look_later()
    assert house.checking.examined == []


def test_one_that_another_frontdesk_checked_is_examined_and_keeps_its_report(house: House) -> None:
    folder = house.publish()
    old = replace(house.checking.report, code="of another")
    (folder / REPORT).write_text(json.dumps(old.as_dict()))
    assert house.look_later()
    assert house.publishing.report(1) == old


def test_nothing_is_examined_before_it_is_quiet(house: House) -> None:
    house.publish()
    assert not house.examining.look()
    house.now += module._PAUSE - 0.1
    house.examining.put_off()
    house.now += module._PAUSE - 0.1
    assert not house.examining.look()
    house.now += 0.2
    assert house.examining.look()


def test_without_a_version_or_staff_there_is_nothing_to_examine(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert not house.look_later()
    house.publish()
    assert not house.look_later()
    house.people.add("test", "robin", "admin")
    assert house.look_later()


def test_nothing_is_examined_while_a_job_waits_for_somebody(house: House) -> None:
    house.publish()
    house.publishing.request("Robin", "")
    assert not house.look_later()
    assert house.checking.examined == []


def test_a_job_is_given_way_to_and_then_it_is_taken_up_again(house: House) -> None:
    folder = house.publish()
    house.checking.job = house.publishing
    assert not house.look_later()
    assert not (folder / EXAMINED).exists()
    house.checking.job = None
    job = house.publishing.newest_job()
    assert job is not None
    house.publishing.cancel(job.id)
    assert house.look_later()


def test_one_that_cant_be_examined_is_left_until_the_next_start(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.publish()
    house.checking.error = FrontdeskError("Rasa doesn't start.")
    assert not house.look_later()
    assert "Version 1 couldn't be examined: Rasa doesn't start." in caplog.text
    house.look_later()
    assert house.checking.examined == [1]
    house.checking.error = None
    house.examining = house.start()
    assert house.look_later()


@pytest.mark.parametrize("error", [OSError("disk full"), ValueError("no JSON: 07700 900123")])
def test_nothing_unforeseen_reaches_the_publisher(
    house: House, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    house.publish()
    house.checking.error = error
    assert not house.look_later()
    assert f"Version 1 couldn't be examined: builtins.{type(error).__name__}" in caplog.text
    assert "07700" not in caplog.text
    assert not house.look_later()
    assert house.checking.examined == [1]


def test_a_store_that_is_away_is_told_to_the_publisher(house: House) -> None:
    house.publish()
    house.checking.error = OperationalError("", {}, Exception())
    with pytest.raises(OperationalError):
        house.look_later()
    house.checking.error = None
    assert house.look_later()


def test_the_store_of_accounts_is_opened_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish()
    monkeypatch.setattr(module, "People", None)
    assert house.look_later()


def test_what_it_is_told_ends_it_as_soon_as_there_is_a_job(house: House) -> None:
    idle = module.Idle(module.Jobs(house.settings.database))
    idle.part(0.0, 1.0)
    idle.tell(0.5)
    house.publishing.request("Robin", "")
    with pytest.raises(Cancelled):
        idle.tell(0.6)
