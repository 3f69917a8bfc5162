"""One message of a conversation at a time, and the same message only once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from frontdesk.site.problems import Problem

Replies = list[dict[str, object]]

_MAX_WAITING = 8  # messages of one conversation in the queue
_MAX_REMEMBERED = 64  # answered message ids of one conversation
_MAX_CONVERSATIONS = 10_000


@dataclass
class _Conversation:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    used: float = field(default_factory=time.monotonic)
    answered: OrderedDict[str, Replies] = field(default_factory=OrderedDict)


class Turns:
    """Serialises the messages of each conversation and remembers their replies."""

    def __init__(self) -> None:
        self._conversations: OrderedDict[str, _Conversation] = OrderedDict()

    async def take(self, sender_id: str, message_id: str | None, answer: Callable[[], Awaitable[Replies]]) -> Replies:
        """Answer one message when its turn comes.

        Args:
            sender_id: the conversation.
            message_id: the client's id of this message; a second message with the
                same id gets the first one's replies and does nothing.
            answer: asked for the replies, at most once for each message id.

        Raises:
            Problem: too many messages are waiting already.
        """
        conversation = self._conversation(sender_id)
        if conversation.waiting >= _MAX_WAITING:
            raise Problem("busy", "Please wait for the answers to your last messages, then send this one again.", 2)
        conversation.waiting += 1
        try:
            async with conversation.lock:
                if message_id is not None and message_id in conversation.answered:
                    return conversation.answered[message_id]
                replies = await answer()
                if message_id is not None:
                    conversation.answered[message_id] = replies
                    while len(conversation.answered) > _MAX_REMEMBERED:
                        conversation.answered.popitem(last=False)
                return replies
        finally:
            conversation.waiting -= 1

    async def forget(self, sender_id: str, erase: Callable[[], Awaitable[None]]) -> None:
        """Run ``erase`` when no message of the conversation is being answered, and forget its replies."""
        conversation = self._conversation(sender_id)
        async with conversation.lock:
            await erase()
            conversation.answered.clear()

    def forget_old(self, expiry: float) -> None:
        """Forget the replies of conversations without a message for so many seconds."""
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
