"""Pages and redirects of the console."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from frontdesk.accounts.roles import EDITOR, allows
from frontdesk.accounts.session import Session
from frontdesk.console.console import Console
from frontdesk.console.unsent import Unsent
from frontdesk.console.visit import Refusal, Visit

_TEMPLATES = Path(__file__).parent / "templates"
_NOTE = "frontdesk-note"
_NOTE_SECONDS = 60
_MAX_NOTE = 600  # characters
_MAX_COOKIE = 3800  # bytes; browsers take 4,096 with the name
_MOST_ENCODED = 12  # bytes of a character in a cookie
# As the site's, but that forms may be sent to ourselves, and that nobody frames it.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"),
    "Cache-Control": "no-store",
}
# Where the menu leads, what each is called, and the role it takes to see it.
MENU = (
    ("/staff/inbox", "Inbox", "viewer"),
    ("/staff/faqs", "FAQs", "viewer"),
    ("/staff/articles", "Articles", "viewer"),
    ("/staff/intents", "Other messages", "viewer"),
    ("/staff/clinic", "Clinic", "viewer"),
    ("/staff/try", "Try it", "viewer"),
    ("/staff/publish", "Publish", "viewer"),
    ("/staff/bookings", "Bookings", "editor"),
    ("/staff/numbers", "Numbers", "viewer"),
    ("/staff/people", "People", "admin"),
    ("/staff/audit", "Changes", "admin"),
)


def page(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """Render a page.

    Args:
        visit: the request that it answers.
        template: its file below ``templates/``, which extends ``base.html``.
        status: of HTTP.
        values: what the template asks for. ``session``, ``path``, ``csrf()``, the field that each form must hold, and
            ``guarded``, the attributes of one that must not be left by mistake, are there anyway.
    """
    return _render(visit.request, visit.session, template, status, {"lost": _lost(visit), **values})


def _lost(visit: Visit) -> int:
    """How many changes another program has overwritten, for who may put them back."""
    may = visit.session.name and not visit.session.must_change and visit.may(EDITOR)
    return len(visit.console.draft.overwritten()) if may else 0


def back(visit: Visit, url: str, note: str = "", undo: str = "") -> Response:
    """Send the browser to a page after a form was done, so that reloading does nothing twice.

    Args:
        visit: the request.
        url: a path of the console.
        note: what was done, shown at the top of that page.
        undo: address of the form that takes it back; the note has a button for it then.
    """
    response = RedirectResponse(url, status_code=303, headers={"Cache-Control": "no-store"})
    if note:
        response.set_cookie(_NOTE, _told(note[:_MAX_NOTE], undo), max_age=_NOTE_SECONDS, path="/staff", httponly=True,
                            samesite="strict", secure=visit.request.url.scheme == "https")
    return response


def note_waits(request: Request) -> bool:
    """Whether a note of :func:`back` is on its way to the page that is asked for."""
    return bool(request.cookies.get(_NOTE))


def refused(request: Request, console: Console, session: Session | None, refusal: Refusal) -> Response:
    """The page that says why a request can't be done."""
    unsent = {"texts": refusal.texts, "url": refusal.url, "link": refusal.link} if isinstance(refusal, Unsent) else {}
    return _render(request, session, "refused.html", refusal.status, {
        "title": refusal.title, "advice": refusal.advice, "lost": 0, "texts": (), "url": "", "link": "", **unsent})


def _render(
    request: Request, session: Session | None, template: str, status: int, values: Mapping[str, Any]
) -> Response:
    signed_in = session if session is not None and session.name else None
    menu = [(url, label) for url, label, role in MENU
            if signed_in and not signed_in.must_change and allows(signed_in.role, role)]
    note, undo = _note(request)
    html = _environment().get_template(template).render(
        session=signed_in, menu=menu, path=request.url.path, note=note, undo=undo, csrf=partial(_csrf, signed_in),
        guarded=_guarded(request), **values)
    response = HTMLResponse(html, status_code=status, headers=_HEADERS)
    if note:
        response.delete_cookie(_NOTE, path="/staff")
    return response


def _told(note: str, undo: str) -> str:
    """A note as its cookie holds it: letters that aren't ASCII take several bytes there."""
    told = quote(json.dumps([note, undo], ensure_ascii=False), errors="replace")
    if note and len(told) > _MAX_COOKIE:
        return _told(note[: -((len(told) - _MAX_COOKIE) // _MOST_ENCODED + 1)], undo)
    return told


def _note(request: Request) -> tuple[str, str]:
    """What ``back`` left; it is only text and a path of ours, whoever wrote the cookie."""
    try:
        note, undo = json.loads(unquote(request.cookies.get(_NOTE, "")))
    except (ValueError, TypeError):
        return "", ""
    fine = isinstance(note, str) and isinstance(undo, str) and (not undo or undo.startswith("/staff/"))
    return (note, undo) if fine else ("", "")


def _csrf(session: Session | None) -> Markup:
    """The hidden field that every form of the console holds."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(session.csrf if session else "")


def _guarded(request: Request) -> Markup:
    """What leaving.js goes by: a form in answer to one that was sent isn't saved, as saving leads elsewhere."""
    return Markup(" data-guarded data-unsaved" if request.method == "POST" else " data-guarded")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
