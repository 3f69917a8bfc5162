"""Vectors that come with a message: used once, kept without its text, and never trusted blindly."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from frontdesk.language.handed_vectors import HandedVectors, handed_vectors, pack

TEXT = "my calf is tight 🏃"
VECTOR = np.linspace(-1, 1, 384, dtype=np.float32)


def test_a_vector_arrives_as_it_was() -> None:
    handed = HandedVectors()
    handed.receive(json.loads(json.dumps(pack({TEXT: VECTOR}))))
    taken = handed.take(TEXT, 384)
    assert taken is not None
    np.testing.assert_array_equal(taken, VECTOR)


def test_it_is_forgotten_once_taken() -> None:
    handed = HandedVectors()
    handed.receive(pack({TEXT: VECTOR}))
    assert handed.take(TEXT, 384) is not None
    assert handed.take(TEXT, 384) is None


def test_another_text_has_none() -> None:
    handed = HandedVectors()
    handed.receive(pack({TEXT: VECTOR}))
    assert handed.take(TEXT + " ", 384) is None


def test_the_text_does_not_travel() -> None:
    assert "calf" not in json.dumps(pack({TEXT: VECTOR}))


def test_the_oldest_make_room() -> None:
    handed = HandedVectors()
    for number in range(100):
        handed.receive(pack({str(number): VECTOR}))
    assert handed.take("0", 384) is None
    assert handed.take("99", 384) is not None


@pytest.mark.parametrize("packed", [
    None, [], "x", 3, {"a": None}, {"a": 1}, {"a": "not base64!"}, {"a": base64.b64encode(b"xyz").decode()},
])
def test_what_cannot_be_read_is_as_if_it_had_not_come(packed: object) -> None:
    handed = HandedVectors()
    handed.receive(packed)
    assert handed.take("a", 384) is None


def test_a_vector_of_another_encoder_is_not_used() -> None:
    handed = HandedVectors()
    handed.receive(pack({TEXT: VECTOR[:100]}))
    assert handed.take(TEXT, 384) is None


def test_a_text_that_is_no_unicode_does_no_harm() -> None:
    handed = HandedVectors()
    handed.receive(pack({"\ud800": VECTOR}))
    assert handed.take("\ud800", 384) is not None


def test_the_process_has_one_of_its_own() -> None:
    assert handed_vectors() is handed_vectors()
