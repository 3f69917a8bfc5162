"""Rasa component: the joint classifier over embeddings and character n-grams."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from frontdesk.language.classifier import JointClassifier
from frontdesk.nlu.fingerprints import code_fingerprint
from frontdesk.nlu.message_keys import PREDICTIONS, READING_VECTORS, readings

_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class JointIntentClassifier(GraphComponent):  # type: ignore[misc]
    """Predicts full labels (``faq/<slug>``) for the message and each part of it."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, classifier: JointClassifier) -> None:
        self._model_storage, self._resource = model_storage, resource
        self._classifier = classifier

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> JointIntentClassifier:
        """A component that has learnt nothing yet."""
        return cls(model_storage, resource, JointClassifier())

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the classifier on the featurized examples and persist it."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        vectors = np.vstack([self._vector(example) for example in examples])
        self._classifier.fit(
            [example.get(TEXT) for example in examples], vectors, [example.get_full_intent() for example in examples],
            keep_examples=True)
        with self._model_storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> JointIntentClassifier:
        """The component as trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, JointClassifier.load(folder))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking, and hand all predictions on to the relevance gate."""
        for message in messages:
            vectors = message.get(READING_VECTORS)
            if vectors is None:
                continue
            predictions = self._classifier.predict(readings(message), vectors)
            message.set(PREDICTIONS, predictions)
            ranking = [
                {INTENT_NAME_KEY: label.partition("/")[0], PREDICTED_CONFIDENCE_KEY: confidence}
                for label, confidence in predictions[0].ranking(_RANKED)
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, _best_of_each(ranking), add_to_output=True)
        return messages

    @staticmethod
    def _vector(message: Message) -> Any:
        _, sentence = message.get_dense_features(TEXT, [])
        return sentence.features

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What training depends on besides config and data."""
        return code_fingerprint()


def _best_of_each(ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Retrieval intents appear once, at their best label's place."""
    best: dict[str, dict[str, Any]] = {}
    for entry in ranking:
        best.setdefault(entry[INTENT_NAME_KEY], entry)
    return list(best.values())
