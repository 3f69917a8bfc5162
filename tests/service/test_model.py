"""Which changes call for training anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from frontdesk.service.model import model_path, remove_old_models, source_digest

FILES = ["config.yml", "domain.yml", "thresholds.json", "content/faqs.yml",
         "content/articles/calf.md", "data/nlu.yml", "data/rules.yml", "data/deeper/more.yml"]
OTHERS = ["README.md", "content/clinic.yml", "endpoints.yml",
          "credentials.yml", "var/conversations.db", "models/old.tar.gz",
          "widget/chat.js", "frontdesk/site/app.py", "tests/test_a.py"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (*FILES, *OTHERS):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}\n")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_a_change_is_noticed(tree: Path, name: str) -> None:
    before = source_digest(tree)
    with (tree / name).open("a") as file:
        file.write("one more line\n")
    assert source_digest(tree) != before


@pytest.mark.parametrize("name", ["data/new.yml", "content/articles/new.md"])
def test_so_is_a_new_file(tree: Path, name: str) -> None:
    before = source_digest(tree)
    (tree / name).write_text("")
    assert source_digest(tree) != before


@pytest.mark.parametrize("name", FILES)
def test_so_is_a_file_that_is_gone(tree: Path, name: str) -> None:
    before = source_digest(tree)
    (tree / name).unlink()
    assert source_digest(tree) != before


def test_so_is_text_that_moves_to_another_file(tree: Path) -> None:
    before = source_digest(tree)
    (tree / "data/nlu.yml").rename(tree / "data/nlu2.yml")
    assert source_digest(tree) != before


@pytest.mark.parametrize("name", OTHERS)
def test_what_training_does_not_read_is_not(tree: Path, name: str) -> None:
    before = source_digest(tree)
    (tree / name).write_text("changed")
    assert source_digest(tree) == before


def test_neither_time_nor_place_matter(tree: Path) -> None:
    before = source_digest(tree)
    os.utime(tree / "config.yml", (0, 0))
    moved = tree.rename(tree.with_name("elsewhere"))
    assert source_digest(moved) == before


def test_the_model_is_named_after_it(tree: Path) -> None:
    assert source_digest(tree)[:16] in model_path(tree).name


def test_only_old_models_of_ours_are_removed(tmp_path: Path) -> None:
    for age in range(8):
        path = tmp_path / f"frontdesk-{age}.tar.gz"
        path.touch()
        os.utime(path, (1000 - age, 1000 - age))
    (tmp_path / "20260101-somebody-elses.tar.gz").touch()
    remove_old_models(tmp_path)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["20260101-somebody-elses.tar.gz", *(f"frontdesk-{age}.tar.gz" for age in range(5))]
