"""What the browser keeps of a conversation: nothing before the first message, one entry after it for all tabs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import shared_website
from tests.browser.conftest import _READY, OpenPage, pages
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import WORDS, away, delete, field, focused, more, open_panel, say, send_now, write
from tests.browser.stand_in import QUOTING, StandInClinic

pytestmark = pytest.mark.browser
website, clinic, host = shared_website.website, shared_website.clinic, shared_website.host

URGENT = "Please call 999 now, or have someone take you to A&E. Don't drive yourself."
_KEPT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": [], "session": [], "cookie": "", "databases": 0, "caches": 0, "workers": 0}


@pytest.fixture
def open_website(open_host: OpenPage, host: HostPages, clinic: StandInClinic) -> OpenPage:
    """Open a page of another website, which has two with the chat on them."""
    for name in ("one", "two"):
        host.pages[name] = HostPage(clinic.url)

    def open_(path: str = "/one/", **options: Any) -> Page:
        return open_host(path, **options)

    return open_


def key(clinic: StandInClinic) -> str:
    return f"frontdesk:{clinic.url}/"


def kept(page: Page) -> dict[str, Any]:
    """The names of all that the browser keeps for the page's website."""
    return dict(page.evaluate(_KEPT))


def stored(page: Page) -> list[str]:
    return list(page.evaluate("Object.keys(localStorage)"))


def go(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(_READY)


def reload(page: Page) -> None:
    page.reload()
    page.wait_for_function(_READY)


def another_tab(page: Page, address: str = "") -> Page:
    """The same page, or another one, in a tab of the same browser."""
    tab = page.context.new_page()
    go(tab, address or page.url)
    return tab


def lines(page: Page) -> list[str]:
    """What the conversation shows, with its times."""
    return [line.strip() for line in page.locator(".log .line").all_inner_texts()]


# Before and after the first message

@pytest.mark.parametrize("how", ["launcher", "in the page", "a page of its own"])
def test_nothing_is_kept_before_the_first_message(open_clinic, open_host, clinic, host, how: str) -> None:
    host.pages["page"] = HostPage(clinic.url, body="<frontdesk-chat></frontdesk-chat>" if how == "in the page" else "")
    page = open_clinic("/chat") if how == "a page of its own" else open_host("/page/")
    if how == "launcher":
        open_panel(page)
        page.keyboard.press("Escape")
        open_panel(page)
    field(page).fill("I haven't sent this")
    more(page, "Copy the conversation")
    delete(page)
    expect(page.get_by_text(WORDS["nothingToDelete"])).to_be_visible()
    reload(page)
    assert kept(page) == NOTHING
    assert page.context.cookies() == []


def test_one_entry_is_kept_after_it(open_website, clinic) -> None:
    page = open_website()
    open_panel(page)
    say(page, "hello")
    assert kept(page) == {**NOTHING, "local": [key(clinic)]}
    assert page.context.cookies() == []
    delete(page)
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
    assert kept(page) == NOTHING


def test_nothing_is_kept_of_a_message_that_was_taken_back(open_website, clinic) -> None:
    page = open_website(faults=True)
    open_panel(page)
    with away(clinic):
        write(page, "hello")
        page.get_by_role("button", name="Take it back").click()
        assert stored(page) == []


# Reload, and another page

def test_it_is_there_after_a_reload_and_on_the_next_page(open_website, clinic, host) -> None:
    page = open_website()
    page.clock.install()
    open_panel(page)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "Is my calf related to my back?")
    page.clock.fast_forward("03:00")
    say(page, "And then?")
    page.get_by_role("button", name="Not helpful").last.click()
    page.get_by_role("button", name="Out of date", exact=True).last.click()
    before, times = lines(page), page.locator("time").evaluate_all("(all) => all.map((one) => one.dateTime)")
    assert len(times) == 4
    for path in ("one", "two"):
        page.clock.fast_forward("05:00")
        go(page, f"{host.url}/{path}/")
        assert page.locator("frontdesk-chat").count() == 0
        open_panel(page)
        assert lines(page) == before
        assert page.locator("time").evaluate_all("(all) => all.map((one) => one.dateTime)") == times
    expect(page.get_by_role("button", name="Not helpful").last).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Out of date", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("link", name=WORDS["readInArticle"])).to_have_attribute("href", QUOTING.quotes[0].url)
    say(page, "and more?")
    assert clinic.posted[-1]["session"] == "a-session"
    assert len(lines(page)) == len(before) + 2


