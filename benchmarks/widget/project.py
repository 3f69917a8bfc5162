"""A project folder of its own for every site that is measured, so that nothing of the real one is written to."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_OWN = ("var", "results")  # what a running Frontdesk and benchmarks write


def private_project(folder: Path) -> Path:
    """Make a folder that holds links to everything of the project but what running writes.

    Args:
        folder: to make; it mustn't exist.

    Returns:
        The folder.
    """
    folder.mkdir(parents=True)
    for entry in PROJECT.iterdir():
        if entry.name not in _OWN and not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    return folder
