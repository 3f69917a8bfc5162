"""Exports that wait to be chosen from."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from frontdesk.importing.imported import PARAGRAPH, Imported, ImportedBlock
from frontdesk.importing.waiting import KEPT, Waiting

ARTICLES = (Imported("“A”", "Jane", "2023-04-11", "", (ImportedBlock(PARAGRAPH, "It hurts."),), draft=True),)


def test_an_export_is_given_back_as_it_was(tmp_path: Path) -> None:
    waiting = Waiting(tmp_path / "imports")
    name = waiting.put(ARTICLES)
    assert waiting.get(name) == ARTICLES
    assert name != waiting.put(ARTICLES)
    assert stat.S_IMODE(next(tmp_path.rglob("*.json")).stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["", "..", "../../secret", "x" * 32, "a/b" * 10, "%2e%2e%2f" * 3, "\0" * 30])
def test_other_names_lead_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.json").write_text("[]", encoding="utf-8")
    assert Waiting(tmp_path / "imports").get(name) is None


def test_they_are_kept_for_some_hours_and_not_too_many(tmp_path: Path) -> None:
    waiting = Waiting(tmp_path)
    old = waiting.put(ARTICLES)
    before = time.time() - KEPT - 1
    os.utime(tmp_path / f"{old}.json", (before, before))
    assert waiting.get(old) is None
    names = [waiting.put(ARTICLES) for _ in range(30)]
    assert not (tmp_path / f"{old}.json").exists()
    assert len(list(tmp_path.glob("*.json"))) == 20
    assert waiting.get(names[-1]) == ARTICLES
