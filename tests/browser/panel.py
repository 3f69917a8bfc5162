"""What the tests of the panel do and look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.stand_in import StandInClinic

TINY = (320, 256)  # 1280 by 1024 at 400 %
WORDS: dict[str, str] = json.loads((Path(__file__).parents[2] / "widget" / "words.json").read_text(encoding="utf-8"))


def launcher(page: Page) -> Locator:
    """The button that opens the chat."""
    return page.locator("#frontdesk-widget > button")


def open_panel(page: Page) -> None:
    """Press the launcher, and wait for the panel and for its text field to have the focus."""
    launcher(page).click()
    expect(field(page)).to_be_focused()


def field(page: Page) -> Locator:
    """What the visitor types into."""
    return page.get_by_role("textbox", name="Your question")


def say(page: Page, text: str) -> None:
    """Send a message and wait until it is answered."""
    answered = page.locator(".log .reply").count()
    field(page).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".log .reply")).to_have_count(answered + 1)
    expect(page.locator("frontdesk-chat").get_by_role("status").filter(has_text=WORDS["looking"])).to_have_count(0)


def more(page: Page, choice: str) -> None:
    """Choose from the menu of what else can be done."""
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=choice, exact=True).click()


def delete(page: Page) -> None:
    """Delete the conversation, and say that it is meant."""
    more(page, "Delete this conversation")
    page.get_by_role("button", name="Delete for good", exact=True).click()


def enlarge_text(page: Page) -> None:
    """The text size that a visitor has set in the browser, at 200 %; the window as it is."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    session.detach()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def box(locator: Locator) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in CSS pixels of the window."""
    at = locator.bounding_box()
    assert at is not None
    return at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]


def is_on_top(locator: Locator) -> bool:
    """Whether nothing else lies over the element's middle and its corners, nor is any of them outside the window."""
    return bool(locator.evaluate("""(element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const inset = Math.min(right - left, bottom - top) / 3;
        const points = [[(left + right) / 2, (top + bottom) / 2], [left + inset, top + inset],
          [right - inset, top + inset], [left + inset, bottom - inset], [right - inset, bottom - inset]];
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && points.every(([x, y]) => {
          const found = element.getRootNode().elementFromPoint(x, y);
          return found === element || element.contains(found);
        });
    }"""))


def accessibility_tree(page: Page) -> list[dict[str, Any]]:
    """Nodes of the page as assistive technology gets them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return list(nodes)


def with_role(nodes: list[dict[str, Any]], role: str) -> list[dict[str, Any]]:
    return [node for node in nodes if not node["ignored"] and node["role"]["value"] == role]


def text_under(nodes: list[dict[str, Any]], top: dict[str, Any]) -> str:
    """The texts below a node."""
    by_id = {node["nodeId"]: node for node in nodes}
    if top["role"]["value"] == "StaticText":
        return str(top["name"]["value"])
    return "".join(text_under(nodes, by_id[child]) for child in top.get("childIds", ()) if child in by_id)


# Runs over every open shadow root.
_EVERYWHERE = """
const everywhere = (selector, root = document, found = []) => {
  for (const element of root.querySelectorAll("*")) {
    if (element.matches(selector)) found.push(element);
    if (element.shadowRoot) everywhere(selector, element.shadowRoot, found);
  }
  return found;
};
const inWidget = (selector) => everywhere(selector).filter((element) => element.getRootNode() !== document);
"""


def in_widget(page: Page, body: str, argument: Any = None) -> Any:
    """Run the body of a function in a page.

    Args:
        page: with the widget.
        body: JavaScript, in which ``inWidget(selector)`` finds elements in all its shadow roots, and ``given`` is
        argument: for it.
    """
    return page.evaluate(f"(given) => {{ {_EVERYWHERE} {body} }}", argument)


def focused(page: Page) -> dict[str, str]:
    """What has the focus, inside the widget too: its tag, its name or text, and its class."""
    found: dict[str, str] = page.evaluate("""() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const name = element.ariaLabel || element.labels?.[0]?.textContent || element.textContent;
        return { tag: element.localName, name: name.trim(), class: element.className };
    }""")
    return found


def layout_faults(page: Page) -> list[str]:
    """What can't be read or reached in the panel: text cut off or sticking out, controls over one another."""
    faults: list[str] = in_widget(page, """
        const faults = [];
        const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
          && getComputedStyle(element).clipPath === "none" && element.getClientRects().length;
        const text = (element) => element.textContent.trim().slice(0, 40);
        const name = (element) => `${element.localName}.${element.className} "${text(element)}"`;
        const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
        const panel = inWidget(".panel")[0].getBoundingClientRect();
        if (panel.left < -1 || panel.top < -1 || panel.right > innerWidth + 1 || panel.bottom > innerHeight + 1) {
          faults.push("the panel sticks out of the window");
        }
        for (const element of inWidget(".panel *")) {
          if (!shown(element) || element.closest(".unseen")) continue;
          const box = element.getBoundingClientRect();
          if (!inside(box, panel)) faults.push(`sticks out of the panel: ${name(element)}`);
          const staysPut = !element.closest(".scroller, .menu");
          if (staysPut && (box.top < panel.top - 1 || box.bottom > panel.bottom + 1)) {
            faults.push(`sticks out above or below: ${name(element)}`);
          }
          const style = getComputedStyle(element);
          const cut = (axis, full, own) => style[`overflow${axis}`] !== "visible" && full > own + 1;
          const scrolls = ["auto", "scroll"].includes(style.overflowY);
          if (cut("X", element.scrollWidth, element.clientWidth)
              || !scrolls && cut("Y", element.scrollHeight, element.clientHeight)) {
            faults.push(`cut off: ${name(element)}`);
          }
          if (element.localName === "button") {
            const range = document.createRange();
            range.selectNodeContents(element);
            const words = range.getBoundingClientRect();
            if (!inside(words, box) || words.top < box.top - 1 || words.bottom > box.bottom + 1) {
              faults.push(`text sticks out: ${name(element)}`);
            }
          }
        }
        const controls = inWidget("button, a, textarea, input").filter((element) => shown(element)
          && (element.closest(".panel") || element.matches(".launcher")));
        const visible = (element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          const clip = element.closest(".scroller, .menu")?.getBoundingClientRect()
            ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
          return { left: Math.max(left, clip.left), right: Math.min(right, clip.right),
            top: Math.max(top, clip.top), bottom: Math.min(bottom, clip.bottom) };
        };
        for (const [at, one] of controls.entries()) {
          for (const other of controls.slice(at + 1)) {
            const a = visible(one), b = visible(other);
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (wide > 1 && high > 1) faults.push(`${name(one)} lies over ${name(other)}`);
          }
        }
        return [...new Set(faults)];
    """)
    return faults


def listed(found: dict[str, list[str]]) -> str:
    """What was found in each state, a line each; empty when nothing was."""
    return "\n".join(f"{state}: {fault}" for state, faults in found.items() for fault in faults)


@contextmanager
def away(clinic: StandInClinic) -> Iterator[None]:
    """The stand-in's server is gone meanwhile."""
    clinic.leave()
    try:
        yield
    finally:
        clinic.come_back()


def write(page: Page, text: str) -> None:
    """Send a message without waiting for its answer."""
    field(page).fill(text)
    field(page).press("Enter")


def send_now(page: Page) -> None:
    """Let the page know that the connection is back, so that it sends what waits."""
    page.evaluate("dispatchEvent(new Event('online'))")
