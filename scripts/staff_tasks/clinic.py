"""A clinic for a trial: a running copy of the project with visitors' questions, a booking and an account."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.publishing.clinic import PROJECT, Clinic, copy_project, running_clinic
from scripts.staff_tasks.visitors import TO_TEACH, book_a_call, let_visitors_ask

NAME, PASSWORD = "robin", "oak lamp river seven"
# What a clinic has filled in before it asks visitors anything; each stands once in content/clinic.yml.
_TOLD = {"keep_questions: false": "keep_questions: true", "\ncountry:\n": "\ncountry: GB\n",
         "\ntime_zone:\n": "\ntime_zone: Europe/London\n", "\nemergency_number:\n": '\nemergency_number: "999"\n'}


@dataclass(frozen=True)
class StaffedClinic:
    """A clinic that somebody can sign in at.

    Attributes:
        running: its processes and files.
        bookings: references of callback requests, one for each round.
    """

    running: Clinic
    bookings: tuple[str, ...]


@contextmanager
def staffed_clinic(folder: Path) -> Iterator[StaffedClinic]:
    """Start a clinic, and let visitors ask.

    Args:
        folder: for its files; it must not exist.
    """
    root = copy_project(folder)
    told = root / "content" / "clinic.yml"
    text = told.read_text(encoding="utf-8")
    for empty, filled in _TOLD.items():
        assert text.count(empty) == 1, empty
        text = text.replace(empty, filled)
    told.write_text(text, encoding="utf-8")
    with running_clinic(root) as running:
        add_account(root)
        let_visitors_ask(running.url)
        yield StaffedClinic(running, tuple(book_a_call(running.url) for _ in TO_TEACH))


def add_account(root: Path) -> None:
    """Make the trial's account, with the role of an admin."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    environment["PYTHONPATH"] = str(PROJECT)
    subprocess.run([sys.executable, "-m", "frontdesk", "staff", "add", NAME, "--role", "admin", "--password-stdin"],
                   cwd=root, env=environment, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)
