"""Asking a private site, several conversations at a time, and judging what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, TypeVar

import httpx

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.judge import Judge
from frontdesk.publishing.questions import Question
from frontdesk.publishing.report import Outcome

# The better the outcome, the more. A wrong answer is worse than none.
RANKS = {"right": 3, "choice": 2, "wrong_choice": 1, "not_answered": 1, "wrong": 0}

_AT_ONCE = 4  # conversations
_TIMEOUT = 60.0  # seconds for an answer: the check runs at low priority
_TRIES, _PAUSE = 4, 1.0  # and seconds between two, twice as long each time

Item = TypeVar("Item")
Result = TypeVar("Result")


class Asker:
    """Asks a site that nobody else uses. An async context manager.

    Args:
        url: the site's base address.
        transport: for tests.
    """

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=_TIMEOUT, transport=transport, trust_env=False)

    async def __aenter__(self) -> Asker:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def send(self, message: str, session: str | None = None) -> dict[str, Any]:
        """Send a message.

        Args:
            message: what to say.
            session: of the conversation; ``None`` begins one.

        Returns:
            The chat API's answer.

        Raises:
            FrontdeskError: there is none, however often one asks.
        """
        for attempt in range(_TRIES):
            try:
                response = await self._client.post("/api/chat", json={"message": message, "session": session})
                if response.status_code < 500:
                    break
            except httpx.HTTPError:
                pass
            await asyncio.sleep(_PAUSE * 2**attempt)
        else:
            raise FrontdeskError("The candidate doesn't answer the test questions. Publish again; if that doesn't "
                                 "help, see the logs.")
        if response.is_error:
            raise FrontdeskError(f"A test question was refused ({response.text[:200]}): {message[:100]!r}")
        answer: dict[str, Any] = response.json()
        return answer


async def each(
    items: Iterable[Item], do: Callable[[Item], Awaitable[Result]], tick: Callable[[], None], at_once: int = _AT_ONCE
) -> list[Result]:
    """Do something for each item, a few at a time.

    Args:
        items: what to do it for.
        do: does it.
        tick: told of each that is done.
        at_once: how many at a time.

    Returns:
        The results, in the items' order.
    """
    room = asyncio.Semaphore(at_once)

    async def one(item: Item) -> Result:
        async with room:
            result = await do(item)
        tick()
        return result

    tasks = [asyncio.ensure_future(one(item)) for item in items]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()


async def ask_all(
    asker: Asker, judge: Judge, questions: Sequence[Question], tick: Callable[[], None], at_once: int = _AT_ONCE
) -> list[Outcome]:
    """Ask each question in a conversation of its own, and judge the answer.

    Arguments and result are those of :func:`each`.
    """

    async def one(question: Question) -> Outcome:
        replies = (await asker.send(question.case.text))["replies"]
        judged = judge.judge(question.case, replies)
        return Outcome(question.case.text, question.case.label, question.source, question.held_out, judged.outcome,
                       judged.given)

    return await each(questions, one, tick, at_once)
