"""``frontdesk publish``, ``versions`` and ``rollback``."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk import publish_cli
from frontdesk.cli import main
from frontdesk.publishing import worker
from frontdesk.publishing.publishing import Publishing
from frontdesk.service.lock import alone
from frontdesk.settings import Settings, load_settings
from frontdesk.store.audit import Audit
from frontdesk.store.publish_jobs import Jobs
from frontdesk.store.versions import Versions


class FakeWorker:
    """Does a job at once, to the end that a test wants."""

    def __init__(self, settings: Settings, end: str) -> None:
        self._jobs, self._versions, self._end = Jobs(settings.database), Versions(settings.database), end

    def do_one(self) -> bool:
        found = self._jobs.unfinished()
        assert found is not None
        job = self._jobs.begin(found.id)
        assert job is not None
        if self._end == "waiting" and not job.reason:
            self._jobs.wait(job.id)
        elif self._end in ("done", "waiting"):
            number = job.version or self._versions.add(job.by, job.note, job.reason, "f", "a").number
            self._versions.release(number, job.kind, job.by, job.note)
            self._jobs.set_version(job.id, number)
            self._jobs.finish(job.id, "done")
        else:
            self._jobs.finish(job.id, self._end, "A quote is broken.")
        return True


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("FRONTDESK_VAR", "FRONTDESK_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(publish_cli, "_POLL", 0.01)
    return load_settings(tmp_path, {})


@pytest.fixture
def ends(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """How the next jobs end, under ``how``."""
    how = {"how": "done"}

    def make(given: Settings, offline: bool) -> FakeWorker:
        assert offline
        return FakeWorker(given, how["how"])

    monkeypatch.setattr(worker, "make_worker", make)
    return how


def test_publishing_says_which_version_is_live(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--note", "New article"]) == 0
    assert "Version 1 is live." in capsys.readouterr().out
    assert main(["versions"]) == 0
    listed = capsys.readouterr().out
    assert "New article" in listed
    assert "live" in listed
    assert Audit(settings.database).newest()[0].action == "asked to publish"


def test_what_is_worse_needs_a_reason(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ends["how"] = "waiting"
    assert main(["publish"]) == 1
    assert "--reason" in capsys.readouterr().out
    assert Publishing(settings.var, settings.database).versions() == []


def test_what_is_blocked_says_why(ends: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    ends["how"] = "blocked"
    assert main(["publish"]) == 1
    assert "frontdesk: A quote is broken." in capsys.readouterr().err


def test_going_back_takes_the_version_before(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        main(["publish"])
    publishing = Publishing(settings.var, settings.database)
    publishing.folder(2).mkdir(parents=True)
    assert main(["rollback", "--note", "Wrong passage"]) == 0
    assert "Version 2 is live." in capsys.readouterr().out
    live = publishing.live()
    assert live is not None
    assert live.number == 2


def test_there_may_be_nothing_to_go_back_to(ends: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollback"]) == 1
    assert "no version before" in capsys.readouterr().err
    assert main(["versions"]) == 0
    assert "Nothing is published yet" in capsys.readouterr().out


def test_where_frontdesk_runs_its_publisher_does_the_work(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(*_arguments: object, **_more: object) -> None:
        raise AssertionError("it was done here")

    monkeypatch.setattr(worker, "make_worker", never)
    jobs = Jobs(settings.database)

    def cancelled(_seconds: float) -> None:
        job = jobs.unfinished()
        assert job is not None
        jobs.cancel(job.id)

    monkeypatch.setattr(publish_cli.time, "sleep", cancelled)
    with alone(settings.var):
        assert main(["publish"]) == 1
    assert "Cancelled; nothing has changed." in capsys.readouterr().out
