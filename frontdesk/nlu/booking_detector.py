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

from frontdesk.booking.emails import find_email
from frontdesk.booking.phones import find_phone
from frontdesk.booking.wording import asks_to_book
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.language.understood import Understood
from frontdesk.nlu.message_keys import UNDERSTOOD

_BOOK = "book"
_KEPT = ("faq", "clinic", "price")  # what may be asked in the same breath
_BESIDE = ("none", "choice", "search", "answer")
_MANNERS = ("greet", "thanks", "goodbye", "affirm", "deny", "follow_up", "help")  # of "hello, can I book in"
_CERTAIN = 1.0


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BookingDetector(GraphComponent):  # type: ignore[misc]
    """Takes a message with a usable phone number or address for one that asks to be contacted.

    What the classifier makes of "Jo, 07700 900123, any morning" is chance: it says nothing
    that an article could answer. And the request may drown in the story around it ("can I come
    in, my back has been …"): it counts beside an answer, and where nothing was understood.

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
        """Set the intent where there are such details, and keep other questions of the message."""
        for message in messages:
            text = message.get(TEXT) or ""
            understood = Understood.from_message({UNDERSTOOD: message.get(UNDERSTOOD)})
            beside = understood.decision in _BESIDE or understood.label in _MANNERS
            if self._leaves_details(text) or (beside and asks_to_book(text)):
                _book(message)
        return messages

    def _leaves_details(self, text: str) -> bool:
        email, phone = find_email(text), find_phone(text, self._region)
        return bool((email and email.address) or (phone and phone.number))


def _book(message: Message) -> None:
    understood = Understood.from_message({UNDERSTOOD: message.get(UNDERSTOOD)})
    labels = (understood.label, *understood.others)
    if "withdraw" in labels:
        return
    sure = understood.decision in ("answer", "intent")
    first, *others = (*(label for label in labels if sure and label.partition("/")[0] in _KEPT), _BOOK)
    intent = {INTENT_NAME_KEY: first.partition("/")[0], PREDICTED_CONFIDENCE_KEY: _CERTAIN}
    message.set(INTENT, intent, add_to_output=True)
    if first == _BOOK:
        message.set("response_selector", {}, add_to_output=True)
    decision = understood.decision if others else "intent"
    message.set(UNDERSTOOD, Understood(first, decision, others=tuple(others)).as_dict(), add_to_output=True)
