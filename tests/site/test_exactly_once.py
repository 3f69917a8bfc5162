"""However the site is killed, a message that is sent again is processed once, and gets the one answer."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK, Settings, load_settings
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.questions import Questions
from tests.site.conftest import own_clinic, write_widget
from tests.site.mortal_site import ORDER, POINTS

ROOT = Path(__file__).resolve().parents[2]
SEED = 20_260
RASA_TAKES = 0.05  # seconds
ROUNDS = 3  # kills at no particular point


class RasaAlike(ThreadingHTTPServer):
    """Rasa as seen from the site: it processes no message of a conversation twice, and counts those it does."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.processed: list[str] = []
        self.replies: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.lock = threading.Lock()
        self.while_processing = lambda: None

    def answer(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        key = (body["sender"], body["metadata"]["message_id"])
        with self.lock:
            if key not in self.replies:
                self.while_processing()
                time.sleep(RASA_TAKES)
                self.processed.append(body["message"])
                text = f"{body['message']}: reply {len(self.processed)}"
                self.replies[key] = [{"custom": {"kind": "clinic", "text": text, "quotes": [], "buttons": []}}]
            return self.replies[key]


class _Handler(BaseHTTPRequestHandler):
    server: RasaAlike

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = json.dumps(self.server.answer(body)).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        except OSError:
            pass  # the site is dead

    def log_message(self, *_: object) -> None:
        pass


class MortalSite:
    """The site's process, started anew whenever it has died."""

    def __init__(self, settings: Settings, rasa: RasaAlike) -> None:
        self.settings, self.rasa = settings, rasa
        self.http = httpx.Client(base_url=settings.public_url, timeout=10, trust_env=False)
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PORT": str(self.settings.port), "PYTHONPATH": str(ROOT),
                       "FRONTDESK_RASA_PORT": str(self.settings.rasa_port), "PYTHONWARNINGS": "ignore"}
        for name in ("FRONTDESK_DATABASE", "FRONTDESK_SECRET", "HOST", "FRONTDESK_PUBLIC_URL"):
            environment.pop(name, None)
        return subprocess.Popen([sys.executable, "-m", "tests.site.mortal_site"], cwd=self.settings.root,
                                env=environment)

    def wait(self) -> None:
        """Until it serves."""
        for _ in range(1200):
            try:
                if self.http.get("/healthz").is_success:
                    return
            except httpx.TransportError:
                assert self.process.poll() is None
                time.sleep(0.05)
        raise AssertionError("the site doesn't start")

    def restart(self) -> None:
        """After it was killed, and by nothing else."""
        assert self.process.wait(10) == -signal.SIGKILL
        self.process = self._start()
        self.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def say(self, message: str, message_id: str, session: str | None = None) -> dict[str, Any]:
        body = {"message": message, "message_id": message_id, "session": session, "may_keep": True}
        response = self.http.post("/api/chat", json=body)
        assert response.status_code == 200, response.text
        return dict(response.json())

    def kept(self) -> list[str]:
        """The questions that are kept, oldest first."""
        return [question.text for question in reversed(Questions(self.settings.database).newest())]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MortalSite]:
    root = tmp_path_factory.mktemp("mortal")
    (root / "content").symlink_to(ROOT / "content")
    write_widget(root)
    ports = [str(port) for port in free_ports(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FRONTDESK_DATABASE", raising=False)
        settings = load_settings(root, {"PORT": ports[0], "FRONTDESK_RASA_PORT": ports[1]})
        own_clinic(settings, lambda told: told.replace("keep_questions: false", "keep_questions: true"))
        with RasaAlike(settings.rasa_port) as rasa:
            threading.Thread(target=rasa.serve_forever, daemon=True).start()
            mortal = MortalSite(settings, rasa)
            try:
                mortal.wait()
                yield mortal
            finally:
                mortal.kill()
                mortal.http.close()
                rasa.shutdown()


@pytest.fixture
def uuids(request: pytest.FixtureRequest) -> Iterator[str]:
    """Message ids, the same in every run."""
    numbers = random.Random(f"{SEED} {request.node.name}")
    return iter(lambda: str(UUID(int=numbers.getrandbits(128), version=4)), "")


def killed(site: MortalSite, point: str, message: str, message_id: str, session: str | None = None) -> None:
    """Send a message that the site doesn't survive, and start it again."""
    (site.settings.root / ORDER).write_text(point)
    with pytest.raises(httpx.TransportError):
        site.say(message, message_id, session)
    site.restart()


@pytest.mark.parametrize("point", POINTS)
def test_a_first_message_is_answered_once_wherever_the_site_dies(
    site: MortalSite, uuids: Iterator[str], point: str
) -> None:
    before, kept, message_id = len(site.rasa.processed), site.kept(), next(uuids)
    killed(site, point, "one", message_id)  # it had no session, so it has none when it is sent again
    answer = site.say("one", message_id)
    assert [reply["text"] for reply in answer["replies"]] == [f"one: reply {before + 1}"]
    assert site.say("one", message_id)["replies"] == answer["replies"]
    site.say("two", next(uuids), answer["session"])
    assert site.rasa.processed[before:] == ["one", "two"]
    assert len({sender for sender, _ in list(site.rasa.replies)[before:]}) == 1
    assert site.kept() == [*kept, "one", "two"]


@pytest.mark.parametrize("point", [POINTS[1], POINTS[3]])
def test_so_is_a_later_one(site: MortalSite, uuids: Iterator[str], point: str) -> None:
    before, kept, message_id = len(site.rasa.processed), site.kept(), next(uuids)
    session = site.say("one", next(uuids))["session"]
    killed(site, point, "two", message_id, session)
    answer = site.say("two", message_id, session)
    assert [reply["text"] for reply in answer["replies"]] == [f"two: reply {before + 2}"]
    assert site.say("two", message_id, session) == answer
    assert site.rasa.processed[before:] == ["one", "two"]
    assert site.kept() == [*kept, "one", "two"]


def test_also_while_rasa_is_at_it(site: MortalSite, uuids: Iterator[str]) -> None:
    before, message_id = len(site.rasa.processed), next(uuids)

    def kill_once() -> None:
        site.rasa.while_processing = lambda: None
        site.kill()

    site.rasa.while_processing = kill_once
    with pytest.raises(httpx.TransportError):
        site.say("slow", message_id)
    site.restart()
    assert site.say("slow", message_id)["replies"][0]["text"] == f"slow: reply {before + 1}"
    assert site.rasa.processed[before:] == ["slow"]


@pytest.mark.parametrize("point", POINTS[2:4])
def test_an_urgent_message_is_told_again_and_rasa_never_asked(
    site: MortalSite, uuids: Iterator[str], point: str
) -> None:
    before, kept, message_id = len(site.rasa.processed), site.kept(), next(uuids)
    session = site.say("hello", next(uuids))["session"]
    events = FlagEvents(site.settings.database)
    recorded = sum(events.counts().values())
    killed(site, point, "my same_day hurts", message_id, session)
    answer = site.say("my same_day hurts", message_id, session)
    assert [reply["kind"] for reply in answer["replies"]] == ["urgent"]
    assert site.say("my same_day hurts", message_id, session) == answer
    assert site.rasa.processed[before:] == ["hello"]
    assert site.kept() == [*kept, "hello"]
    # Between the flag's record and the answer's it can't be known whether it was told.
    assert sum(events.counts().values()) - recorded == (2 if point == POINTS[2] else 1)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_at_any_moment(site: MortalSite, uuids: Iterator[str], seed: int) -> None:
    before, kept, message_id = len(site.rasa.processed), site.kept(), next(uuids)
    moment = random.Random(SEED + seed).uniform(0, 2 * RASA_TAKES)
    timer = threading.Timer(moment, site.process.kill)
    timer.start()
    try:
        first = site.say("one", message_id)
    except httpx.TransportError:
        first = None
    timer.join()
    site.restart()
    answer = site.say("one", message_id)
    assert answer["replies"][0]["text"] == f"one: reply {before + 1}"
    assert first is None or first["replies"] == answer["replies"]
    assert site.rasa.processed[before:] == ["one"]
    assert site.kept() == [*kept, "one"]
