"""A project with few examples and a red-flag model of its own, so that an assistant is made in seconds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from frontdesk.safety.detector import load_detector
from frontdesk.safety.training import train
from frontdesk.trial.assistant import Assistant
from frontdesk.trial.guarding import Guarding
from frontdesk.trial.making import Maker

ROOT = Path(__file__).resolve().parents[2]
_COPIED = ("domain.yml", "thresholds.json", "red-flag-weights.json")
_KEPT, _KEPT_HARMLESS = 10, 80  # examples of each label; a detector needs to know what isn't urgent, too


def _shorten(path: Path, kept: int = _KEPT) -> None:
    """Keep the first few examples of every label."""
    lines, count = [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        example = re.match(r" +- ", line)
        count = count + 1 if example else 0
        if not example or count <= kept:
            lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project; nobody changes it."""
    folder = tmp_path_factory.mktemp("trial") / "project"
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, folder / name)
    for name in _COPIED:
        shutil.copy(ROOT / name, folder / name)
    for path in (folder / "data" / "nlu.yml", folder / "data" / "out_of_scope.yml"):
        _shorten(path)
    for path in (folder / "content" / "safety" / "examples").glob("*.yml"):
        _shorten(path, _KEPT_HARMLESS if path.name.startswith("none") else _KEPT)
    train(folder)
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change, with the models of the other."""
    folder = tmp_path / "project"
    shutil.copytree(made, folder)
    return folder


@pytest.fixture(scope="session")
def guarding(made: Path) -> Guarding:
    return Guarding(load_detector(made))


@pytest.fixture(scope="session")
def assistant(made: Path) -> Assistant:
    return Maker().make(made, lambda _share: None)
