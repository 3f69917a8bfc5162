"""Questions that a visitor lets the clinic keep, redacted, so that staff can teach the assistant."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.privacy.redaction import redact
from frontdesk.replies.reply import Reply
from frontdesk.store.questions import NewQuestion

_log = logging.getLogger(__name__)


class Review:
    """Makes questions fit to be kept, where the clinic has turned it on.

    Args:
        turned_on: whether the clinic wants any; nothing is kept otherwise.
    """

    def __init__(self, turned_on: bool) -> None:
        self.turned_on = turned_on

    async def redacted(
        self, message: str, replies: Sequence[Reply], understood: Mapping[str, Any] | None = None,
        version: int | None = None,
    ) -> NewQuestion | None:
        """The question of a visitor who agreed to its being kept; ``None`` where it isn't.

        That is when it got the urgent message, or can't be redacted.

        Args:
            message: what was asked.
            replies: what was answered.
            understood: what was made of the message, where that is known.
            version: which version answered, where that is known.
        """
        if not self.turned_on or any(reply.kind == "urgent" for reply in replies):
            return None
        about = next((quote.article for reply in replies for quote in reply.quotes), "")
        try:
            text = await asyncio.to_thread(redact, message)
        except Exception as error:  # the visitor gets the answer all the same
            _log.error("A question couldn't be redacted: %s", type(error).__name__)
            return None
        return NewQuestion(text, about, replies[0].kind, understood, version)
