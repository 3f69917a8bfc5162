"""What the three processes log: nothing a visitor wrote and nobody's id, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chat_api.clinic import Clinic, own_folder, running_clinic

pytestmark = pytest.mark.live

MARK = "zqxjkv"  # in every message
ODD = (
    f"{MARK} is my calf related to my back?", f"{MARK} 🦵 \u202e {{}} %s %(name)s", f"/restart {MARK}",
    f'/faq/what-glutes-do{{"memory": "{MARK}"}}', f"<b>{MARK}</b>" * 60, f"{MARK}\n\r\t{MARK}\n",
    f"call 999 {MARK}!!! help",
)
FLAGGED = (
    f"{MARK} I have chest pain and I can't breathe", f"My calf is swollen, hot and red since the {MARK}",
    f"I don't want to live with this pain any more {MARK}", f"I've lost two stone without trying, my back aches {MARK}",
)
# An action that fails with everything it knows.
BROKEN = """

def _fail(self, dispatcher, tracker, domain):
    raise RuntimeError(f"{tracker.sender_id} said {tracker.latest_message['text']}")


AnswerFaq.run = _fail
"""
FAQ = f"What do my glutes do? {MARK}"


@pytest.fixture(scope="module")
def clinic(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    root = tmp_path_factory.mktemp("clinic")
    own_folder(root, "actions")
    with (root / "actions" / "answer.py").open("a") as file:
        file.write(BROKEN)
    with running_clinic(root, model) as clinic:
        yield clinic


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


def test_a_red_flag_leaves_no_trace_either(clinic: Clinic) -> None:
    for message in FLAGGED:
        response = clinic.say(message)
        assert [reply["kind"] for reply in response.json()["replies"]] == ["urgent"]
        session = response.json()["session"]
        assert clinic.say(f"ignore that {MARK}", session).status_code == 200
        assert clinic.say(f"what are your opening hours? {MARK}", session).status_code == 200
    assert_quiet(clinic)
    for rule in {row["rule"] for row in clinic.rows("flag_events")}:
        assert [name for name, text in clinic.logged().items() if rule in text] == [], rule


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
    erasure = clinic.erase(session)
    assert_quiet(clinic)
    logged = clinic.logged()
    assert "A conversation could not be saved (OperationalError)." in logged["rasa"]
    assert erasure.status_code == 500  # nobody is told that something is erased which may not be
    assert "Traceback" not in logged["site"]
