"""A version's folder holds what was published, and nothing else changes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.publishing import folders
from frontdesk.publishing.folders import (
    clinics_digest,
    file_digest,
    lend_models,
    read_report,
    refresh,
    snapshot,
    write_report,
)
from frontdesk.publishing.report import Report
from frontdesk.safety.model_folder import model_folder
from frontdesk.service.model import model_path
from tests.publishing.reports import examined, report_of

CLINICS = ("content/clinic.yml", "content/faqs.yml", "content/articles/calf.md", "content/safety/red-flags.yml",
           "data/nlu.yml", "data/out_of_scope.yml", "data/deeper/more.yml")
FRONTDESKS = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "thresholds.json",
              "red-flag-weights.json", "requirements.lock", "data/rules.yml", "data/stories.yml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in (*CLINICS, *FRONTDESKS):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}\n")
    return root


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "versions" / "1"
    snapshot(root, folder)
    return folder


def test_all_files_are_copied(root: Path, folder: Path) -> None:
    for name in (*CLINICS, *FRONTDESKS):
        assert (folder / name).read_bytes() == (root / name).read_bytes()
        assert not (folder / name).samefile(root / name)
    assert clinics_digest(folder) == clinics_digest(root)


def test_what_was_there_before_is_gone(root: Path, folder: Path) -> None:
    (folder / "content/articles/old.md").write_text("old")
    snapshot(root, folder)
    assert not (folder / "content/articles/old.md").exists()


def test_what_an_editor_leaves_behind_is_not_published(root: Path, tmp_path: Path) -> None:
    (root / "data/.nlu.yml.swp").write_text("x")
    (root / "data/nlu.yml.tmp").write_text("x")
    (root / "data/.ipynb_checkpoints").mkdir()
    (root / "data/.ipynb_checkpoints/nlu.yml").write_text("x")
    snapshot(root, tmp_path / "new")
    assert clinics_digest(tmp_path / "new") == clinics_digest(root)
    assert sorted(path.name for path in (tmp_path / "new/data").iterdir()) == [
        "deeper", "nlu.yml", "out_of_scope.yml", "rules.yml", "stories.yml"]


@pytest.mark.parametrize("name", CLINICS)
def test_the_digest_tells_every_change_of_the_clinics_files(root: Path, folder: Path, name: str) -> None:
    with (root / name).open("a") as file:
        file.write("more\n")
    assert clinics_digest(root) != clinics_digest(folder)


@pytest.mark.parametrize("name", FRONTDESKS)
def test_what_is_part_of_frontdesk_is_no_change_of_the_clinics(root: Path, folder: Path, name: str) -> None:
    (root / name).write_text("of a newer Frontdesk\n")
    assert clinics_digest(root) == clinics_digest(folder)
    refresh(root, folder)
    assert (folder / name).read_text() == "of a newer Frontdesk\n"


def test_a_file_s_digest_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FrontdeskError, match=r"gone\.tar\.gz is missing"):
        file_digest(tmp_path / "gone.tar.gz")


def test_models_are_lent_whole_and_only_where_they_are_ours(root: Path, folder: Path) -> None:
    (root / "content/safety/spellings.yml").write_text("")
    snapshot(root, folder)
    own, flags = root / "models" / model_path(folder).name, root / "models" / model_folder(folder).name
    flags.mkdir(parents=True)
    (flags / "words.json").write_text("{}")
    own.write_text("a model")
    for left in (model_path(folder), model_folder(folder)):  # by somebody who was stopped in the middle
        left.parent.mkdir(exist_ok=True)
        (left.parent / f".lending-{left.name}").write_text("half")
    lend_models(root, folder, lambda _model: False)
    assert not model_path(folder).exists()
    lend_models(root, folder, lambda model: model == own)
    assert model_path(folder).samefile(own)
    assert (model_folder(folder) / "words.json").samefile(flags / "words.json")
    assert sorted(path.name for path in (folder / "models").iterdir()) == sorted((own.name, flags.name))


def test_a_report_is_read_once_until_it_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, read = tmp_path / "report.json", []

    class Counted(Report):
        @classmethod
        def from_dict(cls, data: Mapping[str, Any]) -> Report:
            read.append(data["code"])
            return Report.from_dict(data)

    monkeypatch.setattr(folders, "Report", Counted)
    assert read_report(path) is None
    for code in ("one", "another"):
        write_report(path, report_of(examined(), code=code))
        for _ in range(3):
            found = read_report(path)
            assert found is not None
            assert found.code == code
    assert read == ["one", "another"]
