"""Which model belongs to the files as they are now."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILES = ("config.yml", "domain.yml", "thresholds.json", "requirements.lock", "content/faqs.yml",
          "content/safety/spellings.yml")
_FOLDERS = ("content/articles", "data")
_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("knowledge", "language", "nlu", "replies")
_SUFFIXES = (".yml", ".md", ".py", ".json")
_KEPT = 5


def source_digest(root: Path) -> str:
    """SHA-256 over everything that training depends on: not the clinic's details, which are read at each start.

    Args:
        root: the project's folder, or a version's.
    """
    digest = hashlib.sha256(code_digest().encode())
    add_files(digest, root, [root / name for name in _FILES])
    for folder in _FOLDERS:
        add_files(digest, root, (path for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the code that training runs."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        add_files(digest, _PACKAGE, (_PACKAGE / room).rglob("*.py"))
    return digest.hexdigest()


def add_files(digest: Any, root: Path, paths: Iterable[Path]) -> None:
    """Add names and contents of files to a digest; a missing one counts as empty.

    Args:
        digest: of :mod:`hashlib`.
        root: what the names are relative to.
        paths: the files, in any order.
    """
    for path in sorted(paths):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())


def model_path(root: Path) -> Path:
    """Where the model trained from the files as they are now is, or would be."""
    return root / "models" / f"frontdesk-{source_digest(root)[:16]}.tar.gz"


def remove_old_models(folder: Path) -> None:
    """Keep the five newest of our models; leave all other files alone."""
    remove_old(folder, "frontdesk-*.tar.gz", _KEPT)


def remove_old(folder: Path, pattern: str, kept: int) -> None:
    """Keep the newest so many of the files or folders of this name; leave all others alone."""
    found = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[kept:]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
