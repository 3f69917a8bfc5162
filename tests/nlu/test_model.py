"""The trained model, loaded in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from frontdesk.safety.detector import CHECKED
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.service.training import ensure_red_flag_model
from frontdesk.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "is my calf related to my back?"
EMERGENCY = "I have lost control of my bladder and my legs are numb"
WEATHER = "What will the weather be like tomorrow?"
ODD = ["🦵🤕", "هل ألم ساقي مرتبط بظهري؟", "???", "a", "x" * 2000, "\u0301" * 50, '{"a": 1}']


@pytest.fixture(scope="module")
def results(model: Path, content, tmp_path_factory) -> dict[tuple[str, bool], dict[str, Any]]:
    """Parse results by message, and whether the site had read it for red flags."""
    ensure_red_flag_model(load_settings(ROOT))
    texts = [QUESTION, EMERGENCY, WEATHER, *ODD, *(faq.question for faq in content.faqs.values())]
    messages = [*((text, False) for text in texts), (QUESTION, True), (EMERGENCY, True)]
    path = tmp_path_factory.mktemp("parsed") / "results.json"
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3",
                   "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__).with_name("parse_messages.py")), str(model), str(path)]
    sent = json.dumps([(text, {CHECKED: True} if checked else {}) for text, checked in messages])
    done = subprocess.run(command, cwd=ROOT, env=environment, input=sent, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(zip(messages, json.loads(path.read_text())))


@pytest.fixture(scope="module")
def parsed(results) -> dict[str, dict[str, Any]]:
    """Parse results of the messages that nobody had read."""
    return {text: result for (text, checked), result in results.items() if not checked}


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


def test_the_detector_has_the_last_word_on_an_emergency(parsed) -> None:
    result = parsed[EMERGENCY]
    assert result["intent"]["name"] == "urgent"
    assert 0 < result["intent"]["confidence"] <= 1
    assert (result["understood"]["label"], result["understood"]["decision"]) == ("urgent", "intent")
    assert result["response_selector"] == {}


def test_an_emergency_brings_the_text_to_show_and_the_reminder(parsed) -> None:
    messages = load_red_flags(ROOT / "content" / "safety").messages
    flag = parsed[EMERGENCY]["red_flag"]
    start, _, _ = messages["emergency_now"].partition("{emergency}")
    assert start
    assert flag["text"].startswith(start)
    assert flag["reminder"].startswith(start)
    assert flag["reminder"].endswith(messages["still"])
    assert "{" not in flag["text"] + flag["reminder"]


def test_what_the_site_has_read_isnt_read_again(results) -> None:
    result = results[EMERGENCY, True]
    assert "red_flag" not in result
    assert result["intent"]["name"] != "urgent"


def test_what_the_site_has_read_isnt_answered_where_the_classifier_sees_a_red_flag(results) -> None:
    understood = results[EMERGENCY, True]["understood"]
    assert (understood["label"], understood["decision"]) == ("out_of_scope/red_flag", "none")


def test_a_question_is_understood_alike_whoever_looked_for_red_flags(results) -> None:
    assert results[QUESTION, True] == results[QUESTION, False]


def test_no_visible_question_raises_a_flag(parsed, content) -> None:
    assert [faq.question for faq in content.faqs.values() if "red_flag" in parsed[faq.question]] == []


def test_nothing_that_is_odd_stops_the_detector(parsed) -> None:
    failure = load_red_flags(ROOT / "content" / "safety").messages["failure"][:40]
    assert [message for message in ODD if parsed[message].get("red_flag", {}).get("text", "").startswith(failure)] == []


def test_what_is_not_covered_is_not_answered(parsed) -> None:
    assert parsed[WEATHER]["understood"]["decision"] != "answer"
    assert parsed[WEATHER]["intent"]["name"] in ("out_of_scope", "nlu_fallback")


@pytest.mark.parametrize("message", ODD, ids=ascii)
def test_odd_input_is_parsed_too(parsed, message: str) -> None:
    assert parsed[message]["intent"]["name"]
    assert parsed[message]["understood"]["decision"] in ("answer", "choice", "search", "none", "intent")
