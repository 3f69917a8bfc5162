"""A host page's strict policy is kept, no other host is asked, and nothing is stored before a visitor has written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import OpenPage, pages
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import WORDS, delete, field, launcher, more, open_panel, say
from tests.browser.stand_in import QUOTING, StandInClinic

pytestmark = pytest.mark.browser

URGENT = "Please call 999 now."
_REST = "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
_KEPT = """async () => ({
  "local storage": Object.keys(localStorage), "session storage": Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map((one) => one.name), caches: await caches.keys(),
  "service workers": (await navigator.serviceWorker.getRegistrations()).length, cookie: document.cookie,
})"""
_NOTHING = {"local storage": [], "session storage": [], "databases": [], "caches": [], "service workers": 0,
            "cookie": ""}


def by_address(clinic: StandInClinic) -> str:
    return f"default-src 'none'; script-src {clinic.url}; connect-src {clinic.url}; {_REST}"


def by_nonce(clinic: StandInClinic) -> str:
    return f"default-src 'none'; script-src 'nonce-abc123' 'strict-dynamic'; connect-src {clinic.url}; {_REST}"


def hold_a_conversation(page: Page, clinic: StandInClinic) -> None:
    """Everything that a visitor can do."""
    page.evaluate("window.print = () => {}")
    open_panel(page)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "is my calf related to my back?")
    page.get_by_role("button", name="Not helpful", exact=True).click()
    page.get_by_role("button", name="Wrong", exact=True).click()
    more(page, "Copy the conversation")
    expect(page.get_by_text(WORDS["copied"])).to_be_visible()
    assert "is my calf related to my back?" in page.evaluate("navigator.clipboard.readText()")
    more(page, "Print the conversation")
    clinic.texts = [URGENT]
    say(page, "my groin is numb")
    expect(page.get_by_role("alert").first).to_contain_text(URGENT)
    page.reload()
    open_panel(page)
    expect(page.locator(".log .reply")).to_have_count(2)
    delete(page)
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    assert len(clinic.votes) == 2
    assert len(clinic.deleted) == 1


@pytest.mark.parametrize("policy", [by_address, by_nonce])
def test_a_conversation_keeps_to_a_strict_policy(
    open_host: OpenPage, clinic: StandInClinic, host: HostPages, policy: Callable[[StandInClinic], str]
) -> None:
    attributes = {"nonce": "abc123"} if policy is by_nonce else {}
    host.pages["strict"] = HostPage(clinic.url, attributes, policy=policy(clinic))
    page = open_host("/strict/", permissions=["clipboard-read", "clipboard-write"])
    hold_a_conversation(page, clinic)
    assert page.evaluate("violations") == []


def test_the_sites_own_pages_keep_to_their_policy(open_clinic: OpenPage, clinic: StandInClinic) -> None:
    page = open_clinic(permissions=["clipboard-read", "clipboard-write"])
    hold_a_conversation(page, clinic)
    assert page.evaluate("violations") == []


def test_the_chat_in_the_page_keeps_to_a_strict_policy(
    open_host: OpenPage, clinic: StandInClinic, host: HostPages
) -> None:
    host.pages["inline"] = HostPage(clinic.url, body="<frontdesk-chat></frontdesk-chat>", policy=by_address(clinic))
    page = open_host("/inline/")
    say(page, "one")
    assert page.evaluate("violations") == []


def test_a_violation_would_be_seen(open_host: OpenPage, clinic: StandInClinic, host: HostPages) -> None:
    host.pages["strict"] = HostPage(clinic.url, policy=by_address(clinic))
    page = open_host("/strict/", faults=True)
    page.evaluate("""() => {
        const style = document.createElement("style");
        style.textContent = "p { top: 0 }";
        document.head.append(style);
        try { document.body.innerHTML = "<p>"; } catch {}
    }""")
    page.wait_for_function("() => violations.length >= 2")
    found = page.evaluate("violations.splice(0)")
    assert [one.split(" ")[0] for one in found] == ["style-src-elem", "require-trusted-types-for"]


def test_a_page_that_may_not_have_it_shows_nothing_and_says_why(browser: Browser, clinic: StandInClinic) -> None:
    with HostPages().running() as stranger:
        stranger.pages["page"] = HostPage(clinic.url)
        told: list[str] = []
        with pages(browser, stranger.url, clinic.url) as open_:
            page = open_("/page/", faults=True, chat=False)
            page.on("console", lambda message: message.type == "error" and told.append(message.text))
            page.reload(wait_until="networkidle")
            expect(page.locator("#frontdesk-widget")).to_have_count(0)
            assert told == [WORDS["wrongOrigin"].replace("{origin}", stranger.url)]
            # The server doesn't rely on that.
            answer = page.request.post(f"{clinic.url}/api/chat", data='{"message": "one", "message_id": "1"}',
                                       headers={"Origin": stranger.url, "Content-Type": "text/plain"})
            assert answer.status == 403
            assert stranger.url in answer.json()["detail"]
            refused = page.evaluate("""(address) => fetch(address, { method: "POST", body: '{"message": "one"}' })
                .then((response) => response.status)""", f"{clinic.url}/api/chat")
            assert refused == 403
        assert clinic.posted == []


def test_one_request_before_it_is_opened_and_two_to_the_first_answer(
    open_host: OpenPage, clinic: StandInClinic, host: HostPages
) -> None:
    host.pages["page"] = HostPage(clinic.url)
    page = open_host("/page/", chat=False)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.reload(wait_until="networkidle")
    launcher(page).wait_for()
    page.wait_for_timeout(300)  # nothing comes later either
    assert [request.url for request in asked[1:]] == [f"{clinic.url}/widget.js"]
    asked.clear()
    open_panel(page)
    field(page).press_sequentially("private")
    field(page).fill("")
    say(page, "one")
    page.wait_for_timeout(300)
    assert [request.method for request in asked] == ["GET", "POST"]
    assert asked[0].url.startswith(f"{clinic.url}/widget/panel-")
    assert asked[1].url == f"{clinic.url}/api/chat"


def test_no_preflight_and_no_address_of_the_page_is_sent(
    open_host: OpenPage, clinic: StandInClinic, host: HostPages
) -> None:
    host.pages["page"] = HostPage(clinic.url)
    page = open_host("/page/")
    open_panel(page)
    with page.expect_request("**/api/chat") as sent:
        say(page, "one")
    headers = sent.value.all_headers()
    assert headers["content-type"].startswith("text/plain")
    assert "cookie" not in headers
    assert "/page/" not in headers.get("referer", "")


def test_nothing_is_stored_before_the_first_message_and_then_one_thing(
    open_host: OpenPage, clinic: StandInClinic, host: HostPages
) -> None:
    host.pages["page"] = HostPage(clinic.url)
    page = open_host("/page/")
    assert page.evaluate(_KEPT) == _NOTHING
    open_panel(page)
    field(page).press_sequentially("private")
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    assert page.evaluate(_KEPT) == _NOTHING
    open_panel(page)
    expect(field(page)).to_have_value("private")
    say(page, "one")
    assert page.evaluate(_KEPT) == {**_NOTHING, "local storage": [f"frontdesk:{clinic.url}/"]}
    delete(page)
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
    assert page.evaluate(_KEPT) == _NOTHING
    assert page.context.cookies() == []
