"""The urgent message."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import MEMORY_SLOT, utter
from frontdesk.replies.memory import Memory
from frontdesk.replies.urgent import urgent_reply


class Urgent(Action):  # type: ignore[misc]
    """Points at urgent care, alone, and remembers it for the rest of the conversation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_urgent"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Utter the text that the red-flag detector chose."""
        return point_at_urgent_care(dispatcher, tracker)


def point_at_urgent_care(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
    """Utter the text that the red-flag detector chose for the last message.

    Returns:
        Events that remember it.
    """
    flag = (tracker.latest_message or {})["red_flag"]
    memory = Memory.from_slot(tracker.get_slot(MEMORY_SLOT))
    utter(dispatcher, [urgent_reply(str(flag["text"]))])
    reminder = memory.reminder or flag["reminder"]
    return [SlotSet(MEMORY_SLOT, memory.after(offer="", topic="", reminder=reminder).as_slot())]
