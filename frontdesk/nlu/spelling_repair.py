"""Rasa component: conservative spelling repair before the message is encoded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from frontdesk.language.spelling import SpellingRepairer, domain_words
from frontdesk.nlu.fingerprints import code_fingerprint, files_digest
from frontdesk.nlu.message_keys import REPAIRED
from frontdesk.safety.spelling import SPELLINGS, load_spellings

_FILE = "words.json"


# Rasa has no type for "reads the message first"; as an entity extractor, `rasa test` would score it.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpellingRepair(GraphComponent):  # type: ignore[misc]
    """Learns the domain's words from the examples and repairs messages towards them."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, repairer: SpellingRepairer) -> None:
        self._model_storage, self._resource = model_storage, resource
        self._repairer = repairer

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingRepair:
        """A component that knows no words yet."""
        return cls(model_storage, resource, SpellingRepairer({}))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn and persist the words, and the spellings in ``content/``.

        Raises:
            ContentError: these can't be used.
        """
        texts = (example.get(TEXT) for example in training_data.nlu_examples)
        spellings = load_spellings(Path.cwd() / SPELLINGS)
        self._repairer = SpellingRepairer(domain_words(text for text in texts if text), spellings)
        with self._model_storage.write_to(self._resource) as folder:
            learnt = {"words": self._repairer.words, "spellings": self._repairer.spellings}
            (folder / _FILE).write_text(json.dumps(learnt), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> SpellingRepair:
        """The component as trained."""
        with model_storage.read_from(resource) as folder:
            learnt = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, SpellingRepairer(learnt["words"], learnt["spellings"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the repaired text beside the text."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(REPAIRED, self._repairer.repair(text))
        return messages

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What training depends on besides config and data."""
        return code_fingerprint() + files_digest([Path.cwd() / SPELLINGS])
