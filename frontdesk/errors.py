"""Errors that people who run or fill Frontdesk read: one clear sentence each."""

from __future__ import annotations

from pathlib import Path


class FrontdeskError(Exception):
    """Something a person can mend; its text says what is wrong and what to do."""


class ContentError(FrontdeskError):
    """A file under ``content/`` can't be used.

    Args:
        path: the file.
        line: 1-based line number, or ``None`` when the whole file is meant.
        problem: what is wrong.
        remedy: what to do about it.
    """

    def __init__(self, path: Path, line: int | None, problem: str, remedy: str) -> None:
        self.path, self.line, self.problem, self.remedy = path, line, problem, remedy
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}. {remedy}.")
