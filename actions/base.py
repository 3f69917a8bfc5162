"""What every reply action shares: content, memory, and how replies are uttered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from frontdesk.knowledge.content import Content, load_content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import respond
from frontdesk.replies.urgent import FLAGGED, after_a_flag
from frontdesk.settings import load_settings

BOOKING_FORM = "booking_form"
MEMORY_SLOT = "memory"


@lru_cache(maxsize=1)
def clinic_content() -> Content:
    """The clinic's content, loaded when the action server first needs it."""
    return load_content(load_settings().root / "content")


class ReplyAction(Action, ABC):  # type: ignore[misc]
    """An action that turns what was understood into replies."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    @abstractmethod
    def replies(self, content: Content, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
        """Compose the replies and the new memory."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Utter the replies, and have the callback form begin where they offer it.

        After a red flag only what stays allowed is uttered, and no form begins.
        """
        memory = Memory.from_slot(tracker.get_slot(MEMORY_SLOT))
        understood = Understood.from_message(tracker.latest_message or {})
        replies, memory = self.replies(clinic_content(), understood, memory)
        utter(dispatcher, after_a_flag(replies, memory.reminder) if memory.reminder else replies)
        form = [FollowupAction(BOOKING_FORM)] if memory.form and not memory.reminder and not flagged(tracker) else []
        return [SlotSet(MEMORY_SLOT, memory.after(form=False).as_slot()), *form]


def flagged(tracker: Tracker) -> bool:
    """Whether the site said with this message that a red flag stands in the conversation."""
    return bool(((tracker.latest_message or {}).get("metadata") or {}).get(FLAGGED))


def utter(dispatcher: CollectingDispatcher, replies: Sequence[Reply]) -> None:
    """Say the replies, as text for any channel and as data for the chat API."""
    for reply in replies:
        dispatcher.utter_message(text=reply.as_text(), json_message=reply.as_dict())


class AnswerAction(ReplyAction):
    """Answers every question of the message by its label."""

    def replies(self, content: Content, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
        """Compose the replies and the new memory."""
        return respond(content, understood, memory)
