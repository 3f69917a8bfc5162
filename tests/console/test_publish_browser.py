"""Publishing in a real browser: the progress that moves by itself, and nothing wrong for people with disabilities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect
from sqlalchemy.engine import Engine

from tests.browser.axe import violations
from tests.browser.conftest import browser  # noqa: F401
from tests.browser.serving import Server
from tests.console.conftest import Browser
from tests.console.published import Published
from tests.publishing.reports import OTHER, asked, examined, report_of, with_outcomes

pytestmark = pytest.mark.browser
WORSE = report_of(with_outcomes(examined(), *(asked(number, outcome="wrong", given=OTHER) for number in range(9))),
                  examined())
SIZES = ({"width": 1280, "height": 900}, {"width": 320, "height": 640})


@pytest.fixture
def clinic(project: Path, database: Engine, make_browser: Callable[..., Browser]) -> Published:
    clinic = Published(project, database, make_browser)
    clinic.version("The first")
    clinic.teach("feet and back")
    return clinic


@pytest.fixture
def url(clinic: Published) -> Iterator[str]:
    server = Server(clinic.browser().app)
    server.start()
    yield f"{server.url}/staff"
    server.stop()


def test_the_bar_moves_and_the_page_follows_the_publication(
    browser: Chromium, clinic: Published, url: str,  # noqa: F811
) -> None:
    job = clinic.job("running", step="train", share=0.2, left=50.0)
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{url}/publish")
    expect(page.locator("#said")).to_contain_text("20% done")
    clinic.jobs.progress(job, "check", 0.6, 21.0)
    expect(page.locator("#said")).to_have_text(
        "Step 3 of 4: asking it the test questions, 60% done, about 20 seconds left.")
    assert page.locator("#progress").evaluate("bar => bar.value") == pytest.approx(0.6)
    expect(page.locator("[aria-current=step]")).to_have_text("Asking it the test questions")
    expect(page.get_by_role("status")).to_contain_text("60% done")
    clinic.jobs.finish(job, "done")
    page.wait_for_url(f"{url}/publish/{job}")
    assert problems == []
    page.close()


def test_without_a_script_the_page_loads_itself_anew(browser: Chromium, clinic: Published, url: str) -> None:  # noqa: F811
    job = clinic.job("running", step="train", share=0.2, left=50.0)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/publish")
    clinic.jobs.progress(job, "check", 0.6, 21.0)
    expect(page.locator("#said")).to_contain_text("60% done")
    page.get_by_role("link", name="Stop that").click()
    assert page.url.endswith("?still=1")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anybody(browser: Chromium, clinic: Published, url: str, scheme: str) -> None:  # noqa: F811
    clinic.version("Feet", reason="old questions", report=WORSE)
    clinic.teach("more feet")
    job = clinic.job("waiting", WORSE)
    for size in SIZES:
        context = browser.new_context(color_scheme=scheme, viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("publish", f"publish/{job}", f"publish/{job}/messages?which=worse", "versions", "versions/2",
                     "versions/1", "versions/diff?a=1&b=2"):
            page.goto(f"{url}/{path}")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        context.close()


def test_the_decision_can_be_made_by_keyboard_alone(browser: Chromium, clinic: Published, url: str) -> None:  # noqa: F811
    job = clinic.job("waiting", WORSE)
    page = browser.new_page()
    page.goto(f"{url}/publish/{job}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "reason":
            break
    page.keyboard.type("Two old questions no longer fit")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/publish")
    assert clinic.jobs.find(job).reason.startswith("Two old questions")  # type: ignore[union-attr]
    page.close()
