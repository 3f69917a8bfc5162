"""The chat API: one message in, replies out."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.language.encoder import Vector
from frontdesk.replies.reply import Reply
from frontdesk.site.guard import Guard
from frontdesk.site.metrics import Metrics
from frontdesk.site.problems import Problem
from frontdesk.site.rasa_client import RasaClient
from frontdesk.site.review import Review
from frontdesk.site.sessions import Sessions
from frontdesk.site.turns import Replies, Turns

MAX_MESSAGE = 2000  # characters
MAX_BODY = 32 * 1024  # bytes
_MAX_ID = 128  # characters
_UNIQUE_ID = 16  # characters; a shorter message id may be another visitor's as well
_MAX_FIRSTS = 1000  # first messages remembered


class ChatApi:
    """``POST`` and ``DELETE /api/chat``.

    Args:
        rasa: where messages are understood and answered.
        guard: reads every message for red flags before Rasa does.
        sessions: mints conversation ids.
        review: keeps questions that visitors let the clinic keep.
        erase: erases everything stored of a conversation, by its id.
        public_url: address that relative links of quotes are joined to.
        metrics: counts replies by kind.
    """

    def __init__(
        self, rasa: RasaClient, guard: Guard, sessions: Sessions, review: Review, erase: Callable[[str], object],
        public_url: str, metrics: Metrics,
    ) -> None:
        self._rasa, self._guard, self._sessions, self._review = rasa, guard, sessions, review
        self._erase_stored, self._public_url, self._metrics = erase, public_url, metrics
        self._turns = Turns()
        self._firsts: OrderedDict[bytes, str] = OrderedDict()

    async def post(self, request: Request) -> Response:
        """Answer one message."""
        check_origin(request, self._public_url)
        body = await read_json(request)
        message, message_id = _message(body), _optional_text(body, "message_id")
        may_keep = _flag(body, "may_keep")
        token, sender_id = self._session(request, _optional_text(body, "session"), message, message_id)

        async def answer() -> Replies:
            async def ask(vectors: Mapping[str, Vector]) -> list[Reply]:
                return [Reply.from_dict(reply) for reply in await self._rasa.send(sender_id, message, vectors)]

            with self._metrics.answering():
                replies = await self._guard.answer(sender_id, message, ask)
            if may_keep and not self._guard.flagged(sender_id):
                await self._review.keep(sender_id, message, replies)
            return [self._as_sent(reply) for reply in replies]

        replies = await self._turns.take(sender_id, message_id, answer)
        return JSONResponse({"session": token, "replies": replies}, headers={"Cache-Control": "no-store"})

    def _as_sent(self, reply: Reply) -> dict[str, Any]:
        self._metrics.count(reply.kind)
        data = reply.as_dict()
        for quote in data["quotes"]:
            quote["url"] = urljoin(self._public_url + "/", quote["url"])
        return data

    def _session(
        self, request: Request, token: str | None, message: str, message_id: str | None
    ) -> tuple[str, str]:
        """The conversation's token and id; a new one where the token isn't ours.

        A first message whose answer got lost is sent again without a session: it
        is recognised by its id, text and sender, and leads to the same conversation.
        """
        sender_id = self._sessions.sender_id(token)
        if token is not None and sender_id is not None:
            return token, sender_id
        host = request.client.host if request.client else ""
        # Hashed: what a visitor wrote is kept nowhere.
        first = hashlib.sha256(json.dumps([host, message_id, message]).encode()).digest()
        unique = message_id is not None and len(message_id) >= _UNIQUE_ID
        token = (self._firsts.get(first) if unique else None) or self._sessions.mint()
        if unique:
            self._firsts[first] = token
            if len(self._firsts) > _MAX_FIRSTS:
                self._firsts.popitem(last=False)
        sender_id = self._sessions.sender_id(token)
        assert sender_id is not None
        return token, sender_id

    async def delete(self, request: Request) -> Response:
        """Erase a conversation; also fine when there is none."""
        check_origin(request, self._public_url)
        token = _optional_text(await read_json(request), "session")
        sender_id = self._sessions.sender_id(token)
        if sender_id is not None:
            await self._turns.forget(sender_id, lambda: self._erase(sender_id))
            for first in [first for first, other in self._firsts.items() if other == token]:
                del self._firsts[first]
        return Response(status_code=204)

    def forget_old(self, expiry: float) -> None:
        """Forget what is in memory of conversations without a message for so many seconds."""
        self._guard.forget_old()
        self._turns.forget_old(expiry)

    async def _erase(self, sender_id: str) -> None:
        await asyncio.to_thread(self._guard.forget, sender_id)
        await asyncio.to_thread(self._erase_stored, sender_id)


def check_origin(request: Request, public_url: str) -> None:
    """Refuse a browser that sends from another site's page.

    Args:
        request: with the browser's ``Origin``, if it sent one.
        public_url: the site's own address, which a proxy in front of it may hide
            from the request.

    Raises:
        Problem: the ``Origin`` isn't the site's own.
    """
    origin = request.headers.get("origin")
    own = (request.headers.get("host"), urlsplit(public_url).netloc)
    if origin is not None and urlsplit(origin).netloc not in own:
        raise Problem("wrong-origin", f"The chat can't be used from {origin}.")


async def read_json(request: Request) -> dict[str, Any]:
    """The request's body as a JSON object.

    Raises:
        Problem: too large, not JSON, or not an object.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise Problem("too-large", f"Send at most {MAX_BODY // 1024} kB.")
    try:
        # Lone surrogates are valid JSON escapes and no valid text.
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Problem("not-json", "Send a JSON object, encoded as UTF-8.") from None
    if not isinstance(data, dict):
        raise Problem("bad-request", "Send a JSON object such as {\"message\": \"…\"}.")
    return data


def _message(body: dict[str, Any]) -> str:
    message = body.get("message")
    if not isinstance(message, str):
        raise Problem("bad-request", "'message' must be a text.")
    message = "".join(_clean(char) for char in message).strip()
    if not message:
        raise Problem("empty-message", "Please type a question.")
    if len(message) > MAX_MESSAGE:
        raise Problem("message-too-long",
                      f"Please keep it to {MAX_MESSAGE:,} characters; this message has {len(message):,}.")
    return message


def _clean(char: str) -> str:
    """Control and format characters go; white space of any kind stays white space."""
    if char.isprintable() or char == "\n":
        return char
    return " " if char.isspace() else ""


def _optional_text(body: dict[str, Any], key: str) -> str | None:
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > (_MAX_ID if key == "message_id" else 4 * _MAX_ID):
        raise Problem("bad-request", f"'{key}' must be a short text or null.")
    return value


def _flag(body: dict[str, Any], key: str) -> bool:
    value = body.get(key, False)
    if not isinstance(value, bool):
        raise Problem("bad-request", f"'{key}' must be true or false.")
    return value
