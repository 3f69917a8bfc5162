"""Talking to Rasa's REST channel on loopback."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from frontdesk.language.encoder import Vector
from frontdesk.language.handed_vectors import pack
from frontdesk.replies.reply import KINDS, Reply
from frontdesk.replies.urgent import FLAGGED
from frontdesk.safety.detector import CHECKED
from frontdesk.site.problems import Problem
from frontdesk.store.last_turns import MESSAGE_ID

_UNDERSTOOD = "understood"  # beside the replies, for the site alone
_AWAY = "The assistant can't answer just now. Please try again in a moment, or contact the clinic."


@dataclass(frozen=True)
class Said:
    """What Rasa said to a message.

    Attributes:
        replies: as the chat API gives them, links still relative.
        understood: what was made of the message, as :meth:`~frontdesk.language.understood.Understood.as_dict` gives
            it; ``None`` when the message had been answered before. Not for visitors.
        version: which version answered; ``None`` where that isn't known.
    """

    replies: list[dict[str, Any]]
    understood: dict[str, Any] | None = None
    version: int | None = None


class RasaClient:
    """Sends one visitor's text to Rasa and reads the replies.

    Args:
        base_url: Rasa's address.
        timeout: seconds to wait for an answer.
        transport: for tests.
        version: which version of content and model this Rasa answers with; ``None`` where that isn't known.
    """

    def __init__(
        self, base_url: str, timeout: float, transport: httpx.AsyncBaseTransport | None = None,
        version: int | None = None,
    ) -> None:
        self._version = version
        self._client = httpx.AsyncClient(base_url=base_url, timeout=timeout, transport=transport, trust_env=False)

    async def send(
        self, sender_id: str, text: str, vectors: Mapping[str, Vector] | None = None, message_key: str | None = None,
        flagged: bool = False,
    ) -> Said:
        """Send a message in which the site found no red flag.

        Args:
            sender_id: the conversation.
            text: the message.
            vectors: of texts that Rasa will want encoded.
            message_key: under which Rasa keeps its replies; it doesn't process a
                message with the same one again.
            flagged: whether a red flag of an earlier message stands.

        Raises:
            Problem: Rasa is away, too slow, or failed (which it reports as no reply).
        """
        metadata = {CHECKED: True, FLAGGED: flagged} | ({} if message_key is None else {MESSAGE_ID: message_key})
        try:
            response = await self._client.post(
                "/webhooks/rest/webhook",
                json={"sender": sender_id, "message": as_text(text), "metadata": metadata,
                      "vectors": pack(vectors or {})},
            )
            response.raise_for_status()
            messages = response.json()
        except (httpx.HTTPError, ValueError):
            raise Problem("unavailable", _AWAY, 5) from None
        if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
            raise Problem("unavailable", _AWAY, 5)
        replies = read_replies(messages)
        if not replies:
            raise Problem("unavailable", _AWAY, 5)
        return Said(replies, read_understood(messages), self._version)

    async def ready(self) -> bool:
        """Whether Rasa answers."""
        try:
            return (await self._client.get("/", timeout=2)).is_success
        except httpx.HTTPError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def forget(self, sender_id: str) -> None:
        """Nothing is kept of a conversation."""

    def forget_old(self) -> None:
        """Nothing is kept of conversations."""


def as_text(message: str) -> str:
    """The message as plain text to Rasa.

    Rasa takes a leading slash for a command that skips understanding
    (``/intent{"entity": "value"}``), so a visitor's slashes there are dropped.
    """
    return re.sub(r"^[/\s\x1c-\x1f\x85]+", "", message).strip() or "slash"


def read_replies(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chat API's replies among the messages of Rasa's REST channel.

    Our actions send each reply as data, and beside it as text for other channels.
    Rasa's own responses (``utter_…``) are text alone: those are small talk.
    """
    data = [message["custom"] for message in messages if _is_reply(message.get("custom"))]
    if data:
        return data
    return [Reply("smalltalk", message["text"]).as_dict() for message in messages if message.get("text")]


def read_understood(messages: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What our channel says was understood, if it does."""
    told = (message[_UNDERSTOOD] for message in messages if isinstance(message.get(_UNDERSTOOD), dict))
    return next(told, None)


def _is_reply(custom: Any) -> bool:
    return isinstance(custom, dict) and custom.get("kind") in KINDS
