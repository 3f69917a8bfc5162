"""The site's own pages, headers and widget over HTTP, with a chat API that says what a test tells it to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from frontdesk.knowledge.content import load_content
from frontdesk.knowledge.privacy import Privacy
from frontdesk.replies.reply import Button, Reply
from frontdesk.replies.urgent import urgent_reply
from frontdesk.settings import LOOPBACK
from frontdesk.site.headers import SecurityHeaders
from frontdesk.site.pages import Pages
from frontdesk.terminal import free_ports

ROOT = Path(__file__).resolve().parents[2]
CONTENT = load_content(ROOT / "content")
ANSWER = Reply("answer", "This is what an article says.", buttons=(Button("And then?", "and then?"),))


@dataclass
class StandInClinic:
    """What a test sets, and what it finds.

    Attributes:
        url: of the site.
        texts: urgent texts to answer the next messages with, or ``None`` for an ordinary answer.
        posted: bodies of the messages.
        deleted: bodies of the erasures.
        delete_status: what an erasure is answered with.
        wait: seconds that an answer takes.
    """

    url: str = ""
    texts: list[str | None] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    delete_status: int = 204
    wait: float = 0.0
    _pages: Pages = field(default_factory=lambda: Pages(CONTENT))

    def set(self, privacy: Privacy | None = None, **details: str) -> None:
        """Change the clinic's details, as ``content/clinic.yml`` would."""
        clinic = replace(CONTENT.clinic, privacy=privacy or Privacy(), **details)
        self._pages = Pages(replace(CONTENT, clinic=clinic))

    async def home(self, request: Request) -> Response:
        return await self._pages.home(request)

    async def post(self, request: Request) -> Response:
        self.posted.append(await request.json())
        time.sleep(self.wait)
        text = self.texts.pop(0) if self.texts else None
        reply = ANSWER if text is None else urgent_reply(text)
        return JSONResponse({"session": "a-session", "replies": [reply.as_dict()]})

    async def delete(self, request: Request) -> Response:
        self.deleted.append(await request.json())
        return Response(status_code=self.delete_status)


@contextmanager
def running() -> Iterator[StandInClinic]:
    """Serve a stand-in on a free port."""
    clinic = StandInClinic()
    app = Starlette(routes=[
        Route("/", clinic.home),
        Route("/api/chat", clinic.post, methods=["POST"]),
        Route("/api/chat", clinic.delete, methods=["DELETE"]),
        Mount("/static", StaticFiles(directory=ROOT / "frontdesk" / "site" / "static")),
        Mount("/widget", StaticFiles(directory=ROOT / "widget")),
    ])
    port = free_ports(1)[0]
    server = uvicorn.Server(uvicorn.Config(SecurityHeaders(app), host=LOOPBACK, port=port, ws="none",
                                           log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < until, "the stand-in doesn't start"
        time.sleep(0.01)
    clinic.url = f"http://{LOOPBACK}:{port}"
    yield clinic
    server.should_exit = True
    thread.join(timeout=10)
