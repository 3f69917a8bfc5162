"""The encoder's faster copy says the same as the pinned model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from frontdesk.language.compact import compact_model
from frontdesk.language.encoder import SentenceEncoder
from frontdesk.language.encoder_files import encoder_files

SENTENCES = (
    "is my calf related to my back?", "hammies go tight on long walks", "HOW MUCH IS IT", "wat r ur opening hrs",
    "I have been sitting at the kitchen table for eighteen months and now my backside is asleep by noon. Is that it?",
    "me duele la espalda cuando camino", "🏃", "x",
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compact_model(encoder_files()[0], tmp_path_factory.mktemp("copies"), "0" * 64)


def test_its_embeddings_are_all_but_the_same(copy: Path) -> None:
    model, tokenizer, _ = encoder_files()
    cosines = (SentenceEncoder(model, tokenizer).encode(SENTENCES) * SentenceEncoder(copy, tokenizer).encode(SENTENCES))
    assert np.all(cosines.sum(axis=1) > 0.995)


def test_it_is_made_once_and_leaves_nothing_else(copy: Path) -> None:
    made = copy.stat().st_mtime_ns
    assert compact_model(encoder_files()[0], copy.parent, "0" * 64) == copy
    assert copy.stat().st_mtime_ns == made
    assert list(copy.parent.iterdir()) == [copy]
