"""What the site hands over beside a message: used by the featurizer, and in nothing that Rasa stores."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rasa.core.channels.rest import RestInput
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.language.handed_vectors import handed_vectors, pack
from frontdesk.nlu.message_keys import QUESTIONS, READING_VECTORS
from frontdesk.nlu.sentence_featurizer import SentenceFeaturizer
from frontdesk.nlu.site_channel import SiteChannel

QUESTION, OTHER = "is my calf related to my back?", "and what do my glutes do?"
DIMENSION = 384


class CountingEncoder:
    """The real one, and what it was asked."""

    dimension = DIMENSION

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.asked += texts
        return load_encoder().encode(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    handed_vectors.cache_clear()
    return CountingEncoder()


def received(body: dict[str, Any]) -> Any:
    """The metadata that Rasa gets of a request."""
    return SiteChannel().get_metadata(SimpleNamespace(json={"sender": "a", "message": QUESTION, **body}))


def featurized(encoder: CountingEncoder, *questions: str) -> Vectors:
    message = Message({TEXT: QUESTION, QUESTIONS: list(questions)})
    (done,) = SentenceFeaturizer("featurizer", encoder).process([message])  # type: ignore[arg-type]
    vectors: Vectors = done.get(READING_VECTORS)
    return vectors


def test_it_is_rasas_rest_channel_under_the_same_name() -> None:
    assert issubclass(SiteChannel, RestInput)
    assert SiteChannel.name() == "rest"


def test_a_handed_vector_is_used_once_and_is_the_same(encoder: CountingEncoder) -> None:
    received({"vectors": pack({QUESTION: load_encoder().encode([QUESTION])[0]})})
    first = featurized(encoder)
    assert encoder.asked == []
    np.testing.assert_array_equal(first, featurized(encoder))
    assert encoder.asked == [QUESTION]


def test_only_what_was_not_handed_is_encoded(encoder: CountingEncoder) -> None:
    received({"vectors": pack({QUESTION: load_encoder().encode([QUESTION])[0]})})
    vectors = featurized(encoder, OTHER, OTHER)
    assert encoder.asked == [OTHER]
    np.testing.assert_array_equal(vectors, load_encoder().encode([QUESTION, OTHER, OTHER]))


@pytest.mark.parametrize("body", [{}, {"vectors": None}, {"vectors": {}}, {"vectors": "x"}, {"vectors": [1]}])
def test_without_vectors_everything_is_encoded(encoder: CountingEncoder, body: dict[str, Any]) -> None:
    received(body)
    assert featurized(encoder).shape == (1, DIMENSION)
    assert encoder.asked == [QUESTION]


@pytest.mark.parametrize("metadata", [None, {}, {"red_flags_checked": True}])
def test_the_metadata_is_as_sent_and_holds_no_vectors(encoder: CountingEncoder, metadata: object) -> None:
    vectors = pack({QUESTION: np.ones(DIMENSION, dtype=np.float32)})
    assert received({"metadata": metadata, "vectors": vectors}) == metadata
