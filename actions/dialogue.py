"""Turns that only make sense after what was said before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from actions.base import ReplyAction
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import accept, follow_up
from frontdesk.replies.smalltalk import ask_for_topic


class FollowUp(ReplyAction):
    """Says more on what was discussed last."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_follow_up"

    def replies(self, content: Content, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
        """Compose the replies and the new memory."""
        reply, memory = follow_up(content, memory)
        return [reply], memory


class Accept(ReplyAction):
    """Does what the visitor just said yes to."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_accept"

    def replies(self, content: Content, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
        """Compose the replies and the new memory."""
        reply, memory = accept(content, memory)
        return [reply], memory


class AskForTopic(ReplyAction):
    """Asks what to talk about; Rasa's fallback where no story or rule knows how to go on."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_for_topic"

    def replies(self, content: Content, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
        """Compose the replies and the new memory."""
        reply, memory = ask_for_topic(content, memory)
        return [reply], memory

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Utter the replies and take the message back, so that Rasa waits for the next one."""
        super().run(dispatcher, tracker, domain)
        return [UserUtteranceReverted()]
