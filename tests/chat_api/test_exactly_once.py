"""Whichever process is killed, a message that is sent again is processed once and gets the one answer."""

from __future__ import annotations

import json
import random
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.chat_api.clinic import Clinic, own_folder, running_clinic

pytestmark = pytest.mark.live

QUESTION, MORE = "What do my glutes do?", "tell me more"
SITE, RASA = "The site", "Rasa"
SEED = 20_260
LATEST = 0.1  # seconds after which a message is answered, or nearly


@pytest.fixture(scope="module")
def clinic(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    root = tmp_path_factory.mktemp("clinic")
    own_folder(root, "actions")
    with running_clinic(root, model) as clinic:
        yield clinic


@pytest.fixture
def conversation(clinic: Clinic) -> str:
    """The session of a conversation with a topic, of which more can be told."""
    return str(clinic.say(QUESTION, message_id=str(uuid4())).json()["session"])


def turns(clinic: Clinic, session: str) -> int:
    """Answers given in a conversation, as Rasa counts them."""
    (state,) = (row["state"] for row in clinic.rows("conversations") if row["sender_id"] == session.split(".")[0])
    return int(json.loads(state)["slots"]["memory"]["turn"])


def forget_answers(clinic: Clinic) -> None:
    """Leave the site's table as if it had been killed before it wrote the last answer."""
    connection = sqlite3.connect(clinic.settings.database)
    connection.execute("DELETE FROM answers")
    connection.commit()
    connection.close()


def test_rasa_knows_what_the_site_couldnt_write(clinic: Clinic, conversation: str) -> None:
    message_id = str(uuid4())
    first = clinic.say(MORE, conversation, message_id=message_id)
    assert turns(clinic, conversation) == 2
    forget_answers(clinic)
    assert clinic.say(MORE, conversation, message_id=message_id).json() == first.json()
    assert turns(clinic, conversation) == 2
    assert clinic.say(MORE, conversation, message_id=str(uuid4())).json()["replies"] != first.json()["replies"]


def test_a_first_message_too(clinic: Clinic) -> None:
    message_id = str(uuid4())
    first = clinic.say(QUESTION, message_id=message_id).json()
    forget_answers(clinic)
    again = clinic.say(QUESTION, message_id=message_id).json()
    assert again["replies"] == first["replies"]
    assert again["session"].split(".")[0] == first["session"].split(".")[0]
    assert turns(clinic, first["session"]) == 1


@pytest.mark.parametrize("killed", [(SITE,), (RASA,), (SITE, RASA)], ids=" and ".join)
def test_processes_killed_at_any_moment(clinic: Clinic, conversation: str, killed: tuple[str, ...]) -> None:
    message_id, moments = str(uuid4()), random.Random(f"{SEED} {killed}")
    timers = [threading.Timer(moments.uniform(0, LATEST), clinic.kill, [name]) for name in killed]
    for timer in timers:
        timer.start()
    try:
        first = clinic.say(MORE, conversation, message_id=message_id)
    except httpx.TransportError:
        first = None
    for timer in timers:
        timer.join()
    for name in reversed(killed):
        clinic.start(name)
    again = clinic.say(MORE, conversation, message_id=message_id)
    assert again.status_code == 200, again.text
    assert again.json()["replies"][0]["kind"] == "answer"
    assert first is None or first.status_code == 503 or first.json() == again.json()
    assert turns(clinic, conversation) == 2
