"""Whether the clinic may keep what is asked: visitors say so themselves, and only where the clinic wants to know."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from frontdesk.knowledge.privacy import Privacy
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.host_pages import HostPage
from tests.browser.panel import (
    TINY,
    accessibility_tree,
    box,
    delete,
    enlarge_text,
    in_widget,
    open_panel,
    say,
    with_role,
)

pytestmark = pytest.mark.browser

WORDS = ("The clinic may keep my questions, without names and numbers, for 30 days to improve this assistant. "
         "Please don't include personal details.")


@pytest.fixture
def asking(open_clinic, clinic):
    """A page of a clinic that would like to keep questions."""

    def open_(size: tuple[int, int] = DESKTOP, days: int = 30) -> Page:
        clinic.set(privacy=Privacy(keep_questions=True, questions_days=days))
        page = open_clinic(size=size)
        open_panel(page)
        return page

    return open_


def checkbox(page: Page) -> Locator:
    return page.get_by_role("checkbox")


def test_nobody_is_asked_unless_the_clinic_wants_it(open_clinic, clinic) -> None:
    page = open_clinic()
    open_panel(page)
    say(page, "hello")
    expect(checkbox(page)).to_have_count(0)
    assert "may_keep" not in clinic.posted[0]


def test_the_page_cannot_ask_in_the_clinics_place(open_host, clinic, host) -> None:
    keep = {"data-keep": WORDS, "data-keep-days": "30"}
    host.pages["asks"] = HostPage(clinic.url, keep)
    host.pages["inline"] = HostPage(clinic.url, body='<frontdesk-chat keep-days="30" keep="30"></frontdesk-chat>')
    page = open_host("/asks/")
    open_panel(page)
    expect(checkbox(page)).to_have_count(0)
    page = open_host("/inline/")
    expect(page.locator(".safety p")).to_be_visible()
    expect(checkbox(page)).to_have_count(0)


@pytest.mark.parametrize(("days", "words"), [(30, WORDS), (1, WORDS.replace("30 days", "1 day"))])
def test_it_is_asked_before_the_text_field_and_not_ticked(asking, days: int, words: str) -> None:
    page = asking(days=days)
    nodes = accessibility_tree(page)
    [box_] = with_role(nodes, "checkbox")
    assert box_["name"]["value"] == words
    assert {one["name"]: one["value"].get("value") for one in box_["properties"]}["checked"] == "false"
    expect(page.get_by_label(words)).not_to_be_checked()
    assert in_widget(page, """
        const place = inWidget("[type=checkbox]")[0].compareDocumentPosition(inWidget("textarea")[0]);
        return Boolean(place & Node.DOCUMENT_POSITION_FOLLOWING);
    """)


def test_only_a_ticked_box_goes_along(asking, clinic) -> None:
    page = asking()
    say(page, "one")
    page.get_by_text("The clinic may keep my questions").click()  # the label is the target
    expect(checkbox(page)).to_be_checked()
    say(page, "two")
    page.locator("frontdesk-chat").get_by_role("button", name="And then?").last.click()
    expect(page.locator(".log .reply")).to_have_count(3)
    checkbox(page).press("Space")
    say(page, "three")
    assert [body.get("may_keep", "absent") for body in clinic.posted] == ["absent", True, True, "absent"]


def test_leave_taken_back_while_a_message_waits_counts(asking, clinic) -> None:
    page = asking()
    clinic.wait = 0.3
    checkbox(page).check()
    field = page.get_by_role("textbox", name="Your question")
    for text in ("one", "two"):
        field.fill(text)
        field.press("Enter")
    checkbox(page).uncheck()
    expect(page.locator(".log .reply")).to_have_count(2)
    assert "may_keep" not in clinic.posted[1]


def test_leave_given_later_is_not_for_what_was_asked_before(asking, clinic) -> None:
    page = asking()
    clinic.wait = 0.3
    field = page.get_by_role("textbox", name="Your question")
    for text in ("one", "two"):
        field.fill(text)
        field.press("Enter")
    checkbox(page).check()
    expect(page.locator(".log .reply")).to_have_count(2)
    assert all("may_keep" not in body for body in clinic.posted)


def test_deleting_the_conversation_unticks_it(asking, clinic) -> None:
    page = asking()
    checkbox(page).check()
    say(page, "one")
    delete(page)
    expect(page.get_by_text("This conversation has been deleted.")).to_be_visible()
    expect(checkbox(page)).not_to_be_checked()
    say(page, "two")
    assert "may_keep" not in clinic.posted[-1]


def test_nothing_remembers_it(asking) -> None:
    page = asking()
    checkbox(page).check()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.reload()
    open_panel(page)
    expect(checkbox(page)).not_to_be_checked()


@pytest.mark.parametrize("size", [(320, 568), PHONE, (1366, 600), DESKTOP])
def test_it_is_in_view_by_the_text_field(asking, size: tuple[int, int]) -> None:
    page = asking(size)
    for text in ("one", "two", "three"):
        left, top, right, bottom = box(page.locator(".consent"))
        scroller, field = box(page.locator(".scroller")), box(page.get_by_role("textbox", name="Your question"))
        assert scroller[1] <= top
        assert bottom <= scroller[3] + 1 <= field[1] + 1
        assert bottom - top >= 44
        assert right - left >= 200
        say(page, text)


@pytest.mark.parametrize("size", [TINY, PHONE])
def test_where_there_is_no_room_it_stands_at_the_end_of_the_conversation(asking, size: tuple[int, int]) -> None:
    page = asking(size)
    if size == PHONE:
        enlarge_text(page)
    say(page, "one")
    label = page.locator(".consent")
    page.locator(".scroller").evaluate("(element) => { element.scrollTop = element.scrollHeight }")
    assert box(label)[3] <= box(page.locator(".scroller"))[3] + 1
    assert box(label)[3] - box(label)[1] >= 44
    checkbox(page).check()
    expect(checkbox(page)).to_be_checked()
    assert label.evaluate("(element) => element.scrollWidth <= element.clientWidth")


def test_what_gets_the_focus_is_not_behind_it(asking) -> None:
    page = asking((390, 640))
    for text in ("one", "two", "three", "four"):
        say(page, text)
    page.locator(".scroller").evaluate("(element) => { element.scrollTop = 0 }")
    page.locator(".scroller").focus()
    clear = 0
    for _ in range(20):
        page.keyboard.press("Tab")
        at = in_widget(page, """
            const inside = inWidget("frontdesk-chat")[0].shadowRoot, element = inside.activeElement;
            if (!element?.matches(".choice")) return null;
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return [top + 2, bottom - 2].every((y) => inside.elementFromPoint((left + right) / 2, y) === element);
        """)
        assert at is not False
        clear += at is True
    assert clear == 7  # three questions to start with, and a suggestion for each answer


@pytest.mark.live
def test_the_real_site_takes_it(open_page) -> None:
    page = open_page()
    expect(checkbox(page)).to_have_count(0)  # the clinic hasn't turned it on
    status = page.evaluate("""async () => (await fetch("/api/chat", { method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ message: "hello", session: null, may_keep: true }) })).status""")
    assert status == 200
