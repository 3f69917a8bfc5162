"""The site: one Starlette app, the only thing that listens on a public address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

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

from frontdesk.console.app import console_routes
from frontdesk.console.making import make_console
from frontdesk.inbox.idle import read_forever
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.privacy import Privacy
from frontdesk.numbers.attribution import Attribution
from frontdesk.numbers.counter import Counter
from frontdesk.numbers.days import today, zone_of
from frontdesk.numbers.keeping_count import count_forever
from frontdesk.publishing.publishing import Publishing
from frontdesk.safety.detector import Detector
from frontdesk.service.backend_record import Backend, BackendRecord
from frontdesk.settings import LOOPBACK, Settings
from frontdesk.site.calendar_files import CalendarFiles
from frontdesk.site.chat import ChatApi
from frontdesk.site.feedback import FeedbackApi
from frontdesk.site.follow import Follower
from frontdesk.site.guard import Guard
from frontdesk.site.headers import SecurityHeaders
from frontdesk.site.limits import Limits
from frontdesk.site.metrics import Metrics
from frontdesk.site.origins import CrossOrigin, Origins
from frontdesk.site.problems import Problem, on_fault, on_http_exception, on_problem
from frontdesk.site.rasa_client import RasaClient
from frontdesk.site.rasa_router import RasaRouter
from frontdesk.site.review import Review
from frontdesk.site.served import Served, load_served
from frontdesk.site.sessions import Sessions, load_secret
from frontdesk.store.answers import Answers
from frontdesk.store.conversations import Conversations
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


async def forget_forever(chat: ChatApi, privacy: Callable[[], Privacy]) -> None:
    """Empty the memory of expired conversations now and then, until cancelled."""
    while True:
        await asyncio.sleep(_FORGET_INTERVAL)
        chat.forget_old(privacy().conversation_seconds)


def create_app(settings: Settings, rasa: RasaClient | None = None, detector: Detector | None = None) -> ASGIApp:
    """Build the site.

    It serves the live version, and goes over to the next one while it runs; where nothing was ever
    published, it serves the folder of the settings with the Rasa of the settings.

    Args:
        settings: where things are.
        rasa: for tests; made from the settings when ``None``.
        detector: for tests; the one for the content when ``None``.

    Raises:
        FrontdeskError: the content, the widget or the red-flag model can't be used.
    """
    database = open_database(settings.database)
    publishing = Publishing(settings.var, database)
    live = publishing.live() if rasa is None else None
    folder = publishing.folder(live.number) if live else settings.served
    now = _Now(load_served(settings.root, folder, live.number if live else None, detector=detector))
    clinic = now.served.content.clinic
    expiry = clinic.privacy.conversation_seconds
    metrics = Metrics(now.served.detector.flags)
    origins = Origins(settings.public_url, clinic.widget.allowed_origins)
    attribution = Attribution(now.content)
    counter = Counter(database, lambda: today(now.zone()), attribution, metrics.conversation)

    def flagged(level: str) -> None:
        metrics.flag(level)
        counter.flagged(level)

    raised, conversations = RaisedFlags(database, expiry), Conversations(database, expiry)
    answers, votes = Answers(database, expiry), Votes(database, expiry, attribution.faq)
    guard = Guard(now.served.detector, now.served.wording, raised, FlagEvents(database), flagged, expiry=expiry)
    router = RasaRouter(partial(_connect, settings), BackendRecord(settings.var).read, conversations.version_of, expiry)
    router.live = now.served.version
    assistant = rasa or (router if live else RasaClient(settings.rasa_url, settings.rasa_timeout))
    review = Review(clinic.privacy.keep_questions)
    sessions, limits = Sessions(load_secret(settings.var / "session-secret")), Limits()
    chat = ChatApi(assistant, guard, sessions, review, answers, limits,
                   partial(erase_conversation, database), settings.public_url, origins, metrics, counter)
    feedback = FeedbackApi(sessions, votes, limits, origins, counter, metrics)
    requests, outbox = Requests(database), Outbox(database)

    def use(served: Served) -> None:
        clinic = served.content.clinic
        now.served = served
        guard.use(served.detector, served.wording, clinic.privacy.conversation_seconds)
        for keeper in (raised, conversations, answers, votes, router):
            keeper.expiry = clinic.privacy.conversation_seconds
        metrics.content(served.detector.flags)
        origins.allow(clinic.widget.allowed_origins)
        review.turned_on = clinic.privacy.keep_questions

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        ready = await assistant.ready()
        version = {} if now.served.version is None else {"version": now.served.version}
        return JSONResponse({"status": "ready" if ready else "waiting for rasa", **version},
                            status_code=200 if ready else 503)

    async def metrics_page(_request: Request) -> Response:
        try:
            metrics.bookings(await asyncio.to_thread(requests.counts), await asyncio.to_thread(outbox.counts))
        except SQLAlchemyError as error:  # everything else is still worth telling
            _log.error("Callback requests can't be counted: %s", type(error).__name__)
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(purge_forever(database, now.privacy, settings.var / "logs")),
                 asyncio.create_task(forget_forever(chat, now.privacy)),
                 asyncio.create_task(count_forever(counter, database, now.zone)),
                 asyncio.create_task(read_forever(database, settings.root))]
        if live:
            follower = Follower(settings.root, publishing, router, now.served, use)
            tasks.append(asyncio.create_task(follower.forever()))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.to_thread(counter.flush)
        guard.close()
        await assistant.close()

    remove_compress_type("text/javascript")  # the widget's, compressed once and for all
    app = Starlette(
        routes=[
            Route("/", now.home),
            Route("/articles/{slug}", now.article),
            Route("/chat", now.chat),
            Route("/booking/{request_id}.ics", CalendarFiles(requests, now.clinic).get),
            Route("/widget.js", now.loader),
            Route("/widget/{name}", now.panel),
            Route("/api/chat", chat.post, methods=["POST"]),
            Route("/api/chat", chat.delete, methods=["DELETE"]),
            Route("/api/feedback", feedback.post, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics_page),
            Mount("/static", StaticFiles(directory=_STATIC)),
            *console_routes(make_console(settings, database, publishing, now.detector)),
        ],
        middleware=[Middleware(CompressMiddleware, minimum_size=500, zstd=False)],
        exception_handlers={Problem: on_problem, HTTPException: on_http_exception, Exception: on_fault},
        lifespan=lifespan,
    )
    # Outside Starlette's own error handling, so that its answer to a fault is covered too.
    return SecurityHeaders(CrossOrigin(app, origins), https=settings.public_url.startswith("https:"))


def _connect(settings: Settings, backend: Backend) -> RasaClient:
    return RasaClient(f"http://{LOOPBACK}:{backend.rasa_port}", settings.rasa_timeout, version=backend.version)


class _Now:
    """What is served at this moment, by the version that is live then."""

    def __init__(self, served: Served) -> None:
        self.served = served

    def content(self) -> Content:
        return self.served.content

    def clinic(self) -> Clinic:
        return self.served.content.clinic

    def detector(self) -> Detector:
        return self.served.detector

    def zone(self) -> ZoneInfo:
        return zone_of(self.served.content.clinic)

    def privacy(self) -> Privacy:
        return self.served.content.clinic.privacy

    async def home(self, request: Request) -> Response:
        return await self.served.pages.home(request)

    async def article(self, request: Request) -> Response:
        return await self.served.pages.article(request)

    async def chat(self, request: Request) -> Response:
        return await self.served.pages.chat(request)

    async def loader(self, request: Request) -> Response:
        return await self.served.widget.loader(request)

    async def panel(self, request: Request) -> Response:
        return await self.served.widget.panel(request)
