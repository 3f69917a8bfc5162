"""What the inbox gets to know of a kept question, from the real pipeline; visitors learn nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chat_api.clinic import Clinic, own_folder, running_clinic

pytestmark = pytest.mark.live

SCORES = ("confidence", "near", "strength", "passage")
COVERED, WEATHER = "Is my calf related to my back pain?", "What will the weather be like tomorrow?"


@pytest.fixture(scope="module")
def clinic(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic that lets visitors have their questions kept."""
    root = tmp_path_factory.mktemp("clinic")
    own_folder(root, "actions", "content")
    file = root / "content" / "clinic.yml"
    told = file.read_text(encoding="utf-8")
    file.write_text(told.replace("keep_questions: false", "keep_questions: true"), encoding="utf-8")
    with running_clinic(root, model) as clinic:
        clinic.say("hello")  # the first message of a process takes longer, on a busy machine too long for the detector
        yield clinic


def understood(clinic: Clinic) -> dict[str, dict[str, Any]]:
    """What was understood of each kept question."""
    return {row["text"]: json.loads(row["understood"]) for row in clinic.rows("questions")}


def test_what_was_understood_is_kept_and_isnt_told(clinic: Clinic) -> None:
    first = clinic.say(COVERED, may_keep=True, message_id="message-0123456789").json()
    second = clinic.say(WEATHER, first["session"], may_keep=True).json()
    assert [answer["replies"][0]["kind"] for answer in (first, second)] == ["answer", "no_answer"]
    for answer in (first, second):
        assert set(answer) == {"session", "replies"}
        for reply in answer["replies"]:
            assert set(reply) <= {"kind", "text", "quotes", "buttons", "links"}
            assert "confidence" not in str(reply)
    known = understood(clinic)
    assert set(known) == {COVERED, WEATHER}
    assert known[COVERED]["decision"] == "answer"
    assert known[COVERED]["label"].startswith("faq/")
    assert known[WEATHER]["decision"] == "none"
    assert known[WEATHER]["label"].startswith("out_of_scope/")
    for each in known.values():
        assert all(isinstance(each[name], float) for name in SCORES)
    assert known[COVERED]["near"] > 0.9 > known[WEATHER]["near"]
    assert known[COVERED]["strength"] > known[WEATHER]["strength"]


def test_neither_is_what_a_message_meant_that_isnt_kept(clinic: Clinic) -> None:
    clinic.say("Why do my hamstrings tighten up?", message_id="message-1123456789")
    assert not any("hamstrings" in text for text in understood(clinic))
    assert not any("nearest" in row["replies"] for row in clinic.rows("last_turns"))
    assert not any("nearest" in row["state"] for row in clinic.rows("conversations"))
