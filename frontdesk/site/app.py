"""The site: one Starlette app, the only thing that listens on a public address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware, remove_compress_type

from frontdesk.knowledge.content import load_content
from frontdesk.safety.detector import Detector, load_detector
from frontdesk.safety.wording import Wording
from frontdesk.settings import Settings
from frontdesk.site.calendar_files import CalendarFiles
from frontdesk.site.chat import ChatApi
from frontdesk.site.feedback import FeedbackApi
from frontdesk.site.guard import Guard
from frontdesk.site.headers import SecurityHeaders
from frontdesk.site.limits import Limits
from frontdesk.site.metrics import Metrics
from frontdesk.site.origins import CrossOrigin, Origins
from frontdesk.site.pages import Pages
from frontdesk.site.problems import Problem, on_fault, on_http_exception, on_problem
from frontdesk.site.rasa_client import RasaClient
from frontdesk.site.review import Review
from frontdesk.site.sessions import Sessions, load_secret
from frontdesk.site.widget_files import WidgetFiles, make_scripts
from frontdesk.store.answers import Answers
from frontdesk.store.engine import open_database
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.outbox import Outbox
from frontdesk.store.raised_flags import RaisedFlags
from frontdesk.store.requests import Requests
from frontdesk.store.retention import purge_forever
from frontdesk.store.votes import Votes

_FORGET_INTERVAL = 60.0  # seconds
_STATIC = Path(__file__).parent / "static"
_log = logging.getLogger(__name__)


async def forget_forever(chat: ChatApi, expiry: float) -> None:
    """Empty the memory of expired conversations now and then, until cancelled."""
    while True:
        await asyncio.sleep(_FORGET_INTERVAL)
        chat.forget_old(expiry)


def create_app(settings: Settings, rasa: RasaClient | None = None, detector: Detector | None = None) -> ASGIApp:
    """Build the site.

    Args:
        settings: where things are.
        rasa: for tests; made from the settings when ``None``.
        detector: for tests; the one for the content when ``None``.

    Raises:
        FrontdeskError: the content, the widget or the red-flag model can't be used.
    """
    rasa = rasa or RasaClient(settings.rasa_url, settings.rasa_timeout)
    content = load_content(settings.root / "content")
    widget = WidgetFiles(make_scripts(settings.root, content))
    detector = detector or load_detector(settings.root)
    clinic, database = content.clinic, open_database(settings.database)
    metrics = Metrics(detector.flags)
    origins = Origins(settings.public_url, clinic.widget.allowed_origins)
    expiry = clinic.privacy.conversation_seconds
    guard = Guard(detector, Wording(detector.flags, clinic.emergency_number, clinic.country),
                  RaisedFlags(database, expiry), FlagEvents(database), metrics.flag, expiry=expiry)
    sessions, limits = Sessions(load_secret(settings.var / "session-secret")), Limits()
    chat = ChatApi(rasa, guard, sessions, Review(clinic.privacy.keep_questions), Answers(database, expiry), limits,
                   partial(erase_conversation, database), settings.public_url, origins, metrics)
    feedback = FeedbackApi(sessions, Votes(database, expiry), limits, origins)
    pages = Pages(content)

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        ready = await rasa.ready()
        return JSONResponse({"status": "ready" if ready else "waiting for rasa"}, status_code=200 if ready else 503)

    requests, outbox = Requests(database), Outbox(database)

    async def metrics_page(_request: Request) -> Response:
        try:
            metrics.bookings(await asyncio.to_thread(requests.counts), await asyncio.to_thread(outbox.counts))
        except SQLAlchemyError as error:  # everything else is still worth telling
            _log.error("Callback requests can't be counted: %s", type(error).__name__)
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(purge_forever(database, clinic.privacy, settings.var / "logs")),
                 asyncio.create_task(forget_forever(chat, expiry))]
        yield
        for task in tasks:
            task.cancel()
        guard.close()
        await rasa.close()

    remove_compress_type("text/javascript")  # the widget's, compressed once and for all
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/articles/{slug}", pages.article),
            Route("/chat", pages.chat),
            Route("/booking/{request_id}.ics", CalendarFiles(requests, clinic).get),
            Route("/widget.js", widget.loader),
            Route("/widget/{name}", widget.panel),
            Route("/api/chat", chat.post, methods=["POST"]),
            Route("/api/chat", chat.delete, methods=["DELETE"]),
            Route("/api/feedback", feedback.post, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics_page),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(CompressMiddleware, minimum_size=500, zstd=False)],
        exception_handlers={Problem: on_problem, HTTPException: on_http_exception, Exception: on_fault},
        lifespan=lifespan,
    )
    # Outside Starlette's own error handling, so that its answer to a fault is covered too.
    return SecurityHeaders(CrossOrigin(app, origins), https=settings.public_url.startswith("https:"))
