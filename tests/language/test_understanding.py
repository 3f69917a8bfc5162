"""From predictions to what a message asks, with predictions made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.gate import RED_FLAG, Thresholds
from frontdesk.language.judging import Prediction
from frontdesk.language.understanding import Reader, Reading
from frontdesk.language.understood import Scores, Understood

LABELS = ("faq/a", "faq/b", "faq/c", "out_of_scope/x", "out_of_scope/y", "book", "price", "greet", "thanks", "affirm",
          "follow_up", "complaint", RED_FLAG, "clinic/hours")
LIMITS = Thresholds(answer=0.0, choice=-2.0, near=0.3, passage=0.2, rival=0.9, intent=0.3, context=2.0, search=0.6)
PASSAGES = ["The calf is tight.", "The spine needs support."]
A, B, NOWHERE = (np.array(row, dtype=np.float32) for row in ([1, 0], [0, 1], [0, 0]))


@pytest.fixture
def reader() -> Reader:
    both = np.stack([A, B])
    return Reader(LIMITS, {"a": ("b",), "b": (), "c": ()}, {"a": both, "b": both, "c": both},
                  PassageSearch(PASSAGES, both), ["article/calf", "article/spine"],
                  {"What is c?": "faq/c", "I would like to book": "book"})


def reading(text: str, vector: np.ndarray = A, **given: float) -> Reading:
    """A reading whose labels have these probabilities; ``__`` stands for ``/``."""
    shares = np.array([given.get(label.replace("/", "__"), 0.001) for label in LABELS], dtype=np.float32)
    shares /= shares.sum()
    cosine = np.where(shares > 0.05, 0.8, 0.1).astype(np.float32)
    order = np.argsort(-shares, kind="stable")
    return Reading(text, vector, Prediction(LABELS, shares, cosine, np.sqrt(shares) * cosine, order))


WHOLE = reading("first and second", faq__a=0.5, faq__b=0.4)


def understand(reader: Reader, *parts: Reading, whole: Reading = WHOLE, topic: str = "") -> Understood:
    return reader.read(whole, parts, topic=topic)


def test_one_question_is_answered(reader: Reader) -> None:
    assert understand(reader, whole=reading("why a", faq__a=1)) == Understood("faq/a", "answer", nearest=("a", "b"))


@pytest.mark.parametrize(("text", "label", "decision"), [
    ("What is c?", "faq/c", "answer"), (" what IS c? ", "faq/c", "answer"), ("I would like to book", "book", "intent")])
def test_what_a_button_sends_is_never_in_doubt(reader: Reader, text: str, label: str, decision: str) -> None:
    found = understand(reader, whole=reading(text, out_of_scope__x=1))
    assert (found.label, found.decision) == (label, decision)


def test_the_two_nearest_faqs_are_named(reader: Reader) -> None:
    found = understand(reader, whole=reading("x", NOWHERE, out_of_scope__x=0.92, faq__c=0.04, faq__b=0.03))
    assert (found.decision, found.nearest) == ("none", ("c", "b"))


def test_two_faqs_too_close_to_tell_are_a_choice(reader: Reader) -> None:
    found = understand(reader, whole=reading("a or b", faq__a=0.5, faq__b=0.49))
    assert (found.decision, found.choices[:2]) == ("choice", ("a", "b"))


def test_a_question_that_passages_answer_is_found_by_search(reader: Reader) -> None:
    found = understand(reader, whole=reading("is the spine supported", B, out_of_scope__x=1))
    assert (found.decision, found.passages) == ("search", ("article/spine",))


def test_search_finds_nothing_below_its_threshold(reader: Reader) -> None:
    found = understand(reader, whole=reading("the weather", NOWHERE, out_of_scope__x=1))
    assert (found.decision, found.passages) == ("none", ())


@pytest.mark.parametrize("topic", ["", "a", "b"])
@pytest.mark.parametrize("text", ["is the spine supported", "The spine needs support."])
def test_what_is_nearest_to_a_red_flag_is_never_answered_by_search(reader: Reader, text: str, topic: str) -> None:
    found = understand(reader, whole=reading(text, B, out_of_scope__red_flag=1), topic=topic)
    assert (found.label, found.decision, found.passages) == (RED_FLAG, "none", ())


def test_search_isnt_asked_where_an_faq_answers(reader: Reader) -> None:
    assert understand(reader, whole=reading("the calf is tight", faq__a=1)).passages == ()


def test_both_questions_are_answered(reader: Reader) -> None:
    found = understand(reader, reading("first", faq__a=1), reading("second", faq__b=1))
    assert (found.label, found.decision, found.others) == ("faq/a", "answer", ("faq/b",))


@pytest.mark.parametrize(
    ("first", "second", "label", "others"),
    [
        ("book", "faq__a", "faq/a", ("book",)),
        ("out_of_scope__x", "faq__a", "faq/a", ("out_of_scope/x",)),
        ("out_of_scope__x", "book", "book", ("out_of_scope/x",)),
        ("book", "price", "book", ("price",)),
        ("clinic__hours", "faq__b", "faq/b", ("clinic/hours",)),
    ],
)
def test_faqs_come_first_and_what_isnt_covered_last(
    reader: Reader, first: str, second: str, label: str, others: tuple[str, ...]
) -> None:
    vector = NOWHERE
    parts = [reading(name, A if name.startswith("faq") else vector, **{name: 1.0}) for name in (first, second)]
    found = understand(reader, *parts)
    assert (found.label, found.others) == (label, others)
    assert found.decision == ("answer" if label.startswith("faq") else "intent")


@pytest.mark.parametrize("manners", ["greet", "thanks", "affirm", "follow_up", "complaint"])
@pytest.mark.parametrize("first", [True, False])
def test_manners_are_not_a_second_question(reader: Reader, manners: str, first: bool) -> None:
    parts = [reading("hello there you", **{manners: 1.0}), reading("why a", faq__a=1)]
    found = understand(reader, *(parts if first else parts[::-1]), whole=reading("hello why a", faq__a=1))
    assert (found.label, found.decision, found.others) == ("faq/a", "answer", ())


def test_manners_between_two_questions_are_passed_over(reader: Reader) -> None:
    found = understand(reader, reading("one", faq__a=1), reading("thanks", thanks=1), reading("two", book=1))
    assert (found.label, found.others) == ("faq/a", ("book",))


def test_the_same_question_twice_is_one(reader: Reader) -> None:
    found = understand(reader, reading("one", faq__a=1), reading("again", faq__a=1), whole=reading("x", faq__a=1))
    assert (found.label, found.others) == ("faq/a", ())


def test_two_questions_that_arent_covered_are_one(reader: Reader) -> None:
    found = understand(reader, reading("one", NOWHERE, out_of_scope__x=1), reading("two", NOWHERE, out_of_scope__y=1),
                       reading("three", faq__a=1))
    assert (found.label, found.others) == ("faq/a", ("out_of_scope/x",))


def test_at_most_three_questions_are_answered(reader: Reader) -> None:
    parts = [reading(name, **{name: 1.0}) for name in ("faq__a", "faq__b", "book", "price")]
    found = understand(reader, *parts)
    assert (found.label, found.others) == ("faq/a", ("faq/b", "book"))


def test_a_part_that_is_half_understood_leaves_the_message_whole(reader: Reader) -> None:
    unclear = reading("one", faq__a=0.5, faq__b=0.49)
    found = understand(reader, unclear, reading("two", book=1), whole=reading("one two", faq__c=1))
    assert (found.label, found.others) == ("faq/c", ())


def test_nothing_answerable_in_the_parts_leaves_the_message_whole(reader: Reader) -> None:
    parts = [reading("one", NOWHERE, out_of_scope__x=1), reading("two", NOWHERE, out_of_scope__y=1)]
    found = understand(reader, *parts, whole=reading("one two", NOWHERE, out_of_scope__x=1))
    assert (found.label, found.decision, found.others) == ("out_of_scope/x", "none", ())


def test_a_red_flag_beside_a_question_isnt_covered(reader: Reader) -> None:
    found = understand(reader, reading("one", NOWHERE, out_of_scope__red_flag=1), reading("two", faq__a=1))
    assert (found.label, found.others) == ("faq/a", (RED_FLAG,))


def test_what_is_nearest_to_a_red_flag_doesnt_lean_on_the_topic(reader: Reader) -> None:
    weak = reading("and b?", NOWHERE, faq__b=0.3, out_of_scope__red_flag=0.6)
    weak = replace(weak, prediction=replace(weak.prediction, cosine=np.full(len(LABELS), 0.5, dtype=np.float32)))
    assert understand(reader, whole=weak, topic="a") == understand(reader, whole=weak)
    assert understand(reader, whole=weak).decision != "answer"


def test_a_short_message_leans_on_the_topic(reader: Reader) -> None:
    weak = reading("and b?", faq__b=0.3, out_of_scope__x=0.6)
    weak = replace(weak, prediction=replace(weak.prediction, cosine=np.full(len(LABELS), 0.5, dtype=np.float32)))
    assert understand(reader, whole=weak).decision != "answer"
    found = understand(reader, whole=weak, topic="a")
    assert (found.label, found.decision) == ("faq/b", "answer")


def test_a_topic_that_staff_removed_does_no_harm(reader: Reader) -> None:
    assert understand(reader, whole=reading("why a", faq__a=1), topic="removed").label == "faq/a"


def test_the_second_question_may_lean_on_the_first(reader: Reader) -> None:
    weak = reading("and b?", faq__b=0.3, out_of_scope__x=0.6)
    weak = replace(weak, prediction=replace(weak.prediction, cosine=np.full(len(LABELS), 0.5, dtype=np.float32)))
    found = understand(reader, reading("why a", faq__a=1), weak)
    assert (found.label, found.others) == ("faq/a", ("faq/b",))


# ---- the scores that staff are shown


def test_the_scores_are_those_of_the_whole_message(reader: Reader) -> None:
    found = understand(reader, whole=reading("why a", A, faq__a=1))
    assert found.scores is not None
    assert (found.scores.near, found.scores.passage) == (pytest.approx(0.8), 1.0)
    assert 0 < found.scores.confidence < 1
    assert found.scores.strength > LIMITS.answer
    assert understand(reader, reading("first", faq__a=1), reading("second", faq__b=1)).scores is not None


def test_a_buttons_text_is_weighed_too(reader: Reader) -> None:
    assert understand(reader, whole=reading("What is c?", out_of_scope__x=1)).scores is not None


def test_without_an_faq_there_are_numbers_all_the_same(reader: Reader) -> None:
    labels = ("out_of_scope/x", "book")
    numbers = np.array([0.9, 0.1], dtype=np.float32)
    prediction = Prediction(labels, numbers, numbers, numbers, np.array([0, 1]))
    found = reader.read(Reading("x", NOWHERE, prediction), ())
    assert found.scores == Scores(pytest.approx(0.9), 0.0, -100.0, 0.0)


def test_they_are_told_beside_what_was_understood_and_change_nothing_for_who_reads_it() -> None:
    understood = Understood("faq/a", "answer", choices=("a",), scores=Scores(0.5, 0.25, -1.0, 0.125))
    told = understood.as_dict()
    assert {name: told[name] for name in ("confidence", "near", "strength", "passage")} == {
        "confidence": 0.5, "near": 0.25, "strength": -1.0, "passage": 0.125}
    assert Understood.from_message({"understood": told}) == understood
    assert "near" not in Understood("book", "intent").as_dict()
