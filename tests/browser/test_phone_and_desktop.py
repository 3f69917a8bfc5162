"""The chat is a sheet behind a button on a phone, and a column beside the article on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.live]


def focused(page: Page) -> str:
    """The text of what has the focus, inside the chat too."""
    return str(page.evaluate("""() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element === document.body ? "" : element.innerText || element.id;
    }"""))


def test_on_a_desk_it_stands_beside_the_article(open_page) -> None:
    page = open_page(size=DESKTOP)
    expect(page.get_by_role("textbox", name="Your question")).to_be_in_viewport()
    expect(page.locator(".launcher")).to_be_hidden()
    article, chat = page.locator("article").bounding_box(), page.locator("#chat").bounding_box()
    assert article["x"] + article["width"] <= chat["x"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP, (320, 568), (1024, 768)])
def test_nothing_sticks_out_sideways(open_page, size: tuple[int, int]) -> None:
    page = open_page(size=size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_a_button_opens_it(open_page) -> None:
    page = open_page(size=PHONE)
    launcher = page.get_by_role("button", name="Ask a question")
    expect(page.get_by_role("textbox", name="Your question")).not_to_be_in_viewport()
    expect(launcher).to_be_in_viewport()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    launcher.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your question")).to_be_in_viewport()
    assert focused(page) == "Ask West Chiropractic"


@pytest.mark.parametrize("how", ["Escape", "Close", "Back"])
def test_on_a_phone_it_closes_and_the_focus_returns(open_page, how: str) -> None:
    page = open_page(size=PHONE)
    launcher = page.get_by_role("button", name="Ask a question")
    launcher.click()
    address = page.url
    if how == "Escape":
        page.keyboard.press("Escape")
    elif how == "Close":
        page.get_by_role("button", name="Close").click()
    else:
        page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    assert page.url == address


def test_on_a_phone_the_article_is_out_of_reach_while_it_is_open(open_page) -> None:
    page = open_page(size=PHONE)
    page.get_by_role("button", name="Ask a question").click()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate("!!document.activeElement.closest('main, header, .skip')")


def test_the_conversation_survives_closing(open_page) -> None:
    page = open_page(size=PHONE)
    launcher = page.get_by_role("button", name="Ask a question")
    launcher.click()
    page.get_by_role("textbox", name="Your question").fill("What do my glutes do?")
    page.get_by_role("button", name="Send", exact=True).click()
    quote = page.locator("blockquote").first
    expect(quote).to_contain_text("The glute muscles are huge")
    page.keyboard.press("Escape")
    expect(quote).not_to_be_visible()
    launcher.click()
    expect(quote).to_be_visible()


def test_the_keyboard_alone_is_enough(open_page) -> None:
    page = open_page(size=DESKTOP)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the article"
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == "message":
            break
    page.keyboard.type("What do my glutes do?")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_contain_text("The glute muscles are huge")
    assert focused(page) == "message"
