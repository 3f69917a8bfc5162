"""Signing in and out, and who is signed in."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time

from sqlalchemy.engine import Engine
from starlette.requests import Request

from frontdesk.accounts.errors import AccountError, SignInRefused
from frontdesk.accounts.lockout import LOCKED, MOST_WRONG, WINDOW
from frontdesk.accounts.names import key_of, problem_with_name, tidy
from frontdesk.accounts.passwords import Passwords
from frontdesk.accounts.session import Session
from frontdesk.accounts.sign_in_limits import SignInLimits
from frontdesk.store.sign_in_attempts import begin_attempt, forget_attempts
from frontdesk.store.staff import Account, account_named, replace_digest
from frontdesk.store.staff_sessions import (
    OpenSession,
    end_session,
    find_session,
    is_to_be_touched,
    open_session,
    sessions_of,
    touch_session,
)

COOKIE = "frontdesk-staff"
_TOKEN_BYTES = 32
_WRONG = (f"The name or the password isn't right. After {MOST_WRONG} wrong passwords in {WINDOW // 60} minutes a name "
          f"is locked for {LOCKED // 60} minutes.")
_DATED = "That one-time password is too old. Ask an admin for a new one."
_DISABLED = "This account is disabled. Ask an admin."
_CHANGED = "The account was changed just now. Try again."


class SignIns:
    """Sessions of the staff. A token is known to one browser alone; only its digest is kept.

    Args:
        engine: the store.
        passwords: compares them.
    """

    def __init__(self, engine: Engine, passwords: Passwords) -> None:
        self._engine, self._passwords, self._limits = engine, passwords, SignInLimits()

    def sign_in(self, name: str, password: str, address: str, former: str = "") -> str:
        """Begin a session.

        Args:
            name: as it was typed.
            password: as it was typed.
            address: where the request comes from.
            former: the token that the browser had; its session ends.

        Returns:
            A token that nobody has seen before.

        Raises:
            SignInRefused: why not, and how long to wait.
        """
        self._limits.count(address)
        account, digest = self._compared(name, password)
        if account.disabled is not None:
            raise SignInRefused(_DISABLED)
        if account.one_time_until is not None and account.one_time_until < time.time():
            raise SignInRefused(_DATED)
        newest = self._passwords.digest(password) if self._passwords.is_dated(digest) else digest
        token = new_token()
        with self._engine.begin() as connection:
            if not replace_digest(connection, account.id, digest, newest):
                raise SignInRefused(_CHANGED)  # by an admin, since the password was compared
            end_session(connection, token_digest(former))
            open_session(connection, token_digest(token), account.id)
        return token

    def check(self, name: str, password: str) -> tuple[Account, str]:
        """Compare the password of somebody who is signed in; wrong ones count as those at the sign-in do.

        Returns:
            The account, and what is kept of its password.

        Raises:
            AccountError: it isn't the password.
        """
        try:
            return self._compared(name, password)
        except SignInRefused as refused:
            text = (f"{refused} Try again in {minutes(refused.wait)}." if refused.wait
                    else "That isn't your password.")
            raise AccountError(text, "current") from None

    def authenticate(self, request: Request) -> Session | None:
        """Who is signed in, by a request's cookie; ``None`` when nobody is."""
        return self.session(request.cookies.get(COOKIE, ""))

    def session(self, token: str) -> Session | None:
        """Who is signed in with a token; ``None`` when nobody is."""
        if not token:
            return None
        digest = token_digest(token)
        with self._engine.connect() as connection:
            found = find_session(connection, digest)
        if found is None:
            return None
        if is_to_be_touched(found):
            with self._engine.begin() as connection:
                touch_session(connection, digest)
        return Session(found.staff_id, found.name, found.role, _csrf(token), found.must_change)

    def sessions(self, account_id: int) -> list[OpenSession]:
        """Where an account is signed in, the last used first."""
        with self._engine.connect() as connection:
            return sessions_of(connection, account_id)

    def sign_out(self, token: str) -> None:
        """End the session of a token, if there is one."""
        with self._engine.begin() as connection:
            end_session(connection, token_digest(token))

    def _compared(self, name: str, password: str) -> tuple[Account, str]:
        """The account and what is kept of its password, once that was found right."""
        key = key_of(name)
        with self._engine.begin() as connection:
            closed = begin_attempt(connection, key)
        if closed:
            wait = max(1, math.ceil(closed - time.time()))
            raise SignInRefused("There were too many wrong passwords for that name.", wait)
        found = None
        if not problem_with_name(tidy(name)):
            with self._engine.connect() as connection:
                found = account_named(connection, key)
        if not self._passwords.fits(password, found[1] if found else None) or found is None:
            raise SignInRefused(_WRONG)
        with self._engine.begin() as connection:
            forget_attempts(connection, key)
        return found


def new_token() -> str:
    """A token that nobody has seen before."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_digest(token: str) -> str:
    """What is kept of a token, which is random: no salt is needed, nor many rounds."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def minutes(seconds: int) -> str:
    """A time to wait, for people."""
    if seconds < 60:
        return f"{seconds} second{'s' * (seconds != 1)}"
    whole = math.ceil(seconds / 60)
    return f"{whole} minute{'s' * (whole != 1)}"


def _csrf(token: str) -> str:
    """What the forms of a session send back: nobody makes it without the token."""
    return hmac.new(token.encode("utf-8", "replace"), b"csrf", hashlib.sha256).hexdigest()
