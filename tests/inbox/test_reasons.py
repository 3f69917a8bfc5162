"""Which questions are for the inbox."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.inbox.limits import Agreement
from frontdesk.inbox.reasons import CHOICE, LOW, NO_ANSWER, REASONS, SEARCH, VOTED_DOWN, carried_on, lacking, reasons
from tests.inbox.made import LIMITS, SURE, answered, kept

EVERYTHING = Agreement(confidence=0.5, near=0.1, strength=2.0)


def test_what_was_answered_surely_isnt() -> None:
    assert reasons(answered(), LIMITS, EVERYTHING) == ()


@pytest.mark.parametrize(("kind", "decision", "reason"), [
    ("no_answer", "none", NO_ANSWER), ("choice", "choice", CHOICE), ("answer", "search", SEARCH)])
def test_what_wasnt_answered_is(kind: str, decision: str, reason: str) -> None:
    assert reasons(kept(kind=kind, decision=decision), LIMITS) == (reason,)


@pytest.mark.parametrize("kind", ["no_answer", "choice"])
def test_also_where_nothing_was_recorded_but_the_kind(kind: str) -> None:
    assert reasons(kept(kind=kind), LIMITS) == (kind,)
    assert reasons(kept(kind="answer"), LIMITS) == ()


def test_so_is_what_was_voted_down() -> None:
    assert reasons(answered(voted_down=True), LIMITS) == (VOTED_DOWN,)
    assert reasons(kept(voted_down=True), LIMITS) == (VOTED_DOWN, NO_ANSWER)
    assert set(REASONS) == {VOTED_DOWN, NO_ANSWER, CHOICE, LOW, SEARCH}


@pytest.mark.parametrize(("given", "short"), [
    ({"confidence": 0.49}, ("confidence",)), ({"near": 0.49}, ("near",)), ({"strength": 2.9}, ("strength",)),
    ({"confidence": 0.1, "near": 0.45, "strength": 1.5}, ("confidence", "near", "strength")),
    ({"confidence": 0.5, "near": 0.5, "strength": 3.0}, ())])
def test_an_answer_that_little_agrees_with_is(given: dict[str, float], short: tuple[str, ...]) -> None:
    question = answered(**given)
    assert lacking(question, LIMITS, EVERYTHING) == short
    assert reasons(question, LIMITS, EVERYTHING) == ((LOW,) if short else ())


@pytest.mark.parametrize("given", [{"near": 0.39}, {"strength": 0.9}, {"passage": 0.09}])
def test_what_only_carried_on_a_topic_isnt(given: dict[str, float]) -> None:
    question = answered(**given)
    assert carried_on(question, LIMITS)
    assert reasons(question, LIMITS, EVERYTHING) == ()


def test_nor_a_message_with_several_questions() -> None:
    question = answered(confidence=0.1, near=0.0, others=["faq/y"])
    assert not carried_on(question, LIMITS)
    assert reasons(question, LIMITS, EVERYTHING) == ()


@pytest.mark.parametrize(("confidence", "found"), [(0.49, (LOW,)), (0.5, ())])
def test_of_another_intent_the_confidence_counts(confidence: float, found: tuple[str, ...]) -> None:
    question = kept(kind="contact", label="contact", decision="intent",
                    **(SURE | {"confidence": confidence, "near": 0.0, "strength": -5.0}))
    assert reasons(question, LIMITS, EVERYTHING) == found


@pytest.mark.parametrize("scores", [{}, {"confidence": 0.1}, {**SURE, "near": None}, {**SURE, "near": "?"}])
def test_without_scores_there_is_nothing_to_agree(scores: dict[str, Any]) -> None:
    assert reasons(kept(kind="answer", decision="answer", label="faq/x", **scores), LIMITS, EVERYTHING) == ()
