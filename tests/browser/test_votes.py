"""Thumbs up and down: what is offered, what is sent, and what is shown of it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from frontdesk.replies.reply import KINDS, Reply
from frontdesk.replies.urgent import urgent_reply
from tests.browser import shared_website
from tests.browser.conftest import _READY, OpenPage
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import WORDS, away, focused, open_panel, say
from tests.browser.stand_in import ANSWER, StandInClinic

pytestmark = pytest.mark.browser
website, clinic, host = shared_website.website, shared_website.clinic, shared_website.host

REASONS = ("irrelevant", "outdated", "wrong", "unsafe")


@pytest.fixture
def chat(open_host: OpenPage, host: HostPages, clinic: StandInClinic) -> Page:
    """A page of another website with the chat open, on which things may go wrong."""
    host.pages["page"] = HostPage(clinic.url)
    page = open_host("/page/", faults=True)
    open_panel(page)
    return page


@pytest.fixture
def answered(chat: Page) -> Page:
    """The page with one answer in the chat."""
    say(chat, "Is my calf related to my back?")
    return chat


def thumb(page: Page, word: str) -> Locator:
    return page.get_by_role("button", name=WORDS[word], exact=True).last


def pressed(page: Page) -> list[str]:
    """The words of the buttons that are pressed."""
    return page.locator(".votes button[aria-pressed=true]").all_inner_texts()


def vote(page: Page, word: str, clinic: StandInClinic) -> dict[str, Any]:
    """Press a button, and tell what the server got."""
    with page.expect_response("**/api/feedback"):
        thumb(page, word).click()
    return clinic.votes[-1]


def voted(clinic: StandInClinic, vote: str | None, reason: str | None = None) -> dict[str, Any]:
    return {"session": "a-session", "message_id": clinic.posted[0]["message_id"], "vote": vote, "reason": reason}


def test_nothing_is_pressed_at_first(answered, clinic) -> None:
    assert answered.locator(".votes button[aria-pressed]").count() == 2 + len(REASONS)
    assert pressed(answered) == []
    expect(answered.get_by_role("group", name=WORDS["whyNot"])).to_have_count(0)
    assert clinic.votes == []


def test_a_vote_up_is_withdrawn_by_pressing_again(answered, clinic) -> None:
    assert vote(answered, "helpful", clinic) == voted(clinic, "up")
    assert pressed(answered) == ["Helpful"]
    expect(answered.get_by_role("group", name=WORDS["whyNot"])).to_have_count(0)
    assert vote(answered, "helpful", clinic) == voted(clinic, None)
    assert pressed(answered) == []


def test_a_vote_down_and_its_reasons(answered, clinic) -> None:
    assert vote(answered, "notHelpful", clinic) == voted(clinic, "down")
    assert pressed(answered) == ["Not helpful"]
    group = answered.get_by_role("group", name=WORDS["whyNot"])
    expect(group.get_by_role("button")).to_have_text([WORDS[each] for each in REASONS])
    expect(group).to_be_in_viewport(ratio=0.99)
    for reason in REASONS:
        assert vote(answered, reason, clinic) == voted(clinic, "down", reason)
        assert pressed(answered) == ["Not helpful", WORDS[reason]]
    assert vote(answered, REASONS[-1], clinic) == voted(clinic, "down")
    assert pressed(answered) == ["Not helpful"]


@pytest.mark.parametrize(("press", "becomes"), [("helpful", "up"), ("notHelpful", None)])
def test_a_vote_down_goes_with_its_reason(answered, clinic, press: str, becomes: str | None) -> None:
    vote(answered, "notHelpful", clinic)
    vote(answered, "wrong", clinic)
    assert vote(answered, press, clinic) == voted(clinic, becomes)
    assert pressed(answered) == (["Helpful"] if becomes else [])
    expect(answered.get_by_role("group", name=WORDS["whyNot"])).to_have_count(0)
    vote(answered, "helpful" if becomes else "notHelpful", clinic)
    vote(answered, "notHelpful", clinic)
    assert "Wrong" not in pressed(answered)


def test_each_answer_has_its_own(answered, clinic) -> None:
    say(answered, "and then?")
    vote(answered, "notHelpful", clinic)
    with answered.expect_response("**/api/feedback"):
        answered.get_by_role("button", name="Helpful", exact=True).first.click()
    assert pressed(answered) == ["Helpful", "Not helpful"]
    vote(answered, "notHelpful", clinic)
    first, second = (body["message_id"] for body in clinic.posted)
    votes = [(one["message_id"], one["vote"]) for one in clinic.votes]
    assert votes == [(second, "down"), (first, "up"), (second, None)]


def test_it_needs_no_leave_of_the_browsers(answered, clinic) -> None:
    asked: list[Request] = []
    answered.on("request", lambda request: asked.append(request))
    vote(answered, "helpful", clinic)
    [request] = asked  # no preflight
    assert request.headers["content-type"].startswith("text/plain")
    assert "cookie" not in request.headers


def test_what_is_voted_on(chat, clinic) -> None:
    on, not_on = ("answer", "choice", "no_answer", "clinic"), ("booking", "contact", "smalltalk")
    assert {*on, *not_on, "urgent"} == set(KINDS)
    for kind in (*on, *not_on):
        clinic.replies = [[Reply(kind, f"This is a {kind}.").as_dict()]]
        say(chat, kind)
        turn = chat.locator(".log > div").last
        expect(turn.get_by_role("button", name="Helpful", exact=True)).to_have_count(int(kind in on))
    clinic.replies = [[urgent_reply("Please call 999 now.").as_dict()]]
    say(chat, "urgent")
    expect(chat.locator(".votes")).to_have_count(0)
    say(chat, "and then?")
    expect(chat.locator(".votes")).to_have_count(0)


def test_several_replies_to_one_message_have_one_vote(chat, clinic) -> None:
    clinic.replies = [[Reply("smalltalk", "Hello!").as_dict(), ANSWER.as_dict(), ANSWER.as_dict()]]
    chat.get_by_role("textbox").fill("hello")
    chat.keyboard.press("Enter")
    expect(chat.locator(".log .reply")).to_have_count(3)
    expect(chat.locator(".votes")).to_have_count(1)


def test_what_could_not_be_sent_is_taken_back(answered, clinic) -> None:
    vote(answered, "helpful", clinic)
    with away(clinic):
        thumb(answered, "notHelpful").click()
        expect(answered.locator(".log .notice")).to_have_text(WORDS["notVoted"])
        assert pressed(answered) == ["Helpful"]
        expect(answered.get_by_role("group", name=WORDS["whyNot"])).to_have_count(0)
    assert vote(answered, "helpful", clinic) == voted(clinic, None)


def test_what_the_server_refuses_is_taken_back(answered, clinic) -> None:
    answered.route("**/api/feedback", lambda route: route.fulfill(
        status=404, headers={"Access-Control-Allow-Origin": "*"}, json={"detail": "There is no such answer."}))
    thumb(answered, "helpful").click()
    expect(answered.locator(".log .notice")).to_have_text(WORDS["notVoted"])
    assert pressed(answered) == []


def test_the_notice_is_announced_and_the_buttons_are_not(answered, clinic) -> None:
    assert answered.locator(".votes").evaluate("(votes) => votes.ariaLive") == "off"
    with away(clinic):
        thumb(answered, "helpful").click()
        expect(answered.get_by_role("log").locator(".notice")).to_have_text(WORDS["notVoted"])
    assert answered.locator(".notice").evaluate("(notice) => notice.closest('[aria-live]').ariaLive") == "polite"


def test_a_vote_is_there_after_a_reload(answered, clinic) -> None:
    vote(answered, "notHelpful", clinic)
    vote(answered, "outdated", clinic)
    answered.reload()
    answered.wait_for_function(_READY)
    open_panel(answered)
    assert pressed(answered) == ["Not helpful", "Out of date"]
    expect(answered.get_by_role("group", name=WORDS["whyNot"])).to_be_visible()
    assert vote(answered, "notHelpful", clinic) == voted(clinic, None)


def test_by_keyboard(answered, clinic) -> None:
    thumb(answered, "notHelpful").focus()
    with answered.expect_response("**/api/feedback"):
        answered.keyboard.press("Space")
    assert focused(answered)["name"] == "Not helpful"
    answered.keyboard.press("Tab")
    assert focused(answered)["name"] == "Not what I asked"
    answered.keyboard.press("Tab")
    with answered.expect_response("**/api/feedback"):
        answered.keyboard.press("Enter")
    assert focused(answered)["name"] == "Out of date"
    assert clinic.votes[-1] == voted(clinic, "down", "outdated")
    assert pressed(answered) == ["Not helpful", "Out of date"]


def test_a_vote_on_what_is_deleted_meanwhile_changes_nothing(answered, clinic) -> None:
    answered.route("**/api/feedback", lambda route: None)  # under way for good
    thumb(answered, "helpful").click()
    answered.evaluate("localStorage.clear(); dispatchEvent(new StorageEvent('storage', { key: null }))")
    expect(answered.locator(".log .line")).to_have_count(0)
    assert answered.evaluate("localStorage.length") == 0
