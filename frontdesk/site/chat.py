"""The chat API: one message in, replies out."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.language.encoder import Vector
from frontdesk.numbers.counter import Counter
from frontdesk.replies.reply import Reply
from frontdesk.site.body import MAX_ID, MAX_TOKEN, flag, optional_text, read_json
from frontdesk.site.guard import Guard
from frontdesk.site.limits import Limits
from frontdesk.site.metrics import Metrics
from frontdesk.site.origins import Origins
from frontdesk.site.problems import Problem
from frontdesk.site.rasa_client import Said
from frontdesk.site.rasa_router import Assistant
from frontdesk.site.review import Review
from frontdesk.site.sessions import Sessions
from frontdesk.site.turns import Replies, Turns
from frontdesk.store.answers import Answers
from frontdesk.store.questions import NewQuestion

MAX_MESSAGE = 2000  # characters
_UNIQUE_ID = 16  # characters; a shorter message id may be another visitor's as well

_log = logging.getLogger(__name__)


class ChatApi:
    """``POST`` and ``DELETE /api/chat``.

    A message with an id is answered once, whatever is killed in between: what it was
    answered is kept here before it is sent, and by Rasa with the conversation.

    Args:
        rasa: where messages are understood and answered.
        guard: reads every message for red flags before Rasa does.
        sessions: mints conversation ids.
        review: redacts questions that visitors let the clinic keep.
        answers: what messages were answered, and those questions.
        limits: of how much may be sent.
        erase: erases everything stored of a conversation, by its id.
        public_url: address that relative links of quotes are joined to.
        origins: of the pages that may send messages.
        metrics: counts replies by kind.
        counter: counts messages by day; ``None`` where nobody wants to know.
    """

    def __init__(
        self, rasa: Assistant, guard: Guard, sessions: Sessions, review: Review, answers: Answers, limits: Limits,
        erase: Callable[[str], object], public_url: str, origins: Origins, metrics: Metrics,
        counter: Counter | None = None,
    ) -> None:
        self._rasa, self._guard, self._sessions, self._review = rasa, guard, sessions, review
        self._answers, self._limits, self._erase_stored = answers, limits, erase
        self._public_url, self._origins, self._metrics, self._counter = public_url, origins, metrics, counter
        self._turns = Turns()

    async def post(self, request: Request) -> Response:
        """Answer one message."""
        self._origins.check(request)
        body = await read_json(request)
        message, message_id = _message(body), optional_text(body, "message_id", MAX_ID)
        may_keep = flag(body, "may_keep")
        given = optional_text(body, "session", MAX_TOKEN)
        known = self._sessions.sender_id(given)
        token, sender_id = (given, known) if given and known else self._begin(message, message_id)
        key = None if message_id is None else self._sessions.message_key(message_id)
        host = request.client.host if request.client else ""

        async def answer_once() -> Replies:
            replies = None if key is None else await self._answered(sender_id, key)
            if replies is None:
                self._limits.message(sender_id, host, new=known is None)
                replies = await self._answer(sender_id, message, key, may_keep, new=known is None)
            return replies

        replies = await self._turns.take(sender_id, answer_once)
        return JSONResponse({"session": token, "replies": replies}, headers={"Cache-Control": "no-store"})

    def _begin(self, message: str, message_id: str | None) -> tuple[str, str]:
        """The token and id of a new conversation.

        A first message whose answer got lost is sent again without a session: its id
        and text lead to the same conversation, or begin it anew where it was erased.
        """
        unique = message_id is not None and len(message_id) >= _UNIQUE_ID
        token = self._sessions.mint(json.dumps([message_id, message]) if unique else None)
        sender_id = self._sessions.sender_id(token)
        assert sender_id is not None
        return token, sender_id

    async def _answered(self, sender_id: str, key: str) -> Replies | None:
        try:
            answer = await asyncio.to_thread(self._answers.find, sender_id, key)
        except Exception as error:  # Rasa knows its own replies all the same
            _log.error("The store of answers can't be read: %s", type(error).__name__)
            return None
        return None if answer is None else answer.replies

    async def _answer(self, sender_id: str, message: str, key: str | None, may_keep: bool, new: bool) -> Replies:
        said = Said([])  # as long as Rasa isn't asked, because of a red flag

        async def ask(vectors: Mapping[str, Vector]) -> list[Reply]:
            nonlocal said
            flagged = self._guard.flagged(sender_id)
            said = await self._rasa.send(sender_id, message, vectors, key, flagged)
            return [Reply.from_dict(reply) for reply in said.replies]

        began = time.perf_counter()
        with self._metrics.answering():
            replies = await self._guard.answer(sender_id, message, ask, key)
        seconds = time.perf_counter() - began
        question = None
        # What is typed into the callback form is no question: it is a name and a number.
        booking = any(reply.kind == "booking" for reply in replies)
        if may_keep and not booking and not self._guard.flagged(sender_id):
            question = await self._review.redacted(message, replies, said.understood, said.version)
        sent = [self._as_sent(reply) for reply in replies]
        await self._keep(sender_id, key, sent, question)
        self._count(sent, said.understood, seconds, new)
        return sent

    def _as_sent(self, reply: Reply) -> dict[str, Any]:
        self._metrics.count(reply.kind)
        data = reply.as_dict()
        for quote in data["quotes"]:
            quote["url"] = urljoin(self._public_url + "/", quote["url"])
        return data

    async def _keep(self, sender_id: str, key: str | None, sent: Replies, question: NewQuestion | None) -> None:
        if key is None and question is None:
            return
        try:
            await asyncio.to_thread(self._answers.keep, sender_id, key, sent, question)
        except Exception as error:  # the visitor gets the answer all the same
            _log.error("An answer couldn't be kept: %s", type(error).__name__)

    def _count(self, sent: Replies, understood: Mapping[str, Any] | None, seconds: float, new: bool) -> None:
        if self._counter is None:
            return
        try:
            self._counter.answered(sent, understood, seconds, new)
        except Exception as error:  # the visitor gets the answer all the same
            _log.error("A message couldn't be counted: %s", type(error).__name__)

    async def delete(self, request: Request) -> Response:
        """Erase a conversation; also fine when there is none."""
        self._origins.check(request)
        sender_id = self._sessions.sender_id(optional_text(await read_json(request), "session", MAX_TOKEN))
        if sender_id is not None:
            await self._turns.between(sender_id, lambda: self._erase(sender_id))
        return Response(status_code=204)

    def forget_old(self, expiry: float) -> None:
        """Forget what is in memory of conversations without a message for so many seconds."""
        self._guard.forget_old()
        self._rasa.forget_old()
        self._turns.forget_old(expiry)
        self._limits.forget_old()

    async def _erase(self, sender_id: str) -> None:
        await asyncio.to_thread(self._guard.forget, sender_id)
        self._rasa.forget(sender_id)
        await asyncio.to_thread(self._erase_stored, sender_id)


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
