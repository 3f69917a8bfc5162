"""The site's own pages, headers and widget over HTTP, with a chat API that says what a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from frontdesk.knowledge.content import Content, load_content
from frontdesk.replies.reply import Button, Quote, Reply
from frontdesk.replies.urgent import urgent_reply
from frontdesk.site.body import read_json
from frontdesk.site.headers import SecurityHeaders
from frontdesk.site.origins import CrossOrigin, Origins
from frontdesk.site.pages import Pages
from frontdesk.site.problems import Problem, on_http_exception, on_problem
from frontdesk.site.widget_files import WidgetFiles, make_scripts
from tests.browser.serving import Server

ROOT = Path(__file__).resolve().parents[2]
CONTENT = load_content(ROOT / "content")
ANSWER = Reply("answer", "This is what an article says.", buttons=(Button("And then?", "and then?"),))
QUOTING = Reply(
    "answer", "From our article “Backs”:",
    quotes=(Quote("A sentence of an article, word for word.", "backs", "Backs",
                  "https://clinic.test/backs#:~:text=A%20sentence"),),
    buttons=(Button("And then?", "and then?"), Button("Talk to a person", "I would like to talk to a person")),
)


@dataclass
class StandInClinic:
    """What a test sets, and what it finds.

    Attributes:
        texts: urgent texts to answer the next messages with, or ``None`` for an ordinary answer.
        replies: what else to answer the next messages with, each a list of replies as JSON.
        bodies: whole answers to the next messages, any JSON; they aren't remembered.
        statuses: to answer the next messages with instead.
        detail: what is told with these.
        wait: seconds that an answer takes.
        delete_status: what an erasure is answered with.
        posted: bodies of the messages.
        deleted: bodies of the erasures.
        votes: bodies of the votes.
        processed: how often the message of each id was answered anew, and not from memory.
    """

    texts: list[str | None] = field(default_factory=list)
    replies: list[Any] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    detail: str = "The stand-in was told to say so."
    wait: float = 0.0
    delete_status: int = 204
    posted: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    votes: list[dict[str, Any]] = field(default_factory=list)
    processed: Counter[str] = field(default_factory=Counter)
    _content: Content = CONTENT
    _remembered: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._server = Server(self._serve)
        self.url = self._server.url
        self.set()

    @contextmanager
    def running(self) -> Iterator[StandInClinic]:
        """Serve it."""
        self._server.start()
        yield self
        self._server.stop()

    def leave(self) -> None:
        """Be gone, in the middle of whatever is under way."""
        self._server.stop()

    def come_back(self) -> None:
        """Be there again."""
        self._server.start()

    def set(self, widget: Mapping[str, Any] | None = None, starters: Sequence[str] = (), **details: Any) -> None:
        """Change what the clinic has set, as ``content/clinic.yml`` would; the rest stays as it was.

        Args:
            widget: fields of :class:`~frontdesk.knowledge.widget.WidgetSettings`.
            starters: questions to start with, in place of the clinic's first ones.
            details: fields of :class:`~frontdesk.knowledge.clinic.Clinic`.
        """
        first = zip(self._content.starters, starters)
        faqs = {slug: replace(self._content.faqs[slug], question=question) for slug, question in first}
        clinic = self._content.clinic
        clinic = replace(clinic, widget=replace(clinic.widget, **(widget or {})), **details)
        self._content = replace(self._content, clinic=clinic, faqs={**self._content.faqs, **faqs})
        self._site = self._build()

    def _build(self) -> ASGIApp:
        pages, widget = Pages(self._content), WidgetFiles(make_scripts(ROOT, self._content))
        self._origins = Origins(self.url, self._content.clinic.widget.allowed_origins)
        app = Starlette(
            routes=[
                Route("/", pages.home),
                Route("/articles/{slug}", pages.article),
                Route("/chat", pages.chat),
                Route("/widget.js", widget.loader),
                Route("/widget/{name}", widget.panel),
                Route("/api/chat", self._post, methods=["POST"]),
                Route("/api/chat", self._delete, methods=["DELETE"]),
                Route("/api/feedback", self._vote, methods=["POST"]),
                Mount("/static", StaticFiles(directory=ROOT / "frontdesk" / "site" / "static")),
            ],
            exception_handlers={Problem: on_problem, HTTPException: on_http_exception},
        )
        return SecurityHeaders(CrossOrigin(app, self._origins), https=False)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._site(scope, receive, send)

    async def _post(self, request: Request) -> Response:
        body = await self._read(request)
        self.posted.append(body)
        if self.statuses:
            return _problem(self.statuses.pop(0), self.detail)
        if self.bodies:
            return _json(self.bodies.pop(0))
        message_id = body["message_id"]
        if message_id not in self._remembered:
            await asyncio.sleep(self.wait)
            self._remembered[message_id] = self._next()
            self.processed[message_id] += 1
        return _json({"session": "a-session", "replies": self._remembered[message_id]})

    def _next(self) -> Any:
        if self.replies:
            return self.replies.pop(0)
        text = self.texts.pop(0) if self.texts else None
        return [(ANSWER if text is None else urgent_reply(text)).as_dict()]

    async def _delete(self, request: Request) -> Response:
        self.deleted.append(await self._read(request))
        return Response(status_code=204) if self.delete_status == 204 else _problem(self.delete_status, self.detail)

    async def _vote(self, request: Request) -> Response:
        self.votes.append(await self._read(request))
        return Response(status_code=204)

    async def _read(self, request: Request) -> dict[str, Any]:
        self._origins.check(request)
        return await read_json(request)


def _json(data: Any, status: int = 200) -> Response:
    """Whatever a test says, also what no text can hold."""
    return Response(json.dumps(data), status_code=status, media_type="application/json")


def _problem(status: int, detail: str) -> Response:
    return _json({"type": "urn:frontdesk:problem:stand-in", "title": "A problem", "status": status, "detail": detail},
                 status)
