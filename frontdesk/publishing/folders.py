"""A version's folder: the clinic's files as they were published, and the models for them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

from frontdesk.editing.lock import edit_lock
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.report import Report, ReportError
from frontdesk.safety.model import model_folder
from frontdesk.service.model import add_files, model_path

# Part of Frontdesk: every version gets them anew from the project, so that an update of Frontdesk reaches all.
_PROJECT = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "thresholds.json", "red-flag-weights.json",
            "requirements.lock", "data/rules.yml", "data/stories.yml")
_CLINICS = ("content", "data")  # the clinic's, but for what stands above
_MODELS = "models"
REPORT = "report.json"  # of the check that a version went through
EXAMINED = "examined.json"  # of one that was made later, of this version alone


def snapshot(root: Path, folder: Path) -> None:
    """Copy the files as they are now to a new folder.

    Args:
        root: the project's folder.
        folder: which is replaced if it is there.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    with edit_lock(root):  # a change may be of two files
        for name in _CLINICS:
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(".*", "*.tmp"))
    refresh(root, folder)


def refresh(root: Path, folder: Path) -> None:
    """Bring what is part of Frontdesk in a version's folder up to date."""
    for name in _PROJECT:
        source, target = root / name, folder / name
        if source.is_file() and not (target.is_file() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def clinics_digest(folder: Path) -> str:
    """SHA-256 over the clinic's files in a folder: what a version is about."""
    digest = hashlib.sha256()
    for name in _CLINICS:
        paths = (path for path in (folder / name).rglob("*") if path.is_file() and not path.name.startswith("."))
        add_files(digest, folder, (path for path in paths if str(path.relative_to(folder)) not in _PROJECT))
    return digest.hexdigest()


def lend_models(source: Path, folder: Path) -> None:
    """Give a folder the models that another one has for the same files, without copying their bytes.

    Args:
        source: the project's folder, or a version's.
        folder: that may need them.
    """
    wanted = model_path(folder)
    found = source / _MODELS / wanted.name
    if found.is_file() and not wanted.exists():
        wanted.parent.mkdir(parents=True, exist_ok=True)
        _link(found, wanted)
    flags = model_folder(folder)
    found = source / _MODELS / flags.name
    if found.is_dir() and not flags.exists():
        flags.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(found, flags, copy_function=_link)


def read_report(path: Path) -> Report | None:
    """A report of the check; ``None`` where there is none that this Frontdesk can read."""
    try:
        return Report.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ReportError):
        return None


def file_digest(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        FrontdeskError: it isn't there.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise FrontdeskError(f"{path} is missing. Run 'frontdesk run', and it is made again.") from None


def _link(source: str | Path, target: str | Path) -> None:
    """One file under two names, so that removing either leaves the other; copied where that can't be."""
    try:
        os.link(Path(source).resolve(), target)
    except OSError:
        shutil.copyfile(source, target)
