"""Which questions ask alike."""

from __future__ import annotations

import numpy as np
import pytest

from frontdesk.inbox.grouping import assign
from frontdesk.language.encoder import Vectors

SEED, DIMENSION = 20_260, 32
NOTHING = np.zeros((0, DIMENSION), dtype=np.float32)


def near(*directions: int, spread: float = 0.2) -> Vectors:
    """Unit vectors, each in about the direction of that number."""
    generator = np.random.default_rng([SEED, *directions])
    rows = np.eye(DIMENSION, dtype=np.float32)[list(directions)]
    rows = rows + spread * generator.standard_normal(rows.shape).astype(np.float32) / np.sqrt(DIMENSION)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def numbers(vectors: Vectors, first: int = 1) -> list[int]:
    return list(range(first, first + len(vectors)))


def test_like_is_put_to_like_and_called_after_the_first() -> None:
    vectors = near(0, 1, 0, 2, 1, 0)
    assert assign([], NOTHING, numbers(vectors), vectors) == {1: 1, 2: 2, 3: 1, 4: 4, 5: 2, 6: 1}


def test_nothing_is_done_where_there_is_nothing() -> None:
    assert assign([], NOTHING, [], NOTHING) == {}
    assert assign([5], near(0), [], NOTHING) == {}


def test_a_group_keeps_its_members_and_its_name_when_more_join() -> None:
    directions = [int(number) for number in np.random.default_rng(SEED).integers(0, 8, 200)]
    vectors = near(*directions)
    at_once = assign([], NOTHING, numbers(vectors), vectors)
    one_by_one: dict[int, int] = {}
    for index in range(len(vectors)):
        one_by_one |= assign(list(one_by_one.values()), vectors[:index], [index + 1], vectors[index : index + 1])
    assert one_by_one == at_once
    assert len(set(at_once.values())) == 8


def test_it_keeps_its_name_when_its_first_question_is_gone() -> None:
    vectors = near(0, 0, 0)
    assert assign([1, 1], vectors[1:], [9], near(0)) == {9: 1}


@pytest.mark.parametrize(("cosine", "group"), [(0.7, 1), (0.6, 2)])
def test_it_takes_a_certain_likeness(cosine: float, group: int) -> None:
    vectors = np.array([[1, 0], [cosine, np.sqrt(1 - cosine**2)]], dtype=np.float32)
    assert assign([], np.zeros((0, 2), np.float32), [1, 2], vectors, alike=0.65)[2] == group


def test_to_the_group_as_a_whole_not_to_one_of_it() -> None:
    """Else a chain of questions, each like the next, would be one group."""
    angles = np.radians([0, 45, 90, 135])
    chain = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert assign([], np.zeros((0, 2), np.float32), [1, 2, 3, 4], chain, alike=0.7) == {1: 1, 2: 1, 3: 3, 4: 3}


def test_the_same_words_are_in_one_group_whatever_else_is_in_it() -> None:
    first, other = near(0), near(1)
    mixed = np.concatenate([first, *[other] * 5])  # all in one group, to whose mean the first is not near any more
    assert assign([1] * 6, mixed, [9], first, alike=0.5) == {9: 1}


def test_where_two_groups_are_equally_near_the_older_one_gets_it() -> None:
    vectors = np.array([[1, 0], [1, 0]], dtype=np.float32)
    assert assign([3, 2], vectors, [9], vectors[:1]) == {9: 3}
