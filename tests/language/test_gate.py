"""The relevance gate, each threshold from both sides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.errors import FrontdeskError
from frontdesk.language.gate import RED_FLAG, Evidence, Thresholds, Verdict, decide, decide_in_context, weigh
from frontdesk.language.judging import Prediction

LIMITS = Thresholds(answer=1.0, choice=-1.0, near=0.5, passage=0.3, rival=0.8, intent=0.4, context=1.5, search=0.6)
SURE = Evidence("faq/a", 0.9, ("a", "b", "c"), (1.0, 0.2, 0.1), strength=3.0, near=0.9, passage=0.7)
JUST = 1e-6
ANSWER = Verdict("answer", "faq/a")
ASK = Verdict("choice", "faq/a", ("a", "b", "c"))
NOTHING = Verdict("none", "faq/a")


def test_three_agreements_make_an_answer() -> None:
    assert decide(SURE, LIMITS) == ANSWER


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"strength": LIMITS.answer}, ANSWER),
        ({"strength": LIMITS.answer - JUST}, ASK),
        ({"strength": LIMITS.choice}, ASK),
        ({"strength": LIMITS.choice - JUST}, NOTHING),
        ({"strength": -np.inf}, NOTHING),
        ({"near": LIMITS.near}, ANSWER),
        ({"near": LIMITS.near - JUST}, NOTHING),
        ({"passage": LIMITS.passage}, ANSWER),
        ({"passage": LIMITS.passage - JUST}, ASK),
        ({"shares": (1.0, LIMITS.rival, 0.1)}, ANSWER),
        ({"shares": (1.0, LIMITS.rival + JUST, 0.1)}, ASK),
        ({"faqs": ("a",), "shares": (1.0,)}, ANSWER),
        ({"faqs": (), "shares": ()}, NOTHING),
    ],
)
def test_each_threshold_has_two_sides(changes: dict[str, object], verdict: Verdict) -> None:
    assert decide(replace(SURE, **changes), LIMITS) == verdict


@pytest.mark.parametrize(
    ("label", "confidence", "verdict"),
    [
        ("book", 0.4, Verdict("intent", "book")),
        ("book", 0.4 - JUST, ANSWER),
        ("clinic/hours", 0.9, Verdict("intent", "clinic/hours")),
        ("greet", 0.1, ANSWER),
        ("out_of_scope/scans", 0.99, ANSWER),
        ("faq/b", 0.99, ANSWER),
    ],
)
def test_another_intent_needs_its_confidence(label: str, confidence: float, verdict: Verdict) -> None:
    assert decide(replace(SURE, label=label, confidence=confidence), LIMITS) == verdict


def test_an_unsure_intent_without_evidence_for_an_faq_is_nothing() -> None:
    unsure = Evidence("book", 0.1, ("a",), (1.0,), -9.0, 0.9, 0.9)
    assert decide(unsure, LIMITS) == Verdict("none", "book")


evidences = st.builds(
    Evidence, label=st.sampled_from(["faq/a", "book", "out_of_scope/x", RED_FLAG]), confidence=st.floats(0, 1),
    faqs=st.just(("a", "b")), shares=st.tuples(st.just(1.0), st.floats(0, 1)), strength=st.floats(-20, 20),
    near=st.floats(-1, 1), passage=st.floats(-1, 1))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(evidences)
def test_a_red_flag_is_weighed_like_whatever_else_isnt_covered_but_gets_no_help_from_the_topic(
    evidence: Evidence
) -> None:
    flag, other = replace(evidence, label=RED_FLAG), replace(evidence, label="out_of_scope/x")
    verdict = decide(flag, LIMITS)
    assert verdict.decision != "intent"
    assert (verdict.decision, verdict.choices) == (decide(other, LIMITS).decision, decide(other, LIMITS).choices)
    assert decide_in_context("and my leg?", flag, LIMITS, "a", ["b"]) == verdict


@settings(derandomize=True, max_examples=300, deadline=None)
@given(evidences)
def test_an_answer_is_never_given_without_all_three_agreements(evidence: Evidence) -> None:
    verdict = decide(evidence, LIMITS)
    agreed = (evidence.strength >= LIMITS.answer, evidence.near >= LIMITS.near, evidence.passage >= LIMITS.passage)
    assert verdict.decision != "answer" or all(agreed)
    assert verdict.decision != "choice" or verdict.choices == evidence.faqs


SHORT = replace(SURE, strength=LIMITS.answer - LIMITS.context)


@pytest.mark.parametrize(("topic", "follow_ups"), [("a", ()), ("z", ("a",)), ("z", ("x", "a"))])
def test_a_short_message_is_helped_towards_what_follows_the_topic(topic: str, follow_ups: tuple[str, ...]) -> None:
    assert decide(SHORT, LIMITS).decision != "answer"
    assert decide_in_context("and if it keeps coming back?", SHORT, LIMITS, topic, follow_ups) == ANSWER


@pytest.mark.parametrize(
    ("text", "evidence", "topic", "follow_ups"),
    [
        ("and if it keeps coming back?", SHORT, "", ("a",)),
        ("and if it keeps coming back?", SHORT, "z", ("q",)),
        ("and what if it keeps on coming back after that?", SHORT, "a", ()),
        ("and then?", replace(SHORT, strength=SHORT.strength - JUST), "a", ()),
        ("and then?", replace(SHORT, faqs=(), shares=()), "a", ()),
        ("my leg just went", replace(SHORT, label=RED_FLAG), "a", ()),
    ],
)
def test_context_helps_nothing_else(text: str, evidence: Evidence, topic: str, follow_ups: tuple[str, ...]) -> None:
    assert decide_in_context(text, evidence, LIMITS, topic, follow_ups) == decide(evidence, LIMITS)
    assert decide(evidence, LIMITS).decision != "answer"


@pytest.mark.parametrize("low", [{"near": 0.0}, {"passage": 0.0}])
def test_a_short_message_in_context_neednt_be_near_by_itself(low: dict[str, float]) -> None:
    assert decide_in_context("and then?", replace(SHORT, **low), LIMITS, "a", ()) == ANSWER


def test_a_choice_is_of_at_most_three() -> None:
    many = replace(SURE, faqs=("a", "b", "c", "d", "e"), shares=(1.0, 0.9, 0.9, 0.9, 0.9))
    assert decide(many, LIMITS) == Verdict("choice", "faq/a", ("a", "b", "c"))


def test_an_faq_far_behind_the_best_doesnt_carry_on() -> None:
    elsewhere = replace(SHORT, faqs=("x", "b"), shares=(1.0, 0.05))
    assert decide_in_context("and the knee?", elsewhere, LIMITS, "a", ("b",)) == decide(elsewhere, LIMITS)


def test_the_best_faq_that_carries_on_is_taken() -> None:
    elsewhere = replace(SHORT, faqs=("x", "b", "a"), shares=(1.0, 0.6, 0.3))
    assert decide_in_context("and the knee?", elsewhere, LIMITS, "a", ("b",)) == Verdict("answer", "faq/b")


def test_context_doesnt_turn_an_intent_into_an_faq() -> None:
    booking = replace(SHORT, label="book", confidence=0.9)
    assert decide_in_context("book me in", booking, LIMITS, "a", ()) == Verdict("intent", "book")


def test_what_is_clear_by_itself_needs_no_context() -> None:
    assert decide_in_context("why?", SURE, LIMITS, "z", ("b",)) == ANSWER


def prediction(**labels: tuple[float, float]) -> Prediction:
    """A prediction from ``label=(probability, cosine)``; ``__`` stands for ``/``."""
    probability, cosine = (np.array(column, dtype=np.float32) for column in zip(*labels.values()))
    return Prediction(tuple(label.replace("__", "/") for label in labels), probability, cosine,
                      np.sqrt(probability) * cosine, np.argsort(-probability, kind="stable"))


def test_evidence_ranks_at_most_five_faqs_with_their_shares() -> None:
    evidence = weigh(prediction(faq__a=(0.1, 0.4), faq__b=(0.4, 0.8), book=(0.05, 0.1), faq__c=(0.2, 0.6),
                                faq__d=(0.04, 0.2), faq__e=(0.02, 0.2), faq__f=(0.01, 0.1),
                                out_of_scope__x=(0.18, 0.3)), {"b": 0.7, "a": 0.1})
    assert (evidence.label, evidence.faqs) == ("faq/b", ("b", "c", "a", "d", "e"))
    assert evidence.shares == pytest.approx((1.0, 0.5, 0.25, 0.1, 0.05))
    assert (evidence.near, evidence.passage) == pytest.approx((0.8, 0.7))


def test_evidence_grows_with_nearness_and_shrinks_with_what_isnt_covered() -> None:
    base = weigh(prediction(faq__a=(0.5, 0.6), out_of_scope=(0.5, 0.6)), {}).strength
    assert base == pytest.approx(0.0, abs=1e-5)
    assert weigh(prediction(faq__a=(0.5, 0.7), out_of_scope=(0.5, 0.6)), {}).strength > base
    assert weigh(prediction(faq__a=(0.4, 0.6), out_of_scope=(0.6, 0.6)), {}).strength < base


def test_evidence_without_any_faq_speaks_for_none() -> None:
    evidence = weigh(prediction(book=(0.9, 0.9), out_of_scope=(0.1, 0.1)), {})
    assert (evidence.faqs, evidence.strength) == ((), -np.inf)
    assert decide(evidence, LIMITS) == Verdict("intent", "book")


def test_an_faq_without_a_known_passage_is_near_to_none() -> None:
    assert weigh(prediction(faq__a=(1.0, 0.9)), {}).passage == 0.0


def test_thresholds_survive_their_file(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.json"
    path.write_text(json.dumps({"thresholds": LIMITS.as_dict(), "fitted_on": "x"}), encoding="utf-8")
    assert Thresholds.load(path) == LIMITS


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"thresholds": {"answer": 1}}', '{"thresholds": {"answer": "x"}}'])
def test_a_file_without_thresholds_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "thresholds.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(FrontdeskError, match=r"\.json doesn't hold the fitted thresholds\. Run 'make thresholds'"):
        Thresholds.load(path)


def test_the_projects_thresholds_are_fitted() -> None:
    limits = Thresholds.load(Path(__file__).resolve().parents[2] / "thresholds.json")
    assert limits.choice <= limits.answer
    assert all(np.isfinite(value) for value in limits.as_dict().values())
