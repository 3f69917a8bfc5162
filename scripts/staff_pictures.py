"""Takes the pictures of docs/staff-guide.md from a running clinic: ``make staff-pictures``."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from scripts.chromium import find_chromium
from scripts.staff_tasks import tasks
from scripts.staff_tasks.clinic import StaffedClinic, staffed_clinic
from scripts.staff_tasks.hands import MouseHands
from scripts.staff_tasks.publishing import publish, roll_back
from scripts.staff_tasks.trial import Trial

_FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
_SIZE = ViewportSize(width=1200, height=800)
_COLOURS = 32
_MOST = 60 * 1024  # bytes
_PATIENCE = 240_000  # milliseconds; a loaded machine needs them


def main() -> int:
    """Take them all.

    Returns:
        Exit code: 1 where there is no browser.
    """
    chromium = find_chromium()
    if chromium is None:
        return 1
    with tempfile.TemporaryDirectory() as folder, staffed_clinic(Path(folder) / "clinic") as clinic, \
            sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport=_SIZE, color_scheme="light", reduced_motion="reduce")
        context.set_default_timeout(_PATIENCE)
        expect.set_options(timeout=_PATIENCE)
        take_all(clinic, context.new_page())
        browser.close()
    return 0


def take_all(clinic: StaffedClinic, page: Page) -> None:
    """Do the tasks, and take a picture after those that the guide tells of."""
    trial = Trial(clinic, MouseHands(page), 0)
    steps: tuple[tuple[Callable[[Trial], object], str, str], ...] = (
        (tasks.sign_in, "", ""),
        (lambda trial: trial.open("Inbox"), "inbox", ".inbox-card"),
        (tasks.teach, "taught", ".note"),
        (tasks.make_faq, "faq", "#answer"),
        (tasks.preview_article, "article", "h1"),
        (tasks.keep_article, "", ""),
        (tasks.try_draft, "try", "#last"),
        (lambda trial: trial.open("Publish"), "publish", "h1"),
        (publish, "check", "h1"),
        (roll_back, "", ""),
        (lambda trial: trial.page.goto(f"{clinic.running.url}/staff/versions"), "versions", "h1"),
        (lambda trial: trial.open("Bookings"), "bookings", "h1"),
        (lambda trial: trial.open("Numbers"), "numbers", "h1"),
    )
    for do, name, top in steps:
        print(f"{name or 'signing in'} …", file=sys.stderr)
        do(trial)
        if name:
            page.locator(top).first.evaluate("element => element.scrollIntoView({ block: 'start' })")
            save(page.screenshot(), _FOLDER / f"staff-{name}.png")


def save(picture: bytes, path: Path) -> None:
    """As a PNG of few colours.

    Raises:
        ValueError: it is still too large for the repository.
    """
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > _MOST:
        raise ValueError(f"{path} has {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
