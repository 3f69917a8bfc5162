"""Signing in and out."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from frontdesk.accounts.errors import SignInRefused
from frontdesk.accounts.sign_ins import COOKIE, minutes
from frontdesk.console.addresses import local
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import ANYBODY, HOME, SIGN_IN, StaffRoute
from frontdesk.console.secrets_typed import typed_password
from frontdesk.console.visit import Visit

_LINK = "link"  # where a visit to the sign-in page has come from, once that was found out


def sign_in_page(visit: Visit) -> Response:
    """The form; or where it leads, for whoever is signed in."""
    target = local(visit.query("next"))
    if visit.session.name:
        return back(visit, target or HOME)
    if visit.request.headers.get("sec-fetch-site") == "cross-site" and visit.query("from") != _LINK:
        # A link in a mail or on another website: the browser withholds the cookie, and sends it when we lead it on.
        url = f"{SIGN_IN}?from={_LINK}&next={quote(target, safe='')}"
        return page(visit, "sign_in/lead_on.html", url=url)
    return page(visit, "sign_in/form.html", target=target, name="", problem="")


def sign_in(visit: Visit) -> Response:
    """Begin a session, in place of the one this browser had."""
    target, name = local(visit.field("next")), visit.field("name")
    address = visit.request.client.host if visit.request.client else ""
    try:
        token = visit.console.people.sign_in(name, typed_password(visit, "password"), address,
                                             former=visit.request.cookies.get(COOKIE, ""))
    except SignInRefused as refused:
        wait = f" Try again in {minutes(refused.wait)}." if refused.wait else ""
        response = page(visit, "sign_in/form.html", 429 if refused.wait else 422, target=target, name=name,
                        problem=f"{refused}{wait}")
        if refused.wait:
            response.headers["Retry-After"] = str(refused.wait)
        return response
    response = back(visit, target or HOME)
    give_token(visit.request, response, token)
    return response


def sign_out(visit: Visit) -> Response:
    """End this browser's session, if it has one."""
    visit.console.people.sign_out(visit.request.cookies.get(COOKIE, ""))
    response = back(visit, SIGN_IN, "You are signed out.")
    response.delete_cookie(COOKIE, path=HOME)
    return response


def give_token(request: Request, response: Response, token: str) -> None:
    """Let the browser keep a session's token until it is closed, where no script and no other website gets at it."""
    response.set_cookie(COOKIE, token, path=HOME, httponly=True, samesite="strict",
                        secure=request.url.scheme == "https")


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/sign-in", sign_in_page, ANYBODY),
    StaffRoute("/sign-in", sign_in, ANYBODY, post=True),
    StaffRoute("/sign-out", sign_out, ANYBODY, post=True),
)
