"""Rasa component: takes a message with several questions apart."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.language.clauses import load_parser, take_apart
from frontdesk.nlu.message_keys import QUESTIONS, REPAIRED, SENTENCES


# Rasa has no type for "reads the message first"; as an entity extractor, `rasa test` would score it.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionSplitter(GraphComponent):  # type: ignore[misc]
    """Finds the questions and the sentences of a message with spaCy's parse."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionSplitter:
        """A component with the parser loaded, so that no visitor waits for it."""
        load_parser()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put them beside the text."""
        for message in messages:
            text = message.get(REPAIRED) or message.get(TEXT)
            questions, sentences = take_apart(text or "")
            message.set(QUESTIONS, questions)
            message.set(SENTENCES, sentences)
        return messages
