"""FAQs, other messages and the clinic in a browser: by mouse, by keyboard alone, on a phone, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from starlette.applications import Starlette

from frontdesk.editing.draft import Draft
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, pages
from tests.browser.conftest import browser as chromium  # noqa: F401
from tests.browser.serving import Server
from tests.console.faqs.conftest import Open

pytestmark = pytest.mark.browser

PHONE = (320, 640)
SENTENCE = ".sentence"


@pytest.fixture
def show(chromium: Any, open_as: Open) -> Iterator[OpenPage]:  # noqa: F811
    """Open a page of the console, as an editor."""
    app = open_as().app
    assert isinstance(app, Starlette)
    server = Server(app)
    server.start()
    with pages(chromium, server.url) as open_:
        yield lambda path="/staff/faqs", **options: open_(path, chat=False, **{"faults": True, **options})
    server.stop()


@pytest.fixture
def slug(draft: Draft) -> str:
    """An FAQ whose answer is one sentence."""
    faqs = draft.state().faqs
    return next(slug for slug, faq in faqs.items() if len(faq.passages) == 1 and ".." not in faq.passages[0])


def quoted(page: Page, what: str = "passages") -> list[str]:
    return [str(item.get_attribute("data-passage")) for item in page.locator(f"[data-list={what}] > li").all()]


def ids(page: Page) -> list[str]:
    return [str(sentence.get_attribute("data-id")) for sentence in page.locator(SENTENCE).all()]


def said(page: Page, text: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(text)


def middle(sentence: Locator) -> tuple[float, float]:
    """The middle of the first line of a sentence, which may go round the end of a line."""
    box = sentence.evaluate("sentence => sentence.getClientRects()[0].toJSON()")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never gets to {selector}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault_for_people_with_disabilities_and_all_fit_a_phone(
    show: OpenPage, draft: Draft, slug: str, scheme: str,
) -> None:
    for path in ("/faqs", "/faqs?q=zebra", f"/faqs/{slug}", f"/faqs/{slug}/remove", "/faqs/new", "/intents",
                 "/intents/greet", "/clinic"):
        page = show(f"/staff{path}", color_scheme=scheme)
        assert violations(page) == [], path
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path
        assert violations(page) == [], path


def test_a_form_with_errors_has_no_fault_and_has_the_focus_on_them(show: OpenPage, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    page.fill("#question", "")
    page.click("button[value=save] >> nth=0")
    expect(page.locator(".box.bad")).to_be_focused()
    assert violations(page) == []
    page = show("/staff/clinic")
    page.fill("[id='facts.email']", "nobody")
    page.click("button.main >> nth=0")
    expect(page.locator("[id='facts.email-wrong']")).to_be_visible()
    assert violations(page) == []


def test_a_passage_is_picked_by_keyboard_alone(show: OpenPage, draft: Draft, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    before = quoted(page)
    tab_to(page, SENTENCE)
    names = ids(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    said(page, "2 sentences selected")
    page.keyboard.press("Tab")
    expect(page.locator("[data-quote=passages]")).to_be_focused()
    page.keyboard.press("Enter")
    said(page, "Quoted. The answer has 3 sentences of 3")
    assert quoted(page) == [*before, f"{names[1]}..{names[2]}"]
    expect(page.locator("mark").first).to_be_visible()
    tab_to(page, "[data-list=passages] > li:nth-child(2) [data-do=up]")
    page.keyboard.press("Enter")
    said(page, "Now 1 of 2")
    tab_to(page, "[data-list=passages] > li:nth-child(2) [data-do=drop]")
    page.keyboard.press("Enter")
    said(page, "Removed")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("Saved in the draft")
    assert draft.state().faqs[slug].passages == (f"{names[1]}..{names[2]}",)


def test_text_is_selected_with_the_mouse_and_quoted(show: OpenPage, draft: Draft, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    names = ids(page)
    first, last = page.locator(SENTENCE).nth(1), page.locator(SENTENCE).nth(2)
    first.scroll_into_view_if_needed()
    page.mouse.move(*middle(first))
    page.mouse.down()
    page.mouse.move(*middle(last), steps=8)
    page.mouse.up()
    said(page, "selected")
    page.click("[data-quote=more]")
    said(page, "for who asks for more")
    assert quoted(page, "more")[-1] == f"{names[1]}..{names[2]}"
    page.locator(SENTENCE).nth(4).click()
    said(page, "1 sentence selected")
    page.click("[data-quote=passages]")
    assert quoted(page)[-1] == names[4]
    preview = page.locator("[data-preview] blockquote p:first-child").all_inner_texts()
    assert preview[-1] == page.locator("[data-list=passages] > li:last-child [data-text]").inner_text()
    page.click("button[value=save] >> nth=0")
    expect(page.locator(".note")).to_contain_text("Saved")
    assert draft.state().faqs[slug].passages[-1] == names[4]


def test_what_cant_be_quoted_is_said(show: OpenPage, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    page.evaluate("""() => {
      const [first, second] = document.querySelectorAll("[data-paragraph]");
      getSelection().setBaseAndExtent(first, 0, second, second.childNodes.length);
    }""")
    said(page, "stays within one paragraph")
    expect(page.locator("[data-quote=passages]")).to_be_disabled()
    for index, sentence in enumerate(page.locator(SENTENCE).all()[:4]):
        sentence.click()
        page.click("[data-quote=passages]")
        if index == 3:
            said(page, "an answer has at most 3")
    assert len(quoted(page)) <= 3


def test_quoting_what_is_quoted_already_moves_or_lengthens_it(show: OpenPage, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    names = ids(page)
    page.locator(SENTENCE).nth(1).click()
    page.click("[data-quote=more]")
    page.locator(SENTENCE).nth(1).click()
    page.keyboard.press("Shift+ArrowDown")
    page.click("[data-quote=passages]")
    assert quoted(page)[-1] == f"{names[1]}..{names[2]}"
    assert names[1] not in quoted(page, "more")
    page.locator(SENTENCE).nth(1).click()
    page.click("[data-quote=passages]")
    assert quoted(page)[-1] == names[1]


def test_saving_what_a_script_has_shown_changes_nothing(show: OpenPage, draft: Draft) -> None:
    before = draft.state()
    for slug in list(before.faqs)[:4]:
        page = show(f"/staff/faqs/{slug}")
        page.click("button[value=save] >> nth=0")
        expect(page.locator(".note")).to_contain_text("nothing to save")
    assert draft.state() == before


def test_without_javascript_sentences_are_ticked(show: OpenPage, draft: Draft, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}", java_script_enabled=False)
    for box in page.locator("input[name=answer]").all():
        box.set_checked(False)
    boxes = page.locator("input[name=answer]")
    boxes.nth(1).check()
    boxes.nth(2).check()
    page.get_by_role("button", name="Show the answer").click()
    assert len(quoted(page)) == 1
    expect(page.locator(".box.warn")).to_contain_text("Not saved yet")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".note")).to_contain_text("Saved in the draft")
    assert draft.state().faqs[slug].passages == tuple(quoted(page))


def test_warnings_come_while_typing_with_their_line(show: OpenPage, draft: Draft, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    count = len(draft.state().examples[f"faq/{slug}"])
    page.click("#examples")
    page.keyboard.press("Control+End")
    page.keyboard.type("\ncall me on 07700 900123")
    warnings = page.locator("[data-warnings]")
    expect(warnings).to_contain_text(f"Line {count + 1}: This looks like personal data")
    expect(page.locator("#examples-count")).to_have_text(f"{count + 1} examples")
    assert violations(page) == []
    page.get_by_role("button", name=f"Line {count + 1}", exact=True).click()
    assert page.evaluate("getSelection().toString()") == "call me on 07700 900123"
    page.keyboard.press("End")
    for _ in "call me on 07700 900123":
        page.keyboard.press("Backspace")
    expect(warnings).to_have_text("")


def test_leaving_with_something_unsaved_asks_first(show: OpenPage, slug: str) -> None:
    page = show(f"/staff/faqs/{slug}")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("a[href='/staff/faqs'] >> nth=-1")
    page.wait_for_url("**/staff/faqs")
    assert asked == []
    page.go_back()
    page.fill("#question", "Another question?")
    page.click("a[href='/staff/try'] >> nth=-1", no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
