"""A small project, and a draft of it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.store.audit import Audit
from frontdesk.store.engine import open_database
from tests.editing import small


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return small.make(folder)


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    engine: Engine = open_database(str(tmp_path / "audit.db"))
    yield Audit(engine)
    engine.dispose()


@pytest.fixture
def draft(project: Path, audit: Audit) -> Draft:
    return Draft(project, audit)


@pytest.fixture
def changed_lines(project: Path) -> Callable[[], list[str]]:
    """What ``git diff`` would show since the last call: every line that is gone or new, with its sign."""
    def read() -> dict[str, list[str]]:
        paths = (path for folder in ("content", "data") for path in (project / folder).rglob("*") if path.is_file())
        return {str(path.relative_to(project)): path.read_bytes().decode().splitlines(keepends=True) for path in paths}

    known = read()

    def changed() -> list[str]:
        nonlocal known
        before, known = known, read()
        lines: list[str] = []
        for name in sorted({*before, *known}):
            found = difflib.ndiff(before.get(name, []), known.get(name, []))
            lines += [line[0] + line[2:].rstrip("\r\n") for line in found if line[0] in "+-"]
        return lines

    return changed
