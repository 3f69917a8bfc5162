"""More: copy, print, delete."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import shared_website
from tests.browser.conftest import OpenPage
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import WORDS, away, delete, field, focused, more, open_panel, say, write
from tests.browser.stand_in import QUOTING, StandInClinic

pytestmark = pytest.mark.browser
website, clinic, host = shared_website.website, shared_website.clinic, shared_website.host

STRICT = ("default-src 'none'; script-src {site}; connect-src {site}; img-src data:; base-uri 'none'; "
          "require-trusted-types-for 'script'")
# Counts what is printed, and says which page it is.
_PRINTED = """
  window.printed = [];
  top.printed ??= [];
  window.print = function () {
    top.printed.push({ text: document.body.innerText, title: document.title, frame: window !== top,
                       shown: document.body.checkVisibility() });
  };
"""


@pytest.fixture
def open_chat(open_host: OpenPage, host: HostPages, clinic: StandInClinic) -> Callable[..., Page]:
    """Open a page of another website with a strict policy, and the chat on it."""
    host.pages["page"] = HostPage(clinic.url, policy=STRICT.format(site=clinic.url))

    def open_(init: str = "", **options: Any) -> Page:
        page = open_host("/page/", **options)
        if init:
            page.context.add_init_script(init)
            page.reload()
        open_panel(page)
        return page

    return open_


@pytest.fixture
def chat(open_chat: Callable[..., Page], clinic: StandInClinic) -> Page:
    """The page, with a conversation."""
    page = open_chat(permissions=["clipboard-read", "clipboard-write"])
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "Is my calf related to my back?")
    return page


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="More", exact=True)


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_it_opens_and_closes(chat) -> None:
    expect(button(chat)).to_have_attribute("aria-expanded", "false")
    expect(choice(chat, "Copy the conversation")).to_be_hidden()
    for _ in range(2):
        button(chat).press("Enter")
        expect(button(chat)).to_have_attribute("aria-expanded", "true")
        for name in ("Copy the conversation", "Print the conversation", "Delete this conversation"):
            expect(choice(chat, name)).to_be_in_viewport(ratio=1)
        assert focused(chat)["name"] == "More"
        button(chat).press("Enter")
        expect(button(chat)).to_have_attribute("aria-expanded", "false")
        expect(choice(chat, "Copy the conversation")).to_be_hidden()
    chat.keyboard.press("Enter")
    for name in ("Copy the conversation", "Print the conversation", "Delete this conversation"):
        chat.keyboard.press("Tab")
        assert focused(chat)["name"] == name


def test_escape_closes_it_before_it_closes_the_chat(chat) -> None:
    more(chat, "Delete this conversation")
    chat.keyboard.press("Escape")
    expect(button(chat)).to_have_attribute("aria-expanded", "false")
    assert focused(chat)["name"] == "More"
    chat.keyboard.press("Escape")
    expect(chat.get_by_role("dialog")).to_have_count(0)


# Copy

def test_the_conversation_is_copied(chat, clinic) -> None:
    for text in ("https://example.org <b>and then</b>?", "and more?"):
        say(chat, text)
    times = chat.locator("time").all_inner_texts()
    quote = QUOTING.quotes[0]
    more(chat, "Copy the conversation")
    expect(chat.get_by_role("log").locator(".notice")).to_have_text(WORDS["copied"])
    expect(chat.locator(".notice")).to_be_in_viewport(ratio=1)
    assert focused(chat)["name"] == "More"
    expect(button(chat)).to_have_attribute("aria-expanded", "false")
    text = chat.evaluate("navigator.clipboard.readText()")
    assert text.splitlines()[0] == "Ask West Chiropractic"
    said = [
        f"{times[0]} You: Is my calf related to my back?",
        f"{times[1]} Assistant: From our article “Backs”:\n“{quote.text}”\n{quote.title} {quote.url}",
        f"{times[2]} You: https://example.org <b>and then</b>?",
        f"{times[3]} Assistant: This is what an article says.",
        f"{times[4]} You: and more?",
        f"{times[5]} Assistant: This is what an article says.",
    ]
    assert text.split("\n\n")[2:] == said


def test_it_is_said_when_it_could_not_be_copied(open_chat, clinic) -> None:
    page = open_chat(permissions=[])
    say(page, "hello")
    page.evaluate("""() => {
        navigator.clipboard.writeText = async () => { throw new DOMException("no", "NotAllowedError"); };
    }""")
    more(page, "Copy the conversation")
    expect(page.locator(".log .notice")).to_have_text(WORDS["notCopied"])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # without HTTPS
    more(page, "Copy the conversation")
    expect(page.locator(".log .notice")).to_have_text([WORDS["notCopied"]])
    assert focused(page)["name"] == "More"


# Print

def test_the_conversation_alone_is_printed(open_chat, clinic) -> None:
    page = open_chat(permissions=["clipboard-read", "clipboard-write"], init=_PRINTED)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "Is my calf related to my back?")
    more(page, "Copy the conversation")
    text = page.evaluate("navigator.clipboard.readText()")
    for _ in range(2):
        more(page, "Print the conversation")
        frame = page.locator("iframe")
        expect(frame).to_have_count(1)  # it isn't printed yet
        met = frame.evaluate("""(frame) => {
            const { position, clipPath } = getComputedStyle(frame);
            return [frame.inert, position, clipPath];
        }""")
        assert met == [True, "absolute", "inset(50%)"]
        assert focused(page)["name"] == "More"
        frame.evaluate("(frame) => { frame.contentWindow.dispatchEvent(new Event('afterprint')) }")
        expect(frame).to_have_count(0)
    assert page.evaluate("printed") == [{"text": text, "title": "Conversation", "frame": True, "shown": True}] * 2
    say(page, "and then?")


# Delete

def test_deleting_is_asked_about_first(chat, clinic) -> None:
    more(chat, "Delete this conversation")
    question = chat.get_by_role("group", name=WORDS["deleteReally"])
    expect(question).to_be_visible()
    expect(question.get_by_role("button")).to_have_text(["Delete for good", "Keep it"])
    assert focused(chat)["name"] == "Keep it"
    expect(choice(chat, "Copy the conversation")).to_be_hidden()
    chat.keyboard.press("Enter")
    expect(question).to_have_count(0)
    assert focused(chat)["name"] == "More"
    expect(chat.locator(".log .line")).to_have_count(2)
    assert clinic.deleted == []
    assert chat.evaluate("localStorage.length") == 1
    button(chat).click()
    expect(choice(chat, "Copy the conversation")).to_be_visible()  # and not the question


def test_it_can_be_left_by_the_button_too(chat, clinic) -> None:
    more(chat, "Delete this conversation")
    button(chat).press("Enter")
    expect(choice(chat, "Delete for good")).to_be_hidden()
    assert focused(chat)["name"] == "More"
    assert clinic.deleted == []


def test_everything_is_erased(chat, clinic) -> None:
    say(chat, "and then?")
    field(chat).fill("typed since")
    more(chat, "Delete this conversation")
    chat.keyboard.press("Shift+Tab")
    chat.keyboard.press("Enter")
    expect(chat.locator(".log")).to_have_text(WORDS["deleted"])
    assert focused(chat)["name"] == "More"
    assert clinic.deleted == [{"session": "a-session"}]
    assert chat.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    expect(field(chat)).to_have_value("")
    expect(chat.get_by_role("group", name="Questions to start with")).to_be_visible()
    delete(chat)
    expect(chat.locator(".log")).to_have_text(WORDS["nothingToDelete"])
    assert len(clinic.deleted) == 1
    chat.reload()
    open_panel(chat)
    expect(chat.locator(".log .line")).to_have_count(0)


def test_it_is_shown_that_it_takes_time(chat, clinic) -> None:
    clinic.wait = 1
    write(chat, "slow")
    delete(chat)
    expect(chat.get_by_role("status").filter(has_text=WORDS["looking"])).to_have_count(1)
    expect(chat.locator(".log")).to_have_text(WORDS["deleted"])
    expect(chat.get_by_role("status").filter(has_text=WORDS["looking"])).to_have_count(0)


def test_nothing_is_lost_when_the_server_is_gone(open_chat, clinic) -> None:
    page = open_chat(faults=True)
    say(page, "hello")
    with away(clinic):
        delete(page)
        expect(page.locator(".log .notice")).to_have_text(re.compile("^" + re.escape(WORDS["notDeleted"])))
        expect(page.locator(".log")).not_to_contain_text("will be sent again")  # a deletion is not
        assert focused(page)["name"] == "More"
    expect(page.locator(".log .reply")).to_have_count(1)
    assert page.evaluate("localStorage.length") == 1
