"""Rasa channel: the REST channel, over which the site also hands the vectors of what it has read.

Beside the replies it hands back what was understood of the message; not of one that was processed
already, as that isn't kept.

A message that was processed already is answered from what is kept with the
conversation: the site sends it again when it doesn't know whether Rasa got it. One
whose actions failed gets no answer, and is sent again as well.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request

from frontdesk.language.handed_vectors import handed_vectors
from frontdesk.nlu.failed_actions import watched_turn
from frontdesk.nlu.message_keys import UNDERSTOOD
from frontdesk.nlu.overheard import overhearing
from frontdesk.nlu.tracker_store import clinics_expiry
from frontdesk.store.last_turns import MESSAGE_ID, LastTurns

VECTORS = "vectors"  # beside sender, message and metadata in the request

_LOGGER = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


class SiteChannel(RestInput):  # type: ignore[misc]
    """Rasa's REST channel under its own name; it also takes requests without vectors and message ids."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """The message's metadata; what comes beside it is kept apart, as Rasa stores metadata."""
        handed_vectors().receive(request.json.get(VECTORS))
        metadata: dict[str, Any] | None = request.json.get("metadata")
        return metadata

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Rasa's, with each message processed once."""
        blueprint: Blueprint = super().blueprint(self.once(on_new_message))
        return blueprint

    def once(self, on_new_message: Handler) -> Handler:
        """A handler that processes no message of a conversation twice.

        Args:
            on_new_message: processes a message, and saves its conversation with the replies.
        """

        async def handle(message: UserMessage) -> None:
            message_id = (message.metadata or {}).get(MESSAGE_ID)
            if not isinstance(message_id, str):
                await _process(message, on_new_message)
                return
            # Sanic cancels a request whose client is gone; what was begun is finished, and needn't be done again.
            await asyncio.shield(self._handle_once(message, message_id, on_new_message))

        return handle

    async def _handle_once(self, message: UserMessage, message_id: str, on_new_message: Handler) -> None:
        # Held while it is processed: it may be sent again meanwhile.
        async with self._locks.setdefault(message.sender_id, asyncio.Lock()):
            replies = self._replies(message.sender_id, message_id)
            if replies is None:
                await _process(message, on_new_message)
            else:
                message.output_channel.messages.extend(replies)

    def _replies(self, sender_id: str, message_id: str) -> list[dict[str, Any]] | None:
        try:
            return self._turns.find(sender_id, message_id)
        except Exception as error:  # the visitor must be answered all the same
            _LOGGER.error("The last turns could not be read (%s).", type(error).__name__)
            return None

    @cached_property
    def _turns(self) -> LastTurns:
        """In the tracker store's database; opened with the first message, as Rasa makes its channels early."""
        return LastTurns(expiry=clinics_expiry())


async def _process(message: UserMessage, on_new_message: Handler) -> None:
    with watched_turn() as turn, overhearing() as overheard:
        await on_new_message(message)
    if turn.failed:
        message.output_channel.messages.clear()
    elif overheard and isinstance(message.output_channel.messages, list):  # else it is streamed, reply by reply
        message.output_channel.messages.append({UNDERSTOOD: overheard[-1].get(UNDERSTOOD)})
