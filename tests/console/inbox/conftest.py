"""The console's inbox over a copy of the project's files, with a store of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.publishing.publishing import Publishing
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit
from tests.console.conftest import Browser

HERE = "/staff/inbox"
EMERGENCY = "emergency"  # a text with this word looks like a red flag
_known: dict[str, Any] = {}


def encoded_once(texts: Sequence[str]) -> Vectors:
    """As ``encode_examples``, kept in memory from one test to the next."""
    missing = [text for text in dict.fromkeys(texts) if text not in _known]
    _known.update(zip(missing, load_encoder().encode(missing)))
    return np.stack([_known[text] for text in texts])


def looks_urgent(text: str) -> tuple[Any, None]:
    return SimpleNamespace(level="emergency_now" if EMERGENCY in text else ""), None


@pytest.fixture(autouse=True)
def encoded_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.inbox.learned.encode_examples", encoded_once)


@pytest.fixture
def asking(project: Path) -> None:
    """The clinic asks visitors whether it may keep their questions."""
    clinic = project / "content" / "clinic.yml"
    told = clinic.read_text(encoding="utf-8")
    clinic.write_text(told.replace("keep_questions: false", "keep_questions: true"), encoding="utf-8")


@pytest.fixture
def draft(project: Path, audit: Audit) -> Draft:
    return Draft(project, audit)


@pytest.fixture
def open_inbox(
    make_browser: Callable[..., Browser], settings: Settings, database: Engine, audit: Audit, draft: Draft,
) -> Callable[..., Browser]:
    """``open_inbox(role)``: a client of the console, in which nothing is kept yet."""

    def make(role: str = "editor") -> Browser:
        return make_browser(role=role, audit=audit, draft=draft, publishing=Publishing(settings.var, database),
                            detector=lambda: SimpleNamespace(read=looks_urgent))

    return make


@pytest.fixture
def browser(asking: None, open_inbox: Callable[..., Browser]) -> Browser:
    """An editor, of a clinic that keeps questions."""
    return open_inbox()


def cards(html: str) -> list[str]:
    """The HTML of each card."""
    return re.findall(r'<article class="card inbox-card".*?</article>', html, re.DOTALL)


def fields(card: str) -> dict[str, str]:
    """The hidden fields of a card's form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', card))


def note(html: str) -> str:
    """What the note at the top of a page says."""
    found = re.search(r'<div class="note" role="status">\s*<p>(.*?)</p>', html, re.DOTALL)
    return found[1] if found else ""
