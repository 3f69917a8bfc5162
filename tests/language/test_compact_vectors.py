"""Vectors kept as 8-bit numbers say the same as they did."""

from __future__ import annotations

import io

import numpy as np
import pytest

from frontdesk.language.compact_vectors import CompactVectors, FloatArray


def unit_vectors(count: int, dimension: int, seed: int = 0) -> FloatArray:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize(("count", "dimension"), [(1, 384), (500, 384), (7, 32), (3, 33), (5, 7), (2, 1)])
def test_products_are_all_but_the_exact_ones(count: int, dimension: int) -> None:
    vectors, asked = unit_vectors(count, dimension), unit_vectors(4, dimension, seed=1)
    found = CompactVectors.of(vectors).products(asked)
    assert found.shape == (4, count)
    np.testing.assert_allclose(found, asked @ vectors.T, atol=0.01)


def test_long_vectors_are_kept_to_a_thousandth() -> None:
    vectors, asked = unit_vectors(2000, 384), unit_vectors(20, 384, seed=1)
    assert np.abs(CompactVectors.of(vectors).products(asked) - asked @ vectors.T).max() < 0.003
    assert np.abs(CompactVectors.of(vectors).restored() - vectors).max() < 0.003


def test_each_message_is_compared_as_if_it_were_alone() -> None:
    vectors, asked = CompactVectors.of(unit_vectors(300, 384)), unit_vectors(9, 384, seed=1)
    together = vectors.products(asked)
    alone = np.concatenate([vectors.products(asked[row : row + 1]) for row in range(9)])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_products_are_those_of_the_restored_vectors() -> None:
    """What is fitted on the restored vectors must hold for what is compared later."""
    vectors, asked = CompactVectors.of(unit_vectors(300, 384)), unit_vectors(50, 384, seed=1)
    exact, kept = asked @ unit_vectors(300, 384).T, asked @ vectors.restored().T
    found = vectors.products(asked)
    assert np.abs(found - kept).mean() < np.abs(found - exact).mean()


def test_saved_vectors_are_the_same() -> None:
    vectors, file = CompactVectors.of(unit_vectors(40, 50)), io.BytesIO()
    np.savez(file, **vectors.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = CompactVectors.from_arrays(arrays)
    assert (len(again), again.dimension) == (40, 50)
    np.testing.assert_array_equal(again.products(unit_vectors(3, 50)), vectors.products(unit_vectors(3, 50)))


def test_vectors_of_noughts_stay_noughts() -> None:
    assert not CompactVectors.of(np.zeros((3, 40), dtype=np.float32)).products(unit_vectors(2, 40)).any()


def test_a_missing_array_is_named() -> None:
    with pytest.raises(KeyError, match="vector_numbers"):
        CompactVectors.from_arrays({})
