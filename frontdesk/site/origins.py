"""Which websites may use the chat, and the CORS headers that let their pages read its answers."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontdesk.knowledge.origin import NotAnOrigin, parse_origin
from frontdesk.site.problems import Problem, problem_response

# Starlette's own CORSMiddleware lets no refused page read why, and answers a refused preflight in plain text.
_API = "/api/"
# What a page without an address of its own sends: a file, a sandboxed frame. It may be anybody's.
_OPAQUE = "null"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST, DELETE",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",  # seconds
}


class Origins:
    """The origins whose pages may use the chat: the site's own and those that the clinic has allowed.

    Args:
        public_url: the site's own address, which a proxy in front of it may hide from the request.
        allowed: other origins, as browsers spell them.
    """

    def __init__(self, public_url: str, allowed: Collection[str]) -> None:
        self._own = urlsplit(public_url.lower()).netloc
        self._allowed = frozenset(allowed)

    def allow(self, allowed: Collection[str]) -> None:
        """Replace the other origins."""
        self._allowed = frozenset(allowed)

    def allows(self, headers: Headers) -> bool:
        """Whether a request with these headers may use the chat; one without an ``Origin`` isn't a browser's."""
        origin = headers.get("origin")
        if origin is None or origin in self._allowed:
            return True
        try:
            host = urlsplit(origin).netloc
        except ValueError:
            return False
        return bool(host) and host in (headers.get("host"), self._own)

    def check(self, request: Request) -> None:
        """Refuse a browser that sends from a page of a website that isn't allowed.

        Raises:
            Problem: it does; the text says where to allow it.
        """
        if not self.allows(request.headers):
            raise _refusal(request.headers["origin"])


class CrossOrigin:
    """ASGI middleware: CORS for the chat API, without credentials.

    A refused page may read the refusal, so that the widget can explain it to whoever set it up.

    Args:
        app: what answers.
        origins: whose pages may read.
    """

    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self._app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight, or pass the request on and add the headers to its answer."""
        if scope["type"] != "http" or not scope["path"].startswith(_API):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin, allowed = headers.get("origin"), self._origins.allows(headers)
        preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                sent.add_vary_header("Origin")
                readable = allowed or (message["status"] == 403 and not preflight)
                if origin is not None and origin != _OPAQUE and readable:
                    sent["Access-Control-Allow-Origin"] = origin
                    sent["Access-Control-Expose-Headers"] = "Retry-After"
            await send(message)

        app = self._app
        if origin is not None and preflight:
            app = Response(status_code=204, headers=_PREFLIGHT) if allowed else problem_response(_refusal(origin))
        await app(scope, receive, send_with_headers)


def _refusal(origin: str) -> Problem:
    where = "widget: allowed_origins in content/clinic.yml"
    try:
        parse_origin(origin)
        remedy = f"Add it to {where}."
    except NotAnOrigin:
        if origin == _OPAQUE:
            remedy = "That is a page without a web address, such as a file or a sandboxed frame."
        elif origin.startswith("http://"):
            remedy = f"Serve the page over https://, and add that address to {where}."
        else:
            remedy = "Only websites can be allowed."
    return Problem("wrong-origin", f"The chat isn't allowed on {origin}. {remedy}")
