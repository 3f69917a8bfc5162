"""What is said of what was understood."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.inbox.groups import Message
from frontdesk.inbox.reasons import reasons
from frontdesk.inbox.why import ANSWER_NAMES, REASON_NAMES, why
from frontdesk.replies.reply import KINDS
from frontdesk.store.inbox import Kept
from frontdesk.store.votes import REASONS as VOTE_REASONS
from tests.inbox.made import LIMITS, SURE, answered, kept

NAMES = {"faq/x": "Why x?", "faq/y": "Why y?", "out_of_scope/weather": "Asks about the weather"}
FAR = {"label": "faq/x", "decision": "none", "nearest": ["x", "y"], **SURE}


def told(question: Kept) -> str:
    return " ".join(why(Message(question, reasons(question, LIMITS)), LIMITS, lambda label: NAMES.get(label, label)))


@pytest.mark.parametrize(("given", "said"), [
    ({"near": 0.3}, "It was nearest to “Why x?”, but not near enough: 0.30 where 0.40 is needed."),
    ({"strength": -1.55}, "It was nearest to “Why x?”, but too little spoke for it: −1.6 where 1.0 is needed to "
                          "answer, and −1.0 to ask back."),
    ({}, "It was nearest to “Why x?”: 0.90, with 9.0 speaking for it, and its passage at 0.50."),
    ({"label": "out_of_scope/weather", "near": 0.3}, "It was taken for “Asks about the weather”. It was nearest to "
                                                     "“Why x?”, but not near enough: 0.30 where 0.40 is needed."),
    ({"nearest": [], "label": "out_of_scope/weather"}, "It was taken for “Asks about the weather”."),
])
def test_why_nothing_was_answered(given: dict[str, Any], said: str) -> None:
    assert told(kept(**(FAR | given))) == said


@pytest.mark.parametrize(("given", "said"), [
    ({"strength": 0.2}, "Too little spoke for the first: 0.2 where 1.0 is needed to answer at once."),
    ({"passage": 0.05}, "The first one's passage was not near enough: 0.05 where 0.10 is needed."),
    ({}, "Two of them were too close to tell.")])
def test_why_it_was_asked_back(given: dict[str, Any], said: str) -> None:
    question = kept(kind="choice", **({**SURE, "decision": "choice", "label": "faq/x", "choices": ["x", "y"]} | given))
    assert told(question) == f"The visitor was asked which was meant: “Why x?”, “Why y?”. {said}"


def test_how_little_an_answer_agreed_with() -> None:
    assert told(answered()) == "It was taken for “Why x?”."
    assert told(answered(confidence=0.4)) == "It was taken for “Why x?”, but only just: confidence 0.40 (0.56 is sure)."
    assert told(answered(near=0.42, strength=1.2)) == (
        "It was taken for “Why x?”, but only just: nearness 0.42 (0.40 is needed, 0.49 is sure), "
        "1.2 spoke for it (1.0 is needed, 4.7 is sure).")


def test_what_was_taken_from_the_topic_is_told_so() -> None:
    assert "because of what was discussed before" in told(answered(strength=-1.0, voted_down=True))


def test_several_questions_are_named() -> None:
    assert "several questions: “Why x?”, “Why y?”" in told(answered(others=["faq/y"], voted_down=True))


@pytest.mark.parametrize("reason", [None, *VOTE_REASONS])
def test_a_vote_down_comes_first_with_its_reason(reason: str | None) -> None:
    said = told(answered(voted_down=True, reason=reason or ""))
    assert said.startswith("The visitor voted the answer down: “" if reason else "The visitor voted the answer down.")
    assert said.endswith("It was taken for “Why x?”.")


def test_a_search_is_told_with_the_nearest() -> None:
    said = told(kept(kind="answer", **(FAR | {"decision": "search", "near": 0.3})))
    assert said.startswith("A passage of an article was found by search")
    assert "not near enough" in said


@pytest.mark.parametrize("kind", ["no_answer", "choice", "answer"])
def test_what_isnt_known_is_said_to_be_unknown(kind: str) -> None:
    assert told(kept(kind=kind, voted_down=kind == "answer")).endswith("wasn't recorded with this message.")


@pytest.mark.parametrize("understood", [
    {"label": None, "nearest": [3, None], **SURE}, {"label": "faq/gone", "nearest": ["gone"], **SURE},
    {"decision": "choice", "choices": None}, {"near": "x"}])
@pytest.mark.parametrize("kind", ["no_answer", "choice", "answer"])
def test_nothing_that_was_recorded_breaks_it(kind: str, understood: dict[str, Any]) -> None:
    assert told(kept(kind=kind, voted_down=True, **understood))


def test_everything_has_a_name() -> None:
    assert set(ANSWER_NAMES) == set(KINDS) - {"urgent", "booking"}  # of which nothing is kept
    assert len(set(REASON_NAMES.values())) == len(REASON_NAMES)
