"""What the tests of the panel do and look at."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

TINY = (320, 256)  # 1280 by 1024 at 400 %


def open_panel(page: Page) -> None:
    """Open the sheet, where the panel is one."""
    page.wait_for_function(
        "() => document.querySelector('frontdesk-chat').shadowRoot?.querySelector('.panel:not([hidden])')")
    launcher = page.locator(".launcher")
    if launcher.is_visible():
        launcher.click()


def say(page: Page, text: str) -> None:
    """Send a message and wait until it is answered."""
    answered = page.locator(".log .reply").count()
    page.get_by_role("textbox", name="Your question").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".log .reply")).to_have_count(answered + 1)
    expect(page.get_by_role("status")).to_be_empty()


def delete(page: Page) -> None:
    page.get_by_role("button", name="Delete this conversation").click()


def enlarge_text(page: Page) -> None:
    """Text at 200 %, the window as it is."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
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
