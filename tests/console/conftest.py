"""The console alone, with whoever a test says is signed in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from frontdesk.accounts.session import Session
from frontdesk.console.app import console_routes
from frontdesk.console.console import Console
from frontdesk.settings import Settings, load_settings
from frontdesk.store.engine import open_database
from tests.console.real import _cheap_digests, audit, people, visit  # noqa: F401
from tests.console.stand_ins import INTACT

ROOT = Path(__file__).resolve().parents[2]
CSRF = "a-token-of-this-test"
COPIED = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "thresholds.json", "red-flag-weights.json")


class Browser(TestClient):
    """A client that sends a form as the page's own form does."""

    def submit(self, url: str, **fields: Any) -> Any:
        """POST a form with its CSRF field; redirects are followed."""
        return self.post(url, data={"csrf": CSRF, **fields}, headers={"Origin": "http://testserver"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's own files that a test may edit."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in COPIED:
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


@pytest.fixture
def settings(project: Path) -> Settings:
    return load_settings(project)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(str(tmp_path / "console.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def make_browser(settings: Settings, database: Engine) -> Callable[..., Browser]:
    """``make_browser(role="editor", **parts)``: a client that is signed in with this role.

    ``parts`` are the console's; those that aren't given are ``None``, and nothing of the draft is lost.
    """

    def make(role: str | None = "editor", **parts: Any) -> Browser:
        def authenticate(_request: Request) -> Session | None:
            return None if role is None else Session(1, "Robin", role, CSRF)

        given = dict.fromkeys(("people", "audit", "publishing")) | {"draft": INTACT} | parts
        console = Console(settings=settings, database=database, authenticate=authenticate, **given)  # type: ignore[arg-type]
        return Browser(Starlette(routes=console_routes(console)))

    return make


def text_of(html: str) -> str:
    """A page's words, tags left out."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
