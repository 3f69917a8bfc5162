"""Questions that a visitor lets the clinic keep, redacted, so that staff can teach the assistant."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from frontdesk.privacy.redaction import redact
from frontdesk.replies.reply import Reply
from frontdesk.store.questions import Questions

_log = logging.getLogger(__name__)


class Review:
    """Keeps questions, where the clinic has turned it on.

    Args:
        questions: the store.
        turned_on: whether the clinic wants any; nothing is kept otherwise.
    """

    def __init__(self, questions: Questions, turned_on: bool) -> None:
        self._questions, self.turned_on = questions, turned_on

    async def keep(self, sender_id: str, message: str, replies: Sequence[Reply]) -> None:
        """Keep a question of a visitor who agreed to it; never one that got the urgent message.

        A question that can't be redacted or stored is dropped.

        Args:
            sender_id: the conversation, with which it is erased.
            message: what was asked.
            replies: what was answered.
        """
        if not self.turned_on or any(reply.kind == "urgent" for reply in replies):
            return
        about = next((quote.article for reply in replies for quote in reply.quotes), "")
        try:
            await asyncio.to_thread(self._keep, sender_id, message, about, replies[0].kind)
        except Exception as error:  # the visitor gets the answer all the same
            _log.error("A question couldn't be kept: %s", type(error).__name__)

    def _keep(self, sender_id: str, message: str, about: str, kind: str) -> None:
        self._questions.keep(sender_id, redact(message), about, kind)
