"""Takes the pictures of the README from the real thing: ``make screenshots``."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from frontdesk.settings import load_settings
from frontdesk.terminal import site_in_reach
from scripts.chromium import find_chromium

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
PHONE, DESKTOP = (390, 780), (1280, 800)
QUESTION = "is my calf related to my back?"
EMERGENCY = "my groin has gone numb and i can't pee"
NOON = datetime.datetime(2026, 1, 15, 12, 0)
PICTURES = {
    "desktop": (DESKTOP, QUESTION, "answer"),
    "phone": (PHONE, QUESTION, "answer"),
    "urgent": (PHONE, EMERGENCY, "urgent"),
    "booking": (PHONE, "can i come in some evening after work? I'm Priya, +44 7700 900123", "booking"),
}


def main() -> int:
    """Take them all.

    Returns:
        Exit code: 1 where there is no browser.
    """
    chromium = find_chromium()
    if chromium is None:
        return 1
    with site_in_reach(load_settings()) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (size, message, kind) in PICTURES.items():
            print(f"{name} …", file=sys.stderr)
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=1.5,
                                          reduced_motion="reduce")
            page = context.new_page()
            page.clock.set_fixed_time(NOON)
            page.goto(url)
            say(page, message, kind)
            save(page.screenshot(), FOLDER / f"{name}.png")
            context.close()
        browser.close()
    return 0


def say(page: Page, message: str, kind: str) -> None:
    """Open the chat, say something, and wait for the kind of reply that the picture is about."""
    page.get_by_role("button", name="Ask a question").click()
    page.get_by_role("textbox", name="Your question").fill(message)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(f".reply[data-kind={kind}]").last).to_be_visible()
    expect(page.get_by_role("status")).to_be_empty()


def save(picture: bytes, path: Path) -> None:
    """As a PNG of 256 colours, which is a third of the size."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
