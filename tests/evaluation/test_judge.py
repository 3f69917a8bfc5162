"""Replies are judged by what a visitor sees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.evaluation.datasets import Case
from frontdesk.evaluation.figures import Figure, figures
from frontdesk.evaluation.judge import Judge, Judged, share
from frontdesk.knowledge.content import Content

LEAN = Case("1", "why do I lean", "faq/lean-to-one-side", frozenset({"faq/lean-to-one-side"}))
OUTSIDE = Case("2", "which shoes", "out_of_scope/equipment", frozenset({"out_of_scope/equipment"}))


def answer(content: Content, slug: str, more: bool = False) -> dict[str, Any]:
    faq = content.faqs[slug]
    passages = faq.more[:1] if more else faq.passages
    return {"kind": "answer", "text": "", "buttons": [], "quotes": [{"text": passage.text} for passage in passages]}


def choice(content: Content, *slugs: str) -> dict[str, Any]:
    buttons = [{"message": content.faqs[slug].question} for slug in slugs]
    return {"kind": "choice", "text": "", "quotes": [], "buttons": buttons}


def test_answers_are_recognised_by_their_quotes(content: Content) -> None:
    judge = Judge(content)
    assert judge.judge(LEAN, [answer(content, "lean-to-one-side")]).outcome == "right"
    assert judge.judge(LEAN, [answer(content, "what-glutes-do")]).outcome == "wrong"


def test_an_answer_counts_for_every_faq_that_quotes_the_same(content: Content) -> None:
    faqs = dict(content.faqs)
    lean = faqs["lean-to-one-side"]
    same = {slug: replace(lean, slug=slug, question=f"{slug}?") for slug in ("a-twin", "z-twin")}
    judge = Judge(replace(content, faqs={"a-twin": same["a-twin"], **faqs, "z-twin": same["z-twin"]}))
    reply = answer(content, "lean-to-one-side")
    for slug in ("a-twin", "lean-to-one-side", "z-twin"):
        label = f"faq/{slug}"
        judged = judge.judge(Case("1", "why do I lean", label, frozenset({label})), [reply])
        assert (judged.outcome, judged.given) == ("right", label)
    assert judge.judge(Case("1", "glutes", "faq/what-glutes-do", frozenset({"faq/what-glutes-do"})),
                       [reply]).outcome == "wrong"


def test_the_next_passage_is_right_only_later_in_a_conversation(content: Content) -> None:
    judge, reply = Judge(content), answer(content, "lean-to-one-side", more=True)
    assert judge.judge(LEAN, [reply]).outcome == "wrong"
    assert judge.judge(LEAN, [reply], fresh=False).outcome == "right"


def test_a_choice_counts_by_whether_it_holds_the_right_one(content: Content) -> None:
    judge = Judge(content)
    assert judge.judge(LEAN, [choice(content, "what-glutes-do", "lean-to-one-side")]).outcome == "choice"
    assert judge.judge(LEAN, [choice(content, "what-glutes-do")]).outcome == "wrong_choice"


@pytest.mark.parametrize(("case", "kind", "outcome"), [
    (LEAN, "no_answer", "not_answered"), (LEAN, "urgent", "wrong"), (OUTSIDE, "no_answer", "right"),
    (OUTSIDE, "booking", "wrong")])
def test_other_replies_are_judged_by_kind(content: Content, case: Case, kind: str, outcome: str) -> None:
    assert Judge(content).judge(case, [{"kind": kind, "text": "", "quotes": [], "buttons": []}]).outcome == outcome


def test_an_answer_to_what_isnt_covered_counts_as_a_mistake_and_breaks_the_floor() -> None:
    judged = [Judged(LEAN, "right", "faq/lean-to-one-side"), Judged(OUTSIDE, "wrong", "faq/what-glutes-do")]
    by_name = {figure.name: figure for figure in figures(judged)}
    mistaken = by_name["out of scope: answered by mistake"]
    assert (mistaken.value, mistaken.size, mistaken.reached, mistaken.holds) == (1.0, 1, False, False)
    assert by_name["answerable: right answer"].holds


def test_goals_and_floors_are_met_at_their_very_value() -> None:
    assert Figure("right", 0.95, 100, 0.95, floor=0.95).reached
    assert Figure("wrong", 0.02, 100, 0.02, at_most=True, floor=0.02).holds
    assert not Figure("wrong", 0.021, 100, 0.02, at_most=True, floor=0.02).holds


def test_the_share_of_no_case_is_nought() -> None:
    assert share([], "right") == 0.0
