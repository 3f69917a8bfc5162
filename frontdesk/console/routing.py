"""From a page's declaration to a route: who may see it, how much it takes, and that its forms are ours."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.convertors import IntegerConvertor
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from frontdesk.accounts.roles import allows
from frontdesk.accounts.session import Session
from frontdesk.console.addresses import came_from, is_ours
from frontdesk.console.console import Console
from frontdesk.console.paging import number_of
from frontdesk.console.rendering import refused
from frontdesk.console.unsent import Unsent, written
from frontdesk.console.visit import Refusal, Visit
from frontdesk.errors import FrontdeskError
from frontdesk.quiet_logs import describe

HOME = "/staff"
SIGN_IN = f"{HOME}/sign-in"
ACCOUNT, CHANGE_PASSWORD = "/account", "/account/password"
CSRF_FIELD = "csrf"
ANYBODY = ""  # the role of pages that need no account
_log = logging.getLogger(__name__)
_MAX_FORM = 256 * 1024  # bytes
_MAX_FIELDS = 2000
_MAX_UNSENT = 2 * 1024 * 1024  # bytes of a form that is read from anybody, only to show what was written into it

Page = Callable[[Visit], Response]


@dataclass(frozen=True)
class StaffRoute:
    """A page or a form of the console.

    Attributes:
        path: below ``/staff``.
        page: answers it, in a thread of its own.
        role: who may: one of :data:`~frontdesk.accounts.roles.ROLES`, or :data:`ANYBODY`.
        post: whether it takes a form, and changes something; else it is only read.
        most: bytes of its form.
    """

    path: str
    page: Page
    role: str
    post: bool = False
    most: int = _MAX_FORM


def routes(console: Console, declared: Sequence[StaffRoute]) -> list[Route]:
    """The routes of these pages."""
    return [_route(HOME + item.path, _Endpoint(console, item), "POST" if item.post else "GET") for item in declared]


def _route(path: str, endpoint: _Endpoint, method: str) -> Route:
    route = Route(path, endpoint.answer, methods=[method])
    route.param_convertors = {name: _Number() if isinstance(convertor, IntegerConvertor) else convertor
                              for name, convertor in route.param_convertors.items()}
    return route


class _Number(IntegerConvertor):
    """A number in an address; -1, which nothing has, for one that is longer than any that we give."""

    def convert(self, value: str) -> int:
        """Read it."""
        number = number_of(value)
        return -1 if number is None else number


class _Endpoint:
    def __init__(self, console: Console, route: StaffRoute) -> None:
        self._console, self._route = console, route

    async def answer(self, request: Request) -> Response:
        session = None
        try:
            session = await run_in_threadpool(self._console.authenticate, request)
            if session is None and self._route.role != ANYBODY:
                return await self._to_sign_in(request)
            if session is not None and self._route.role != ANYBODY and not allows(session.role, self._route.role):
                raise Refusal(403, "Your account can't do that",
                              f"It needs the role {self._route.role}; yours is {session.role}. Ask an admin.")
            if session is not None and session.must_change and not self._is_for_a_one_time_password():
                return self._to_own_password()
            form = await self._form(request, session) if self._route.post else FormData()
            visit = Visit(request, self._console, session or Session(0, "", "viewer", ""), form)
            try:
                return await run_in_threadpool(self._route.page, visit)
            finally:
                await form.close()
        except Refusal as refusal:
            return refused(request, self._console, session, refusal)
        except FrontdeskError as error:
            return refused(request, self._console, session, Refusal(422, "That can't be done", str(error)))
        except Exception as error:
            _log.error("%s %s failed: %s", request.method, self._route.path, describe(error))
            return refused(request, self._console, session, Refusal(
                500, "Something went wrong", "Nothing was changed, as far as we know. Go back and try again; if it "
                "happens again, tell whoever looks after Frontdesk: var/logs/site.log says more."))

    async def _form(self, request: Request, session: Session | None) -> FormData:
        self._same_origin(request)
        form = await self._read(request, self._route.most)
        sent = form.get(CSRF_FIELD, "")
        if session is not None and not (isinstance(sent, str)
                                        and hmac.compare_digest(sent.encode(), session.csrf.encode())):
            await form.close()
            page = came_from(request, self._console.settings) or HOME
            raise Unsent(403, "This form is out of date", "Nothing was changed. Open the page again, and send the form "
                         "from there.", written(form), page, "Open the page again")
        return form

    async def _read(self, request: Request, most: int) -> FormData:
        try:
            limited = Request(request.scope, _Limited(request, most).receive)
            return await limited.form(max_files=50, max_fields=_MAX_FIELDS, max_part_size=most)
        except (MultiPartException, HTTPException, ClientDisconnect):
            raise Refusal(400, "The form can't be read", "Go back and try again.") from None

    def _same_origin(self, request: Request) -> None:
        """Refuse a form of another website, before anything of it is read.

        Browsers say where a form comes from; what says nothing at all has no cookie to steal by.
        """
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        ours = origin is None or is_ours(origin, request, self._console.settings)
        if not ours or site in ("cross-site", "same-site"):
            raise Refusal(403, "That form isn't of this console", "Open the console itself, and try again.")

    def _is_for_a_one_time_password(self) -> bool:
        return self._route.role == ANYBODY or self._route.path in (ACCOUNT, CHANGE_PASSWORD)

    def _to_own_password(self) -> Response:
        if self._route.post:
            raise Refusal(403, "Choose a password of your own first", "Open your account, and change the password.")
        return RedirectResponse(HOME + ACCOUNT, status_code=303)

    async def _to_sign_in(self, request: Request) -> Response:
        if self._route.post:
            page = came_from(request, self._console.settings) or HOME
            raise Unsent(401, "You are signed out", "Nothing was changed. Sign in again, and send the form from the "
                         "page that you come to.", await self._unsent(request), _sign_in(page), "Sign in")
        return RedirectResponse(_sign_in(request.url.path + (f"?{request.url.query}" if request.url.query else "")),
                                status_code=303)

    async def _unsent(self, request: Request) -> tuple[str, ...]:
        """What was written into a form by somebody whose session has ended meanwhile; none if too large."""
        self._same_origin(request)
        try:
            form = await self._read(request, min(self._route.most, _MAX_UNSENT))
        except Refusal:
            return ()
        await form.close()
        return written(form)


class _Limited:
    """Stops reading a body that is longer than it may be, whatever its headers say."""

    def __init__(self, request: Request, most: int) -> None:
        self._receive, self._left, self._most = request.receive, most, most

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise Refusal(413, "That is too large", f"Send at most {self._most // 1024:,} kB.")
        return message


def _sign_in(target: str) -> str:
    return f"{SIGN_IN}?next={quote(target, safe='')}"
