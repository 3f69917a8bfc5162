"""A candidate is checked by a process of its own, and whatever happens, nothing of it stays behind."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.publishing import checking as module
from frontdesk.publishing.checking import Checking
from frontdesk.publishing.folders import REPORT, read_report
from frontdesk.publishing.progress import Cancelled, Ticking
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.report import BLOCKED, FINE, WORSE, Report
from frontdesk.publishing.settings import TrialSettings
from frontdesk.service.backends import Wanted
from frontdesk.settings import load_settings
from frontdesk.store.versions import Versions
from tests.publishing.reports import emergency, examined, report_of

# Stands in for the check's process: its second argument is what it is to do, before it writes the report.
PROCESS = """
import json, pathlib, sys, time
options = dict(zip(sys.argv[3::2], sys.argv[4::2]))
out = pathlib.Path(options["--out"])
out.with_name("options.json").write_text(json.dumps(options))
for share in (0.25, 1):
    print(json.dumps({"share": share}), flush=True)
exec(sys.argv[2])
out.write_text(pathlib.Path(sys.argv[1]).read_text())
"""


class Progress:
    """Notes what it is told; ends the check when a test says so."""

    def __init__(self) -> None:
        self.told: list[float] = []
        self.parts: list[tuple[float, float]] = []
        self.ends: Callable[[list[float]], bool] = lambda _told: False

    def part(self, low: float, high: float) -> None:
        self.parts.append((low, high))

    def tell(self, share: float | None = None) -> None:
        assert share is not None
        self.told.append(share)
        if self.ends(self.told):
            raise Cancelled

    def step(self, _title: str) -> Ticking:
        return Ticking(self)


class House:
    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = load_settings(root, {})
        self.root, self.publishing = root, Publishing(settings.var, settings.database)
        self.versions, self.progress = Versions(settings.database), Progress()
        self.checking = Checking(settings, self.publishing, self)  # type: ignore[arg-type]
        self.candidate, self.folder = root / "candidate", root / "job"
        for folder in (self.candidate, self.folder):
            folder.mkdir()
        self.happened: list[str] = []
        self.must_ask, self.does, self.broken = True, "", ""
        self.report = report_of(examined())
        self._popen = module.subprocess.Popen
        monkeypatch.setattr(module, "running", self.running)
        monkeypatch.setattr(module, "live_must_be_asked", lambda *_folders: self.must_ask)
        monkeypatch.setattr(module.subprocess, "Popen", self.start)
        monkeypatch.setattr(module, "_LOOK", 0.05)

    def ready(self, number: int, _step: object) -> Wanted:
        if self.broken == "training":
            raise FrontdeskError("Training failed.")
        return Wanted(number, self.root / "live", self.root / "live model")

    @contextmanager
    def running(self, settings: TrialSettings, model: Path, _step: object) -> Iterator[None]:
        name = settings.folder.name
        if self.broken == "start" and name == "live":
            raise FrontdeskError("Rasa stopped while starting.")
        settings.var.mkdir(parents=True)
        self.happened.append(f"{name} starts with {model.name}")
        try:
            yield
        finally:
            self.happened.append(f"{name} stops, {'with' if settings.var.exists() else 'without'} its folder")

    def start(self, command: list[str], **more: object) -> object:
        given = self.root / "given.json"
        given.write_text(json.dumps(self.report.as_dict()))
        self.happened.append("check")
        return self._popen([sys.executable, "-c", PROCESS, str(given), self.does, *command[3:]], **more)  # type: ignore[call-overload]

    def publish(self) -> None:
        version = self.versions.add("Robin", "", "", "f" * 64, "a" * 64)
        self.versions.release(version.number, "publish", "Robin", "")

    def check(self) -> Report:
        return self.checking.check(self.candidate, self.root / "model", self.folder, self.progress)

    def options(self) -> set[str]:
        return set(json.loads((self.folder / "options.json").read_text()))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def test_a_first_version_is_checked_by_itself(house: House) -> None:
    assert house.check() == house.report
    assert house.happened == ["candidate starts with model", "check", "candidate stops, with its folder"]
    assert house.options() == {"--folder", "--project", "--out", "--url", "--rasa-url"}
    assert house.progress.parts == [(0.0, 0.2), (0.2, 1.0)]
    assert sorted(set(house.progress.told) - {0.0}) == [0.25, 1]  # told of now and then before it says anything
    assert not (house.folder / "trial").exists()


def test_the_live_version_runs_beside_it_where_it_must_be_asked(house: House) -> None:
    house.publish()
    house.check()
    assert house.happened == [
        "candidate starts with model", "live starts with live model", "check", "live stops, with its folder",
        "candidate stops, with its folder"]
    assert {"--live", "--ask-live-url", "--ask-live-rasa"} <= house.options()
    assert not (house.folder / "live").exists()


def test_a_live_version_of_which_all_is_known_does_not_run(house: House) -> None:
    house.publish()
    house.must_ask = False
    house.check()
    assert house.happened[1] == "check"
    assert "--live" in house.options()
    assert "--ask-live-url" not in house.options()


@pytest.mark.parametrize("broken", ["training", "start"])
def test_a_live_version_that_does_not_start_any_more_needs_a_reason(
    house: House, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.publish()
    house.broken = broken
    report = house.check()
    assert (report.verdict, len(report.reasons)) == (WORSE, 1)
    assert "couldn't be compared with version 1" in report.reasons[0]
    assert "--live" not in house.options()
    assert read_report(house.folder / REPORT) == report
    assert ("Training failed." in caplog.text) == (broken == "training")


def test_what_is_blocked_by_itself_stays_so(house: House) -> None:
    house.publish()
    house.broken = "training"
    blind = examined()
    assert blind.safety is not None
    house.report = report_of(examined(safety=type(blind.safety)("digest", tuple(
        emergency(number, flagged="") for number in range(40)), 40)))
    assert house.report.verdict == BLOCKED
    assert house.check().verdict == BLOCKED


def test_a_check_that_fails_names_its_log(house: House) -> None:
    house.does = "sys.exit('frontdesk: a set is broken')"
    with pytest.raises(FrontdeskError, match=r"The check failed\. See .*check\.log"):
        house.check()
    assert "a set is broken" in (house.folder / "check.log").read_text()
    assert house.happened[-1] == "candidate stops, with its folder"


@pytest.mark.parametrize("silent", [False, True])
def test_a_check_ends_as_soon_as_somebody_cancels_it(house: House, silent: bool) -> None:
    house.does = "time.sleep(60)"
    # After its second line it says nothing more.
    house.progress.ends = lambda told: told[-3:] == [1, 1, 1] if silent else told[-1] == 0.25
    began = time.monotonic()
    with pytest.raises(Cancelled):
        house.check()
    assert time.monotonic() - began < 20
    assert house.happened[-1] == "candidate stops, with its folder"
    assert not (house.folder / "trial").exists()
    assert not (house.folder / REPORT).exists()


def test_a_version_is_examined_by_itself(house: House, tmp_path: Path) -> None:
    out = tmp_path / "examined.json"
    wanted = Wanted(1, house.candidate, house.root / "model")
    house.checking.examine(wanted, out, tmp_path / "new" / "folder", house.progress)
    report = read_report(out)
    assert report is not None
    assert report.verdict == FINE
    assert house.happened == ["candidate starts with model", "check", "candidate stops, with its folder"]
