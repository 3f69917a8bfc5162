"""What the inbox shows."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from frontdesk.console import inbox_pages
from frontdesk.console.clinic_fields import FIELDS
from frontdesk.editing.draft import Draft
from frontdesk.inbox.inbox import Inbox
from frontdesk.inbox.why import REASON_NAMES
from tests.console.conftest import ROOT, Browser, text_of
from tests.console.inbox.conftest import HERE, cards
from tests.console.inbox.messages import sixty
from tests.store.inbox_rows import ask

SCRIPT = "<script>alert(1)</script>"


def page_of(browser: Browser, address: str = HERE) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.text)


def headings(page: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<h2 id=\"g\d+-text\">(.*?)</h2>", page)]


def test_an_empty_inbox_says_so(browser: Browser) -> None:
    assert "Nothing is waiting." in page_of(browser)


def test_what_most_visitors_asked_comes_first(browser: Browser, database: Engine) -> None:
    ask(database, "a", "how much is parking at your clinic")
    for visitor in "abc":
        ask(database, visitor, f"why do I get calf cramps at night{'?' * (visitor == 'b')}")
    ask(database, "d", "do you take Bupa insurance")
    page = page_of(browser)
    assert headings(page) == ["“why do I get calf cramps at night”", "“do you take Bupa insurance”",
                              "“how much is parking at your clinic”"]
    first, *_ = cards(page)
    assert "3 visitors" in text_of(first)
    assert "3 messages since" in text_of(first)
    assert "Not answered ×3" in text_of(first)


def test_what_was_answered_surely_isnt_there(browser: Browser, database: Engine) -> None:
    sure = {"label": "greet", "decision": "intent", "confidence": 0.99, "near": 0.9, "strength": 9.0, "passage": 0.5}
    ask(database, "a", "hello", "smalltalk", **sure)
    ask(database, "a", "good morning", "smalltalk", "down", "wrong", **sure)
    page = page_of(browser)
    assert headings(page) == ["“good morning”"]
    assert "The visitor voted the answer down: “Wrong”." in page


def test_it_says_what_was_understood_and_why(browser: Browser, database: Engine, draft: Draft) -> None:
    slug, question = next((slug, faq.question) for slug, faq in draft.state().faqs.items())
    ask(database, "a", "why is my calf blue", label=f"faq/{slug}", decision="none", nearest=[slug], confidence=0.2,
        near=0.2, strength=0.0, passage=0.2, version=7)
    said = text_of(html.unescape(page_of(browser)))
    assert f"It was nearest to “{question}”, but not near enough: 0.20 where 0.35 is needed." in said
    assert "Answered by version 7" in said


def test_and_what_was_asked_before(browser: Browser, database: Engine) -> None:
    ask(database, "a", "what do my glutes do", "answer")
    ask(database, "a", "and at night?")
    ask(database, "b", "who is your dentist")
    page = page_of(browser)
    assert page.count("Asked before in the same conversation") == 1
    assert "“what do my glutes do” (answered)" in page


def test_suggestions_are_of_the_draft(
    browser: Browser, database: Engine, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.console.inbox_cards._WAIT", 60.0)
    question = next(iter(draft.state().faqs.values())).question
    slug = next(iter(draft.state().faqs))
    ask(database, "a", f"{question} please tell me")
    page = page_of(browser)
    suggested = re.findall(r'value="teach (faq/[^"]+)" data-key="(\d)"', page)
    assert [key for _, key in suggested] == ["1", "2", "3"]
    assert suggested[0][0] == f"faq/{slug}"
    assert len(re.findall(r'href="/staff/faqs/new\?from=1&amp;article=[^&]+&amp;passage=[^"]+"', page)) == 3
    first = re.search(r'href="/staff/faqs/new\?from=1&amp;article=([^&]+)&amp;passage=', page)
    assert first is not None
    assert f'href="/staff/faqs/new?from=1&amp;article={first[1]}" data-key="n"' in page


def test_while_those_arent_ready_the_assistants_own_are_shown(
    browser: Browser, database: Engine, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.console.inbox_cards.what_is_taught", lambda *_: None)
    first, second, *_ = draft.state().faqs
    ask(database, "a", "one", nearest=[first, second, "gone"], label="out_of_scope/pregnancy")
    page = page_of(browser)
    assert re.findall(r'value="teach (faq/[^"]+)" data-key', page) == [f"faq/{first}", f"faq/{second}"]
    assert re.search(r'name="kind">\s*<option value="out_of_scope/pregnancy">', page)


def test_a_filter_shows_one_kind_alone(browser: Browser, database: Engine) -> None:
    ask(database, "a", "why do I get calf cramps at night")
    ask(database, "b", "calf cramps at night, why do I get them", "choice", decision="choice")
    ask(database, "c", "where do I park", "choice", decision="choice")
    found = re.findall(r'>([\w ,]+) <span class="quiet">(\d+)<', page_of(browser))
    counts = {name: int(count) for name, count in found}
    assert counts == {"All": 3, "Not answered": 1, "Asked which was meant": 2, "Voted down": 0,
                      "Answered, but only just": 0, "Found by search": 0}
    assert headings(page_of(browser, f"{HERE}?why=choice")) == [
        "“where do I park”", "“calf cramps at night, why do I get them”"]
    assert "Nothing is here for this reason." in page_of(browser, f"{HERE}?why=search")
    assert len(headings(page_of(browser, f"{HERE}?why=nonsense"))) == 2


def test_it_is_paged(browser: Browser, database: Engine, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_pages, "_READING", 60.0)
    sixty(database, list(draft.state().faqs))
    first = page_of(browser)
    last = int(re.findall(r'href="/staff/inbox\?page=(\d+)"', first)[-1])
    seen = headings(first)
    assert len(seen) == 10
    for number in range(2, last + 1):
        seen += headings(page_of(browser, f"{HERE}?page={number}"))
    assert len(seen) == len(set(seen)) > 20
    assert headings(page_of(browser, f"{HERE}?page=999")) == headings(page_of(browser, f"{HERE}?page={last}"))
    assert headings(page_of(browser, f"{HERE}?page=x")) == seen[:10]


def test_what_came_just_now_is_read_bit_by_bit(
    browser: Browser, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_pages, "_READING", 0.0)
    for number in range(20):
        ask(database, f"{number}", f"a question of its own about the number {number * 37}")
    assert "12 more messages are being read" in page_of(browser)
    assert "4 more messages are being read" in page_of(browser)
    assert "being read" not in page_of(browser)


@pytest.mark.parametrize("address", [HERE, f"{HERE}/groups/1"])
def test_everything_that_a_visitor_wrote_is_text(browser: Browser, database: Engine, address: str) -> None:
    ask(database, "a", f"first {SCRIPT}")
    ask(database, "a", f"“ \" ' &amp; {SCRIPT} {{{{ 7 * 7 }}}} is what my dentist says")
    ask(database, "b", f"“ \" ' &amp; {SCRIPT} {{{{ 7 * 7 }}}} is what my dentist said")
    page_of(browser)
    page = page_of(browser, address)
    assert SCRIPT not in page
    assert page.count(html.escape(SCRIPT, quote=False)) > 3
    assert "&amp;amp;" in page
    assert "{{ 7 * 7 }}" in page
    assert "</textarea>" in page


def test_a_very_long_one_is_cut_and_can_be_read_whole(browser: Browser, database: Engine) -> None:
    long = "and then it hurts " * 100 + "at the very end"
    ask(database, "a", long)
    ask(database, "b", f"{long}, too")
    page = page_of(browser)
    assert headings(page)[0].endswith(" …”")
    assert len(headings(page)[0]) < 300
    assert "Show all 1,815 characters" in page
    assert page.count("at the very end") >= 2


def test_a_large_group_has_a_page_of_its_own(browser: Browser, database: Engine) -> None:
    for number in range(10):
        ask(database, f"{number}", f"why do I get calf cramps at night{' so often' * number}")
    page = page_of(browser)
    assert "9 other ways it was asked" in text_of(page)
    assert len(re.findall(r'name="only"', page)) == 6
    assert "Show all 10 ways it was asked" in page
    whole = page_of(browser, f"{HERE}/groups/1")
    assert len(re.findall(r'name="only"', whole)) == 10


def test_one_of_hundreds_says_how_many_more_there_are(browser: Browser, database: Engine) -> None:
    for number in range(105):
        ask(database, f"{number}", f"why do I get calf cramps at night, {number} times a week")
    page_of(browser)
    Inbox(database, ROOT).read(60.0)
    whole = page_of(browser, f"{HERE}/groups/1")
    assert len(re.findall(r'name="only"', whole)) == 100
    assert "5 more are not shown." in whole


@pytest.mark.parametrize("address", [f"{HERE}/groups/7", f"{HERE}/groups/{'9' * 30}"])
def test_a_group_that_isnt_there(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_a_viewer_sees_it_all_and_can_press_nothing(
    asking: None, open_inbox: Callable[..., Browser], database: Engine
) -> None:
    ask(database, "a", "why do I get calf cramps at night")
    ask(database, "b", "why do I get calf cramps at night so often")
    viewer = open_inbox("viewer")
    for address in (HERE, f"{HERE}/groups/1", f"{HERE}/done"):
        page = page_of(viewer, address)
        assert "/staff/inbox/act" not in page
        assert "<textarea" not in page
    assert "calf cramps" in page_of(viewer)


@pytest.mark.parametrize("address", ["act", "undo/1"])
def test_nor_send_a_form(asking: None, open_inbox: Callable[..., Browser], address: str) -> None:
    assert open_inbox("viewer").submit(f"{HERE}/{address}").status_code == 403


def test_where_the_clinic_keeps_nothing_there_are_only_counts(
    open_inbox: Callable[..., Browser], database: Engine
) -> None:
    ask(database, "a", "an old xylophone")
    page = page_of(open_inbox())
    assert "xylophone" not in page
    assert "Answers voted down" in page
    assert "docs/privacy.md" in page
    assert 'href="/staff/clinic' in page
    assert f"“{FIELDS['privacy.keep_questions'].label}”" in page
    for address in ("groups/1", "done"):
        answer = open_inbox().get(f"{HERE}/{address}")
        assert answer.status_code == 404
        assert "xylophone" not in answer.text


def test_sixty_messages_are_a_small_page(
    browser: Browser, database: Engine, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_pages, "_READING", 60.0)
    assert sixty(database, list(draft.state().faqs)) == 60
    page = page_of(browser)
    assert len(gzip.compress(page.encode())) < 40_000
    assert all(name in page for name in REASON_NAMES.values())
