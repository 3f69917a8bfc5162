"""The chat is over the page on a phone, and beside its text on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.panel import box, field, focused, is_on_top, launcher, open_panel, say

pytestmark = pytest.mark.browser


def test_on_a_desk_the_page_can_be_used_beside_it(open_clinic) -> None:
    page = open_clinic(size=DESKTOP)
    open_panel(page)
    expect(field(page)).to_be_in_viewport()
    panel = box(page.locator(".panel"))
    assert panel[0] > DESKTOP[0] / 2
    assert panel[3] <= box(launcher(page))[1]  # the button that closes it stays in sight
    assert is_on_top(launcher(page))
    link = page.get_by_role("link", name="West Chiropractic")
    assert is_on_top(link)
    page.mouse.wheel(0, 400)
    page.wait_for_function("() => scrollY > 0")
    page.get_by_role("heading", level=1).click()
    expect(field(page)).to_be_visible()
    launcher(page).click()
    expect(field(page)).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESKTOP, (320, 568), (1024, 768)])
def test_nothing_sticks_out_sideways(open_clinic, size: tuple[int, int]) -> None:
    for path in ("/", "/chat"):
        page = open_clinic(path, size=size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = open_clinic(size=size)
    open_panel(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("position", ["left", "right"])
def test_the_button_is_in_the_corner_that_the_clinic_chose(open_clinic, clinic, position: str) -> None:
    clinic.set(widget={"position": position})
    page = open_clinic()
    left, _, right, bottom = box(launcher(page))
    width = page.evaluate("document.documentElement.clientWidth")
    assert (left if position == "left" else width - right) == pytest.approx(16, abs=8)
    assert DESKTOP[1] - bottom == pytest.approx(16, abs=8)
    open_panel(page)
    panel = box(page.locator(".panel"))
    assert (panel[2] < width / 2) == (position == "left")


def test_on_a_phone_a_button_opens_it(open_clinic) -> None:
    page = open_clinic(size=PHONE)
    expect(field(page)).to_have_count(0)
    expect(launcher(page)).to_be_in_viewport(ratio=1)
    expect(launcher(page)).to_have_text("Ask a question")
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    open_panel(page)
    expect(page.get_by_role("dialog", name="Ask West Chiropractic")).to_be_visible()
    expect(field(page)).to_be_in_viewport(ratio=1)
    assert box(page.locator(".panel")) == (0, 0, *PHONE)


@pytest.mark.parametrize("how", ["Escape", "Close"])
def test_on_a_phone_it_closes_and_the_focus_returns(open_clinic, how: str) -> None:
    page = open_clinic(size=PHONE)
    open_panel(page)
    address = page.url
    if how == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher(page)).to_be_focused()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    assert page.url == address
    page.mouse.wheel(0, 400)
    page.wait_for_function("() => scrollY > 0")  # the page can be scrolled again


def test_on_a_phone_the_article_is_out_of_reach_while_it_is_open(open_clinic) -> None:
    page = open_clinic(size=PHONE)
    open_panel(page)
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate("!!document.activeElement.closest('main, header, .skip')")


def test_the_conversation_survives_closing(open_clinic) -> None:
    page = open_clinic(size=PHONE)
    open_panel(page)
    say(page, "What do my glutes do?")
    page.keyboard.press("Escape")
    expect(page.locator(".log .reply")).not_to_be_visible()
    open_panel(page)
    expect(page.locator(".log .reply")).to_be_visible()


def test_the_keyboard_comes_to_the_article_before_the_chat(open_clinic) -> None:
    page = open_clinic(size=DESKTOP)
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Skip to the article"
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(focused(page)["name"])
        if names[-1] == "Ask a question":
            break
    assert names[0] == "West Chiropractic"
    assert names[-1] == "Ask a question"
