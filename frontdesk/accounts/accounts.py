"""What admins do with accounts. Every change is recorded in the transaction that makes it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from frontdesk.accounts.errors import AccountError
from frontdesk.accounts.names import key_of, problem_with_name, tidy
from frontdesk.accounts.roles import ADMIN, ROLES
from frontdesk.accounts.sign_ins import SignIns
from frontdesk.store.audit import add_entry
from frontdesk.store.engine import empty_log
from frontdesk.store.sign_in_attempts import closed_names, forget_attempts
from frontdesk.store.staff import (
    Account,
    account_named,
    all_accounts,
    change_account,
    count_users_of,
    find_account,
    hold_users_of,
    remove_account,
)
from frontdesk.store.staff_sessions import count_sessions, end_sessions_of


@dataclass(frozen=True)
class Person:
    """An account as admins see it.

    Attributes:
        account: the account.
        sessions: in how many browsers it is signed in.
        locked_until: until when wrong passwords have locked it, in seconds since the epoch; 0.0 when it is open.
    """

    account: Account
    sessions: int
    locked_until: float


class Accounts(SignIns):
    """The accounts that are there. ``who`` is always the name of whoever does it, for the record."""

    def list(self) -> list[Person]:
        """Everybody, by name."""
        with self._engine.connect() as connection:
            accounts, sessions = all_accounts(connection), count_sessions(connection)
            closed = closed_names(connection, [account.key for account in accounts])
        return [Person(account, sessions.get(account.id, 0), closed.get(account.key, 0.0)) for account in accounts]

    def find(self, account_id: int) -> Person | None:
        """The account with this number."""
        return next((person for person in self.list() if person.account.id == account_id), None)

    def named(self, name: str) -> Account:
        """The account of this name, however it is cased.

        Raises:
            AccountError: there is none.
        """
        with self._engine.connect() as connection:
            found = None if problem_with_name(tidy(name)) else account_named(connection, key_of(name))
        if found is None:
            raise AccountError(f"There is no account '{name}'.", "name")
        return found[0]

    def set_role(self, who: str, account_id: int, role: str) -> Account:
        """Give an account another role, from its next request on.

        Returns:
            The account as it was.

        Raises:
            AccountError: there is no such role or account, or no admin would be left.
        """
        check_role(role)
        with self._keeping_an_admin() as connection:
            account = existing(connection, account_id)
            if account.role != role:
                change_account(connection, account_id, role=role)
                add_entry(connection, who, "changed a role", subject_of(account), f"role: {account.role}",
                          f"role: {role}")
        return account

    def disable(self, who: str, account_id: int) -> Account:
        """Let nobody sign in with an account, and end its sessions.

        Returns:
            The account as it was.

        Raises:
            AccountError: there is no such account, or no admin would be left.
        """
        with self._keeping_an_admin() as connection:
            account = existing(connection, account_id)
            if account.disabled is None:
                change_account(connection, account_id, disabled=time.time())
                end_sessions_of(connection, account_id)
                add_entry(connection, who, "disabled an account", subject_of(account))
        return account

    def enable(self, who: str, account_id: int) -> Account:
        """Let its owner sign in again, with the password as it was.

        Returns:
            The account as it was.

        Raises:
            AccountError: there is no such account.
        """
        with self._engine.begin() as connection:
            account = existing(connection, account_id)
            if account.disabled is not None:
                change_account(connection, account_id, disabled=None)
                add_entry(connection, who, "enabled an account", subject_of(account))
        return account

    def remove(self, who: str, account_id: int) -> Account:
        """Erase a disabled account. What it did stays recorded under its name.

        Returns:
            The account as it was.

        Raises:
            AccountError: there is no such account, or it isn't disabled.
        """
        with self._engine.begin() as connection:
            account = existing(connection, account_id)
            if account.disabled is None:
                raise AccountError(f"'{account.name}' is in use. Disable it first.")
            remove_account(connection, account_id)
            add_entry(connection, who, "removed an account", subject_of(account), before=f"role: {account.role}")
        empty_log(self._engine)
        return account

    def unlock(self, who: str, account_id: int) -> Account:
        """Forget the wrong passwords for an account.

        Returns:
            The account.

        Raises:
            AccountError: there is no such account.
        """
        with self._engine.begin() as connection:
            account = existing(connection, account_id)
            forget_attempts(connection, account.key)
            add_entry(connection, who, "unlocked an account", subject_of(account))
        return account

    def sign_out_everywhere(self, who: str, account_id: int) -> Account:
        """End all sessions of an account.

        Returns:
            The account.

        Raises:
            AccountError: there is no such account.
        """
        with self._engine.begin() as connection:
            account = existing(connection, account_id)
            ended = end_sessions_of(connection, account_id)
            if ended:
                add_entry(connection, who, "signed out everywhere", subject_of(account))
        return account

    @contextmanager
    def _keeping_an_admin(self) -> Iterator[Connection]:
        """A transaction after which somebody can still look after the accounts, or that doesn't happen."""
        with self._engine.begin() as connection:
            before = len(hold_users_of(connection, ADMIN))
            yield connection
            if before and not count_users_of(connection, ADMIN):
                raise AccountError("That is the last admin. Make somebody else an admin first.", "role")


def existing(connection: Connection, account_id: int) -> Account:
    """The account with this number.

    Raises:
        AccountError: there is none.
    """
    account = find_account(connection, account_id)
    if account is None:
        raise AccountError("There is no such account any more.")
    return account


def check_role(role: str) -> None:
    """Refuse what isn't a role.

    Raises:
        AccountError: it isn't.
    """
    if role not in ROLES:
        raise AccountError(f"'{role}' isn't a role. Choose one of: {', '.join(ROLES)}.", "role")


def subject_of(account: Account) -> str:
    """What an account is called in the record of changes."""
    return f"account/{account.name}"
