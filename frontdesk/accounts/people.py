"""The staff: their accounts, their passwords, their sessions."""

from __future__ import annotations

import time

from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from frontdesk.accounts.accounts import Accounts, check_role, existing, subject_of
from frontdesk.accounts.errors import AccountError
from frontdesk.accounts.names import key_of, problem_with_name, tidy
from frontdesk.accounts.password_rules import problem_with_password
from frontdesk.accounts.passwords import Passwords, one_time_password
from frontdesk.accounts.sign_ins import new_token, token_digest
from frontdesk.store.audit import add_entry
from frontdesk.store.engine import open_database
from frontdesk.store.sign_in_attempts import forget_attempts
from frontdesk.store.staff import Account, add_account, change_account, replace_digest
from frontdesk.store.staff_sessions import end_sessions_of, open_session
from frontdesk.store.tables import DAY

ONE_TIME_DAYS = 7  # for which a one-time password can be used


class People(Accounts):
    """Everything about the staff.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        clinic: the clinic's name, of which no password may be made.
    """

    def __init__(self, database: str | Engine | None = None, clinic: str = "") -> None:
        super().__init__(open_database(database), Passwords())
        self._clinic = clinic

    def add(self, who: str, name: str, role: str, password: str | None = None) -> str:
        """Add an account.

        Args:
            who: who does it.
            name: see :mod:`frontdesk.accounts.names`.
            role: one of :data:`~frontdesk.accounts.roles.ROLES`.
            password: its owner's; a one-time password is made when ``None``.

        Returns:
            The one-time password, which is kept nowhere else; ``""`` when none was made.

        Raises:
            AccountError: the name, the role or the password can't be taken.
        """
        name = tidy(name)
        if problem := problem_with_name(name):
            raise AccountError(problem, "name")
        check_role(role)
        made = ""
        if password is None:
            password = made = one_time_password()
        else:
            self._check_password(password, name)
        digest = self._passwords.digest(password)
        try:
            with self._engine.begin() as connection:
                add_account(connection, name, key_of(name), role, digest, _one_time_until() if made else None)
                add_entry(connection, who, "added an account", f"account/{name}", after=f"role: {role}")
        except IntegrityError:
            raise AccountError(f"There is an account '{name}' already. Take another name.", "name") from None
        return made

    def reset_password(self, who: str, account_id: int) -> tuple[Account, str]:
        """Make a one-time password, open the name again and end the account's sessions.

        Returns:
            The account, and the password, which is kept nowhere else.

        Raises:
            AccountError: there is no such account.
        """
        password = one_time_password()
        digest = self._passwords.digest(password)
        with self._engine.begin() as connection:
            account = existing(connection, account_id)
            change_account(connection, account_id, password=digest, one_time_until=_one_time_until())
            end_sessions_of(connection, account_id)
            forget_attempts(connection, account.key)
            add_entry(connection, who, "reset a password", subject_of(account))
        return account, password

    def change_password(self, name: str, current: str, new: str) -> str:
        """Change one's own password; all sessions of the account end.

        Args:
            name: the account's.
            current: the password so far; wrong ones count as those at the sign-in do.
            new: the one to be.

        Returns:
            The token of a new session, for the browser in which it was changed.

        Raises:
            AccountError: one of the two can't be taken.
        """
        self._check_password(new, name)
        account, digest = self.check(name, current)
        if current == new:
            raise AccountError("That is the password you have. Choose another.", "password")
        changed = {"changed": time.time(), "one_time_until": None}
        replacement, token = self._passwords.digest(new), new_token()
        with self._engine.begin() as connection:
            if not replace_digest(connection, account.id, digest, replacement, **changed):
                raise AccountError("The account was changed just now. Try again.")
            end_sessions_of(connection, account.id)
            open_session(connection, token_digest(token), account.id)
            add_entry(connection, account.name, "changed their password", subject_of(account))
        return token

    def _check_password(self, password: str, name: str) -> None:
        if problem := problem_with_password(password, name, self._clinic):
            raise AccountError(problem, "password")


def _one_time_until() -> float:
    return time.time() + ONE_TIME_DAYS * DAY
