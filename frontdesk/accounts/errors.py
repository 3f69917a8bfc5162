"""What can't be done with an account, or with a password."""

from __future__ import annotations

from frontdesk.errors import FrontdeskError


class AccountError(FrontdeskError):
    """It can't be done as asked.

    Args:
        text: what is wrong and what to do.
        field: the field of the form that is wrong: "name", "role", "password" or "current"; ``""`` when none is.
    """

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class SignInRefused(FrontdeskError):
    """Nobody was signed in.

    Args:
        text: why, for whoever tries; it tells nothing that only the account's owner may know.
        wait: seconds until it makes sense to try again; 0 when there is nothing to wait for.
    """

    def __init__(self, text: str, wait: int = 0) -> None:
        super().__init__(text)
        self.wait = wait
