"""``frontdesk staff``: the accounts of the staff console, from the shell."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from frontdesk.accounts.roles import ROLES
from frontdesk.cli_database import SHELL, database_explained, has_database
from frontdesk.errors import FrontdeskError
from frontdesk.settings import load_settings

if TYPE_CHECKING:
    from frontdesk.accounts.people import People


def add_staff_commands(commands: Any) -> None:
    """Declare the commands.

    Args:
        commands: the subparsers of ``frontdesk``.
    """
    staff = commands.add_parser("staff", help="see and change who may use the staff console")
    what = staff.add_subparsers(required=True, metavar="add|list|reset|role|disable|enable|unlock|sign-out")

    add = what.add_parser("add", help="add an account; asks for its password")
    add.add_argument("name", help="2 to 64 letters, digits and . _ - @")
    add.add_argument("--role", required=True, choices=ROLES, help="what they may do; each may do what those before may")
    add.add_argument("--password-stdin", action="store_true", help="read the password's line from standard input")
    add.set_defaults(run=_add)
    listed = what.add_parser("list", help="the accounts")
    listed.set_defaults(run=_list)
    role = what.add_parser("role", help="give an account another role, from its next request on")
    role.add_argument("name")
    role.add_argument("role", choices=ROLES)
    role.set_defaults(run=_role)
    for command, run, told in (
            ("reset", _reset, "make a one-time password, and sign them out"),
            ("disable", _disable, "let nobody sign in with an account, and sign it out"),
            ("enable", _enable, "let its owner sign in again"),
            ("unlock", _unlock, "forget wrong passwords that locked it"),
            ("sign-out", _sign_out, "sign them out everywhere")):
        parser = what.add_parser(command, help=told)
        parser.add_argument("name")
        parser.set_defaults(run=run)


def _add(options: argparse.Namespace) -> None:
    from frontdesk.accounts.names import problem_with_name, tidy

    if problem := problem_with_name(tidy(options.name)):
        raise FrontdeskError(problem)  # before anybody has typed a password twice
    password = _typed_password(options.password_stdin)
    with _people() as people:
        people.add(SHELL, options.name, options.role, password)
    print(f"'{options.name}' can sign in at {load_settings().public_url}/staff, with the role {options.role}.")


def _list(_options: argparse.Namespace) -> None:
    found = []
    if has_database(load_settings()):
        with _people() as people:
            found = people.list()
    width = max((len(person.account.name) for person in found), default=0)
    for person in found:
        account = person.account
        states = {"disabled": account.disabled is not None, "locked": bool(person.locked_until),
                  "one-time password": account.one_time_until is not None, "signed in": bool(person.sessions)}
        told = ", ".join(state for state, holds in states.items() if holds)
        print(f"{account.name:{width}}  {account.role:9}  {told}".rstrip())
    if not found:
        print("There is no account yet. Make the first with: frontdesk staff add YOURNAME --role admin")


def _role(options: argparse.Namespace) -> None:
    with _people() as people:
        before = people.set_role(SHELL, people.named(options.name).id, options.role)
    print(f"'{before.name}' has the role {options.role} now; it was {before.role}.")


def _reset(options: argparse.Namespace) -> None:
    from frontdesk.accounts.people import ONE_TIME_DAYS

    with _people() as people:
        account, password = people.reset_password(SHELL, people.named(options.name).id)
    print(f"One-time password of '{account.name}', for {ONE_TIME_DAYS} days; they choose their own when they sign in:\n"
          f"{password}")


def _disable(options: argparse.Namespace) -> None:
    with _people() as people:
        account = people.disable(SHELL, people.named(options.name).id)
    print(f"'{account.name}' is disabled and signed out.")


def _enable(options: argparse.Namespace) -> None:
    with _people() as people:
        account = people.enable(SHELL, people.named(options.name).id)
    print(f"'{account.name}' can sign in again.")


def _unlock(options: argparse.Namespace) -> None:
    with _people() as people:
        account = people.unlock(SHELL, people.named(options.name).id)
    print(f"'{account.name}' can try again to sign in.")


def _sign_out(options: argparse.Namespace) -> None:
    with _people() as people:
        account = people.sign_out_everywhere(SHELL, people.named(options.name).id)
    print(f"'{account.name}' is signed out everywhere.")


@contextmanager
def _people() -> Iterator[People]:
    """The accounts; a fault of the database is told in a sentence."""
    from frontdesk.accounts.people import People
    from frontdesk.console.served_clinic import served_clinic

    settings = load_settings()
    with database_explained(settings):
        yield People(settings.database, served_clinic(settings).name)


def _typed_password(from_stdin: bool) -> str:
    """A new password: never an argument, which everybody on the machine can see."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise FrontdeskError("There is no terminal to ask for the password. Send it with --password-stdin.")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise FrontdeskError("The two passwords aren't the same. Nothing was changed; try again.")
    return password
