"""The link of every quote scrolls to its passage and highlights it."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from frontdesk.knowledge.content import Content
from frontdesk.replies.answers import quote
from tests.browser.panel import field, launcher, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.live]

SIZE = (800, 420)  # low, so that there is something to scroll
_RECTANGLE = """(text) => {
  for (const block of document.querySelectorAll("article p")) {
    const at = block.textContent.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(block.firstChild, at);
    range.setEnd(block.firstChild, at + text.length);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return [left, top, right, bottom];
  }
}"""


def links(content: Content) -> dict[str, str]:
    """Link of each passage that some FAQ quotes, for articles that the site serves itself."""
    passages = {passage.id: passage for faq in content.faqs.values() for passage in (*faq.passages, *faq.more)}
    return {passage.text: quote(content, passage).url for passage in passages.values()
            if not content.articles[passage.article].url}


def picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The rectangle in which two pictures differ."""
    return ImageChops.difference(one, other).convert("L").point(lambda value: 255 * (value > 8)).getbbox()


@pytest.fixture
def show(open_page, live_site: str) -> Callable[[str], Page]:
    """Go to an address as somebody who types it."""
    page = open_page(size=SIZE)
    assert page.evaluate("'fragmentDirective' in document")

    def goto(url: str) -> Page:
        page.goto("about:blank")  # a mere change of the fragment would not load the page
        page.goto(urljoin(live_site, url))
        launcher(page).wait_for()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return page

    return goto


def test_every_quote_is_scrolled_to_and_highlighted(show, open_page, content) -> None:
    wrong = []
    for text, url in links(content).items():
        page = show(url)
        left, top, right, bottom = page.evaluate(_RECTANGLE, text)
        scrolled = page.evaluate("scrollY")
        if not (top >= 0 and bottom <= SIZE[1]):
            wrong.append(f"not in view: {text}")
        marked = picture(page)
        page = show(url.partition("#")[0])
        page.evaluate("(y) => scrollTo({ top: y, behavior: 'instant' })", scrolled)
        box = changed(marked, picture(page))
        if box is None:
            wrong.append(f"not highlighted: {text}")
        elif max(abs(box[1] - top), abs(box[3] - bottom), left - box[0], box[2] - right) > 6:
            wrong.append(f"highlighted at {box} instead of {(left, top, right, bottom)}: {text}")
    assert wrong == []


def test_a_passage_further_down_is_scrolled_to(show, content) -> None:
    url = next(url for text, url in links(content).items() if text.startswith("Back pain isn’t always"))
    page = show(url)
    assert page.evaluate("scrollY") > SIZE[1]
    assert ":~:" not in page.evaluate("location.href")


def test_the_link_in_the_chat_opens_the_passage_in_a_new_tab(open_page) -> None:
    page = open_page()
    open_panel(page)
    field(page).fill("What do my glutes do?")
    page.get_by_role("button", name="Send", exact=True).click()
    with page.context.expect_page() as opened:
        page.locator("figure a").first.click()
    tab = opened.value
    tab.wait_for_function("() => scrollY > 0")
    _, top, _, bottom = tab.evaluate(_RECTANGLE, "The glute muscles are huge supporting muscles")
    assert top >= 0
    assert bottom <= tab.evaluate("innerHeight")
    assert page.locator("blockquote").count() == 1