def test_an_urgent_message_stays_and_nothing_is_offered(open_website, clinic) -> None:
    page = open_website()
    open_panel(page)
    say(page, "hello")
    clinic.texts = [URGENT]
    say(page, "my groin is numb")
    reload(page)
    open_panel(page)
    expect(page.get_by_role("alert").filter(has_text=URGENT)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Book", exact=True)).to_be_hidden()
    expect(page.locator("frontdesk-chat .choice:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_have_count(0)
    say(page, "and now?")
    expect(page.locator("frontdesk-chat .choice:visible")).to_have_count(0)


def test_what_is_restored_is_not_announced(open_website) -> None:
    page = open_website()
    # How live the log is when its lines come into the page.
    page.context.add_init_script("""
        window.live = [];
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (options) {
          const root = attach.call(this, options);
          new MutationObserver((records) => {
            for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
              const found = node.querySelectorAll?.(".line:not(.log *, .scroller > .line), .log .line") ?? [];
              for (const line of node.matches?.(".log > *") ? [node] : found) live.push(line.closest(".log").ariaLive);
            }
          }).observe(root, { childList: true, subtree: true });
          return root;
        };
    """)
    open_panel(page)
    say(page, "hello")
    reload(page)
    open_panel(page)
    expect(page.locator(".log .line")).to_have_count(2)
    assert set(page.evaluate("live")) == {"off"}
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    say(page, "and then?")
    assert page.evaluate("live").count("polite") == 1


# Expiry

def test_it_expires_while_the_page_is_open(open_website, clinic) -> None:
    page = open_website()
    page.clock.install()
    open_panel(page)
    say(page, "hello")
    page.clock.fast_forward("29:00")
    expect(page.locator(".log .line")).to_have_count(2)
    assert stored(page) == [key(clinic)]
    page.clock.fast_forward("01:01")
    expect(page.locator(".log")).to_have_text(WORDS["expired"])
    assert stored(page) == []
    say(page, "are you there?")
    assert clinic.posted[-1]["session"] is None
    expect(page.locator(".log .line.reply")).to_have_count(1)


def test_a_message_puts_it_off_and_a_vote_does_not(open_website, clinic) -> None:
    page = open_website()
    page.clock.install()
    open_panel(page)
    say(page, "hello")
    page.clock.fast_forward("20:00")
    say(page, "and then?")
    page.clock.fast_forward("20:00")
    expect(page.locator(".log .line.reply")).to_have_count(2)
    assert stored(page) == [key(clinic)]
    page.get_by_role("button", name="Helpful", exact=True).first.click()
    page.clock.fast_forward("10:01")
    expect(page.locator(".log")).to_have_text(WORDS["expired"])
    assert stored(page) == []


def test_an_expired_one_goes_when_the_next_page_loads(open_website, clinic, host) -> None:
    page = open_website()
    open_panel(page)
    say(page, "hello")
    for minutes, left in ((29, [key(clinic)]), (1, [])):
        page.evaluate("""([key, minutes]) => {
            const said = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({ ...said, at: said.at - minutes * 60_000 });
        }""", [key(clinic), minutes])
        go(page, f"{host.url}/two/")
        assert stored(page) == left  # though nobody opens the chat
    open_panel(page)
    expect(page.locator(".log .line")).to_have_count(0)


def test_a_clock_that_was_wrong_does_no_harm(open_website, clinic) -> None:
    page = open_website()
    open_panel(page)
    say(page, "hello")
    page.evaluate("""(key) => {
        const said = JSON.parse(localStorage[key]);
        localStorage[key] = JSON.stringify({ ...said, at: said.at + 30 * 86_400_000 }); // more than a timer takes
    }""", key(clinic))
    page.add_init_script("""
        window.timers = 0;
        const set = setTimeout;
        window.setTimeout = (...given) => { timers += 1; return set(...given); };
    """)
    reload(page)
    open_panel(page)
    expect(page.locator(".log .line")).to_have_count(2)
    page.wait_for_timeout(300)
    assert page.evaluate("timers") < 10


# Storage that is refused

REFUSE = "() => { throw new DOMException('no', 'SecurityError'); }"
REFUSED = {
    # As where all cookies are blocked.
    "blocked": f"""Object.defineProperty(window, "localStorage", {{ get: {REFUSE} }});
                   navigator.locks.request = async {REFUSE}""",
    "missing": """Object.defineProperty(window, "localStorage", { value: null });
                  Object.defineProperty(navigator, "locks", { value: undefined })""",
    "full": f"Storage.prototype.setItem = {REFUSE}",
}


@pytest.mark.parametrize("how", REFUSED)
def test_without_storage_it_lasts_as_long_as_the_page(open_website, clinic, how: str) -> None:
    page = open_website()
    page.add_init_script(REFUSED[how])
    reload(page)
    open_panel(page)
    say(page, "hello")
    say(page, "and then?")
    assert [body["session"] for body in clinic.posted] == [None, "a-session"]
    page.get_by_role("button", name="Helpful", exact=True).first.click()
    expect(page.get_by_role("button", name="Helpful", exact=True).first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    open_panel(page)
    expect(page.locator(".log .line")).to_have_count(4)
    delete(page)
    expect(page.locator(".log")).to_have_text(WORDS["deleted"])
    assert clinic.deleted == [{"session": "a-session"}]
    reload(page)
    open_panel(page)
    expect(page.locator(".log .line")).to_have_count(0)


def test_what_is_no_conversation_is_none(open_website, clinic) -> None:
    page = open_website(faults=True)  # the console may tell of it
    for text in ("", "nonsense", "null", "[]", "{}", '{"turns": 1, "at": 1}', '{"at":9e15,"turns":[null]}',
                 '{"at":9e15,"turns":[{"id":1}]}', '{"at":"x","turns":[]}'):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key(clinic), text])
        reload(page)
        open_panel(page)
        say(page, "hello")
        expect(page.locator(".log .line")).to_have_count(2)
        assert json.loads(page.evaluate("(key) => localStorage[key]", key(clinic)))["session"] == "a-session"


# Two tabs

def asked(clinic: StandInClinic, name: str) -> list[Any]:
    """Something of each message.

    A tab hears a moment late that another one has its answer, and may ask for it again; the message's id sees to it
    that nothing is answered anew.
    """
    return list({body["message_id"]: body[name] for body in reversed(clinic.posted)}.values())[::-1]


@pytest.fixture
def tabs(open_website: OpenPage) -> tuple[Page, Page]:
    """Two tabs with the chat open."""
    first = open_website(faults=True)
    second = another_tab(first)
    for tab in (first, second):
        open_panel(tab)
    return first, second


def test_two_tabs_show_one_conversation(tabs, clinic) -> None:
    first, second = tabs
    say(second, "from the second")
    expect(first.locator(".log .line")).to_have_count(2)
    first.bring_to_front()
    say(first, "from the first")
    expect(second.locator(".log .line")).to_have_count(4)
    assert lines(first) == lines(second)
    assert asked(clinic, "session") == [None, "a-session"]


def test_a_vote_is_seen_in_both_tabs(tabs, clinic) -> None:
    first, second = tabs
    say(second, "hello")
    for tab, other, pressed in ((second, first, "true"), (first, second, "false")):
        tab.get_by_role("button", name="Helpful", exact=True).press("Enter")
        expect(other.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", pressed)
    assert [vote["vote"] for vote in clinic.votes] == ["up", None]


def test_deleting_in_one_tab_empties_the_other(tabs, clinic) -> None:
    first, second = tabs
    clinic.texts = [None, URGENT]
    say(second, "hello")
    first.get_by_role("button", name="And then?").focus()  # which goes
    say(second, "my groin is numb")
    for tab in tabs:
        expect(tab.get_by_role("alert").filter(has_text=URGENT)).to_have_count(1)
    assert focused(first)["class"] == "alarm"
    delete(second)
    expect(second.locator(".log")).to_have_text(WORDS["deleted"])
    expect(first.locator(".log .line")).to_have_count(0)
    expect(first.get_by_role("alert").filter(has_text=URGENT)).to_have_count(0)
    expect(first.get_by_role("button", name="Book", exact=True)).to_be_visible()
    assert stored(first) == []
    say(second, "and now?")
    expect(first.locator(".log .line.reply")).to_have_count(1)
    assert clinic.posted[-1]["session"] is None


def test_a_waiting_message_is_seen_in_both_tabs_and_sent_once(tabs, clinic) -> None:
    first, second = tabs
    with away(clinic):
        write(first, "hello")
        for tab in tabs:
            expect(tab.locator(".log .failure")).to_contain_text(WORDS["unreachable"])
    send_now(second)
    for tab in tabs:
        expect(tab.locator(".log .reply")).to_have_count(1)
        expect(tab.locator(".log .failure")).to_have_count(0)
    assert list(clinic.processed.values()) == [1]


def test_messages_of_both_tabs_are_answered_in_order(tabs, clinic) -> None:
    first, second = tabs
    clinic.wait = 0.2
    for number, tab in enumerate((first, second, first, second)):
        write(tab, f"message {number}")
        expect(first.locator(".line.visitor")).to_have_count(number + 1)
        expect(second.locator(".line.visitor")).to_have_count(number + 1)
    for tab in tabs:
        expect(tab.locator(".log .reply")).to_have_count(4)
    assert asked(clinic, "message") == [f"message {number}" for number in range(4)]
    assert asked(clinic, "session") == [None, *["a-session"] * 3]
    assert set(clinic.processed.values()) == {1}


def test_a_message_taken_back_in_the_other_tab_is_not_sent(tabs, clinic) -> None:
    first, second = tabs
    with away(clinic):
        write(first, "hello")
        second.get_by_role("button", name="Take it back").click()
        expect(field(second)).to_have_value("hello")
        expect(first.locator(".log .line")).to_have_count(0)
    say(first, "something else")
    assert asked(clinic, "message") == ["something else"]


def test_what_held_up_a_message_that_the_other_tab_sent_holds_up_no_other(tabs, clinic) -> None:
    first, second = tabs
    with away(clinic):
        write(first, "hello")
        for tab in tabs:
            expect(tab.locator(".log .failure")).to_contain_text(WORDS["unreachable"])
    send_now(first)
    expect(second.locator(".log .reply")).to_have_count(1)
    write(second, "and then?")
    assert second.locator(".log .failure").count() == 0
    expect(second.locator(".log .reply")).to_have_count(2)
    assert list(clinic.processed.values()) == [1, 1]


def test_the_other_tab_sends_what_a_closed_one_could_not(tabs, clinic) -> None:
    first, second = tabs
    with away(clinic):
        write(first, "hello")
        expect(second.locator(".log .line.visitor")).to_have_count(1)
        first.close()
    send_now(second)
    expect(second.locator(".log .reply")).to_have_count(1)
    assert list(clinic.processed.values()) == [1]


def test_the_other_tab_sends_what_was_under_way_in_a_closed_one(tabs, clinic) -> None:
    first, second = tabs
    clinic.wait = 1
    write(first, "hello")
    expect(second.locator(".log .line.visitor")).to_have_count(1)
    first.close()
    expect(second.locator(".log .reply")).to_have_count(1)
    assert len({body["message_id"] for body in clinic.posted}) == 1


def test_the_next_page_sends_what_waits_also_if_the_chat_is_not_opened(open_website, clinic, host) -> None:
    page = open_website(faults=True)
    open_panel(page)
    with away(clinic):
        write(page, "hello")
        expect(page.locator(".log .failure")).to_contain_text(WORDS["unreachable"])
        context = page.context
        page.close()
    page = context.new_page()
    go(page, f"{host.url}/two/")
    expect(page.get_by_role("button", name=WORDS["newAnswer"])).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_panel(page)
    expect(page.locator(".log .reply")).to_have_count(1)
    assert list(clinic.processed.values()) == [1]


# Back

@pytest.fixture(scope="module")
def keeping_browser(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps the pages one leaves, to show them again as they were; Playwright's usually doesn't."""
    chromium = browser.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"])
    yield chromium
    chromium.close()


def test_back_shows_what_was_said_since(keeping_browser, clinic, host) -> None:
    host.pages["one"] = host.pages["two"] = HostPage(clinic.url)
    with pages(keeping_browser, host.url, clinic.url) as open_:
        page = open_("/one/")
        # Chromium tells a kept page later what was stored meanwhile. Others don't.
        page.evaluate("addEventListener('storage', (event) => event.stopImmediatePropagation())")
        open_panel(page)
        say(page, "on the first page")
        page.evaluate("window.left = true")
        go(page, f"{host.url}/two/")
        open_panel(page)
        expect(page.locator(".log .line")).to_have_count(2)
        say(page, "on the second page")
        page.go_back(wait_until="commit")
        page.wait_for_function("window.left")  # it is the page that was left, and not loaded again
        expect(page.locator(".log .line")).to_have_count(4)
        say(page, "and back")
        assert [body["session"] for body in clinic.posted] == [None, "a-session", "a-session"]
