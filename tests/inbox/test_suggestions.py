"""What a group is probably about."""

from __future__ import annotations

import numpy as np

from frontdesk.inbox.suggestions import Taught, centre, taught
from frontdesk.inbox.vectors import pack, unpack
from frontdesk.knowledge.passages import Passage

EXAMPLES = {"faq/a": ["a"] * 4, "faq/b": ["b"], "out_of_scope/c": ["c"] * 3, "faq/none": []}
PASSAGES = [Passage("p", "article", "The calf is tight.", ("p",)), Passage("q", "article", "It rains.", ("q",))]
ACROSS, UP = [1.0, 0.0], [0.0, 1.0]
SLANTED = [0.8, 0.6]


def learned(*vectors: list[float]) -> Taught:
    return taught(EXAMPLES, PASSAGES, np.array(vectors, dtype=np.float32))


def vector(numbers: list[float]) -> np.ndarray:
    return np.array(numbers, dtype=np.float32)


def test_the_labels_with_the_nearest_examples_come_first() -> None:
    # A label's three nearest count, not the nearest alone: b has one that is nearer than any of a's.
    known = learned(SLANTED, SLANTED, SLANTED, UP, [0.6, 0.8], UP, UP, UP, ACROSS, UP)
    assert known.nearest(vector(ACROSS), "faq", 5) == ["faq/a", "faq/b"]
    assert known.nearest(vector(UP), "faq", 5) == ["faq/b", "faq/a"]
    assert known.nearest(vector(UP), "faq", 1) == ["faq/b"]
    assert known.nearest(vector(UP), "out_of_scope", 5) == ["out_of_scope/c"]


def test_passages_are_ranked_as_by_search() -> None:
    known = learned(*[UP] * 8, ACROSS, UP)
    assert [passage.id for passage in known.passages_for("tight?", vector(ACROSS), 2)] == ["p", "q"]
    assert [passage.id for passage in known.passages_for("rains?", vector(UP), 1)] == ["q"]


def test_there_may_be_nothing_to_suggest() -> None:
    empty = taught({}, [], np.zeros((0, 2), dtype=np.float32))
    assert empty.nearest(vector(UP), "faq", 3) == []
    assert empty.passages_for("why?", vector(UP), 3) == []


def test_the_middle_of_vectors_is_of_length_one() -> None:
    np.testing.assert_allclose(centre(np.array([ACROSS, UP], dtype=np.float32)), np.sqrt([0.5, 0.5]), atol=1e-6)
    assert np.isfinite(centre(np.zeros((2, 2), dtype=np.float32))).all()


def test_vectors_are_stored_in_half_the_bytes_and_are_all_but_the_same() -> None:
    vectors = np.random.default_rng(1).standard_normal((5, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    packed = [pack(row) for row in vectors]
    assert {len(data) for data in packed} == {768}
    assert (np.sum(vectors * unpack(packed, 384), axis=1) > 0.9999).all()
    assert unpack([], 384).shape == (0, 384)


def test_those_of_another_encoder_are_like_nothing() -> None:
    assert not unpack([b"", pack(np.ones(3, dtype=np.float32))], 4).any()
