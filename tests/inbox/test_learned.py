"""What the draft teaches, ready for suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import FaqFields
from frontdesk.inbox.learned import what_is_taught
from frontdesk.language import vector_cache
from frontdesk.language.encoder import Vectors

STATE = DraftState(None, (), (), {}, {"x": FaqFields("Why would x be taught?", "a", ())}, (),
                   {"faq/x": ("tell me all of x",), "greet": ("a good day to you",)}, (), {})
TEXTS = ["tell me all of x", "Why would x be taught?", "a good day to you"]


def test_what_a_training_has_encoded_isnt_encoded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return np.eye(3, 4, dtype=np.float32)[: len(texts)]

    monkeypatch.setattr(vector_cache, "COPIES", tmp_path)
    monkeypatch.setattr(vector_cache, "load_encoder", lambda: SimpleNamespace(encode=encode))
    vectors = vector_cache.encode_examples(TEXTS)  # as the featurizer does
    taught = what_is_taught(STATE, 10)
    assert taught is not None
    np.testing.assert_array_equal(taught.vectors, vectors)
    assert asked == TEXTS
    assert len(list(tmp_path.iterdir())) == 1
