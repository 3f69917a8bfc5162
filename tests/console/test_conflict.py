"""The page for a change that clashes with another's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from frontdesk.accounts.session import Session
from frontdesk.console.conflict_page import conflict
from frontdesk.console.console import Console
from frontdesk.console.routing import StaffRoute, routes
from frontdesk.console.visit import Visit
from frontdesk.editing.edits import Conflict
from tests.console.conftest import CSRF, Browser, text_of
from tests.console.stand_ins import INTACT

MINE, THEIRS, BASE = "Knees <b>ache</b>.\nMine.", "Knees ached.", "Knees ache."
Show = Callable[..., Browser]


@pytest.fixture
def show(settings: object, database: object) -> Show:
    """A console with one form that always clashes, and keeps what it was sent."""
    def make(error: Conflict, sent: dict[str, str] | None = None) -> Browser:
        def save(visit: Visit) -> Response:
            typed = {name: value for name, value in visit.form.items() if isinstance(value, str) and name != "csrf"}
            if sent is not None:
                sent.update(typed)
            if visit.request.url.query == "saved":
                return PlainTextResponse("saved")
            return conflict(visit, error, typed, "/staff/form?saved")

        def authenticate(_request: Request) -> Session | None:
            return Session(1, "Robin", "editor", CSRF)

        console = Console(settings, database, authenticate, None, None, INTACT, None)  # type: ignore[arg-type]
        return Browser(Starlette(routes=routes(console, [StaffRoute("/form", save, "editor", post=True)])))

    return make


def _fields(html: str) -> dict[str, str]:
    """What the page's form would send, as a browser reads it."""
    form = html[html.index('<form method="post" action="/staff/form'):]
    form = form[:form.index("</form>")]
    found = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', form))
    return {name: unescape(value) for name, value in found.items()}


def test_both_versions_are_shown_and_nothing_is_lost(show: Show) -> None:
    page = show(Conflict("the answer", MINE, THEIRS, BASE)).submit(
        "/staff/form", text=MINE.replace("\n", "\r\n"), base_text=BASE, title="A <title>", empty="")
    assert page.status_code == 409
    text = text_of(page.text)
    assert "the answer" in text
    assert "Knees ached." in text
    assert "<del><span class=\"hidden\">removed: </span>ache</del>" in page.text
    assert "<ins><span class=\"hidden\">added: </span>ached</ins>" in page.text
    assert "<b>" not in page.text
    assert _fields(page.text) == {"csrf": CSRF, "text": MINE, "base_text": THEIRS, "title": "A <title>", "empty": ""}


def test_mine_can_be_saved_over_it(show: Show) -> None:
    sent: dict[str, str] = {}
    browser = show(Conflict("the answer", MINE, THEIRS, BASE), sent)
    page = browser.submit("/staff/form", text=MINE, base_text=BASE)
    fields = _fields(page.text)
    fields.pop("csrf")
    assert browser.submit("/staff/form?saved", **fields).text == "saved"
    assert sent["text"].replace("\r\n", "\n") == MINE
    assert sent["base_text"] == THEIRS


@pytest.mark.parametrize(("error", "base", "renewed"), [
    (Conflict("x", "a", "b", "c", "question"), {"question": "c", "more": ["d"]}, {"question": "b", "more": ["d"]}),
    (Conflict("x", "a", "b\nB", "c", "more"), {"question": "q", "more": ["c"]}, {"question": "q", "more": ["b", "B"]}),
    (Conflict("x", "no", "yes", "no", "offer"), {"offer": False}, {"offer": True}),
    (Conflict("x", "a", "b", "c", "other"), {"question": "c"}, {"question": "c"}),
])
def test_a_base_of_several_fields_is_renewed_in_the_one_that_clashed(
    error: Conflict, base: dict[str, object], renewed: dict[str, object], show: Show
) -> None:
    page = show(error).submit("/staff/form", base=json.dumps(base), question="a")
    assert json.loads(_fields(page.text)["base"]) == renewed


def test_only_what_says_that_it_is_the_base_is_renewed(show: Show) -> None:
    page = show(Conflict("x", "mine", "theirs", "")).submit("/staff/form", text="mine", note="", base="", other="mine")
    assert _fields(page.text) == {"csrf": CSRF, "text": "mine", "note": "", "base": "theirs", "other": "mine"}


def test_what_was_emptied_is_said(show: Show) -> None:
    page = show(Conflict("x", "", "", "base")).submit("/staff/form", base="base")
    assert "you have emptied it" in page.text
    assert "it was emptied" in page.text
    assert "<textarea" not in page.text


def test_theirs_is_kept_by_going_back(show: Show) -> None:
    browser = show(Conflict("x", "a", "b", "c"))
    for referer, expected in (("http://testserver/staff/faqs/knees?tab=2", "/staff/faqs/knees?tab=2"),
                              ("https://evil.example/staff/faqs", "/staff")):
        page = browser.post("/staff/form", data={"csrf": CSRF, "text": "a"}, headers={"Referer": referer})
        assert f'<a class="button" href="{expected}">Keep theirs</a>' in page.text


def test_headings_labels_and_focus(show: Show) -> None:
    page = show(Conflict("x", "a", "b", "c")).submit("/staff/form", text="a")
    assert re.findall(r"<h(\d)", page.text) == ["1", "2", "2", "3"]
    assert '<label for="text">' in page.text
    assert 'id="text"' in page.text
    assert "style=" not in page.text


def test_the_field_that_clashed_can_be_edited_though_another_holds_the_same(show: Show) -> None:
    page = show(Conflict("x", "", "theirs", "old", "parking")).submit("/staff/form", email="", parking="")
    assert 'name="parking" rows="3">' in page.text
    assert '<input type="hidden" name="email" value="">' in page.text


def test_a_field_that_the_form_has_not_isnt_taken_for_another(show: Show) -> None:
    page = show(Conflict("x", "same", "theirs", "old", "rows.one")).submit("/staff/form", email="same")
    assert "<textarea" not in page.text
    assert _fields(page.text) == {"csrf": CSRF, "email": "same"}
