"""Addresses that a request names, and that may be another website's."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from starlette.requests import Request

_LOCAL = re.compile(r"/staff(?:[/?][!-\[\]-~]*)?")  # printable ASCII, no backslash, which browsers take for a slash


def local(address: str) -> str:
    """An address that leads to a page of the console, as it is; ``""`` for any other."""
    path = unquote(address.partition("?")[0])
    inside = _LOCAL.fullmatch(address) and not {".", ".."} & set(path.split("/")) and "\\" not in path
    return address if inside else ""


def came_from(request: Request) -> str:
    """The page of the console that a form stood on; ``""`` where the browser doesn't say, or it is none of ours."""
    page = urlsplit(request.headers.get("referer", ""))
    if page.netloc != request.headers.get("host", ""):
        return ""
    return local(page.path + (f"?{page.query}" if page.query else ""))
