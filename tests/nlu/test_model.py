"""The trained model, loaded in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "is my calf related to my back?"
EMERGENCY = "I have lost control of my bladder and my legs are numb"
WEATHER = "What will the weather be like tomorrow?"
ODD = ["🦵🤕", "هل ألم ساقي مرتبط بظهري؟", "???", "a", "x" * 2000, "\u0301" * 50, '{"a": 1}']


@pytest.fixture(scope="module")
def parsed(model: Path, content, tmp_path_factory) -> dict[str, dict[str, Any]]:
    """Parse results by message."""
    messages = [QUESTION, EMERGENCY, WEATHER, *ODD, *(faq.question for faq in content.faqs.values())]
    results = tmp_path_factory.mktemp("parsed") / "results.json"
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3",
                   "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).with_name("parse_messages.py")), str(model), str(results)]
    done = subprocess.run(command, cwd=ROOT, env=environment, input=json.dumps(messages), text=True,
                          capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(messages, json.loads(results.read_text())))


def test_the_question_is_understood(parsed) -> None:
    assert parsed[QUESTION]["understood"]["label"] == "faq/calf-and-back-related"
    assert parsed[QUESTION]["understood"]["decision"] == "answer"
    assert parsed[QUESTION]["intent"]["name"] == "faq"


def test_it_is_reported_as_rasas_response_selector_would(parsed) -> None:
    selected = parsed[QUESTION]["response_selector"]["faq"]
    assert selected["response"]["intent_response_key"] == "faq/calf-and-back-related"
    assert selected["response"]["utter_action"] == "utter_faq/calf-and-back-related"
    assert 0 <= selected["response"]["confidence"] <= 1
    assert selected["ranking"][0]["intent_response_key"] == "faq/calf-and-back-related"


def test_the_ranking_names_each_intent_once(parsed) -> None:
    for result in parsed.values():
        names = [entry["name"] for entry in result["intent_ranking"]]
        assert names
        assert len(names) == len(set(names))


def test_every_visible_question_is_answered_by_its_own_faq(parsed, content) -> None:
    answered = {slug: parsed[faq.question]["understood"] for slug, faq in content.faqs.items()}
    assert {slug: (given["label"], given["decision"]) for slug, given in answered.items()} == {
        slug: (f"faq/{slug}", "answer") for slug in content.faqs}


def test_an_emergency_is_urgent(parsed) -> None:
    assert parsed[EMERGENCY]["understood"]["label"] == "urgent"


def test_what_is_not_covered_is_not_answered(parsed) -> None:
    assert parsed[WEATHER]["understood"]["decision"] != "answer"
    assert parsed[WEATHER]["intent"]["name"] in ("out_of_scope", "nlu_fallback")


@pytest.mark.parametrize("message", ODD, ids=ascii)
def test_odd_input_is_parsed_too(parsed, message: str) -> None:
    assert parsed[message]["intent"]["name"]
    assert parsed[message]["understood"]["decision"] in ("answer", "choice", "search", "none", "intent")
