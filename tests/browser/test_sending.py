"""Messages on their way: kept until they are answered, sent again by themselves, in order, and processed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from frontdesk.knowledge.privacy import Privacy
from tests.browser import shared_website
from tests.browser.conftest import _READY, OpenPage
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import WORDS, away, delete, field, focused, open_panel, say, send_now, write
from tests.browser.stand_in import StandInClinic

pytestmark = pytest.mark.browser
website, clinic, host = shared_website.website, shared_website.clinic, shared_website.host

LONG_AGO = 1000  # seconds, longer than any test


@pytest.fixture
def chat(open_host: OpenPage, host: HostPages, clinic: StandInClinic) -> Page:
    """A page of another website with the chat open, on which things may go wrong."""
    host.pages["page"] = HostPage(clinic.url)
    page = open_host("/page/", faults=True)
    open_panel(page)
    return page


def note(page: Page) -> Locator:
    """What is said of a message that is held up or refused."""
    return page.locator(".log .failure")


def answers(page: Page) -> Locator:
    return page.locator(".log .reply")


def until(page: Page, found: Callable[[], object]) -> None:
    """Wait until something has happened outside the page."""
    for _ in range(1000):
        if found():
            return
        page.wait_for_timeout(10)
    raise AssertionError("it didn't happen")


def visitor_lines(page: Page) -> list[str]:
    return page.locator(".log .visitor .bubble").all_inner_texts()


def answer_with(
    page: Page, status: int, times: int = 1, headers: dict[str, str] | None = None, **body: Any,
) -> list[Any]:
    """Let something between the page and the site answer the next messages; returns what was asked."""
    asked: list[Any] = []

    def answer(route: Route) -> None:
        asked.append(route.request.post_data_json)
        route.fulfill(status=status, json=body, headers={
            "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After", **(headers or {})})

    page.route("**/api/chat", answer, times=times)
    return asked


def posted(clinic: StandInClinic, name: str = "message") -> list[Any]:
    return [body[name] for body in clinic.posted]


@pytest.fixture
def hurried(chat: Page) -> Page:
    """The page, with time a hundred times as fast; ``delays`` are the milliseconds until each message is sent again."""
    chat.add_init_script("""
        window.delays = [];
        const set = setTimeout;
        window.setTimeout = (act, wait) => {
          if (![500, 1800].includes(wait) && !(wait > 60_000)) delays.push(wait);
          return set(act, wait / 100);
        };
    """)
    chat.reload()
    chat.wait_for_function(_READY)
    open_panel(chat)
    return chat


@pytest.fixture
def held(chat: Page) -> Callable[[], None]:
    """Nothing reaches the site, and with this it does."""
    routes: list[Route] = []
    chat.route("**/api/chat", lambda route: routes.append(route), times=1)
    chat.clock.install()

    def let_go() -> None:
        until(chat, lambda: routes)
        routes.pop().continue_()

    return let_go


# No connection, no server

def test_offline_says_so_and_sends_when_back(chat, clinic) -> None:
    chat.context.set_offline(True)
    write(chat, "hello")
    expect(note(chat)).to_contain_text(WORDS["unreachable"])
    expect(chat.get_by_role("log")).to_have_attribute("aria-live", "polite")  # it is announced
    expect(field(chat)).to_have_value("")
    write(chat, "and another")
    assert visitor_lines(chat) == ["hello", "and another"]
    assert answers(chat).count() == 0
    assert clinic.posted == []
    chat.context.set_offline(False)
    expect(answers(chat)).to_have_count(2)
    expect(note(chat)).to_have_count(0)
    assert posted(clinic) == ["hello", "and another"]
    assert list(clinic.processed.values()) == [1, 1]


def test_going_offline_while_a_message_is_under_way_says_so(chat, clinic) -> None:
    clinic.wait = 1
    write(chat, "hello")
    chat.context.set_offline(True)
    expect(note(chat)).to_contain_text(WORDS["unreachable"])
    assert answers(chat).count() == 0
    chat.context.set_offline(False)
    expect(answers(chat)).to_have_count(1)
    expect(note(chat)).to_have_count(0)
    assert list(clinic.processed.values()) == [1]


def test_a_server_that_is_gone_gets_all_once_and_in_order_when_it_is_back(chat, clinic) -> None:
    say(chat, "zero")
    with away(clinic):
        for text in ("one", "two", "three"):
            write(chat, text)
        expect(note(chat)).to_have_count(1)  # the others wait behind it
        expect(note(chat)).to_contain_text(WORDS["unreachable"])
        expect(chat.locator(".log .visitor").nth(1)).to_contain_text(WORDS["unreachable"])
    send_now(chat)
    expect(answers(chat)).to_have_count(4)
    assert posted(clinic) == ["zero", "one", "two", "three"]
    assert set(clinic.processed.values()) == {1}
    expect(note(chat)).to_have_count(0)
    kinds = chat.locator(".log .line").evaluate_all("(all) => all.map((line) => line.classList[1])")
    assert kinds == ["visitor", "reply"] * 4


def test_a_server_killed_while_it_answers_has_the_message_once(chat, clinic) -> None:
    clinic.wait = 5
    write(chat, "hello")
    until(chat, lambda: clinic.posted)
    with away(clinic):
        expect(note(chat)).to_contain_text(WORDS["unreachable"])
    clinic.wait = 0
    send_now(chat)
    expect(answers(chat)).to_have_count(1)
    assert len(set(posted(clinic, "message_id"))) == 1
    assert list(clinic.processed.values()) == [1]


def test_an_answer_lost_on_its_way_is_fetched_and_not_made_anew(chat, clinic) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    chat.route("**/api/chat", lose, times=1)
    write(chat, "hello")
    expect(note(chat)).to_contain_text(WORDS["unreachable"])
    send_now(chat)
    expect(answers(chat)).to_have_count(1)
    assert len(clinic.posted) == 2
    assert len(set(posted(clinic, "message_id"))) == 1
    assert list(clinic.processed.values()) == [1]


def test_a_slow_answer_says_so_and_is_shown_when_it_comes(chat, clinic, held) -> None:
    write(chat, "hello")
    looking = chat.get_by_role("status").filter(has_text=WORDS["looking"])
    expect(looking).to_have_count(1)
    chat.clock.run_for(2000)
    expect(note(chat)).to_contain_text(WORDS["slow"])
    expect(looking).to_have_count(1)
    assert answers(chat).count() == 0
    held()
    expect(answers(chat)).to_have_count(1)
    expect(note(chat)).to_have_count(0)
    assert len(clinic.posted) == 1


# What the server says

def test_too_many_messages_wait_as_long_as_the_server_says(chat, clinic) -> None:
    chat.clock.install()
    asked = answer_with(chat, 429, headers={"Retry-After": "60"}, detail="Too many messages. Please wait a minute.")
    write(chat, "hello")
    expect(note(chat)).to_contain_text("Too many messages. Please wait a minute.")
    write(chat, "and another")
    chat.clock.run_for("00:50")
    assert clinic.posted == []
    chat.clock.run_for("00:26")
    expect(answers(chat)).to_have_count(2)
    assert posted(clinic) == ["hello", "and another"]
    assert asked[0]["message_id"] == clinic.posted[0]["message_id"]


def test_a_wait_that_is_no_number_does_not_make_it_hasty(hurried) -> None:
    afters = ("", "Wed, 21 Oct 2026 07:28:00 GMT", "-5", "soon")
    for number, after in enumerate(afters, 1):
        answer_with(hurried, 429, headers={"Retry-After": after})
        write(hurried, "hello")
        expect(answers(hurried)).to_have_count(number)
    delays = hurried.evaluate("delays")
    assert len(delays) == len(afters)
    assert all(1000 <= delay <= 1250 for delay in delays)


def test_a_server_in_trouble_is_asked_again_less_and_less_often(hurried, clinic) -> None:
    clinic.statuses = [500, 502, 503, 504, 500, 500, 500]
    for text in ("hello", "and another"):
        write(hurried, text)
    expect(answers(hurried)).to_have_count(2)
    expect(note(hurried)).to_have_count(0)
    delays = hurried.evaluate("delays")
    assert len(delays) == 7
    for delay, seconds in zip(delays, (1, 2, 4, 8, 15, 15, 15)):
        assert 1000 * seconds <= delay <= 1250 * seconds
    assert posted(clinic) == ["hello"] * 8 + ["and another"]
    assert len(set(posted(clinic, "message_id"))) == 2
    assert list(clinic.processed.values()) == [1, 1]


def test_a_server_in_trouble_is_told_of(chat, clinic) -> None:
    clinic.statuses = [503]
    write(chat, "hello")
    expect(note(chat)).to_contain_text(WORDS["away"])
    expect(note(chat).get_by_role("button")).to_have_text(["Try now", "Take it back"])
    expect(answers(chat)).to_have_count(0)


def test_an_answer_that_says_nothing_is_asked_for_again(hurried, clinic) -> None:
    clinic.bodies = [{}, None, {"session": "x"}, {"session": "x", "replies": []}, {"replies": [{"kind": "answer"}]}]
    write(hurried, "hello")
    expect(answers(hurried)).to_have_count(1)
    assert len(clinic.posted) == 6
    assert len(set(posted(clinic, "message_id"))) == 1


def test_a_refused_message_is_not_sent_again_and_can_be_taken_back(chat, clinic) -> None:
    clinic.statuses = [400, 403, 413, 422]
    for number in range(4):
        write(chat, f"message {number}")
        expect(note(chat)).to_have_count(number + 1)
        expect(note(chat).last).to_contain_text("The stand-in was told to say so.")
        expect(note(chat).last.get_by_role("button")).to_have_text(["Take it back"])
    expect(chat.get_by_role("status").filter(has_text=WORDS["looking"])).to_have_count(0)
    say(chat, "something else")
    chat.reload()
    chat.wait_for_function(_READY)
    open_panel(chat)
    expect(note(chat)).to_have_count(4)
    note(chat).last.get_by_role("button", name="Take it back").click()
    expect(field(chat)).to_have_value("message 3")
    expect(field(chat)).to_be_focused()
    assert visitor_lines(chat) == ["message 0", "message 1", "message 2", "something else"]
    assert posted(clinic) == [*(f"message {number}" for number in range(4)), "something else"]


def test_a_refused_website_is_told_why_on_the_console(chat, clinic) -> None:
    clinic.set(widget={"allowed_origins": ("https://elsewhere.example",)})
    told: list[str] = []
    chat.on("console", lambda message: told.append(message.text))
    write(chat, "hello")
    expect(note(chat)).to_contain_text("The chat isn't allowed on http://127.0.0.1:")
    assert any("Frontdesk: The chat isn't allowed on" in text and "allowed_origins" in text for text in told)


# What the visitor can do

def test_try_now_sends_at_once(chat, clinic) -> None:
    answer_with(chat, 429, headers={"Retry-After": str(LONG_AGO)}, detail="Too many messages.")
    write(chat, "hello")
    chat.get_by_role("button", name="Try now").focus()
    chat.keyboard.press("Enter")
    expect(answers(chat)).to_have_count(1)
    assert focused(chat)["class"] == "scroller"
    assert list(clinic.processed.values()) == [1]


def test_try_now_says_again_what_is_wrong(chat, clinic) -> None:
    answer_with(chat, 429, times=2, headers={"Retry-After": str(LONG_AGO)}, detail="Too many messages.")
    write(chat, "hello")
    expect(note(chat)).to_be_visible()
    chat.get_by_role("log").evaluate("""(log) => {
        window.added = [];
        new MutationObserver((records) => {
          for (const { addedNodes } of records) for (const node of addedNodes) added.push(node.textContent);
        }).observe(log, { childList: true, subtree: true });
    }""")
    chat.get_by_role("button", name="Try now").click()
    chat.wait_for_function("added.length > 0")
    expect(note(chat)).to_contain_text("Too many messages.")
    chat.get_by_role("button", name="Try now").click()
    expect(answers(chat)).to_have_count(1)


def test_take_it_back_gives_the_text_back(chat, clinic) -> None:
    with away(clinic):
        write(chat, "one")
        write(chat, "two")
        expect(note(chat)).to_be_visible()
        chat.get_by_role("button", name="Take it back").click()
        expect(field(chat)).to_have_value("one")
        expect(field(chat)).to_be_focused()
        assert visitor_lines(chat) == ["two"]
    send_now(chat)
    expect(answers(chat)).to_have_count(1)
    assert posted(clinic) == ["two"]


def test_take_it_back_leaves_what_was_typed_since(chat, clinic) -> None:
    with away(clinic):
        write(chat, "one")
        field(chat).fill("a better one")
        chat.get_by_role("button", name="Take it back").click()
        expect(field(chat)).to_have_value("a better one")
    field(chat).press("Enter")
    expect(answers(chat)).to_have_count(1)
    assert posted(clinic) == ["a better one"]


def test_an_answer_to_what_was_taken_back_is_not_shown(chat, clinic, held) -> None:
    write(chat, "hello")
    chat.clock.run_for(2000)
    chat.get_by_role("button", name="Take it back").click()
    field(chat).fill("")
    write(chat, "something else")
    held()
    expect(answers(chat)).to_have_count(1)
    assert visitor_lines(chat) == ["something else"]
    assert posted(clinic) == ["hello", "something else"]


def test_the_focus_is_not_lost_with_the_note(chat, clinic) -> None:
    answer_with(chat, 429, headers={"Retry-After": str(LONG_AGO)})
    write(chat, "hello")
    chat.get_by_role("button", name="Take it back").focus()
    send_now(chat)
    expect(answers(chat)).to_have_count(1)
    assert focused(chat)["class"] == "scroller"


def test_typing_is_not_disturbed_by_the_note(chat, clinic) -> None:
    answer_with(chat, 503)
    write(chat, "hello")
    chat.keyboard.type("and")
    expect(note(chat)).to_be_visible()
    chat.keyboard.type(" then")
    send_now(chat)
    expect(answers(chat)).to_have_count(1)
    expect(field(chat)).to_have_value("and then")
    expect(field(chat)).to_be_focused()


# Reload, deletion, leave

def test_a_reload_while_a_message_is_under_way_loses_nothing(chat, clinic) -> None:
    clinic.wait = 0.5
    write(chat, "hello")
    expect(chat.locator(".log .visitor")).to_have_count(1)
    chat.reload()
    chat.wait_for_function(_READY)
    open_panel(chat)
    expect(answers(chat)).to_have_count(1)
    assert visitor_lines(chat) == ["hello"]
    assert len(set(posted(clinic, "message_id"))) == 1


def test_a_conversation_deleted_while_a_message_is_under_way_stays_deleted(chat, clinic) -> None:
    say(chat, "hello")
    clinic.wait = 1
    write(chat, "and another")
    delete(chat)
    expect(chat.locator(".log")).to_have_text(WORDS["deleted"])
    assert clinic.deleted == [{"session": "a-session"}]
    assert posted(clinic) == ["hello", "and another"]
    assert chat.evaluate("localStorage.length") == 0
    clinic.wait = 0
    say(chat, "new")
    assert clinic.posted[-1]["session"] is None


def test_a_conversation_deleted_while_its_first_message_is_under_way_is_erased_too(chat, clinic) -> None:
    clinic.wait = 1
    write(chat, "hello")
    delete(chat)
    expect(chat.locator(".log")).to_have_text(WORDS["deleted"])
    assert clinic.deleted == [{"session": "a-session"}]
    assert chat.evaluate("localStorage.length") == 0


def test_what_waits_goes_with_the_conversation(chat, clinic) -> None:
    with away(clinic):
        write(chat, "hello")
        expect(note(chat)).to_be_visible()
        delete(chat)
        expect(chat.locator(".log")).to_have_text(WORDS["nothingToDelete"])
    send_now(chat)
    say(chat, "something else")
    assert posted(clinic) == ["something else"]


def test_a_deletion_that_fails_says_so_and_loses_nothing(chat, clinic) -> None:
    say(chat, "hello")
    with away(clinic):
        delete(chat)
        expect(chat.locator(".log .notice")).to_have_text(WORDS["notDeleted"])
        expect(answers(chat)).to_have_count(1)
    delete(chat)
    expect(chat.locator(".log")).to_have_text(WORDS["deleted"])
    assert clinic.deleted == [{"session": "a-session"}]


def test_leave_to_keep_is_not_carried_over_a_reload(chat, clinic, host, open_host) -> None:
    clinic.set(privacy=Privacy(keep_questions=True))
    page = open_host("/page/", faults=True)
    open_panel(page)
    page.get_by_role("checkbox").check()
    with away(clinic):
        write(page, "hello")
        expect(note(page)).to_be_visible()
        context = page.context
        page.close()
    page = context.new_page()
    page.goto(f"{host.url}/page/")
    page.wait_for_function(_READY)
    open_panel(page)
    expect(answers(page)).to_have_count(1)
    assert "may_keep" not in clinic.posted[-1]


# The text field

def test_two_messages_typed_quickly_keep_their_order(chat, clinic) -> None:
    clinic.wait = 0.2
    chat.keyboard.type("one\ntwo\nthree\n")
    expect(answers(chat)).to_have_count(3)
    assert posted(clinic) == ["one", "two", "three"]
    assert posted(clinic, "session") == [None, "a-session", "a-session"]
    kinds = chat.locator(".log .line").evaluate_all("(all) => all.map((line) => line.classList[1])")
    assert kinds == ["visitor", "reply"] * 3


def test_a_key_that_ends_a_composition_does_nothing_else(chat, clinic) -> None:
    field(chat).fill("こんにち")
    for key in ({"key": "Enter", "isComposing": True, "keyCode": 229}, {"key": "Escape", "isComposing": True},
                {"key": "Enter", "keyCode": 229}):  # Safari's comes after the composition
        left_alone = field(chat).evaluate("""(field, key) => field.dispatchEvent(
            new KeyboardEvent("keydown", { bubbles: true, composed: true, cancelable: true, ...key }))""", key)
        assert left_alone
    expect(field(chat)).to_have_value("こんにち")
    expect(chat.get_by_role("dialog")).to_be_visible()
    assert clinic.posted == []


def test_shift_enter_is_a_new_line_and_nothing_is_no_message(chat, clinic) -> None:
    for text in ("", "  \n "):
        write(chat, text)
    assert clinic.posted == []
    expect(chat.locator(".log .line")).to_have_count(0)
    field(chat).fill("")
    field(chat).press_sequentially("one")
    field(chat).press("Shift+Enter")
    field(chat).press_sequentially("two")
    assert clinic.posted == []
    field(chat).press("Enter")
    expect(answers(chat)).to_have_count(1)
    assert posted(clinic) == ["one\ntwo"]


def test_a_message_that_is_too_long_is_refused_and_kept(chat, clinic) -> None:
    alert = chat.get_by_role("alert").filter(has_text=WORDS["tooLong"])
    field(chat).fill("x" * 1001)
    expect(alert).to_be_visible()
    field(chat).press("Enter")
    expect(field(chat)).to_have_value("x" * 1001)
    expect(field(chat)).to_have_attribute("aria-invalid", "true")
    expect(field(chat)).to_be_focused()
    assert clinic.posted == []
    # What counts are characters as people see them, as on the server.
    field(chat).fill("🙂" * 1000)
    expect(alert).to_have_count(0)
    field(chat).press("Enter")
    expect(answers(chat)).to_have_count(1)
    expect(field(chat)).to_have_attribute("aria-invalid", "false")
    assert posted(clinic) == ["🙂" * 1000]


def test_each_message_has_an_id_of_its_own_that_nobody_guesses(chat, clinic) -> None:
    for text in ("same", "same", "same"):
        say(chat, text)
    ids = posted(clinic, "message_id")
    assert len(set(ids)) == 3
    assert all(len(set(one)) > 4 and len(one) == 32 for one in ids)
