"""The project's own files with few examples, so that a draft of them is read in no time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from frontdesk.console.second_look import SecondLook
from frontdesk.editing.draft import Draft
from frontdesk.store.audit import Audit
from tests.console.conftest import Browser

KEPT = 9  # examples of each label
Open = Callable[..., Browser]


def shorten(path: Path, kept: int = KEPT) -> None:
    """Keep the first few examples of every label of a file."""
    lines, count = [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        count = 0 if re.match(r"- intent:", line) else count + line.startswith("    - ")
        if count <= kept or not line.startswith("    - "):
            lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def draft(project: Path, database: Engine, monkeypatch: pytest.MonkeyPatch) -> Draft:
    """A draft of the shortened files."""
    for name in ("nlu.yml", "out_of_scope.yml"):
        shorten(project / "data" / name)
    # It would learn all examples in a thread that outlives the test.
    monkeypatch.setattr(SecondLook, "prepare", lambda *_: None)
    return Draft(project, Audit(database))


@pytest.fixture
def open_as(make_browser: Callable[..., Browser], draft: Draft, database: Engine) -> Open:
    """``open_as("viewer")``: the console of that draft, seen by somebody with this role."""

    def make(role: str = "editor", **parts: Any) -> Browser:
        return make_browser(role, **{"draft": draft, "audit": Audit(database), **parts})

    return make


@pytest.fixture
def editor(open_as: Open) -> Iterator[Browser]:
    """An editor's browser."""
    with open_as("editor") as browser:
        yield browser
