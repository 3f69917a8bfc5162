"""Rasa component: takes a message with several questions apart."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.language.clauses import questions_in
from frontdesk.language.english import load_english
from frontdesk.nlu.message_keys import QUESTIONS, REPAIRED


# Rasa has no type for "reads the message first"; as an entity extractor, `rasa test` would score it.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionSplitter(GraphComponent):  # type: ignore[misc]
    """Finds the questions of a message with spaCy's parse."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionSplitter:
        """A component with the parser loaded, so that no visitor waits for it."""
        load_english()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Put them beside the text."""
        for message in messages:
            text = message.get(REPAIRED) or message.get(TEXT)
            message.set(QUESTIONS, questions_in(text or ""))
        return messages
