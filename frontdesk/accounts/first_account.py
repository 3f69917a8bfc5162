"""How to make the first account."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from frontdesk.store.engine import open_database
from frontdesk.store.staff import all_accounts


def first_account_line(database: str | Engine | None, url: str) -> str:
    """Where the console is and, while there is no account, how to make one: there is no default password.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
        url: address of the site, without a trailing slash.
    """
    with open_database(database).connect() as connection:
        if all_accounts(connection):
            return f"Staff console: {url}/staff"
    return ("No staff account yet: make the first with '.venv/bin/frontdesk staff add YOURNAME --role "
            f"admin', then open {url}/staff")
