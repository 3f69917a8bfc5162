"""The site: one Starlette app, the only thing that listens on a public address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from frontdesk.knowledge.content import load_content
from frontdesk.settings import Settings
from frontdesk.site.chat import ChatApi
from frontdesk.site.headers import SecurityHeaders
from frontdesk.site.metrics import Metrics
from frontdesk.site.pages import Pages
from frontdesk.site.problems import Problem, on_fault, on_http_exception, on_problem
from frontdesk.site.rasa_client import RasaClient
from frontdesk.site.sessions import Sessions, load_secret
from frontdesk.store.conversations import Conversations

_STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, rasa: RasaClient | None = None) -> ASGIApp:
    """Build the site.

    Args:
        settings: where things are.
        rasa: for tests; made from the settings when ``None``.

    Raises:
        ContentError: the content can't be used.
    """
    rasa = rasa or RasaClient(settings.rasa_url, settings.rasa_timeout)
    metrics = Metrics()
    chat = ChatApi(rasa, Sessions(load_secret(settings.var / "session-secret")),
                   Conversations(settings.database), settings.public_url, metrics)
    pages = Pages(load_content(settings.root / "content"))

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        ready = await rasa.ready()
        return JSONResponse({"status": "ready" if ready else "waiting for rasa"}, status_code=200 if ready else 503)

    async def metrics_page(_request: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await rasa.close()

    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/articles/{slug}", pages.article),
            Route("/api/chat", chat.post, methods=["POST"]),
            Route("/api/chat", chat.delete, methods=["DELETE"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics_page),
            Mount("/static", StaticFiles(directory=_STATIC)),
            Mount("/widget", StaticFiles(directory=settings.root / "widget")),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        exception_handlers={Problem: on_problem, HTTPException: on_http_exception, Exception: on_fault},
        lifespan=lifespan,
    )
    # Outside Starlette's own error handling, so that its answer to a fault is covered too.
    return SecurityHeaders(app)
