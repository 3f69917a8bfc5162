"""Examples and test questions made of messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import AddExample, AddTestQuestion, FaqFields, RemoveTestQuestion
from frontdesk.editing.test_questions import TestQuestion, is_held_out
from frontdesk.inbox.answered_with import label_answered_with
from frontdesk.inbox.doing import lessons_of
from frontdesk.inbox.for_faqs import shared_out
from frontdesk.inbox.groups import Message, group_of
from frontdesk.inbox.teaching import Lesson, Plan, plan_teaching, plan_testing
from tests.inbox.made import LIMITS, SURE, answered, kept

EMPTY = DraftState(None, (), (), {}, {"x": FaqFields("Why x?", "a", ()), "y": FaqFields("Why y?", "a", ())}, (),
                   {"faq/x": ("tell me of x",), "faq/y": ("tell me of y",), "out_of_scope/weather": ("rain?",)}, (), {})
TEXTS = [f"question number {number}" for number in range(40)]
HELD_OUT, OTHERS = [text for text in TEXTS if is_held_out(text)], [text for text in TEXTS if not is_held_out(text)]


def planned(*texts: str, label: str = "faq/x", state: DraftState = EMPTY) -> Plan:
    return plan_teaching([Lesson(text, ()) for text in texts], label, state)


def texts_of(*lessons: Lesson) -> list[str]:
    return [lesson.text for lesson in lessons]


def test_some_of_a_group_are_kept_back_and_the_rest_is_taught_and_tested_with() -> None:
    assert 3 < len(HELD_OUT) < 14
    plan = planned(*TEXTS)
    assert (texts_of(*plan.kept_back), texts_of(*plan.taught)) == (HELD_OUT, OTHERS)
    examples = [edit.text for edit in plan.edits if isinstance(edit, AddExample)]
    assert examples == OTHERS
    tests = {edit.text: edit.held_out for edit in plan.edits if isinstance(edit, AddTestQuestion)}
    assert tests == {text: text in HELD_OUT for text in TEXTS}
    assert {edit.label for edit in plan.edits if isinstance(edit, (AddExample, AddTestQuestion))} == {"faq/x"}


def test_which_doesnt_depend_on_their_order_or_on_each_other() -> None:
    assert set(texts_of(*planned(*reversed(TEXTS)).kept_back)) == set(HELD_OUT)
    assert texts_of(*planned(OTHERS[0], HELD_OUT[0]).kept_back) == HELD_OUT[:1]


@pytest.mark.parametrize("text", [HELD_OUT[0], OTHERS[0]])
def test_one_alone_is_always_taught(text: str) -> None:
    plan = planned(text)
    assert plan.edits == (AddExample("faq/x", text), AddTestQuestion(text, "faq/x", False))


def test_of_several_that_would_all_be_kept_back_one_is_taught() -> None:
    plan = planned(*HELD_OUT[:3])
    assert (texts_of(*plan.taught), texts_of(*plan.kept_back)) == (HELD_OUT[:1], HELD_OUT[1:3])


@pytest.mark.parametrize("text", ["tell me of x", "Tell me of X!", "why x"])
def test_what_is_an_example_already_is_left_alone(text: str) -> None:
    plan = planned(text)
    assert (texts_of(*plan.known), plan.edits) == ([text], ())


@pytest.mark.parametrize(("text", "label"), [("Tell me of Y", "faq/y"), ("Why Y?", "faq/y"),
                                             ("rain", "out_of_scope/weather")])
def test_what_is_taught_elsewhere_is_left_with_its_label(text: str, label: str) -> None:
    plan = planned(text)
    assert [(lesson.text, other) for lesson, other in plan.elsewhere] == [(text, label)]
    assert (plan.taught, plan.edits) == ((), ())


def test_what_was_kept_back_before_is_never_taught() -> None:
    state = replace(EMPTY, test_questions=(TestQuestion("An old one", "faq/x", True),))
    plan = planned("an old one", state=state)
    assert (texts_of(*plan.kept_back), plan.taught, plan.edits) == (["an old one"], (), ())


def test_its_label_is_put_right() -> None:
    state = replace(EMPTY, test_questions=(TestQuestion("An old one", "faq/y", True),))
    assert planned("an old one", state=state).edits == (
        RemoveTestQuestion("An old one"), AddTestQuestion("an old one", "faq/x", True))


def test_what_is_tested_with_already_is_taught_all_the_same() -> None:
    state = replace(EMPTY, test_questions=(TestQuestion("An old one", "faq/x", False),))
    assert planned("an old one", state=state).edits == (AddExample("faq/x", "an old one"),)


def test_the_same_holds_for_a_new_faq() -> None:
    shared = shared_out(TEXTS, "faq/new", EMPTY)
    assert list(shared.taught) == OTHERS
    assert sorted(shared.kept_back) == sorted(HELD_OUT)
    assert [type(edit) for edit in shared.edits] == [AddTestQuestion] * len(TEXTS)


def test_a_right_answer_is_tested_with_from_then_on() -> None:
    held_out, other = HELD_OUT[0], OTHERS[0]
    assert plan_testing({held_out: "faq/x", other: "out_of_scope/weather"}, EMPTY) == [
        AddTestQuestion(held_out, "faq/x", True), AddTestQuestion(other, "out_of_scope/weather", False)]


def test_but_kept_back_is_nothing_that_is_taught() -> None:
    state = replace(EMPTY, examples={"faq/x": (HELD_OUT[0],)})
    assert plan_testing({HELD_OUT[0].upper(): "faq/x"}, state) == [AddTestQuestion(HELD_OUT[0].upper(), "faq/x", False)]


def test_nor_is_anything_tested_with_for_a_label_that_is_gone() -> None:
    assert plan_testing({"hello": "faq/gone", "hi": ""}, EMPTY) == []


@pytest.mark.parametrize(("question", "label"), [
    (answered(), "faq/x"), (answered(others=["faq/y"]), ""), (answered(strength=-1.0), ""),
    (kept(kind="contact", decision="intent", label="contact"), "contact"),
    (kept(decision="none", label="out_of_scope/weather", **SURE), "out_of_scope/weather"),
    (kept(decision="none", label="faq/x", **SURE), ""), (kept(kind="answer", decision="search", label="faq/x"), ""),
    (kept(kind="choice", decision="choice", label="faq/x", **SURE), ""), (kept(kind="answer"), "")])
def test_the_label_is_the_one_that_was_answered(question: object, label: str) -> None:
    assert label_answered_with(question, LIMITS) == label  # type: ignore[arg-type]


def test_messages_that_are_reworded_alike_are_one_lesson() -> None:
    group = group_of(1, [Message(kept(number, text), ()) for number, text in ((1, "one"), (2, "two"), (3, "three"))])
    lessons = lessons_of((wording, "like  this" if wording.text == "two" else "Like this?")
                         for wording in group.wordings)
    assert texts_of(*lessons) == ["Like this?"]
    assert [question.id for question in lessons[0].questions] == [1, 3, 2]
