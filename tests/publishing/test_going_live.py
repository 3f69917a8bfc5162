"""The last step: started beside, warmed up, live, and back if the site can't take it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.publishing import going_live as module
from frontdesk.publishing.going_live import CANDIDATE, GoingLive
from frontdesk.publishing.progress import JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.service.backend_record import BROKEN, READY, Backend, BackendRecord
from frontdesk.service.backends import Wanted
from frontdesk.settings import load_settings
from frontdesk.store.publish_jobs import JobRow, Jobs
from frontdesk.store.versions import Version, Versions


class House:
    """A Rasa and a site on one port, and versions without models."""

    def __init__(self, root: Path) -> None:
        self.asked: list[str] = []
        self.answer: list[dict[str, str]] = [{"text": "hello"}]
        self.site_takes_it = True
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
        return Wanted(number, Path(), Path())

    def add(self, folder: Path, by: str, note: str, reason: str) -> Version:
        version = self.versions.add(by, note, reason, "f" * 64, "a" * 64)
        folder.replace(self.publishing.folder(version.number))
        return version

    def job(self) -> JobRow:
        job = self.jobs.add("publish", "Robin", "New")
        folder = self.publishing.job_folder(job.id)
        (folder / CANDIDATE).mkdir(parents=True)
        (folder / "report.json").write_text("{}")
        (self.settings.var / "versions").mkdir(exist_ok=True)
        return job

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


def test_it_is_asked_before_visitors_are_sent_there(house: House) -> None:
    house.runs(1)
    house.go(house.job())
    assert len(house.asked) >= 3
    assert house.versions.live_numbers() == (1,)
    assert (house.publishing.folder(1) / "report.json").is_file()
    release = house.versions.releases(1)[0]
    assert (release.kind, release.by, release.note) == ("publish", "Robin", "New")


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


def test_one_that_does_not_answer_changes_nothing(house: House) -> None:
    house.runs(1)
    house.answer = []
    with pytest.raises(FrontdeskError, match="doesn't answer"):
        house.go(house.job())
    assert house.versions.live_numbers() == ()


def test_what_the_site_cannot_serve_is_taken_back(house: House) -> None:
    house.runs(1)
    house.go(house.job())
    house.jobs.finish(1, "done")
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
    again = house.jobs.find(job.id)
    assert again is not None
    assert again.version == 1
    house.runs(1)
    house.go(again)
    assert [version.number for version in house.publishing.versions()] == [1]


def test_what_is_gone_is_told(house: House) -> None:
    job = house.jobs.add("publish", "Robin", "")
    with pytest.raises(FrontdeskError, match="Publish again"):
        house.go(job)


def test_where_nothing_runs_it_is_for_the_next_start(house: House) -> None:
    house.go(house.job(), offline=True)
    assert house.asked == []
    assert house.versions.live_numbers() == (1,)
