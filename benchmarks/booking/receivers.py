"""The clinic's end: a mail server and a webhook's receiver that go wrong at random, both in one thread."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from typing import Any

from aiosmtpd.smtp import SMTP

from benchmarks.booking.worker import TIMEOUT
from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK

TAKEN, REFUSED, AWAY = "took it", "refused it", "refused it, then closed for a while"
CUT, KEPT_CUT = "cut the connection before reading", "kept it, then cut the connection"
HUNG, KEPT_HUNG = "never answered", "kept it and never answered"
_CHANCES = {TAKEN: 62, REFUSED: 13, AWAY: 2, CUT: 8, KEPT_CUT: 8, HUNG: 4, KEPT_HUNG: 3}
_MAIL_REFUSALS = ("451 try again later", "554 no thanks")
_WEBHOOK_REFUSALS = (500, 500, 503, 429, 400)
_WORK = (0.005, 0.05)  # seconds that a message takes at least and at most
_CLOSED = (1.0, 4.0)  # seconds
_HANGING = 4 * TIMEOUT


@dataclass(frozen=True)
class Arrival:
    """A message that reached the clinic, whether or not we were told so.

    Attributes:
        channel: ``mail`` or ``webhook``.
        delivery: its id, by which repetitions are known.
        name: the visitor's, or ``""`` where it isn't said.
        phone: likewise.
    """

    channel: str
    delivery: str
    name: str
    phone: str

    @property
    def request(self) -> str:
        """The id of the request that it is about."""
        return self.delivery.rsplit("-", 2)[0]

    @property
    def version(self) -> int:
        """The request's version that it tells of."""
        return int(self.delivery.rsplit("-", 2)[1])


@dataclass
class Server:
    """One of the two servers.

    Attributes:
        channel: ``mail`` or ``webhook``.
        random: what decides on everything.
        port: where it listens, when it does.
        arrivals: what it got, in order.
        did: how often it did what.
        open: connections that are open now.
    """

    channel: str
    random: random.Random
    port: int = field(default_factory=lambda: free_ports(1)[0])
    arrivals: list[Arrival] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    open: int = 0
    _listen: Callable[[], Awaitable[asyncio.AbstractServer]] | None = None
    _listening: asyncio.AbstractServer | None = None
    _coming_back: asyncio.Task[None] | None = None

    async def start(self, listen: Callable[[], Awaitable[asyncio.AbstractServer]]) -> None:
        """Listen.

        Args:
            listen: opens the port.
        """
        self._listen, self._listening = listen, await listen()

    def choose(self) -> str:
        """What is done with the message that is coming in."""
        chosen = self.random.choices(list(_CHANCES), list(_CHANCES.values()))[0]
        if chosen == AWAY and self._coming_back and not self._coming_back.done():
            chosen = REFUSED
        self.did[chosen] += 1
        return chosen

    async def work(self) -> None:
        """Take the time that a message takes."""
        await asyncio.sleep(self.random.uniform(*_WORK))

    def go_away(self) -> None:
        """Refuse connections for a while."""
        assert self._listening is not None
        self._listening.close()
        self._coming_back = asyncio.get_running_loop().create_task(self._come_back())

    async def stop(self) -> None:
        """Listen no more."""
        assert self._listening is not None
        self._listening.close()
        await self._listening.wait_closed()

    async def _come_back(self) -> None:
        await asyncio.sleep(self.random.uniform(*_CLOSED))
        assert self._listen is not None
        self._listening = await self._listen()


class _Mail:
    """What aiosmtpd asks."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def listen(self) -> asyncio.AbstractServer:
        server = self._server

        class Connection(SMTP):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                server.open += 1
                super().connection_made(transport)

            def connection_lost(self, error: Exception | None) -> None:
                server.open -= 1
                super().connection_lost(error)

        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: Connection(self, hostname="localhost"), LOOPBACK, server.port)

    async def handle_MAIL(self, smtp: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        envelope.does = self._server.choose()
        if envelope.does == CUT:
            smtp.transport.abort()
        if envelope.does == HUNG:
            await asyncio.sleep(_HANGING)
        return "250 OK"

    async def handle_DATA(self, smtp: Any, _session: Any, envelope: Any) -> str:
        server = self._server
        await server.work()
        if envelope.does in (REFUSED, AWAY):
            if envelope.does == AWAY:
                server.go_away()
            return server.random.choice(_MAIL_REFUSALS)
        server.arrivals.append(read_mail(envelope.content))
        if envelope.does == KEPT_CUT:
            smtp.transport.abort()
        if envelope.does == KEPT_HUNG:
            await asyncio.sleep(_HANGING)
        return "250 OK"


class _Webhook:
    def __init__(self, server: Server) -> None:
        self._server = server

    async def listen(self) -> asyncio.AbstractServer:
        return await asyncio.start_server(self._connected, LOOPBACK, self._server.port)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server.open += 1
        try:
            with suppress(OSError, asyncio.IncompleteReadError):  # the worker was killed
                await self._answer(reader, writer)
        finally:
            self._server.open -= 1
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = self._server
        does = server.choose()
        if does == CUT:
            return
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        headers = dict(line.split(": ", 1) for line in head.splitlines()[1:] if line)
        body = await reader.readexactly(int(headers["content-length"]))
        await server.work()
        if does == HUNG:
            await asyncio.sleep(_HANGING)
            return
        status = 204
        if does in (REFUSED, AWAY):
            if does == AWAY:
                server.go_away()
            status = server.random.choice(_WEBHOOK_REFUSALS)
        else:
            server.arrivals.append(read_post(headers["webhook-id"], body))
        if does == KEPT_HUNG:
            await asyncio.sleep(_HANGING)
        if does in (KEPT_CUT, KEPT_HUNG):
            return
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()


def read_mail(content: bytes) -> Arrival:
    """What an e-mail tells, from its headers and the lines of its text."""
    mail = BytesParser(policy=SMTP_POLICY).parsebytes(content)
    text = mail.get_body(("plain",))
    assert text is not None
    lines = dict(line.split(": ", 1) for line in text.get_content().splitlines() if ": " in line)
    return Arrival("mail", str(mail["X-Frontdesk-Delivery"]), lines.get("Name", ""), lines.get("Phone", ""))


def read_post(delivery: str, body: bytes) -> Arrival:
    """What a post to the webhook tells.

    Args:
        delivery: its ``webhook-id``.
        body: its JSON.
    """
    data = json.loads(body)["data"]
    return Arrival("webhook", delivery, data.get("name", ""), data.get("phone", ""))


@contextmanager
def clinics_servers(seed: int) -> Iterator[tuple[Server, Server]]:
    """The mail server and the webhook's receiver, while the block runs.

    Args:
        seed: of what goes wrong.
    """
    mail, webhook = (Server(channel, random.Random(f"{seed} {channel}")) for channel in ("mail", "webhook"))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def run(work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, loop).result(10)

    try:
        run(mail.start(_Mail(mail).listen))
        run(webhook.start(_Webhook(webhook).listen))
        yield mail, webhook
    finally:
        run(_cancel_all())
        run(mail.stop())
        run(webhook.stop())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
