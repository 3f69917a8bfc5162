"""An app on a port of its own, which can go away in the middle of anything and come back."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp

from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK

_PATIENCE = 10.0  # seconds


class _Uvicorn(uvicorn.Server):
    loop: asyncio.AbstractEventLoop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)


class Server:
    """Serves an app in a thread.

    Attributes:
        url: base address, the same after it was away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._port = app, free_ports(1)[0]
        self.url = f"http://{LOOPBACK}:{self._port}"

    def start(self) -> None:
        self._server = _Uvicorn(uvicorn.Config(self._app, host=LOOPBACK, port=self._port, interface="asgi3",
                                               ws="none", log_level="critical", lifespan="off"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + _PATIENCE
        while not self._server.started:
            assert time.monotonic() < until, "the server doesn't start"
            time.sleep(0.01)

    def stop(self) -> None:
        """As if the process were killed: nothing is answered any more, neither what is under way nor anything new."""
        server = self._server
        if not self._thread.is_alive():
            return

        def cut() -> None:
            for listener in server.servers:
                listener.close()
            for connection in list(server.server_state.connections):
                connection.transport.abort()  # type: ignore[union-attr]

        server.should_exit = server.force_exit = True
        server.loop.call_soon_threadsafe(cut)
        self._thread.join(timeout=_PATIENCE)
        assert not self._thread.is_alive(), "the server doesn't stop"
