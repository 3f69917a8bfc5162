"""How long the clinic keeps what visitors leave behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.privacy import RANGES, Privacy

Write = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]


def load(write: Write, block: str) -> Privacy:
    return load_clinic(write("clinic.yml", f"name: A Clinic\n{block}")).privacy


@pytest.mark.parametrize("block", ["", "privacy:\n", "privacy: {}\n", "privacy:\n  questions_days:\n"])
def test_what_isnt_said_is_the_safe_default(write: Write, block: str) -> None:
    assert load(write, block) == Privacy(
        keep_questions=False, questions_days=30, conversation_minutes=30, requests_days=90, flag_events_days=365,
        log_days=14)


def test_the_clinics_own_file_says_the_defaults(content: Content) -> None:
    assert content.clinic.privacy == Privacy()


def test_the_clinics_own_file_names_the_ranges() -> None:
    text = (ROOT / "content" / "clinic.yml").read_text(encoding="utf-8")
    for key, (lowest, highest) in RANGES.items():
        comment = text[: text.index(f"  {key}:")].splitlines()[-1]
        assert f": {lowest} to {highest}." in comment, key


def test_everything_can_be_said(write: Write) -> None:
    block = ("privacy:\n  keep_questions: true\n  questions_days: 7\n  conversation_minutes: 5\n"
             "  requests_days: 365\n  flag_events_days: 1095\n  log_days: 2\n")
    assert load(write, block) == Privacy(True, 7, 5, 365, 1095, 2)


def test_minutes_are_seconds_to_the_store(write: Write) -> None:
    assert load(write, "privacy:\n  conversation_minutes: 45\n").conversation_seconds == 2700


@pytest.mark.parametrize("key", RANGES)
def test_both_ends_of_a_range_are_allowed_and_nothing_beyond(write: Write, key: str) -> None:
    for value in RANGES[key]:
        assert getattr(load(write, f"privacy:\n  {key}: {value}\n"), key) == value
    lowest, highest = RANGES[key]
    for value in (lowest - 1, highest + 1, -lowest):
        with pytest.raises(ContentError):
            load(write, f"privacy:\n  {key}: {value}\n")


@pytest.mark.parametrize(("line", "problem", "remedy"), [
    ("questions_days: 91", "'questions_days' must be a whole number from 1 to 90", "questions_days: 30"),
    ("questions_days: '30'", "must be a whole number", "without quotes"),
    ("questions_days: 30.5", "must be a whole number", "questions_days: 30"),
    ("questions_days: true", "must be a whole number", "questions_days: 30"),
    ("questions_days: for ever", "must be a whole number", "questions_days: 30"),
    ("questions_days: [30]", "must be a whole number", "questions_days: 30"),
    ("keep_questions: yes", "'keep_questions' must be true or false", "Write true or false"),
    ("keep_question: true", "'keep_question' isn't a known setting", "Use one of: keep_questions, questions_days"),
])
def test_faulty_settings_are_refused_with_their_line(write: Write, line: str, problem: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        load(write, f"privacy:\n  log_days: 14\n  {line}\n")
    assert caught.value.line == 4
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
