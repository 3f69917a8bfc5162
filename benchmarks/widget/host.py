"""``python -m benchmarks.widget.host``: the host pages, the rivals with their stand-in servers, and the real site.

Run in the project's folder, or one like it. All answer at once, and with the same words, so that what is measured
is the widgets.
"""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import socketio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks.blind_site import BlindDetector
from benchmarks.widget.rivals import RIVALS
from frontdesk.replies.reply import Reply
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.settings import load_settings
from frontdesk.site.app import create_app
from frontdesk.site.rasa_client import RasaClient

ANSWER = "This is what the article says."
_FRONTDESK = '<script src="/widget.js" defer></script>'
_PAGE = (Path(__file__).parent / "host_page.html").read_text(encoding="utf-8")
_HTML_MARKS = ("<!-- head -->", "<!-- body -->")


def main() -> None:
    """Serve until stopped, where the environment says (``PORT``)."""
    settings = load_settings()
    rasa = RasaClient(settings.rasa_url, settings.rasa_timeout, httpx.MockTransport(_answer_as_rasa))
    detector = BlindDetector(load_red_flags(settings.root / "content" / "safety"))
    uvicorn.run(host(create_app(settings, rasa, detector)), host=settings.host, port=settings.port, access_log=False,
                ws="wsproto", log_level="warning")


def host(site: ASGIApp) -> ASGIApp:
    """Everything under one address.

    Args:
        site: has every path that isn't a host page's or a rival's.
    """
    chat = _socket_server()
    pages = Starlette(routes=[
        Route("/host/empty", _page("", "")),
        Route("/host/frontdesk", _page(_FRONTDESK, "")),
        *(Route(f"/host/{rival.name}", _page("", rival.embed)) for rival in RIVALS),
        *(Route(f"/rivals/{rival.name}.js", _script(rival.path)) for rival in RIVALS if rival.path.is_file()),
        Route("/rivals/deep-chat/answer", _deep_chat_answer, methods=["POST"]),
    ])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.startswith("/socket.io/"):
            await chat(scope, receive, send)
        elif path.startswith(("/host/", "/rivals/")):
            await pages(scope, receive, send)
        else:
            await site(scope, receive, send)

    return app


def _answer_as_rasa(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=[{"recipient_id": "", "custom": Reply("answer", ANSWER).as_dict()}])


_Endpoint = Callable[[Request], Awaitable[Response]]


def _page(head: str, body: str) -> _Endpoint:
    html = _PAGE
    for mark, text in zip(_HTML_MARKS, (head, body)):
        html = html.replace(mark, text)

    async def page(_request: Request) -> Response:
        return HTMLResponse(html, headers={"Cache-Control": "no-cache"})

    return page


def _script(path: Path) -> _Endpoint:
    compressed = gzip.compress(path.read_bytes(), 9)

    async def script(_request: Request) -> Response:
        return Response(compressed, media_type="text/javascript",
                        headers={"Content-Encoding": "gzip", "Cache-Control": "max-age=31536000"})

    return script


async def _deep_chat_answer(_request: Request) -> Response:
    return JSONResponse({"text": ANSWER})


def _socket_server() -> ASGIApp:
    """What Rasa's own socket.io channel says, over socket.io."""
    server = socketio.AsyncServer(async_mode="asgi")

    async def session_request(sid: str, data: dict[str, Any] | None) -> None:
        session = (data or {}).get("session_id") or uuid.uuid4().hex
        await server.emit("session_confirm", session, room=sid)

    async def user_uttered(sid: str, data: dict[str, Any]) -> None:
        if data.get("message"):  # rasa-webchat also says nothing, on opening
            await server.emit("bot_uttered", {"text": ANSWER}, room=sid)

    server.on("session_request", session_request)
    server.on("user_uttered", user_uttered)
    app: ASGIApp = socketio.ASGIApp(server)
    return app


if __name__ == "__main__":
    main()
