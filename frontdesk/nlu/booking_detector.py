"""Rasa component: who asks for an appointment in so many words, or leaves a phone number, wants to book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.booking.wish import with_booking
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.language.understood import Understood
from frontdesk.nlu.message_keys import UNDERSTOOD

_BOOK = "book"
_CERTAIN = 1.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BookingDetector(GraphComponent):  # type: ignore[misc]
    """Sets the intent of messages that wish to book; see :mod:`frontdesk.booking.wish`.

    Args:
        region: country of phone numbers without a country code, or ``""``.
    """

    def __init__(self, region: str) -> None:
        self._region = region

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> BookingDetector:
        """A component that knows the clinic's country.

        Raises:
            ContentError: its details can't be used.
        """
        return cls(load_clinic(Path.cwd() / "content" / "clinic.yml").region)

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent where there is such a wish, and keep other questions of the message."""
        for message in messages:
            understood = Understood.from_message({UNDERSTOOD: message.get(UNDERSTOOD)})
            wish = with_booking(understood, message.get(TEXT) or "", self._region)
            if wish is not understood:
                _set(message, wish)
        return messages


def _set(message: Message, wish: Understood) -> None:
    intent = {INTENT_NAME_KEY: wish.label.partition("/")[0], PREDICTED_CONFIDENCE_KEY: _CERTAIN}
    message.set(INTENT, intent, add_to_output=True)
    if wish.label == _BOOK:
        message.set("response_selector", {}, add_to_output=True)
    message.set(UNDERSTOOD, wish.as_dict(), add_to_output=True)
