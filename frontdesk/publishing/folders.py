"""A version's folder: the clinic's files as they were published, and the models for them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from frontdesk.editing.lock import edit_lock
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.report import Report, ReportError
from frontdesk.safety.model_folder import model_folder
from frontdesk.service.model import add_files, model_path

# Part of Frontdesk: every version gets them anew from the project, so that an update of Frontdesk reaches all.
_PROJECT = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "thresholds.json", "red-flag-weights.json",
            "requirements.lock", "data/rules.yml", "data/stories.yml")
_CLINICS = ("content", "data")  # the clinic's, but for what stands above
MODELS = "models"
REPORT = "report.json"  # of the check that a version went through
EXAMINED = "examined.json"  # of one that was made later, of this version alone


def snapshot(root: Path, folder: Path, *, var: Path | None = None) -> None:
    """Copy the files as they are now to a new folder.

    Args:
        root: the project's folder.
        folder: which is replaced if it is there.
        var: folder for what a running Frontdesk writes; ``var`` in the project's folder if not given.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    with edit_lock(var or root / "var"):  # a change may be of two files
        for name in _CLINICS:
            shutil.copytree(root / name, folder / name, ignore=lambda _, names: set(filter(_is_left_behind, names)))
    refresh(root, folder)


def refresh(root: Path, folder: Path) -> None:
    """Bring what is part of Frontdesk in a version's folder up to date."""
    for name in _PROJECT:
        source, target = root / name, folder / name
        if source.is_file() and not (target.is_file() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            # Publisher and supervisor may do this at the same time, and Rasa may be reading.
            aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
            shutil.copyfile(source, aside)
            aside.replace(target)


def clinics_digest(folder: Path) -> str:
    """SHA-256 over the clinic's files in a folder: what a version is about."""
    digest = hashlib.sha256()
    for name in _CLINICS:
        add_files(digest, folder, (path for path in (folder / name).rglob("*") if path.is_file() and _is_clinics(
            path.relative_to(folder))))
    return digest.hexdigest()


def lend_models(source: Path, folder: Path, is_ours: Callable[[Path], bool]) -> None:
    """Give a folder the models that another one has for the same files, without copying their bytes.

    Args:
        source: the project's folder, or a version's.
        folder: that may need them.
        is_ours: whether a model is one that we trained; asked of what would be lent.
    """
    wanted = model_path(folder)
    found = source / MODELS / wanted.name
    if found.is_file() and not wanted.exists() and is_ours(found):
        aside = _aside(wanted)
        _link(found, aside)
        aside.replace(wanted)
    flags = model_folder(folder)
    found = source / MODELS / flags.name
    if found.is_dir() and not flags.exists():
        aside = _aside(flags)
        shutil.copytree(found, aside, copy_function=_link)
        aside.replace(flags)


def read_report(path: Path) -> Report | None:
    """A report of the check; ``None`` where there is none that this Frontdesk can read."""
    try:
        status = path.stat()
    except OSError:
        return None
    return _read_report(path, (status.st_mtime_ns, status.st_size, status.st_ino))


@lru_cache(maxsize=4)  # a page that tells how far a job is asks several times a second, and a report is long
def _read_report(path: Path, _stamp: tuple[int, int, int]) -> Report | None:
    try:
        return Report.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ReportError):
        return None


def write_report(path: Path, report: Report) -> None:
    """Write a report so that it is there whole or not at all."""
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(json.dumps(report.as_dict(), ensure_ascii=False), encoding="utf-8")
    aside.replace(path)


def file_digest(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        FrontdeskError: it isn't there.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise FrontdeskError(f"{path} is missing. Publish again, and it is made anew.") from None


def _is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is what an editor or a program leaves beside the clinic's own."""
    return name.startswith(".") or name.endswith(".tmp")


def _is_clinics(path: Path) -> bool:
    return str(path) not in _PROJECT and not any(map(_is_left_behind, path.parts))


def _aside(target: Path) -> Path:
    """Where something is put together before it takes its place; nothing is there."""
    aside = target.with_name(f".lending-{target.name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(aside) if aside.is_dir() else aside.unlink(missing_ok=True)
    return aside


def _link(source: str | Path, target: str | Path) -> None:
    """One file under two names, so that removing either leaves the other; copied where that can't be."""
    try:
        os.link(Path(source).resolve(), target)
    except OSError:
        shutil.copyfile(source, target)
