"""``frontdesk publish``, ``versions`` and ``rollback``."""

from __future__ import annotations

import getpass
import logging
from pathlib import Path

import pytest

from frontdesk import publish_cli
from frontdesk.cli import main
from frontdesk.publishing import worker
from frontdesk.publishing.publishing import Publishing
from frontdesk.service.lock import alone, only_publisher
from frontdesk.settings import Settings, load_settings
from frontdesk.store.audit import Audit
from frontdesk.store.publish_jobs import Jobs
from frontdesk.store.versions import Versions


class FakeWorker:
    """Does a job at once, to the end that a test wants; ``stopped`` is Ctrl-C in the middle, ``late`` just after it."""

    def __init__(self, settings: Settings, end: str) -> None:
        self._jobs, self._versions, self._end = Jobs(settings.database), Versions(settings.database), end

    def do_one(self) -> bool:
        found = self._jobs.unfinished()
        assert found is not None
        job = self._jobs.begin(found.id)
        assert job is not None
        if self._end == "waiting" and not job.reason:
            self._jobs.wait(job.id)
        elif self._end == "stopped":
            raise KeyboardInterrupt
        elif self._end in ("done", "waiting", "late"):
            number = job.version or self._versions.add(job.by, job.note, job.reason, "f", "a").number
            self._jobs.release(job, number)
            if self._end == "late":
                raise KeyboardInterrupt
            self._jobs.finish(job.id, "done")
            logging.getLogger("frontdesk.publishing.worker").warning("Job %d is done.", job.id)
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


def recorded(settings: Settings) -> list[tuple[str, str, str]]:
    """What the record of changes says, oldest first: what was done, to what, and why."""
    return [(entry.action, entry.subject, entry.after) for entry in reversed(Audit(settings.database).newest())]


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
    said = capsys.readouterr()
    assert "Version 1 is live. Frontdesk isn't running" in said.out
    assert "Job 1 is done." not in said.err
    assert "Job 1 is done." in (settings.var / "logs" / "publisher.log").read_text()
    assert main(["versions"]) == 0
    listed = capsys.readouterr().out
    assert "New article" in listed
    assert "live" in listed
    assert recorded(settings) == [("asked to publish", "publication/1", "New article")]


def test_what_is_worse_needs_a_reason(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ends["how"] = "waiting"
    assert main(["publish", "--reason", "  "]) == 1
    said = capsys.readouterr().out
    assert "--reason" in said
    assert "running" not in said
    assert Publishing(settings.var, settings.database).versions() == []
    assert recorded(settings)[1:] == [("cancelled a publication", "publication/1", "")]


def test_with_a_reason_it_is_published_and_the_reason_is_recorded(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ends["how"] = "waiting"
    assert main(["publish", "--reason", "old\nquestions"]) == 0
    said = capsys.readouterr().out
    assert "It is worse than the live version" in said
    assert said.count("Frontdesk isn't running") == 1
    live = Publishing(settings.var, settings.database).live()
    assert live is not None
    assert live.reason.startswith("old\nquestions (the command line")
    assert recorded(settings)[1:] == [
        ("agreed to publish in spite of a worse check", "publication/1", "old\nquestions")]
    assert main(["versions"]) == 0
    assert "(worse in places: old questions (the command line" in capsys.readouterr().out


def test_what_is_stopped_is_cancelled_and_nothing_stands_in_the_way(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ends["how"] = "stopped"
    assert main(["publish"]) == 130
    assert "Cancelled; nothing has changed." in capsys.readouterr().err
    assert Jobs(settings.database).unfinished() is None
    assert recorded(settings)[1:] == [("cancelled a publication", "publication/1", "")]
    ends["how"] = "done"
    assert main(["publish"]) == 0


def test_what_is_stopped_once_it_is_live_is_done(
    ends: dict[str, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ends["how"] = "late"
    assert main(["publish"]) == 130
    assert "Version 1 is live already." in capsys.readouterr().err
    job = Jobs(settings.database).find(1)
    assert job is not None
    assert (job.state, job.active) == ("done", None)


def test_beside_another_publisher_nothing_is_begun_and_nothing_stands_in_the_way(
    ends: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("frontdesk.service.lock._PATIENCE", 0.0)
    with only_publisher(settings.var):
        assert main(["publish"]) == 1
    assert "Another publisher is still at work" in capsys.readouterr().err
    assert Publishing(settings.var, settings.database).versions() == []
    assert main(["publish"]) == 0


def test_one_at_a_time_and_it_is_told_where_to_cancel_the_other(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    Jobs(settings.database).add("publish", "Kim", "")
    assert main(["publish"]) == 1
    assert f"cancel it under {settings.public_url}/staff/publish." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["publish", "versions", "rollback"])
def test_a_broken_database_is_explained(settings: Settings, capsys: pytest.CaptureFixture[str], command: str) -> None:
    settings.var.mkdir()
    (settings.var / "conversations.db").write_text("no database " * 500)
    assert main([command]) == 1
    assert "can't be used" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["versions"], ["rollback"], ["rollback", "3"]])
def test_looking_makes_no_database(settings: Settings, command: list[str]) -> None:
    main(command)
    assert not settings.var.exists()


def test_it_is_told_who_it_was_where_that_is_known(
    ends: dict[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", lambda: "jo\n" + "x" * 100)
    main(["publish"])
    monkeypatch.setattr(getpass, "getuser", nobody)
    main(["publish"])
    assert [entry.who for entry in Audit(settings.database).newest()] == [
        "the command line", f"the command line (jo {'x' * 37})"]


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
    assert recorded(settings)[-1] == ("asked to go back to", "version/2", "Wrong passage")


def test_the_version_before_is_found_however_often_the_live_one_was_released(
    ends: dict[str, str], settings: Settings
) -> None:
    for _ in range(2):
        main(["publish"])
    for _ in range(60):
        Versions(settings.database).release(2, "rollback", "Kim", "")
    publishing = Publishing(settings.var, settings.database)
    publishing.folder(1).mkdir(parents=True)
    assert main(["rollback"]) == 0
    assert publishing.live() == publishing.version(1)


def test_going_back_again_and_again_leads_further_back(ends: dict[str, str], settings: Settings) -> None:
    for _ in range(5):
        main(["publish"])
    publishing = Publishing(settings.var, settings.database)
    for number in (1, 2, 4, 5):  # the files of 3 are gone
        publishing.folder(number).mkdir(parents=True)
    for number in (4, 2, 1):
        assert main(["rollback"]) == 0
        assert publishing.live() == publishing.version(number)
    assert main(["rollback"]) == 1


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


def test_stopping_to_look_on_stops_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publish_cli.time, "sleep", stop)
    with alone(settings.var):
        assert main(["publish"]) == 130
    assert f"It goes on; cancel it under {settings.public_url}/staff/publish." in capsys.readouterr().err
    assert Jobs(settings.database).unfinished() is not None
