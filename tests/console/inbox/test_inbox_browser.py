"""The inbox in a browser: by keyboard alone, on a phone, in the dark, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from frontdesk.editing.draft import Draft
from frontdesk.inbox.inbox import Inbox
from frontdesk.inbox.learned import what_is_taught
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, pages
from tests.browser.conftest import browser as chromium  # noqa: F401
from tests.browser.serving import Server
from tests.console.inbox.conftest import HERE
from tests.console.inbox.messages import sixty
from tests.store.inbox_rows import ask

pytestmark = pytest.mark.browser

PHONE = (320, 640)
PATIENCE = 120.0  # seconds
FIRST = "Why do I get calf cramps at night?"


@pytest.fixture
def show(
    chromium: Any, asking: None, open_inbox: Callable[..., Any], database: Engine, draft: Draft,  # noqa: F811
    project: Path, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[OpenPage]:
    """Open a page of the console with sixty messages in the inbox, as an editor."""
    monkeypatch.setattr("frontdesk.console.inbox_cards._WAIT", PATIENCE)
    sixty(database, list(draft.state().faqs))
    assert Inbox(database, project).read(PATIENCE) == 0
    what_is_taught(draft.state(), PATIENCE)
    app = open_inbox().app
    assert isinstance(app, Starlette)
    server = Server(app)
    server.start()
    with pages(chromium, server.url) as open_:
        # Forms are answered with a redirect, which is no fault.
        yield lambda path=HERE, **options: open_(path, chat=False, faults=True, **options)
    server.stop()


def focused(page: Page) -> str:
    """The heading of the card that has the focus; ``""`` where none has."""
    script = "document.activeElement.closest('.inbox-card')?.querySelector('h2').textContent ?? ''"
    return str(page.evaluate(script)).strip("“”")


def said(page: Page, text: str) -> None:
    """Wait until the note says this, and its page is there as a whole."""
    expect(page.locator(".note")).to_contain_text(text)
    page.wait_for_load_state()


def heading(page: Page, number: int) -> str:
    return page.locator(".inbox-card h2").nth(number).inner_text().strip("“”")


def examples(draft: Draft) -> set[str]:
    return {text for texts in draft.state().examples.values() for text in texts}


def test_two_keys_teach_a_message(show: OpenPage, draft: Draft) -> None:
    page = show()
    page.keyboard.press("j")
    assert focused(page) == FIRST
    second = heading(page, 1)
    page.keyboard.press("1")
    said(page, "added as examples")
    assert FIRST in examples(draft)
    assert focused(page) == second


def test_every_action_has_a_key_and_can_be_undone(show: OpenPage, draft: Draft, project: Path) -> None:
    page, before = show(), examples(draft)
    for key, told in (("1", "added as"), ("2", "added as"), ("3", "added as"), ("o", "added as"), ("r", "as right"),
                      ("d", "Dismissed")):
        first = heading(page, 0)
        page.keyboard.press(key)
        said(page, told)
        page.keyboard.press("u")
        said(page, "Undone")
        expect(page.locator(".inbox-card h2").first).to_contain_text(first)
        assert examples(draft) == before
    page.route("**/staff/faqs/new*", lambda route: route.fulfill(body="the form of a new FAQ"))
    page.keyboard.press("n")
    page.wait_for_url("**/staff/faqs/new?from=*")


def test_j_and_k_go_from_card_to_card(show: OpenPage) -> None:
    page = show()
    for key, number in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        assert focused(page) == heading(page, number)


def test_keys_are_for_the_card_that_one_is_in(show: OpenPage) -> None:
    page = show()
    third = heading(page, 2)
    page.locator(".inbox-card").nth(2).locator("summary").first.focus()
    page.keyboard.press("d")
    said(page, "Dismissed")
    assert third not in page.locator(".inbox-card h2").all_inner_texts()


def test_no_key_counts_while_one_types(show: OpenPage) -> None:
    page = show()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    field = page.locator(".inbox-card").nth(2).locator("textarea").first
    field.fill("")
    field.press_sequentially("d1nor ju?")
    expect(field).to_have_value("d1nor ju?")
    page.locator("select[name=label]").first.focus()
    page.keyboard.press("d")
    page.keyboard.press("Control+d")
    assert page.locator(".note").count() == 0
    assert page.locator("dialog[open]").count() == 0


def test_they_can_be_turned_off_and_stay_off(show: OpenPage) -> None:
    page = show()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("d")  # counts for nothing while the list is open
    page.get_by_label("Use these keys on this device").uncheck()
    page.keyboard.press("Escape")
    for _ in range(2):
        expect(page.locator("kbd").first).to_be_hidden()
        page.keyboard.press("j")
        page.keyboard.press("d")
        assert focused(page) == ""
        assert page.locator(".note").count() == 0
        page.reload()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Use these keys on this device").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert focused(page) == FIRST


def test_it_all_goes_by_the_tab_key_too(show: OpenPage, draft: Draft) -> None:
    page = show()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.key === '2'"):
            break
    page.keyboard.press("Enter")
    said(page, "added as examples")
    assert FIRST in examples(draft)


def test_it_works_without_javascript(show: OpenPage, draft: Draft) -> None:
    page = show(java_script_enabled=False)
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_have_count(0)
    card = page.locator(".inbox-card").first
    card.locator("summary", has_text="other ways").click()
    card.locator("input[name=only]").nth(1).check()
    chosen = card.locator("label.choice").nth(1).inner_text().strip("“”")
    card.locator("select[name=label]").select_option(index=2)
    card.get_by_role("button", name="Teach").click()
    said(page, "1 text was added as an example")
    assert chosen in examples(draft)
    assert page.url.endswith(f"#{card.get_attribute('id')}")
    page.get_by_role("button", name="Undo").click()
    said(page, "Undone")


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_box_teaches_nothing_and_loses_nothing(show: OpenPage, draft: Draft, scripts: bool) -> None:
    page, before = show(java_script_enabled=scripts), examples(draft)
    card = page.locator(".inbox-card").first
    card.locator("summary", has_text="other ways").click()
    card.locator("summary", has_text="Reword").first.click()
    card.locator("textarea").first.fill("in other words")
    box = card.locator("input[name=only]").first
    box.check()
    box.press("Enter")
    expect(page.get_by_role("heading", name="A group of the inbox")).to_be_visible()
    expect(page.locator("input[name=only]").first).to_be_checked()
    expect(page.locator("textarea").first).to_have_value("in other words")
    assert examples(draft) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, (1280, 800)], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", [HERE, f"{HERE}/groups/1", f"{HERE}/done", f"{HERE}?why=search"])
def test_everybody_can_use_it(show: OpenPage, database: Engine, scheme: str, size: tuple[int, int], path: str) -> None:
    ask(database, "somebody", "I'm [name], is this an emergency")
    page = show(size=size, color_scheme=scheme)
    if path.endswith("done"):
        page.keyboard.press("d")
        expect(page.locator(".note")).to_be_visible()
    page.goto(page.url.split("/staff")[0] + path)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    if path == HERE:
        page.keyboard.press("?")
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_take_the_second_look(show: OpenPage, scheme: str) -> None:
    page = show(size=PHONE, color_scheme=scheme)
    card = page.locator(".inbox-card", has=page.locator("h2", has_text="I'm [name] and my knee clicks"))
    while not card.count():
        page.get_by_role("navigation", name="Pages").locator("a[aria-current] >> xpath=../following-sibling::li[1]/a"
                                                             ).click()
    card.locator("button[data-key='1']").click()
    expect(page.get_by_role("heading", name="Look at this before it is taught")).to_be_visible()
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_everybody_can_read_what_turning_it_on_means(
    chromium: Any, open_inbox: Callable[..., Any]  # noqa: F811
) -> None:
    server = Server(open_inbox().app)
    server.start()
    with pages(chromium, server.url) as open_:
        page = open_(HERE, chat=False, size=PHONE)
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    server.stop()
