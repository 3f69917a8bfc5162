"""Visitors: conversations over HTTP, one at a time or several at once, each reply checked."""

from __future__ import annotations

import http.client
import json
import queue
import random
import threading
import time
import uuid
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from frontdesk.settings import LOOPBACK

CONVERSATION = 5  # messages; then the visitor goes, and another comes
_TIMEOUT = 60.0  # seconds
_SEED = 7


class Failure(Exception):
    """A message that wasn't answered; the argument says how."""


class Talk(ABC):
    """One conversation over one kept connection.

    Args:
        port: on loopback.
        path: that messages are posted to.
    """

    def __init__(self, port: int, path: str) -> None:
        self._connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_TIMEOUT)
        self._path = path

    def ask(self, text: str) -> float:
        """Send one message and check the reply.

        Returns:
            Milliseconds until the whole reply was there.

        Raises:
            Failure: no 200, or not the answer.
        """
        body = json.dumps(self._body(text))
        started = time.perf_counter()
        try:
            self._connection.request("POST", self._path, body, {"Content-Type": "application/json"})
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise Failure(type(error).__name__) from None
        elapsed = (time.perf_counter() - started) * 1000
        if response.status != 200:
            raise Failure(f"status {response.status}")
        self._check(json.loads(content))
        return elapsed

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @abstractmethod
    def _body(self, text: str) -> dict[str, Any]: ...

    @abstractmethod
    def _check(self, reply: Any) -> None: ...


class SiteTalk(Talk):
    """A conversation with Frontdesk, over the chat API.

    Args:
        port: of the site.
    """

    def __init__(self, port: int) -> None:
        super().__init__(port, "/api/chat")
        self._session: str | None = None

    def _body(self, text: str) -> dict[str, Any]:
        return {"message": text, "session": self._session}

    def _check(self, reply: Any) -> None:
        self._session = reply["session"]
        kinds = [item["kind"] for item in reply["replies"]]
        # A visitor who was told everything is offered a person: the same way, the same work.
        if not {"answer", "contact"} & set(kinds):
            raise Failure(f"no answer but {', '.join(kinds) or 'nothing'}")


class RestTalk(Talk):
    """A conversation with the stock bot, over Rasa's REST channel.

    Args:
        port: of Rasa.
        answer: what the bot must say.
    """

    def __init__(self, port: int, answer: str) -> None:
        super().__init__(port, "/webhooks/rest/webhook")
        self._sender, self._answer = uuid.uuid4().hex, answer

    def _body(self, text: str) -> dict[str, Any]:
        return {"sender": self._sender, "message": text}

    def _check(self, reply: Any) -> None:
        texts = [message.get("text") for message in reply]
        if self._answer not in texts:
            raise Failure("another reply" if texts else "empty reply")


@dataclass
class Load:
    """What a load showed.

    Attributes:
        milliseconds: of each answered message.
        rate: answered messages per second.
        failures: how often each kind of failure happened.
    """

    milliseconds: list[float] = field(default_factory=list)
    rate: float = 0.0
    failures: dict[str, int] = field(default_factory=dict)


def varied(questions: Sequence[str]) -> list[str]:
    """Each question in the ways people type it."""
    return [text for question in questions
            for text in (question, question.lower(), question.rstrip("?"), question.lower().rstrip("?"))]


def messages(questions: Sequence[str], count: int) -> list[str]:
    """``count`` of the questions in a fixed random order, none twice before all came once."""
    rng = random.Random(_SEED)
    chosen: list[str] = []
    while len(chosen) < count:
        chosen += rng.sample(list(questions), len(questions))
    return chosen[:count]


def load(new_talk: Callable[[], Talk], texts: Sequence[str], at_once: int) -> Load:
    """Send messages in conversations of :data:`CONVERSATION` messages.

    Args:
        new_talk: begins a conversation.
        texts: what to send.
        at_once: conversations at a time.
    """
    waiting: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()
    for start in range(0, len(texts), CONVERSATION):
        waiting.put(texts[start : start + CONVERSATION])
    milliseconds: list[float] = []
    failures: Counter[str] = Counter()

    def visit() -> None:
        while True:
            try:
                conversation = waiting.get_nowait()
            except queue.Empty:
                return
            talk = new_talk()
            for text in conversation:
                try:
                    milliseconds.append(talk.ask(text))
                except Failure as failure:
                    failures[str(failure)] += 1
            talk.close()

    visitors = [threading.Thread(target=visit, daemon=True) for _ in range(at_once)]
    started = time.perf_counter()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return Load(milliseconds, len(milliseconds) / (time.perf_counter() - started), dict(failures))


def long_conversation(talk: Talk, texts: Sequence[str]) -> tuple[list[float | None], dict[str, int]]:
    """One conversation.

    Args:
        talk: the conversation.
        texts: one a turn.

    Returns:
        Milliseconds of each turn, ``None`` where it failed, and the failures.
    """
    milliseconds: list[float | None] = []
    failures: Counter[str] = Counter()
    for text in texts:
        try:
            milliseconds.append(talk.ask(text))
        except Failure as failure:
            milliseconds.append(None)
            failures[str(failure)] += 1
    talk.close()
    return milliseconds, dict(failures)
