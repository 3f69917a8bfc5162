"""What staff do in a week, in a real browser on a clinic of its own: all of it can be done, and all of it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from frontdesk.store.audit import Audit
from frontdesk.store.requests import Requests
from scripts.staff_tasks import tasks, visitors
from scripts.staff_tasks.clinic import NAME, PASSWORD, StaffedClinic, staffed_clinic
from scripts.staff_tasks.rounds import ROUNDS, Result, results
from tests.browser.axe import violations
from tests.browser.console_pages import missed, walk, weight
from tests.importing.files import post, wordpress_export

pytestmark = [pytest.mark.live, pytest.mark.browser]
_MOST_BYTES = 40_000  # of a page with its style sheets and scripts, as gzip
_EXPORT = wordpress_export(post("Desk work", "<p>Stand up every half hour.</p>"),
                           post("Stairs", "<p>Take the stairs slowly at first.</p>"))
_WIDE, _NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaffedClinic]:
    with staffed_clinic(tmp_path_factory.mktemp("staff") / "clinic") as clinic:
        yield clinic


@pytest.fixture(scope="module")
def found(browser: Browser, clinic: StaffedClinic) -> Iterator[list[Result]]:
    done = list(results(browser, clinic))
    yield done
    expect.set_options(timeout=10_000)


def test_every_task_can_be_done_in_few_clicks(found: list[Result]) -> None:
    assert [(one.way, one.task) for one in found] == [(each.name, task.name) for each in ROUNDS for task in tasks.EVERY]
    assert {(one.way, one.task): (one.wrong, one.clicks) for one in found if not one.fine} == {}


def test_a_message_is_taught_in_three_actions(found: list[Result]) -> None:
    (taught,) = [one for one in found if one.way == "mouse" and one.task == tasks.TEACH.name]
    assert 0 < taught.clicks + taught.keys + taught.fields <= 3


def test_the_keyboard_round_uses_no_mouse(found: list[Result]) -> None:
    by_keyboard = [one for one in found if one.way == "keyboard"]
    assert by_keyboard
    assert all(one.clicks == one.mouse == 0 and one.keys > 0 for one in by_keyboard)
    by_mouse = [one for one in found if one.way == "mouse"]
    assert all(one.mouse > 0 for one in by_mouse)  # so that it is seen where it is used


def test_the_files_hold_what_was_saved(found: list[Result], clinic: StaffedClinic) -> None:
    state = clinic.running.draft.state()
    assert state.problems == ()
    taught = {text for texts in state.examples.values() for text in texts}
    assert taught >= set(visitors.TO_MAKE)
    assert taught.isdisjoint(visitors.TO_TEACH)  # taken back
    assert taught.isdisjoint(visitors.TO_DISMISS)
    questions = {faq.question.casefold() for faq in state.faqs.values()}
    assert questions >= {text.casefold() for text in visitors.TO_MAKE}
    assert {article.title for article in state.articles.values()} > set(tasks.ARTICLES)
    assert tasks.HOURS[-1] in (clinic.running.root / "content" / "clinic.yml").read_text(encoding="utf-8")


def test_what_was_published_and_gone_back_from_is_a_version(found: list[Result], clinic: StaffedClinic) -> None:
    publishing = clinic.running.publishing
    kinds = [release.kind for release in reversed(publishing.releases())]
    assert kinds == ["start", *["publish", "rollback"] * len(ROUNDS)]
    assert clinic.running.live() == 1
    newest = publishing.versions()[0]
    published = (Path(publishing.folder(newest.number)) / "content" / "faqs.yml").read_text(encoding="utf-8")
    assert all(text[1:] in published for text in visitors.TO_MAKE)


def test_the_bookings_are_marked(found: list[Result], clinic: StaffedClinic) -> None:
    requests = Requests(str(clinic.running.root / "var" / "conversations.db"))
    marked = [requests.by_reference(reference) for reference in clinic.bookings]
    assert [request and request.status for request in marked] == ["contacted"] * len(ROUNDS)


def test_every_page_is_light_and_for_everybody(browser: Browser, found: list[Result], clinic: StaffedClinic) -> None:
    context = browser.new_context(viewport=_WIDE, reduced_motion="reduce")
    page = context.new_page()
    wrong = [f"signing in: {violation}" for violation in sign_in(page, clinic)]
    opened, heaviest = [], 0
    for address in walk(page, clinic.running.url, linked_at_times(page, clinic)):
        opened.append(address)
        if page.url != address.url:  # a file, not a page
            continue
        heaviest = max(heaviest, size := weight(page))
        wrong += [f"{address.url}: {size} bytes"] if size > _MOST_BYTES else []
        for scheme, viewport in (("light", _WIDE), ("dark", _NARROW)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size(viewport)
            wrong += [f"{address.url}, {scheme}: {violation}" for violation in violations(page)]
    context.close()
    assert wrong == []
    assert missed(opened) == {"/bookings/{reference}/callback.ics"}  # a file, of a request for a definite time
    assert heaviest > _MOST_BYTES / 10  # they were weighed


def linked_at_times(page: Page, clinic: StaffedClinic) -> list[str]:
    """Pages that a link leads to where there is much to show; and the one that an uploaded export is chosen from."""
    group = page.locator("a[href*='/staff/faqs/new?from=']").first.get_attribute("href")
    assert group is not None
    audit = Audit(str(clinic.running.root / "var" / "conversations.db"))
    page.goto(f"{clinic.running.url}/staff/articles/new")
    page.locator("#file").set_input_files({"name": "posts.xml", "mimeType": "text/xml", "buffer": _EXPORT})
    page.get_by_role("button", name="Read it").first.click()
    page.wait_for_url("**/staff/articles/export/*")
    export = urlsplit(page.url).path.removeprefix("/staff")
    number = parse_qs(urlsplit(group).query)["from"][0]
    return [f"/inbox/groups/{number}", f"/audit/{audit.newest(1)[0].id}", "/publish/1/messages?which=wrong", export,
            f"{export}/1"]


def sign_in(page: Page, clinic: StaffedClinic) -> list[str]:
    """Sign in; what is wrong with the page that one does it on."""
    page.goto(f"{clinic.running.url}/staff")
    wrong = violations(page)
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")
    return wrong
