"""Turns that only make sense after what was said before."""

from __future__ import annotations

from actions.base import ReplyAction
from frontdesk.knowledge.content import Content
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import accept, follow_up
from frontdesk.language.understood import Understood


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
