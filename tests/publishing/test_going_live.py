"""The last step: started beside, warmed up, live, and back if the site can't take it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from frontdesk.booking.channels import WEBHOOK_SECRET
from frontdesk.errors import FrontdeskError
from frontdesk.publishing import going_live as module
from frontdesk.publishing.going_live import CANDIDATE, GoingLive
from frontdesk.publishing.progress import Cancelled, JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.service.backend_record import BROKEN, READY, Backend, BackendRecord
from frontdesk.service.backends import Wanted
from frontdesk.settings import load_settings
from frontdesk.store.publish_jobs import JobRow, Jobs
from frontdesk.store.versions import ROLLBACK, Versions


class House:
    """A Rasa and a site on one port, and versions without models."""

    def __init__(self, root: Path) -> None:
        self.asked: list[str] = []
        self.answer: list[dict[str, Any]] = [{"text": "hello"}]
        self.site_takes_it = True
        self.on_ready: Callable[[], None] = lambda: None
        self.killed = False  # before the files are in their place
        self.booking = ""  # of the next job's clinic
        self.forgot: list[int] = []
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                house.asked.append(body["message"])
                self.reply(house.answer)

            def do_GET(self) -> None:
                numbers = house.versions.live_numbers()
                self.reply({"version": numbers[0] if house.site_takes_it and numbers else 0})

            def reply(self, data: object) -> None:
                body = json.dumps(data).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Be quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_address[1]
        self.settings = replace(load_settings(root, {}), port=self.port)
        self.publishing = Publishing(self.settings.var, self.settings.database)
        self.versions, self.jobs = Versions(self.settings.database), Jobs(self.settings.database)
        self.record = BackendRecord(self.settings.var)

    def ready(self, number: int, _step: object) -> Wanted:
        self.on_ready()
        return Wanted(number, self.publishing.folder(number), Path())

    def digests(self, _folder: Path) -> tuple[str, str]:
        return "f" * 64, "a" * 64

    def place(self, folder: Path, number: int) -> None:
        if self.killed:
            raise KeyboardInterrupt
        folder.replace(self.publishing.folder(number))

    def forget_old(self) -> None:
        self.forgot.append(self.versions.live_numbers()[0])

    def job(self) -> JobRow:
        job = self.jobs.add("publish", "Robin", "New")
        folder = self.publishing.job_folder(job.id)
        (folder / CANDIDATE / "content").mkdir(parents=True)
        (folder / CANDIDATE / "content" / "clinic.yml").write_text(f"name: A Clinic\n{self.booking}")
        (folder / "report.json").write_text("{}")
        (self.settings.var / "versions").mkdir(exist_ok=True)
        return self.again(job)

    def again(self, job: JobRow) -> JobRow:
        """The job as a publisher takes it up."""
        found = self.jobs.begin(job.id)
        assert found is not None
        return found

    def runs(self, number: int, state: str = READY) -> None:
        self.record.write([Backend(number, self.port, state, "It stopped." if state == BROKEN else "")])

    def go(self, job: JobRow, offline: bool = False) -> None:
        going_live = GoingLive(self.settings, self.publishing, self, offline)  # type: ignore[arg-type]
        going_live.go(job, JobProgress(self.jobs, job.id))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(module, "_START", 1.0)
    monkeypatch.setattr(module, "_SWITCH", 1.0)
    house = House(tmp_path)
    yield house
    house.server.shutdown()
    house.server.server_close()


def publish_first(house: House, job: JobRow | None = None) -> None:
    """Have a version live already."""
    job = job or house.job()
    house.go(job, offline=True)
    house.jobs.finish(job.id, "done")


def interrupted(_self: GoingLive, _number: int) -> None:
    """Somebody kills the publisher while it waits for the site."""
    raise KeyboardInterrupt


def test_it_is_asked_before_visitors_are_sent_there(house: House) -> None:
    house.runs(1)
    house.go(house.job())
    assert len(house.asked) >= 3
    assert house.versions.live_numbers() == (1,)
    assert (house.publishing.folder(1) / "report.json").is_file()
    release = house.versions.releases(1)[0]
    assert (release.kind, release.by, release.note) == ("publish", "Robin", "New")
    assert house.forgot == [1]  # not before it is live: what is live until then may be very old


@pytest.mark.parametrize("state", [None, "starting"])
def test_one_that_does_not_start_in_time_changes_nothing(house: House, state: str | None) -> None:
    if state:
        house.runs(1, state)
    job = house.job()
    with pytest.raises(FrontdeskError, match="doesn't start within 1 s"):
        house.go(job)
    assert house.versions.live_numbers() == ()


def test_one_that_breaks_says_why(house: House) -> None:
    house.runs(1, BROKEN)
    with pytest.raises(FrontdeskError, match=r"It stopped\. The live version stays"):
        house.go(house.job())


@pytest.mark.parametrize("answer", [[], [{"understood": {"intent": "greet"}}], {"text": "no list"}])
def test_one_that_does_not_answer_changes_nothing(house: House, answer: Any) -> None:
    house.runs(1)
    house.answer = answer
    with pytest.raises(FrontdeskError, match="doesn't answer"):
        house.go(house.job())
    assert house.versions.live_numbers() == ()


def test_what_the_site_cannot_serve_is_taken_back(house: House) -> None:
    publish_first(house)
    house.site_takes_it = False
    house.runs(2)
    job = house.job()
    with pytest.raises(FrontdeskError, match="doesn't take the new version"):
        house.go(job)
    assert house.versions.live_numbers() == (1, 2)
    assert house.versions.releases(1)[0].by == "frontdesk"


def test_a_version_has_its_number_before_anything_can_go_wrong(house: House) -> None:
    job = house.job()
    with pytest.raises(FrontdeskError):
        house.go(job)
    again = house.again(job)
    assert again.version == 1
    house.runs(1)
    house.go(again)
    assert house.versions.once_live() == (1,)
    assert len(house.versions.all()) == 1


def test_files_that_were_not_moved_yet_are_moved_by_the_next_publisher(house: House) -> None:
    job = house.job()
    house.runs(1)
    house.killed = True
    with pytest.raises(KeyboardInterrupt):
        house.go(job)
    house.killed = False
    house.go(house.again(job))
    assert (house.publishing.folder(1) / "report.json").is_file()
    assert len(house.versions.all()) == 1


def test_one_that_is_live_already_is_not_released_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_first(house)
    job = house.job()
    house.runs(2)
    with monkeypatch.context() as patch:
        patch.setattr(GoingLive, "_serves", interrupted)
        with pytest.raises(KeyboardInterrupt):
            house.go(job)
    house.site_takes_it = False
    with pytest.raises(FrontdeskError, match="doesn't take the new version"):
        house.go(house.again(job))
    assert [(release.version, release.kind) for release in house.versions.releases(9)] == [
        (1, ROLLBACK), (2, "publish"), (1, "publish")]
    with pytest.raises(FrontdeskError, match="didn't take the new version"):  # killed before it could say so
        house.go(house.again(job))
    assert len(house.versions.releases(9)) == 3


def test_one_that_is_cancelled_in_the_last_moment_does_not_go_live(house: House) -> None:
    job = house.job()
    house.on_ready = lambda: house.publishing.cancel(job.id)
    with pytest.raises(Cancelled):
        house.go(job, offline=True)
    assert house.versions.live_numbers() == ()


def test_once_it_is_live_it_cannot_be_cancelled(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.runs(1)
    job = house.job()
    with monkeypatch.context() as patch:
        patch.setattr(GoingLive, "_serves", interrupted)
        with pytest.raises(KeyboardInterrupt):
            house.go(job)
    with pytest.raises(FrontdeskError, match="is live already"):
        house.publishing.cancel(job.id)
    assert house.versions.live_numbers() == (1,)


@pytest.mark.parametrize("kind", ["publish", ROLLBACK])
def test_a_version_that_could_not_tell_the_clinic_does_not_go_live(
    house: House, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv(WEBHOOK_SECRET, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    house.booking = "booking:\n  webhook:\n    url: https://example.org/hook\n"
    job = house.job()
    if kind == ROLLBACK:
        publish_first(house, job)
        publish_first(house, house.job())
        job = house.again(house.jobs.add(ROLLBACK, "Robin", "", 1))
    live = house.versions.live_numbers()
    monkeypatch.delenv(WEBHOOK_SECRET)
    house.runs(job.version or 1)
    with pytest.raises(FrontdeskError, match="needs a secret that isn't set"):
        house.go(job)
    assert house.versions.live_numbers() == live


def test_what_is_gone_is_told(house: House) -> None:
    job = house.again(house.jobs.add("publish", "Robin", ""))
    with pytest.raises(FrontdeskError, match="Publish again"):
        house.go(job)


def test_where_nothing_runs_it_is_for_the_next_start(house: House) -> None:
    house.go(house.job(), offline=True)
    assert house.asked == []
    assert house.versions.live_numbers() == (1,)
