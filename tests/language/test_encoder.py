"""The sentence encoder: unit vectors from pinned files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.language import encoder_files as module
from frontdesk.language.encoder import load_encoder
from frontdesk.language.encoder_files import ENCODER_VARIABLE, encoder_files

SENTENCES = [
    "Is my calf related to my back pain?", "my calf hurts and so does my back", "How much is a visit?", "a", "",
    "背中が痛い", "😀", "x " * 600, "Why do my hamstrings get tighter on long walks and runs, especially uphill?",
] + [f"sentence number {number} of a batch" for number in range(20)]


@pytest.fixture
def fresh() -> Iterator[None]:
    """Lets a test load another encoder than the process's own, and puts that back."""
    load_encoder.cache_clear()
    yield
    load_encoder.cache_clear()


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return load_encoder().encode(SENTENCES)


def test_every_sentence_gets_a_vector_of_384_numbers(vectors: np.ndarray) -> None:
    assert vectors.shape == (len(SENTENCES), 384)
    assert vectors.dtype == np.float32
    assert load_encoder().dimension == 384


def test_vectors_have_length_one(vectors: np.ndarray) -> None:
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_sentence_means_the_same_alone_and_in_a_batch(vectors: np.ndarray) -> None:
    alone = np.concatenate([load_encoder().encode([sentence]) for sentence in SENTENCES])
    cosines = (alone * vectors).sum(axis=1)
    assert cosines.min() > 1 - 1e-3


def test_vectors_come_in_the_order_of_the_sentences(vectors: np.ndarray) -> None:
    backwards = load_encoder().encode(SENTENCES[::-1])[::-1]
    assert (backwards * vectors).sum(axis=1).min() > 1 - 1e-3


def test_like_sentences_are_nearer_than_unlike_ones(vectors: np.ndarray) -> None:
    asked, like, unlike = vectors[:3]
    assert asked @ like > asked @ unlike + 0.3


def test_what_stands_beyond_the_models_limit_is_cut_off() -> None:
    long, longer = load_encoder().encode(["back " * 400, "back " * 500])
    assert long @ longer > 1 - 1e-3


def test_no_sentences_give_no_vectors() -> None:
    assert load_encoder().encode([]).shape == (0, 384)


def test_the_encoder_is_loaded_once() -> None:
    assert load_encoder() is load_encoder()


def test_a_folder_without_the_files_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    monkeypatch.setenv(ENCODER_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(FrontdeskError, match=r"nowhere/model\.onnx is missing.*make install.*FRONTDESK_ENCODER"):
        load_encoder()


def test_another_encoder_can_be_used_without_our_checksums(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    for path in encoder_files()[:2]:
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.setattr(module, "_CHECKSUMS", {})
    monkeypatch.setenv(ENCODER_VARIABLE, str(tmp_path))
    assert encoder_files() == (tmp_path / "model.onnx", tmp_path / "tokenizer.json", False)
    assert load_encoder().encode(["calf"]).shape == (1, 384)
