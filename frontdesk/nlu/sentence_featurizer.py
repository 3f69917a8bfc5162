"""Rasa component: sentence embeddings as dense features."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from frontdesk.language.encoder import SentenceEncoder, Vectors, load_encoder
from frontdesk.language.handed_vectors import handed_vectors
from frontdesk.language.vector_cache import encode_examples
from frontdesk.nlu.fingerprints import code_fingerprint
from frontdesk.nlu.message_keys import READING_VECTORS, readings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(GraphComponent):  # type: ignore[misc]
    """Adds one dense sentence feature: the all-MiniLM-L6-v2 embedding.

    A message to answer is encoded after spelling repair, together with the
    questions found in it, in one batch.
    """

    def __init__(self, name: str, encoder: SentenceEncoder) -> None:
        self._name, self._encoder = name, encoder

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """A component over the process's one encoder."""
        return cls(execution_context.node_name, load_encoder())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every example's text."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = encode_examples([example.get(TEXT) for example in examples])
        for example, vector in zip(examples, vectors):
            self._add_feature(example, TEXT, vector[None, :])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature, and the vectors of all readings, to messages."""
        for message in messages:
            for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
                text = message.get(attribute)
                if not text or not isinstance(text, str):
                    continue
                vectors = self._encode(readings(message) if attribute == TEXT else [text])
                self._add_feature(message, attribute, vectors[:1])
                if attribute == TEXT:
                    message.set(READING_VECTORS, vectors)
        return messages

    def _encode(self, texts: list[str]) -> Vectors:
        """Vectors of a message's texts, from the site where it has them already."""
        handed = {text: handed_vectors().take(text, self._encoder.dimension) for text in texts}
        known = {text: vector for text, vector in handed.items() if vector is not None}
        missing = [text for text in handed if text not in known]
        known.update(zip(missing, self._encoder.encode(missing)))
        return np.stack([known[text] for text in texts])

    def _add_feature(self, message: Message, attribute: str, vectors: Vectors) -> None:
        message.add_features(Features(np.asarray(vectors), FEATURE_TYPE_SENTENCE, attribute, self._name))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing can be configured here: the encoder is pinned."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What the features depend on besides config and data."""
        return code_fingerprint()
