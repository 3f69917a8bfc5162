"""Security headers on every response."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No inline script or style, no other host, no framing by others, and no text that becomes markup or script.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # The widget's files say otherwise.
    "Cross-Origin-Resource-Policy": "same-origin",
    # Ask whether a page or a file has changed (the answer for a file is a 304); their names carry no version.
    "Cache-Control": "no-cache",
}
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}  # seconds


class SecurityHeaders:
    """ASGI middleware that adds headers to every response that doesn't set them itself.

    Args:
        app: what answers.
        https: whether visitors reach the site by HTTPS, which browsers are then told to keep to.
    """

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        self._headers = {**_HEADERS, **_HTTPS_ONLY} if https else _HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
