"""Accounts, for admins."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.responses import Response

from frontdesk.accounts.accounts import Person
from frontdesk.accounts.errors import AccountError
from frontdesk.accounts.names import RULE
from frontdesk.accounts.people import ONE_TIME_DAYS, People
from frontdesk.accounts.roles import ADMIN, ROLES
from frontdesk.console.moments import clock
from frontdesk.console.rendering import back, page
from frontdesk.console.role_words import MEANING
from frontdesk.console.routing import HOME, StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.store.staff import Account

_HERE = f"{HOME}/people"
_Change = Callable[[People, str, int], Account]


def people(visit: Visit) -> Response:
    """Everybody, and a form for somebody new."""
    return _list(visit)


def add(visit: Visit) -> Response:
    """Add an account, and show its one-time password, which can't be looked up later."""
    name, role = visit.field("name", 200), visit.field("role")
    try:
        password = visit.console.people.add(visit.session.name, name, role)
    except AccountError as error:
        return _list(visit, 422, name, role, error)
    return _show_password(visit, visit.console.people.named(name), password)


def person(visit: Visit) -> Response:
    """One account, and what can be done with it."""
    return _person(visit, _found(visit))


def set_role(visit: Visit) -> Response:
    """Give an account another role."""
    found, role = _found(visit), visit.field("role")
    _not_oneself(visit, found)
    try:
        visit.console.people.set_role(visit.session.name, found.account.id, role)
    except AccountError as error:
        return _person(visit, found, 422, error)
    return back(visit, _url(found), f"{found.account.name} is {_a(role)} now.")


def reset_password(visit: Visit) -> Response:
    """Make a one-time password, and show it."""
    found = _found(visit)
    _not_oneself(visit, found)
    account, password = visit.console.people.reset_password(visit.session.name, found.account.id)
    return _show_password(visit, account, password)


def disable(visit: Visit) -> Response:
    """Let nobody sign in with an account."""
    found = _found(visit)
    _not_oneself(visit, found)
    return _done(visit, People.disable, "is disabled and signed out everywhere.", undo="enable")


def enable(visit: Visit) -> Response:
    """Let its owner sign in again."""
    return _done(visit, People.enable, "can sign in again.", undo="disable")


def unlock(visit: Visit) -> Response:
    """Forget the wrong passwords."""
    return _done(visit, People.unlock, "can try again to sign in.")


def sign_out(visit: Visit) -> Response:
    """End all sessions of an account."""
    return _done(visit, People.sign_out_everywhere, "is signed out everywhere.")


def remove(visit: Visit) -> Response:
    """Erase a disabled account."""
    account = visit.console.people.remove(visit.session.name, _found(visit).account.id)
    return back(visit, _HERE, f"The account {account.name} is removed. What it changed stays on record.")


def _list(
    visit: Visit, status: int = 200, name: str = "", role: str = ROLES[0], error: AccountError | None = None
) -> Response:
    return page(visit, "people/list.html", status, people=visit.console.people.list(), roles=ROLES, meaning=MEANING,
                rule=RULE, name=name, role=role, error=error, days=ONE_TIME_DAYS, now=time.time())


def _person(visit: Visit, found: Person, status: int = 200, error: AccountError | None = None) -> Response:
    return page(visit, "people/person.html", status, person=found, account=found.account, roles=ROLES,
                meaning=MEANING, error=error, oneself=_is_oneself(visit, found), moment=clock(visit), now=time.time(),
                days=ONE_TIME_DAYS)


def _show_password(visit: Visit, account: Account, password: str) -> Response:
    # Not behind a redirect: it would have to be kept somewhere until then.
    return page(visit, "people/one_time.html", account=account, password=password, days=ONE_TIME_DAYS)


def _done(visit: Visit, change: _Change, told: str, undo: str = "") -> Response:
    found = _found(visit)
    change(visit.console.people, visit.session.name, found.account.id)
    return back(visit, _url(found), f"{found.account.name} {told}", f"{_url(found)}/{undo}" if undo else "")


def _found(visit: Visit) -> Person:
    person = visit.console.people.find(visit.request.path_params["account"])
    if person is None:
        raise Refusal(404, "There is no such account", "It may have been removed. Go back to People.")
    return person


def _is_oneself(visit: Visit, found: Person) -> bool:
    return found.account.id == visit.session.staff_id


def _not_oneself(visit: Visit, found: Person) -> None:
    if _is_oneself(visit, found):
        raise Refusal(422, "That is your own account",
                      "Ask another admin, so that nobody locks themselves out. Your password is under Your account.")


def _url(found: Person) -> str:
    return f"{_HERE}/{found.account.id}"


def _a(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/people", people, ADMIN),
    StaffRoute("/people/add", add, ADMIN, post=True),
    StaffRoute("/people/{account:int}", person, ADMIN),
    StaffRoute("/people/{account:int}/role", set_role, ADMIN, post=True),
    StaffRoute("/people/{account:int}/reset", reset_password, ADMIN, post=True),
    StaffRoute("/people/{account:int}/disable", disable, ADMIN, post=True),
    StaffRoute("/people/{account:int}/enable", enable, ADMIN, post=True),
    StaffRoute("/people/{account:int}/unlock", unlock, ADMIN, post=True),
    StaffRoute("/people/{account:int}/sign-out", sign_out, ADMIN, post=True),
    StaffRoute("/people/{account:int}/remove", remove, ADMIN, post=True),
)
