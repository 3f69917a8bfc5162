"""Pages of another website, on another port and so of another origin, that embed the chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.browser.serving import Server


@dataclass(frozen=True)
class HostPage:
    """A page of the website.

    Attributes:
        site: base address of the site whose widget it embeds; empty: it embeds none.
        attributes: of the script tag, besides ``src`` and ``defer``.
        body: HTML in the page's body.
        css: its style sheet.
        policy: its Content-Security-Policy.
        opening: attributes of the ``<html>`` element.
    """

    site: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    css: str = ""
    policy: str = ""
    opening: str = 'lang="en"'

    def html(self) -> str:
        given = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        script = f'<script src="{self.site}/widget.js"{given} defer></script>' if self.site else ""
        sheet = '<link rel="stylesheet" href="style.css">' if self.css else ""
        # Without one the browser asks for an icon, unless the policy forbids that too.
        icon = "" if self.policy else '<link rel="icon" href="data:,">'
        return (f'<!doctype html>\n<html {self.opening}>\n<head><meta charset="utf-8"><title>A host page</title>'
                '<meta name="viewport" content="width=device-width, initial-scale=1">'
                f"{icon}{sheet}</head>\n"
                f"<body><main><h1>A host page</h1>{self.body}</main>{script}</body>\n</html>\n")


class HostPages:
    """The website. A page's address is ``{url}/{name}/``.

    Attributes:
        url: base address, which is its origin too.
        pages: by name.
    """

    def __init__(self) -> None:
        self.pages: dict[str, HostPage] = {}
        self._server = Server(Starlette(routes=[Route("/{name}/", self._page), Route("/{name}/style.css", self._css)]))
        self.url = self._server.url

    async def _page(self, request: Request) -> Response:
        page = self.pages[request.path_params["name"]]
        headers = {"Content-Security-Policy": page.policy} if page.policy else None
        return HTMLResponse(page.html(), headers=headers)

    async def _css(self, request: Request) -> Response:
        return Response(self.pages[request.path_params["name"]].css, media_type="text/css")

    @contextmanager
    def running(self) -> Iterator[HostPages]:
        """Serve it."""
        self._server.start()
        yield self
        self._server.stop()
