"""What is worth a second look while an example is typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample
from frontdesk.editing.likeness import Likeness, Nearest
from frontdesk.editing.warnings import (
    DUPLICATE,
    NEAR,
    PERSONAL,
    RED_FLAG,
    Warning,
    warnings_for,
)
from frontdesk.language.encoder import Vectors
from frontdesk.safety.detector import Detector


class Letters:
    """An encoder by which texts are alike that have the same letters."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        counts = np.array([[text.count(letter) for letter in ascii_lowercase] for text in texts], np.float32)
        vectors: Vectors = counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)
        return vectors


def _found(warnings: list[Warning]) -> list[tuple[str, str]]:
    return [(warning.kind, warning.label) for warning in warnings]


@pytest.mark.parametrize(("text", "label", "expected"), [
    ("what is the weather like", "greet", []),
    ("", "greet", []),
    ("Hello!", "greet", [(DUPLICATE, "greet")]),
    ("hello", "greet", []),  # the example itself, which is being looked at
    ("hello", "out_of_scope/weather", [(DUPLICATE, "greet")]),
    ("do KNEES hurt", "greet", [(DUPLICATE, "faq/knees"), (DUPLICATE, "faq/knees")]),
    ("Do knees hurt?", "faq/knees", [(DUPLICATE, "faq/knees")]),
    ("something else entirely", "faq/hips", []),
    ("I'm John Smith, call 07700 900123", "greet", [(PERSONAL, "")]),
])
def test_warnings_by_words(text: str, label: str, expected: list[tuple[str, str]], draft: Draft) -> None:
    assert _found(warnings_for(text, label, draft.state())) == expected


def test_what_is_nearly_another_faqs(draft: Draft) -> None:
    likeness, state = Likeness(Letters()), draft.state()
    warnings = warnings_for("hip questions", "faq/knees", state, likeness)
    assert (NEAR, "faq/hips") in _found(warnings)
    assert "“hip question”" in warnings[0].text
    assert NEAR not in {warning.kind for warning in warnings_for("hip questions", "faq/hips", state, likeness)}
    # Nearer to one of its own.
    draft.change("Ann", "x", "x", AddExample("faq/knees", "questions, hip"))
    assert NEAR not in {warning.kind for warning in warnings_for("hip questions", "faq/knees", draft.state(), likeness)}


def test_only_a_label_is_called_by_its_name_and_nothing_that_is_quoted(draft: Draft) -> None:
    quoted = "what does it stand for greet or for faq/hips"
    draft.change("Ann", "x", "x", AddExample("faq/hips", quoted))
    state, likeness = draft.state(), Likeness(Letters())
    for text in (quoted, f"{quoted} s"):
        told = [warning.text for warning in warnings_for(text, "faq/knees", state, likeness, name=str.upper)]
        assert any(f"“{quoted}”" in each and "taught for FAQ/HIPS" in each for each in told)


def test_what_looks_like_a_red_flag(draft: Draft, detector: Detector) -> None:
    state = draft.state()
    text = "I can't feel my legs and I have lost control of my bladder"
    assert (RED_FLAG, "") in _found(warnings_for(text, "greet", state, detector=detector))
    assert warnings_for("when are you open on mondays", "greet", state, detector=detector) == []


def test_vectors_are_computed_once_and_kept(tmp_path: Path) -> None:
    kept, examples = tmp_path / "var/kept.npz", {"a": ("abc", "abd"), "b": ("xyz",)}
    first = Likeness(Letters(), kept)
    first.learn(examples)
    encoder = Letters()
    second = Likeness(encoder, kept)
    second.learn(examples)
    found = second.nearest("abcd", "b", examples)
    assert found is not None
    assert (found.label, found.text, found.own) == ("a", "abc", pytest.approx(0, abs=1e-3))
    assert found.likeness == pytest.approx(3 / 12 ** 0.5, abs=1e-3)
    assert encoder.encoded == ["abcd"]
    kept.write_bytes(b"broken")
    third = Likeness(Letters(), kept)
    assert third.nearest("abcd", "b", examples) is not None


def test_a_text_is_not_its_own_neighbour() -> None:
    likeness, examples = Likeness(Letters()), {"a": ("abc", "abz"), "b": ("abcc",)}
    found = likeness.nearest("abc", "a", examples)
    assert found is not None
    assert (found.label, found.own) == ("b", pytest.approx(2 / 3, abs=1e-3))
    assert likeness.nearest("abc", "a", {"a": ("abc",)}) is None
    assert likeness.nearest("abc", "a", {}) is None


def test_many_new_texts_are_not_all_encoded_while_somebody_waits() -> None:
    encoder = Letters()
    likeness = Likeness(encoder)
    examples = {"a": tuple(f"{chr(97 + number % 26)}{number}" for number in range(200)), "b": ("q",)}
    likeness.nearest("text", "b", examples)
    assert len(encoder.encoded) < 40
    likeness.learn(examples)
    assert len(encoder.encoded) == 202
    assert isinstance(likeness.nearest("z", "b", examples), Nearest)


def test_what_another_process_has_learnt_is_used(tmp_path: Path) -> None:
    examples = {"a": tuple(f"a{number}" for number in range(100)), "b": ("bbb",)}
    here = Letters()
    waiting = Likeness(here, tmp_path / "kept.npz")
    Likeness(Letters(), tmp_path / "kept.npz").learn(examples)
    found = waiting.nearest("bb", "a", examples)
    assert found is not None
    assert found.label == "b"
    assert here.encoded == ["bb"]
