"""Every page of the console that links lead to, as somebody meets it who has signed in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from playwright.sync_api import Page
from starlette.routing import compile_path

from frontdesk.console.app import declared
from frontdesk.console.routing import HOME, StaffRoute

_OF_A_KIND = 2  # addresses of one route that are looked at; links differ in a page's state
_LINKS = "() => [...document.querySelectorAll('main a[href], header a[href], nav a[href]')].map((link) => link.href)"
_PARTS = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
_ACCEPT = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Address:
    """Where a page is, which route answers there, and whether it is a page rather than a refusal."""

    url: str
    route: str
    there: bool


def gets() -> list[StaffRoute]:
    """What can be opened, but for the route of everything else."""
    return [route for route in declared() if not route.post and route.path != "/{path:path}"]


def walk(page: Page, site: str, also: Sequence[str] = ()) -> Iterator[Address]:
    """Open page after page: those without parameters, and where links lead; the page shows each when it is yielded.

    Args:
        page: in which somebody is signed in.
        site: base address.
        also: paths below ``/staff`` to begin with, where it depends on what there is whether a link leads to them.
    """
    begun = [f"{site}{HOME}{path}" for path in (*(route.path for route in gets() if "{" not in route.path), *also)]
    waiting = list(begun)
    seen, counts = set[str](), Counter[str]()
    while waiting:
        url = urldefrag(waiting.pop(0)).url
        route = _route_of(url, site)
        if url in seen or route is None or counts[route] >= _OF_A_KIND:
            continue
        seen.add(url)
        counts[route] += 1
        answer = page.context.request.get(url, max_redirects=0)
        there = answer.status < 400
        assert there or url in begun, f"A link leads to {url}, which answers {answer.status}"  # some need a query
        if not answer.headers.get("content-type", "").startswith("text/html"):
            yield Address(url, route, there)
            continue
        page.goto(url)
        yield Address(url, route, there)
        waiting += [urljoin(url, link) for link in page.evaluate(_LINKS)]


def weight(page: Page) -> int:
    """Bytes of what a page is made of, compressed by gzip as they are sent: itself, its style sheets and scripts."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with httpx.Client(cookies=cookies, headers=_ACCEPT, trust_env=False, timeout=30) as client:
        html, bytes_sent = _sent(client, page.url)
        parts = {urljoin(page.url, first or second) for first, second in _PARTS.findall(html)}
        return bytes_sent + sum(_sent(client, part)[1] for part in parts)


def missed(opened: Sequence[Address]) -> set[str]:
    """Routes that nothing led to."""
    return {route.path for route in gets()} - {address.route for address in opened if address.there}


def _sent(client: httpx.Client, url: str) -> tuple[str, int]:
    answer = client.get(url)
    return answer.text, answer.num_bytes_downloaded


def _route_of(url: str, site: str) -> str | None:
    path = urlsplit(url).path
    if not url.startswith(f"{site}{HOME}") or path.endswith("/sign-out"):
        return None
    matches = (route.path for route in gets() if compile_path(HOME + route.path)[0].match(path))
    return next(matches, None)
