"""Rasa component: red flags, for channels that don't come through the site."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.knowledge.clinic import load_clinic
from frontdesk.language.understood import Understood
from frontdesk.nlu.message_keys import METADATA, RED_FLAG, UNDERSTOOD
from frontdesk.safety.detector import CHECKED, Detector, load_detector
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.safety.wording import Wording

_URGENT = "urgent"
_log = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class RedFlagDetector(GraphComponent):  # type: ignore[misc]
    """The last component: overrides whatever was understood when a message raises a red flag.

    The site has read its messages already, and says so in their metadata; then the
    detector isn't even loaded.

    Args:
        root: the project's folder.
        wording: the clinic's texts.
    """

    def __init__(self, root: Path, wording: Wording) -> None:
        self._root, self._wording = root, wording

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagDetector:
        """A component with the clinic's texts.

        Raises:
            ContentError: they can't be used.
        """
        content = Path.cwd() / "content"
        clinic = load_clinic(content / "clinic.yml")
        return cls(Path.cwd(), Wording(load_red_flags(content / "safety"), clinic.emergency_number, clinic.country))

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message that nobody has read yet."""
        for message in messages:
            text = message.get(TEXT)
            if text and not (message.get(METADATA) or {}).get(CHECKED):
                self._read(message, text)
        return messages

    def _read(self, message: Message, text: str) -> None:
        try:
            verdict, _ = self._detector.read(text)
        except Exception as error:  # whatever fails here, an ordinary answer would be worse
            _log.error("A message couldn't be checked for red flags: %s", type(error).__name__)
            _override(message, 1.0, self._wording.failure(), "")
            return
        if verdict.level:
            _override(message, verdict.strength, self._wording.urgent(verdict.message, verdict.extra),
                      self._wording.still(verdict.message))

    @cached_property
    def _detector(self) -> Detector:
        return load_detector(self._root)


def _override(message: Message, confidence: float, text: str, reminder: str) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: _URGENT, PREDICTED_CONFIDENCE_KEY: confidence}, add_to_output=True)
    message.set("response_selector", {}, add_to_output=True)
    message.set(UNDERSTOOD, Understood(_URGENT, "intent").as_dict(), add_to_output=True)
    message.set(RED_FLAG, {"text": text, "reminder": reminder}, add_to_output=True)
