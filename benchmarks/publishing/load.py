"""Visitors who talk while versions change."""

from __future__ import annotations

import asyncio
import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

_TURNS = 6  # messages of a conversation
_TIMEOUT = 15.0  # seconds


@dataclass
class Seen:
    """What visitors saw.

    Attributes:
        milliseconds: of each answer.
        failures: what went wrong, and how often.
    """

    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)


@contextmanager
def visitors(url: str, texts: Sequence[str], rate: float, seed: int) -> Iterator[Seen]:
    """Visitors talk as long as the ``with`` block lasts, in conversations of six messages.

    Args:
        url: the site's base address.
        texts: what they say, over and over.
        rate: messages a second, evenly; one that is answered late keeps no other waiting.
        seed: of what is said when.
    """
    seen, stop = Seen(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_talk(url, texts, rate, seed, seen, stop)))
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


async def _talk(
    url: str, texts: Sequence[str], rate: float, seed: int, seen: Seen, stop: threading.Event
) -> None:
    chance, under_way = random.Random(seed), set()
    sessions: list[tuple[str, int]] = []
    start = time.monotonic()
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(base_url=url, timeout=_TIMEOUT, trust_env=False, limits=limits) as client:
        for number in itertools.count():
            await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
            if stop.is_set():
                break
            session, turns = sessions.pop(0) if len(sessions) > rate * 2 else (None, 0)
            task = asyncio.create_task(_say(client, chance.choice(texts), session, turns, sessions, seen))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)


async def _say(
    client: httpx.AsyncClient, text: str, session: str | None, turns: int, sessions: list[tuple[str, int]], seen: Seen
) -> None:
    began = time.monotonic()
    try:
        answer = await client.post("/api/chat", json={"message": text, "session": session})
    except httpx.HTTPError as error:
        seen.failures[type(error).__name__] += 1
        return
    seen.milliseconds.append(1000 * (time.monotonic() - began))
    if answer.status_code != 200 or not answer.json()["replies"]:
        seen.failures[f"status {answer.status_code}"] += 1
        return
    told = answer.json()
    if session is not None and told["session"] != session:
        seen.failures["another conversation"] += 1
    if turns + 1 < _TURNS:
        sessions.append((told["session"], turns + 1))
