"""What the three processes log: nothing a visitor wrote and nobody's id, whatever goes wrong."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from frontdesk.service.supervisor import running
from frontdesk.settings import LOOPBACK, Settings
from frontdesk.terminal import free_ports

pytestmark = pytest.mark.live

ROOT = Path(__file__).resolve().parents[2]
MARK = "zqxjkv"  # in every message
ODD = (
    f"{MARK} is my calf related to my back?", f"{MARK} 🦵 \u202e {{}} %s %(name)s", f"/restart {MARK}",
    f'/faq/what-glutes-do{{"memory": "{MARK}"}}', f"<b>{MARK}</b>" * 60, f"{MARK}\n\r\t{MARK}\n",
    f"call 999 {MARK}!!! help",
)
# An action that fails with everything it knows.
BROKEN = """

def _fail(self, dispatcher, tracker, domain):
    raise RuntimeError(f"{tracker.sender_id} said {tracker.latest_message['text']}")


AnswerFaq.run = _fail
"""
FAQ = f"What do my glutes do? {MARK}"


@dataclass
class Clinic:
    """A Frontdesk in a folder of its own, whose answers to FAQs fail."""

    settings: Settings
    senders: set[str] = field(default_factory=set)

    def say(self, message: str, session: str | None = None) -> httpx.Response:
        """Send one message, and note the conversation's id."""
        url = f"{self.settings.public_url}/api/chat"
        response = httpx.post(url, json={"message": message, "session": session}, timeout=30, trust_env=False)
        if response.is_success:
            self.senders.add(response.json()["session"].split(".")[0])
        return response

    def logged(self) -> dict[str, str]:
        """The three logs."""
        folder = self.settings.var / "logs"
        return {name: (folder / f"{name}.log").read_text(errors="replace") for name in ("actions", "rasa", "site")}

    def break_database(self) -> None:
        """Take the tables away under the running processes."""
        connection = sqlite3.connect(self.settings.database)
        connection.execute("DROP TABLE conversations")
        connection.commit()
        connection.close()


@pytest.fixture(scope="module")
def clinic(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    root = tmp_path_factory.mktemp("clinic")
    for path in ROOT.iterdir():
        if path.name not in ("actions", "frontdesk", "tests", "var") and not path.name.startswith("."):
            (root / path.name).symlink_to(path)
    shutil.copytree(ROOT / "actions", root / "actions")
    with (root / "actions" / "answer.py").open("a") as file:
        file.write(BROKEN)
    ports = free_ports(3)
    settings = Settings(host=LOOPBACK, port=ports[0], rasa_port=ports[1], actions_port=ports[2],
                        public_url=f"http://{LOOPBACK}:{ports[0]}", root=root, rasa_timeout=10.0)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FRONTDESK_DATABASE", "FRONTDESK_SECRET"):
            patch.delenv(name, raising=False)
        with running(settings, model):
            yield Clinic(settings)


def assert_quiet(clinic: Clinic) -> None:
    for name, text in clinic.logged().items():
        assert MARK not in text.lower(), name
        assert "glutes do" not in text.lower(), name
        assert [sender for sender in clinic.senders if sender in text] == [], name


def test_whatever_is_asked_leaves_no_trace(clinic: Clinic) -> None:
    for message in ODD:
        assert clinic.say(message).status_code in (200, 503)
    assert clinic.senders
    assert_quiet(clinic)


def test_an_action_that_fails_is_told_by_kind_and_place(clinic: Clinic) -> None:
    session = clinic.say("hello").json()["session"]
    assert clinic.say(FAQ, session).status_code == 503
    assert_quiet(clinic)
    logged = clinic.logged()
    assert "builtins.RuntimeError" in logged["actions"]
    assert "answer.py" in logged["actions"]
    assert "ClientResponseError" in logged["rasa"]


def test_so_is_a_database_that_fails(clinic: Clinic) -> None:
    # The last test: nothing works after it.
    session = clinic.say("hello").json()["session"]
    clinic.break_database()
    assert clinic.say(f"hello {MARK}", session).status_code == 200  # answered, and not remembered
    erasure = httpx.request("DELETE", f"{clinic.settings.public_url}/api/chat", json={"session": session},
                            timeout=30, trust_env=False)
    assert_quiet(clinic)
    logged = clinic.logged()
    assert "A conversation could not be saved (OperationalError)." in logged["rasa"]
    assert erasure.status_code == 204  # erasing makes missing tables anew
    assert "Traceback" not in logged["site"]
