"""The articles' pages over a copy of the project's files, with a version that is live."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.store.audit import Audit
from tests.console.conftest import CSRF, Browser

SLUG = "is-my-calf-related-to-my-back-pain"
FOLDER = "content/articles"
HOSTILE = '<script>alert("x")</script>'
PAGES = Path(__file__).resolve().parents[2] / "importing" / "pages"

Open = Callable[..., Browser]


@pytest.fixture
def draft(project: Path, database: Engine) -> Draft:
    return Draft(project, Audit(database))


@pytest.fixture
def live(project: Path, tmp_path: Path) -> SimpleNamespace:
    """What is live: the files as they were when the test began."""
    shutil.copytree(project / "content", tmp_path / "live" / "content")
    return SimpleNamespace(live=lambda: SimpleNamespace(number=1), folder=lambda _number: tmp_path / "live")


@pytest.fixture
def open_articles(make_browser: Open, database: Engine, draft: Draft, live: SimpleNamespace) -> Open:
    """``open_articles(role="editor")``: a browser that is signed in."""
    return lambda role="editor": make_browser(role, draft=draft, audit=Audit(database),
                                              publishing=live)


def send(browser: Browser, path: str, fields: Mapping[str, Any]) -> Any:
    """POST a form below ``/staff/articles`` whose fields may be called anything."""
    return browser.post(f"/staff/articles/{path}", data={"csrf": CSRF, **fields},
                        headers={"Origin": "http://testserver"})
