"""The vectors that are kept on the disk: whatever is wrong with them, they are computed anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from frontdesk.editing.likeness import Likeness
from tests.editing.test_warnings import Letters

EXAMPLES = {"a": ("abc", "abd"), "b": ("xyz",)}


@pytest.mark.parametrize("kept", [0, 3, 30, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_made_anew(kept: float, tmp_path: Path) -> None:
    path = tmp_path / "kept.npz"
    Likeness(Letters(), path).learn(EXAMPLES)
    whole = path.read_bytes()
    path.write_bytes(whole[:int(kept * len(whole)) if isinstance(kept, float) else kept])
    found = Likeness(Letters(), path).nearest("abcd", "b", EXAMPLES)
    assert found is not None
    assert found.text == "abc"
    Likeness(Letters(), path).learn(EXAMPLES)
    assert path.read_bytes() == whole


def test_a_file_of_another_kind_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept.npz"
    np.savez(path, names=np.zeros((3, 5), np.uint8), vectors=np.zeros((2, 2), np.float64))
    assert Likeness(Letters(), path).nearest("abcd", "b", EXAMPLES) is not None


def test_who_cannot_keep_them_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    likeness = Likeness(Letters(), tmp_path / "file" / "kept.npz")
    likeness.learn(EXAMPLES)
    assert likeness.nearest("abcd", "b", EXAMPLES) is not None
