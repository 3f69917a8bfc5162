"""The real site: its articles, and the chat on them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.panel import WORDS, delete, field, launcher, open_panel

pytestmark = [pytest.mark.browser, pytest.mark.live]

QUESTION = "is my calf related to my back?"
QUOTE = "the answer is absolutely yes"


@pytest.fixture
def open_chat(open_page):
    """Open a page of the real site, and the chat on it."""

    def open_(path: str = "/") -> Page:
        page = open_page(path)
        if path != "/chat":
            open_panel(page)
        return page

    return open_


def ask(page: Page, text: str = QUESTION) -> None:
    field(page).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_the_article_is_shown_word_for_word(open_page, content) -> None:
    page = open_page()
    article = next(iter(content.articles.values()))
    expect(page.get_by_role("heading", level=1)).to_have_text(article.title)
    shown = page.locator("article").inner_text()
    for block in article.blocks:
        assert block.text in shown


def test_a_typed_question_shows_the_quote(open_chat) -> None:
    page = open_chat()
    ask(page)
    expect(page.locator(".reply[data-kind=answer] blockquote").first).to_contain_text(QUOTE)
    link = page.locator(".reply[data-kind=answer] figure a").first
    assert "#:~:text=" in (link.get_attribute("href") or "")
    assert link.get_attribute("target") == "_blank"
    expect(page.locator(".line.visitor").last).to_contain_text(QUESTION)


def test_the_quote_is_in_view(open_chat) -> None:
    page = open_chat()
    ask(page)
    expect(page.locator("blockquote").first).to_be_in_viewport()


def test_enter_sends_and_shift_enter_does_not(open_chat) -> None:
    page = open_chat()
    box = field(page)
    box.fill(QUESTION)
    box.press("Shift+Enter")
    expect(page.locator(".line.visitor")).to_have_count(0)
    box.press("Enter")
    expect(page.locator("blockquote").first).to_contain_text(QUOTE)
    expect(box).to_have_value("")


def test_a_starter_and_a_follow_up_can_be_pressed(open_chat) -> None:
    page = open_chat()
    page.get_by_role("button", name="Is my calf related to my back pain?").click()
    expect(page.locator("blockquote").first).to_contain_text(QUOTE)
    page.locator(".reply[data-kind=answer] .buttons button").first.click()
    expect(page.locator(".reply[data-kind=answer]")).to_have_count(2)


def test_a_call_to_action_speaks_into_the_chat(open_page) -> None:
    page = open_page()
    page.locator("article button.call-to-action").first.click()
    expect(page.locator(".reply[data-kind=booking]")).to_contain_text(
        ["free consultation", "What name should they ask for?"])


def test_markup_typed_by_a_visitor_stays_text(open_chat) -> None:
    page = open_chat()
    text = "<img src=x onerror=alert(1)><b>bold</b>"
    ask(page, text)
    expect(page.locator(".line.visitor").last).to_contain_text(text)
    assert page.locator(".line.visitor b, .line.visitor img").count() == 0


def test_only_the_conversation_is_kept_on_the_visitors_device(open_chat) -> None:
    page = open_chat()
    ask(page)
    expect(page.locator("blockquote").first).to_be_visible()
    assert page.context.cookies() == []
    kept = page.evaluate("""async () => [localStorage.length, sessionStorage.length,
        (await indexedDB.databases()).length, (await caches.keys()).length,
        (await navigator.serviceWorker.getRegistrations()).length]""")
    assert kept == [1, 0, 0, 0, 0]


def test_a_conversation_goes_on_in_another_page(open_chat, content) -> None:
    page = open_chat()
    ask(page)
    expect(page.locator("blockquote").first).to_contain_text(QUOTE)
    page.goto(page.url + f"articles/{next(iter(content.articles))}")
    open_panel(page)
    expect(page.locator("blockquote").first).to_contain_text(QUOTE)
    ask(page, "tell me more")
    expect(page.locator(".reply[data-kind=answer]")).to_have_count(2)


def test_the_chat_has_a_page_of_its_own(open_chat) -> None:
    page = open_chat("/chat")
    expect(launcher(page)).to_have_count(0)
    ask(page)
    expect(page.locator("blockquote").first).to_contain_text(QUOTE)


def test_an_answer_can_be_voted_on(open_chat) -> None:
    page = open_chat()
    ask(page)
    with page.expect_response("**/api/feedback") as voted:
        page.get_by_role("button", name="Helpful", exact=True).click()
    assert voted.value.status == 204


def test_a_conversation_can_be_deleted(open_chat) -> None:
    page = open_chat()
    ask(page, "What do my glutes do?")
    expect(page.locator("blockquote").first).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "DELETE") as deleted:
        delete(page)
    assert deleted.value.status == 204
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
    expect(page.locator("blockquote")).to_have_count(0)
    ask(page, "tell me more")
    expect(page.locator(".log .reply[data-kind=smalltalk]")).to_be_visible()
    expect(page.locator("blockquote")).to_have_count(0)


def test_deleting_before_the_first_message_asks_nobody(open_chat) -> None:
    page = open_chat()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.method))
    delete(page)
    expect(page.get_by_text(WORDS["nothingToDelete"])).to_be_visible()
    assert requests == []


def test_nothing_is_sent_before_the_visitor_writes(open_chat) -> None:
    page = open_chat()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    field(page).press_sequentially("private")
    page.wait_for_timeout(300)
    assert requests == []
