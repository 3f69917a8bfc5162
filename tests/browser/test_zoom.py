"""Nothing is lost at 400 %, with the text's spacing widened, or with a large text size in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from frontdesk.knowledge.privacy import Privacy
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.host_pages import HostPage
from tests.browser.panel import (
    TINY,
    box,
    enlarge_text,
    field,
    in_widget,
    is_on_top,
    launcher,
    layout_faults,
    listed,
    open_panel,
    say,
)
from tests.browser.stand_in import QUOTING

pytestmark = pytest.mark.browser

URGENT = ("I can't assess symptoms, but some of what you describe needs checking. Please call 999 now or have someone "
          "take you to A&E/ER. Don't drive yourself, and don't wait for the clinic.")
# WCAG 2.2, 1.4.12: what visitors may set, and nothing may be lost by.
_SPACING = """
    for (const element of everywhere("*")) {
      if (!element.shadowRoot) continue;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
      element.shadowRoot.adoptedStyleSheets.push(sheet);
    }
"""


def walk(page: Page, clinic) -> str:
    """What can't be read or reached, a line each, in one state of the panel after the other."""
    found = {"empty": layout_faults(page)}
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "is my calf related to my back?")
    page.get_by_role("button", name="Not helpful", exact=True).click()
    found["answered"] = layout_faults(page) + reach(page)
    page.get_by_role("button", name="More", exact=True).click()
    found["menu"] = layout_faults(page) + covered(
        page, "Copy the conversation", "Print the conversation", "Delete this conversation")
    page.get_by_role("button", name="Delete this conversation", exact=True).click()
    found["deleting"] = layout_faults(page) + covered(page, "Delete for good", "Keep it")
    page.get_by_role("button", name="Keep it", exact=True).click()
    clinic.texts = [URGENT]
    say(page, "my groin is numb")
    found["urgent"] = layout_faults(page) + reach(page)
    return listed(found)


def covered(page: Page, *names: str) -> list[str]:
    """Choices that lie under something even where they are scrolled to."""
    faults = []
    for name in names:
        choice = page.get_by_role("button", name=name, exact=True)
        choice.scroll_into_view_if_needed()
        if not is_on_top(choice):
            faults.append(f"{name} is covered")
    return faults


def reach(page: Page) -> list[str]:
    """Controls that are always there, but covered or out of the window; and whether the conversation can be read."""
    names = ("Send", "Close", "More", "Talk to a person")
    controls = {name: page.get_by_role("button", name=name, exact=True).last for name in names}
    controls = {"text field": field(page), **{name: one for name, one in controls.items() if one.is_visible()}}
    faults = [f"{name} is covered" for name, control in controls.items() if not is_on_top(control)]
    _, top, _, bottom = box(page.locator(".scroller"))
    if bottom - top < 60:
        faults.append(f"the conversation has {bottom - top} pixels")
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        faults.append("the page scrolls sideways")
    return faults


def test_what_is_cut_off_is_found(open_clinic) -> None:
    page = open_clinic()
    open_panel(page)
    assert layout_faults(page) == []
    in_widget(page, 'inWidget("h2")[0].style.cssText = "inline-size: 20px; white-space: nowrap; overflow: hidden"')
    in_widget(page, 'inWidget(".send")[0].style.marginInlineStart = "-150px"')
    found = " ".join(layout_faults(page))
    assert "cut off" in found
    assert "lies over" in found


@pytest.mark.parametrize("size", [TINY, (320, 568)])
def test_at_400_percent(open_clinic, clinic, size: tuple[int, int]) -> None:
    clinic.set(privacy_url="https://clinic.test/privacy")
    page = open_clinic(size=size)
    assert is_on_top(launcher(page))
    open_panel(page)
    faults = walk(page, clinic)
    assert not faults, faults


def test_at_400_percent_the_keyboard_leads_to_what_can_be_seen(open_clinic, clinic) -> None:
    clinic.set(privacy=Privacy(keep_questions=True))
    page = open_clinic(size=TINY)
    open_panel(page)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "one")
    hidden, seen = [], set()
    for _ in range(30):
        page.keyboard.press("Tab")
        name, visible = in_widget(page, """
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            if (element.getRootNode() === document) return ["", true];
            const { left, top, right, bottom } = element.getBoundingClientRect();
            const at = element.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return [element.ariaLabel || element.textContent || element.localName,
              at === element || element.contains(at) || element.matches("input") && at?.contains(element)];
        """)
        seen.add(name)
        if not visible:
            hidden.append(name)
    assert hidden == []
    assert len(seen) >= 8


@pytest.mark.parametrize("size", [(320, 568), PHONE, DESKTOP])
def test_with_the_spacing_of_text_widened(open_clinic, clinic, size: tuple[int, int]) -> None:
    page = open_clinic(size=size)
    open_panel(page)
    in_widget(page, _SPACING)
    assert field(page).evaluate("(element) => getComputedStyle(element).letterSpacing") != "normal"
    faults = walk(page, clinic)
    assert not faults, faults


@pytest.mark.parametrize("size", [PHONE, (1024, 768), DESKTOP])
def test_with_text_twice_as_large(open_clinic, clinic, size: tuple[int, int]) -> None:
    page = open_clinic(size=size)
    open_panel(page)
    before = page.locator(".safety").evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)")
    enlarge_text(page)
    after = page.locator(".safety").evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)")
    assert after == pytest.approx(2 * before)
    faults = walk(page, clinic)
    assert not faults, faults


def test_the_sizes_of_the_page_do_not_matter(open_host, clinic, host) -> None:
    host.pages["plain"] = HostPage(clinic.url)
    host.pages["sized"] = HostPage(clinic.url, css="html { font-size: 62.5% } body { font-size: 40px }")
    sizes = []
    for path in ("/plain/", "/sized/"):
        page = open_host(path)
        open_panel(page)
        sizes.append([box(part) for part in (launcher(page), page.locator(".panel"), page.locator(".safety"))])
    assert sizes[0] == sizes[1]
