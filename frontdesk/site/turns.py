"""One message of a conversation at a time."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from frontdesk.site.problems import Problem

Replies = list[dict[str, Any]]

_MAX_WAITING = 8  # messages of one conversation in the queue
_MAX_CONVERSATIONS = 10_000


@dataclass
class _Conversation:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    used: float = field(default_factory=time.monotonic)


class Turns:
    """Serialises the messages of each conversation."""

    def __init__(self) -> None:
        self._conversations: OrderedDict[str, _Conversation] = OrderedDict()

    async def take(self, sender_id: str, answer: Callable[[], Awaitable[Replies]]) -> Replies:
        """Answer one message when its turn comes.

        Args:
            sender_id: the conversation.
            answer: asked for the replies.

        Raises:
            Problem: too many messages are waiting already.
        """
        conversation = self._conversation(sender_id)
        if conversation.waiting >= _MAX_WAITING:
            raise Problem("busy", "Please wait for the answers to your last messages, then send this one again.", 2)
        conversation.waiting += 1
        try:
            async with conversation.lock:
                return await answer()
        finally:
            conversation.waiting -= 1

    async def between(self, sender_id: str, act: Callable[[], Awaitable[None]]) -> None:
        """Run ``act`` when no message of the conversation is being answered."""
        async with self._conversation(sender_id).lock:
            await act()

    def forget_old(self, expiry: float) -> None:
        """Forget conversations without a message for so many seconds."""
        before = time.monotonic() - expiry
        for sender_id, state in list(self._conversations.items()):
            if state.used < before and not state.waiting and not state.lock.locked():
                del self._conversations[sender_id]

    def _conversation(self, sender_id: str) -> _Conversation:
        conversation = self._conversations.setdefault(sender_id, _Conversation())
        self._conversations.move_to_end(sender_id)
        conversation.used = time.monotonic()
        if len(self._conversations) > _MAX_CONVERSATIONS:
            for oldest, state in self._conversations.items():
                if not state.waiting and not state.lock.locked():
                    del self._conversations[oldest]
                    break
        return conversation
