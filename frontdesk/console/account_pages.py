"""One's own account: the password, and where one is signed in."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.accounts.errors import AccountError
from frontdesk.accounts.password_rules import RULE
from frontdesk.accounts.roles import VIEWER
from frontdesk.accounts.sign_ins import COOKIE, token_digest
from frontdesk.console.moments import clock
from frontdesk.console.rendering import back, page
from frontdesk.console.role_words import MEANING
from frontdesk.console.routing import ACCOUNT, CHANGE_PASSWORD, HOME, SIGN_IN, StaffRoute
from frontdesk.console.secrets_typed import typed_password
from frontdesk.console.sign_in import give_token
from frontdesk.console.visit import Visit


def account(visit: Visit) -> Response:
    """Role, password, sessions."""
    return _page(visit)


def change_password(visit: Visit) -> Response:
    """Change one's own password; other browsers are signed out by that."""
    new = typed_password(visit, "password")
    try:
        if new != typed_password(visit, "again"):
            raise AccountError("The two aren't the same. Type the new password twice.", "again")
        token = visit.console.people.change_password(visit.session.name, typed_password(visit, "current"), new)
    except AccountError as error:
        return _page(visit, 422, error)
    response = back(visit, HOME + (ACCOUNT if not visit.session.must_change else ""),
                    "Your password is changed. Other browsers are signed out.")
    give_token(visit.request, response, token)
    return response


def sign_out_everywhere(visit: Visit) -> Response:
    """End all of one's own sessions."""
    visit.console.people.sign_out_everywhere(visit.session.name, visit.session.staff_id)
    response = back(visit, SIGN_IN, "You are signed out everywhere.")
    response.delete_cookie(COOKIE, path=HOME)
    return response


def _page(visit: Visit, status: int = 200, error: AccountError | None = None) -> Response:
    return page(visit, "account/account.html", status, meaning=MEANING[visit.session.role], rule=RULE, error=error,
                sessions=visit.console.people.sessions(visit.session.staff_id), moment=clock(visit),
                this=token_digest(visit.request.cookies.get(COOKIE, "")))


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute(ACCOUNT, account, VIEWER),
    StaffRoute(CHANGE_PASSWORD, change_password, VIEWER, post=True),
    StaffRoute("/account/sign-out-everywhere", sign_out_everywhere, VIEWER, post=True),
)
