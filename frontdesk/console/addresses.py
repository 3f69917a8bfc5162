"""Addresses that a request names, and that may be another website's."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from frontdesk.settings import Settings
from frontdesk.site.origins import Origins

_LOCAL = re.compile(r"/staff(?:[/?][!-\[\]-~]*)?")  # printable ASCII, no backslash, which browsers take for a slash


def local(address: str) -> str:
    """An address that leads to a page of the console, as it is; ``""`` for any other."""
    path = unquote(address.partition("?")[0])
    inside = _LOCAL.fullmatch(address) and not {".", ".."} & set(path.split("/")) and "\\" not in path
    return address if inside else ""


def is_ours(address: str, request: Request, settings: Settings) -> bool:
    """Whether an address is of this site, as the request names it or as visitors know it.

    Args:
        address: a whole one, or an origin.
        request: with the host that was asked for, which may be the one that a proxy in front of the site knows.
        settings: with the site's own address.
    """
    headers = Headers({"origin": address, "host": request.headers.get("host", "")})
    return Origins(settings.public_url, ()).allows(headers)


def came_from(request: Request, settings: Settings) -> str:
    """The page of the console that a form stood on; ``""`` where the browser doesn't say, or it is none of ours.

    Args:
        request: of the form.
        settings: with the site's own address.
    """
    referer = request.headers.get("referer", "")
    if not is_ours(referer, request, settings):
        return ""
    page = urlsplit(referer)
    return local(page.path + (f"?{page.query}" if page.query else ""))
