"""The console with real accounts, and browsers that sign in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from frontdesk.accounts.people import People
from frontdesk.console.app import console_routes
from frontdesk.console.console import Console
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit
from tests.accounts.staff import PASSWORD, _cheap_digests  # noqa: F401
from tests.console.stand_ins import INTACT

ACCOUNTS = {"Robin": "admin", "Kim": "editor", "Vic": "viewer"}


class Person(TestClient):
    """A browser of its own, in which somebody may sign in; it sends forms as the page does that it is on."""

    page = ""
    csrf = ""

    def open(self, url: str, **options: Any) -> Any:
        """GET a page, and stay on it."""
        return self._on(self.get(url, **options))

    def submit(self, url: str, **fields: Any) -> Any:
        """POST a form of the page it is on; redirects are followed."""
        headers = {"Origin": "http://testserver", "Referer": f"http://testserver{self.page}"}
        return self._on(self.post(url, data={"csrf": self.csrf, **fields}, headers=headers))

    def sign_in(self, name: str, password: str = PASSWORD, next: str = "/staff/account") -> Any:
        """Open the form, and send it."""
        self.open(f"/staff/sign-in?next={next}")
        return self.submit("/staff/sign-in", name=name, password=password, next=next)

    def _on(self, answer: Any) -> Any:
        parts = urlsplit(str(answer.url))
        self.page = parts.path + (f"?{parts.query}" if parts.query else "")
        found = re.search(r'name="csrf" value="([^"]*)"', answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer


@pytest.fixture
def people(database: Engine) -> People:
    people = People(database, "The Riverside Clinic")
    for name, role in ACCOUNTS.items():
        people.add("the test", name, role, PASSWORD)
    return people


@pytest.fixture
def audit(database: Engine) -> Audit:
    return Audit(database)


@pytest.fixture
def visit(settings: Settings, database: Engine, people: People, audit: Audit) -> Callable[..., Person]:
    """``visit()``: a browser of its own; ``visit("Robin")``: one in which Robin is signed in."""

    def make(name: str | None = None, draft: Any = None, **options: Any) -> Person:
        parts = {"settings": settings, "database": database, "authenticate": people.authenticate, "people": people,
                 "audit": audit, "draft": draft or INTACT}
        console = Console(**dict.fromkeys(part.name for part in fields(Console)) | parts)  # type: ignore[arg-type]
        browser = Person(Starlette(routes=console_routes(console)), **options)
        if name is not None:
            browser.sign_in(name)
        return browser

    return make
