"""Which Rasa a conversation is held with, while a publication is under way or just over."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from frontdesk.service.backend_record import READY, Backend
from frontdesk.site.problems import Problem
from frontdesk.store.conversations import DEFAULT_EXPIRY

_MAX_CONVERSATIONS = 10_000

_log = logging.getLogger(__name__)


class Assistant(Protocol):
    """One Rasa."""

    async def send(self, sender_id: str, *message: Any, **more: Any) -> Any:
        """Send a message; see :class:`~frontdesk.site.rasa_client.RasaClient`."""

    async def ready(self) -> bool:
        """Whether it answers."""

    async def close(self) -> None:
        """Close the connections."""

    def forget(self, sender_id: str) -> None:
        """Forget what is in memory of a conversation."""

    def forget_old(self) -> None:
        """Forget what is in memory of conversations that have expired."""


@dataclass(frozen=True)
class _Held:
    version: int
    at: float  # monotonic seconds of its last message


class RasaRouter:
    """Sends each conversation's messages to the version that it began with, as long as that runs.

    All versions keep conversations in one store, so one can go on with the live version when its own
    is stopped.

    Args:
        connect: makes a client for a version that runs.
        backends: what runs just now, by version.
        version_of: the version that a running conversation was last held with, by the store.
        expiry: seconds without a message after which a conversation is gone.

    Attributes:
        live: the version that new conversations are held with.
        expiry: as above, by the live version.
    """

    def __init__(
        self, connect: Callable[[Backend], Assistant], backends: Callable[[], dict[int, Backend]],
        version_of: Callable[[str], int | None], expiry: float = DEFAULT_EXPIRY,
    ) -> None:
        self._connect, self._backends, self._version_of = connect, backends, version_of
        self._clients: dict[int, Assistant] = {}  # by port
        self._held: OrderedDict[str, _Held] = OrderedDict()  # by sender id, the last used one last
        self.live: int | None = None
        self.expiry = expiry

    async def send(self, sender_id: str, *message: Any, **more: Any) -> Any:
        """Send a message where its conversation is held; the arguments are the client's.

        Raises:
            Problem: Rasa is away.
        """
        version = await self.version_for(sender_id)
        try:
            return await self._client(version).send(sender_id, *message, **more)
        except Problem:
            if version == self.live or self.runs(version):
                raise
        # It was stopped meanwhile. A message that was processed all the same isn't processed again.
        return await self._client(self._hold(sender_id, self.live)).send(sender_id, *message, **more)

    async def version_for(self, sender_id: str) -> int | None:
        """The version that a conversation's next message goes to."""
        self.forget_old()
        known = self._held.get(sender_id)
        held = None if known is None else known.version
        if held is None and self._several_run():
            held = await asyncio.to_thread(self._stored, sender_id)
        return self._hold(sender_id, held if self.runs(held) else self.live)

    async def ready(self) -> bool:
        """Whether the live version answers."""
        return self.runs(self.live) and await self._client(self.live).ready()

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.close()

    def forget(self, sender_id: str) -> None:
        """Forget a conversation that was erased."""
        self._held.pop(sender_id, None)

    def forget_old(self) -> None:
        """Forget conversations that have expired."""
        before = time.monotonic() - self.expiry
        while self._held and next(iter(self._held.values())).at < before:
            self._held.popitem(last=False)

    async def forget_stopped(self) -> None:
        """Close the connections to what runs no more."""
        ports = {backend.rasa_port for backend in self._backends().values()}
        for port in [port for port in self._clients if port not in ports]:
            await self._clients.pop(port).close()

    def _hold(self, sender_id: str, version: int | None) -> int | None:
        if version is not None:
            self._held[sender_id] = _Held(version, time.monotonic())
            self._held.move_to_end(sender_id)
            if len(self._held) > _MAX_CONVERSATIONS:
                self._held.popitem(last=False)
        return version

    def _stored(self, sender_id: str) -> int | None:
        try:
            return self._version_of(sender_id)
        except Exception as error:  # the live version answers as well
            _log.error("The version of a conversation can't be read: %s", type(error).__name__)
            return None

    def _several_run(self) -> bool:
        return len(self._backends()) > 1

    def runs(self, version: int | None) -> bool:
        """Whether a version can be asked."""
        backend = None if version is None else self._backends().get(version)
        return backend is not None and backend.state == READY

    def _client(self, version: int | None) -> Assistant:
        backend = None if version is None else self._backends().get(version)
        if backend is None:
            raise Problem("unavailable", "The assistant is being started. Please try again in a moment.", 5)
        if backend.rasa_port not in self._clients:
            self._clients[backend.rasa_port] = self._connect(backend)
        return self._clients[backend.rasa_port]
