"""All pages of the console."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from frontdesk.accounts.roles import VIEWER
from frontdesk.console import (
    account_pages,
    article_pages,
    audit_pages,
    booking_pages,
    clinic_pages,
    faq_pages,
    inbox_pages,
    intent_pages,
    lost_pages,
    number_pages,
    people_pages,
    publish_pages,
    sign_in,
    try_pages,
    version_pages,
)
from frontdesk.console.console import Console
from frontdesk.console.routing import HOME, StaffRoute, routes
from frontdesk.console.visit import Refusal, Visit

_STATIC = Path(__file__).parent / "static"
_SECTIONS = (sign_in, account_pages, people_pages, audit_pages, inbox_pages, faq_pages, intent_pages, clinic_pages,
             try_pages, article_pages, lost_pages, publish_pages, version_pages, booking_pages, number_pages)


def home(_visit: Visit) -> Response:
    """The inbox is where a day begins."""
    return RedirectResponse(f"{HOME}/inbox", status_code=303)


def nothing(_visit: Visit) -> Response:
    """What isn't there."""
    raise Refusal(404, "There is no such page", "Check the address, or choose something from the menu.")


def declared() -> tuple[StaffRoute, ...]:
    """Every page and form of the console."""
    return (StaffRoute("", home, VIEWER), *(route for section in _SECTIONS for route in section.ROUTES),
            StaffRoute("/{path:path}", nothing, VIEWER))


def console_routes(console: Console) -> list[BaseRoute]:
    """The console's routes, for the site."""
    return [Mount(f"{HOME}/static", StaticFiles(directory=_STATIC)), *routes(console, declared())]
