"""How the first account is made."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from frontdesk.accounts.first_account import first_account_line
from frontdesk.accounts.people import People
from tests.accounts.staff import PASSWORD

URL = "http://localhost:8080"


def test_without_an_account_it_says_how_to_make_one(engine: Engine) -> None:
    assert first_account_line(engine, URL) == (
        "No staff account yet: make the first with '.venv/bin/frontdesk staff add YOURNAME --role admin', "
        "then open http://localhost:8080/staff")


def test_with_one_it_says_where(engine: Engine) -> None:
    People(engine).add("the test", "Robin", "admin", PASSWORD)
    assert first_account_line(engine, URL) == "Staff console: http://localhost:8080/staff"
