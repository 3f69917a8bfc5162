"""Search over passages, in a vector space of three dimensions: calf, back, feet."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from frontdesk.knowledge.search import PassageSearch

TEXTS = ["The calf is tight.", "The spine needs support.", "Ankles may be unstable.", "The calf pulls the heel."]
CALF, BACK, FEET = np.eye(3, dtype=np.float32)
VECTORS = np.stack([CALF, BACK, FEET, (CALF + FEET) / np.float32(np.sqrt(2))])
NOWHERE = np.zeros(3, dtype=np.float32)

Vector = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def search() -> PassageSearch:
    return PassageSearch(TEXTS, VECTORS)


def test_every_passage_gets_a_score(search: PassageSearch) -> None:
    scores = search.scores("calf", CALF)
    assert scores.shape == (4,)
    assert scores.dtype == np.float32


@pytest.mark.parametrize(("vector", "best"), [(CALF, 0), (BACK, 1), (FEET, 2)])
def test_the_nearest_in_meaning_comes_first_without_a_shared_word(
    search: PassageSearch, vector: Vector, best: int
) -> None:
    assert int(search.scores("something else entirely", vector).argmax()) == best


def test_words_decide_where_meaning_doesnt(search: PassageSearch) -> None:
    assert int(search.scores("is my heel to blame", NOWHERE).argmax()) == 3


def test_a_rare_word_counts_for_more_than_a_frequent_one(search: PassageSearch) -> None:
    scores = search.scores("calf or spine", NOWHERE)
    assert scores[1] > scores[0] > 0


def test_meaning_outweighs_shared_words(search: PassageSearch) -> None:
    scores = search.scores("ankles", BACK)
    assert scores[1] > scores[2] > 0


@pytest.mark.parametrize("question", ["is it the", "xyzzy", "", "?!", "背中"])
def test_a_question_without_a_known_word_goes_by_meaning_alone(search: PassageSearch, question: str) -> None:
    scores = search.scores(question, CALF)
    assert scores.argmax() == 0
    assert scores[1] == scores[2] == 0


@pytest.mark.parametrize("variant", ["CALF tight", "calf, tight!", "tight calf", "is the calf tight"])
def test_case_order_and_little_words_make_no_difference(search: PassageSearch, variant: str) -> None:
    assert np.allclose(search.scores(variant, CALF), search.scores("calf tight", CALF))


@pytest.mark.parametrize("question", ["calf", "the calf is tight", "calf calf calf calf", "calf spine ankles heel"])
def test_scores_stay_between_nothing_and_one(search: PassageSearch, question: str) -> None:
    scores = search.scores(question, CALF)
    assert scores.min() >= 0
    assert scores.max() <= 1.0001


def test_a_word_nobody_wrote_weakens_the_match(search: PassageSearch) -> None:
    assert search.scores("calf surgery price abroad", NOWHERE).max() < search.scores("calf", NOWHERE).max()


def test_an_apostrophe_of_either_kind_is_the_same_word() -> None:
    search = PassageSearch(["Runner’s knee hurts.", "Something else."], np.eye(2, dtype=np.float32))
    for question in ("runner's", "runner’s"):
        assert int(search.scores(question, np.zeros(2, dtype=np.float32)).argmax()) == 0
