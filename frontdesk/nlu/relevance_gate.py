"""Rasa component: decides whether to answer, ask back, search, or say it isn't covered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME, UTTER_PREFIX
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from frontdesk.knowledge.content import Content, load_content
from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.encoder import load_encoder
from frontdesk.language.gate import Thresholds
from frontdesk.language.understanding import Reader, Reading
from frontdesk.language.understood import Understood
from frontdesk.nlu.fingerprints import code_fingerprint, content_fingerprint, files_digest
from frontdesk.nlu.message_keys import PREDICTIONS, READING_VECTORS, UNDERSTOOD, readings
from frontdesk.nlu.overheard import overhear
from frontdesk.replies.buttons import buttons

MEMORY_SLOT = "memory"
_ARRAYS, _TEXTS = "passages.npz", "passages.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RelevanceGate(GraphComponent):  # type: ignore[misc]
    """Turns predictions into a decision, with the content and the thresholds it was trained with.

    Its result stands in the parse data under ``understood``; the intent becomes
    ``nlu_fallback`` where visitors must be asked, or are answered by search.
    """

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, reader: Reader | None = None
    ) -> None:
        self._config = config
        self._model_storage, self._resource = model_storage, resource
        self._reader = reader

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Paths, relative to the working directory as for all of Rasa's own files."""
        return {"content": "content", "thresholds": "thresholds.json"}

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> RelevanceGate:
        """A gate that knows no content yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Encode the passages, and persist them with the thresholds."""
        content = load_content(Path(self._config["content"]))
        thresholds = Thresholds.load(Path(self._config["thresholds"]))
        with self._model_storage.write_to(self._resource) as folder:
            _save(folder, content, thresholds)
            self._reader = _load(folder)
        return self._resource

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> RelevanceGate:
        """The gate as trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, _load(folder))

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Decide on each message."""
        memory = tracker.get_slot(MEMORY_SLOT) if tracker is not None else None
        topic = str((memory or {}).get("topic") or "")
        for message in messages:
            predictions = message.get(PREDICTIONS)
            if predictions and self._reader:
                parts = zip(readings(message), message.get(READING_VECTORS), predictions)
                whole, *questions = [Reading(*part) for part in parts]
                _put(message, self._reader.read(whole, questions, topic))
                overhear(message)
        return messages

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What training depends on besides config and data: code, encoder, content, thresholds."""
        # Rasa fingerprints the config as written, before the defaults are filled in.
        config = {**cls.get_default_config(), **config}
        thresholds = files_digest([Path(config["thresholds"])])
        return code_fingerprint() + content_fingerprint(Path(config["content"])) + thresholds


def _put(message: Message, understood: Understood) -> None:
    intent, _, key = understood.label.partition("/")
    confidence = message.get(INTENT)[PREDICTED_CONFIDENCE_KEY]
    unsure = understood.decision in ("choice", "search") or (
        understood.decision == "none" and intent != "out_of_scope")
    name = DEFAULT_NLU_FALLBACK_INTENT_NAME if unsure else intent
    message.set(INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
    if key and not unsure:
        # The shape in which Rasa's ResponseSelector reports a retrieval intent.
        response = {INTENT_RESPONSE_KEY: understood.label, PREDICTED_CONFIDENCE_KEY: confidence,
                    "utter_action": f"{UTTER_PREFIX}{understood.label}"}
        selected = {"all_retrieval_intents": [intent], intent: {"response": response, "ranking": [response]}}
        message.set("response_selector", selected, add_to_output=True)
    message.set(UNDERSTOOD, understood.as_dict(), add_to_output=True)


def _save(folder: Path, content: Content, thresholds: Thresholds) -> None:
    encoder = load_encoder()
    arrays = {f"faq/{slug}": encoder.encode([passage.text for passage in faq.passages])
              for slug, faq in content.faqs.items()}
    searchable = content.searchable
    np.savez(folder / _ARRAYS, searchable=encoder.encode([passage.text for passage in searchable]), **arrays)
    (folder / _TEXTS).write_text(json.dumps({
        "thresholds": thresholds.as_dict(),
        "follow_ups": {slug: faq.follow_ups for slug, faq in content.faqs.items()},
        "buttons": buttons(content),
        "searchable": [[f"{passage.article}/{passage.id}", passage.text] for passage in searchable],
    }), encoding="utf-8")


def _load(folder: Path) -> Reader:
    about = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
        passages = {slug: arrays[f"faq/{slug}"] for slug in about["follow_ups"]}
        search = PassageSearch([text for _, text in about["searchable"]], arrays["searchable"])
    keys = [key for key, _ in about["searchable"]]
    return Reader(Thresholds(**about["thresholds"]), about["follow_ups"], passages, search, keys, about["buttons"])
