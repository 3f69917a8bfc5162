"""The widget's two scripts: made once at the start, and served compressed, with the caching each can have."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response
from zopfli import gzip

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.content import Content
from frontdesk.site.javascript import literal
from frontdesk.site.problems import Problem
from frontdesk.site.widget_bundle import bundle, minified_css
from frontdesk.site.widget_config import loader_config, panel_config, widget_words

_HASH = 12  # hexadecimal digits
_PANEL_NAME = re.compile(rf"panel-[0-9a-f]{{{_HASH}}}\.js")
# Stands for the settings until the script is minified, which would undo what makes their text safe.
_CONFIG = "FRONTDESK_CONFIG"

_LOADER_CACHE = "public, max-age=300, stale-while-revalidate=86400"
_PANEL_CACHE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class WidgetScripts:
    """The widget's scripts.

    Attributes:
        loader: what a page's script tag loads.
        panel: what the loader loads when the visitor opens the chat.
        panel_name: the panel's file name, with a hash of its text.
    """

    loader: str
    panel: str
    panel_name: str


def make_scripts(root: Path, content: Content) -> WidgetScripts:
    """Make both scripts from ``widget/`` and the clinic's settings.

    Args:
        root: the project's folder.
        content: the clinic's content.

    Raises:
        FrontdeskError: a file of the widget or a word can't be used.
    """
    words = widget_words(root, content.clinic)
    panel = _script(root / "widget", "panel", "chat.js", panel_config(content, words), words)
    name = f"panel-{hashlib.sha256(panel.encode()).hexdigest()[:_HASH]}.js"
    loader = _script(root / "widget", "loader", "loader.js", loader_config(content.clinic, f"widget/{name}"), words)
    return WidgetScripts(loader, panel, name)


class WidgetFiles:
    """``GET /widget.js`` and ``GET /widget/panel-<hash>.js``.

    Args:
        scripts: what is served.
    """

    def __init__(self, scripts: WidgetScripts) -> None:
        self._loader, self._panel = _Compressed(scripts.loader), _Compressed(scripts.panel)
        self._panel_name = scripts.panel_name

    async def loader(self, request: Request) -> Response:
        """The loader, at an address that stays."""
        return self._loader.response(request, _LOADER_CACHE)

    async def panel(self, request: Request) -> Response:
        """The panel, for good under its hash.

        Pages hold an old loader for a while; the hash that it asks for gets the panel that there is.

        Raises:
            Problem: there is no such file.
        """
        name = request.path_params["name"]
        if not _PANEL_NAME.fullmatch(name):
            raise Problem("not-found", "The widget has no file at this address.")
        return self._panel.response(request, _PANEL_CACHE if name == self._panel_name else "no-cache")


class _Compressed:
    """A script in each encoding that it is served in."""

    def __init__(self, script: str) -> None:
        plain = script.encode()
        tag = hashlib.sha256(plain).hexdigest()[:_HASH]
        self._bodies = {"br": brotli.compress(plain, quality=11), "gzip": gzip.compress(plain), "": plain}
        self._tags = {encoding: f'"{tag}-{encoding}"' if encoding else f'"{tag}"' for encoding in self._bodies}

    def response(self, request: Request, cache: str) -> Response:
        """The script in the best encoding that the browser takes; 304 if it has that already."""
        accepted = _accepted(request.headers.get("accept-encoding", ""))
        encoding = next((encoding for encoding in ("br", "gzip") if encoding in accepted), "")
        body, tag = self._bodies[encoding], self._tags[encoding]
        headers = {
            "Cache-Control": cache,
            "ETag": tag,
            "Vary": "Accept-Encoding",
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        known = [other.strip().removeprefix("W/") for other in request.headers.get("if-none-match", "").split(",")]
        if tag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        headers |= {"Content-Length": str(len(body)), **({"Content-Encoding": encoding} if encoding else {})}
        return Response(b"" if request.method == "HEAD" else body, headers=headers, media_type="text/javascript")


def _script(folder: Path, name: str, entry: str, config: object, words: Mapping[str, str]) -> str:
    """One of the scripts, from the folder of its name, with its settings and its style in it."""
    part = folder / name
    styles = minified_css(part / f"{name}.css")
    script = bundle(part / entry, folder, {part / "config.js": f"export const config = {_CONFIG};",
                                           part / "styles.js": f"export const styles = {literal(styles)};"}, words)
    if script.count(_CONFIG) != 1:
        raise FrontdeskError(f"{part / entry}: the script doesn't import its settings. Import config from ./config.js.")
    return script.replace(_CONFIG, literal(config))


def _accepted(header: str) -> set[str]:
    """The encodings that an ``Accept-Encoding`` names without refusing them by ``q=0``."""
    named = (part.split(";") for part in header.lower().split(","))
    return {encoding.strip() for encoding, *rest in named
            if not any(re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameter) for parameter in rest)}
