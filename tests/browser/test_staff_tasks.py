"""What staff do in a week, in a real browser on a clinic of its own: all of it can be done, and all of it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from frontdesk.store.requests import Requests
from scripts.staff_tasks import tasks, visitors
from scripts.staff_tasks.clinic import StaffedClinic, staffed_clinic
from scripts.staff_tasks.rounds import ROUNDS, Result, results

pytestmark = [pytest.mark.live, pytest.mark.browser]


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
    assert [(one.way, one.task) for one in found] == [(each.name, task.name) for each in ROUNDS for task in each.tasks]
    assert {(one.way, one.task): (one.wrong, one.clicks) for one in found if not one.fine} == {}


def test_a_message_is_taught_in_three_actions(found: list[Result]) -> None:
    (taught,) = [one for one in found if one.way == "mouse" and one.task == tasks.TEACH.name]
    assert 0 < taught.clicks + taught.keys + taught.fields <= 3


def test_the_keyboard_round_uses_no_mouse(found: list[Result]) -> None:
    by_keyboard = [one for one in found if one.way == "keyboard"]
    assert by_keyboard
    assert all(one.clicks == 0 and one.keys > 0 for one in by_keyboard)


def test_the_files_hold_what_was_saved(found: list[Result], clinic: StaffedClinic) -> None:
    state = clinic.running.draft.state()
    assert state.problems == ()
    taught = {text for texts in state.examples.values() for text in texts}
    assert taught >= {*visitors.TO_TEACH[1:], *visitors.TO_MAKE}
    assert visitors.TO_TEACH[0] not in taught  # taken back
    assert visitors.TO_DISMISS not in taught
    questions = {faq.question.casefold() for faq in state.faqs.values()}
    assert questions >= {text.casefold() for text in visitors.TO_MAKE}
    assert tasks.TITLE in {article.title for article in state.articles.values()}
    assert tasks.HOURS in (clinic.running.root / "content" / "clinic.yml").read_text(encoding="utf-8")


def test_what_was_published_is_live(found: list[Result], clinic: StaffedClinic) -> None:
    publishing = clinic.running.publishing
    kinds = [release.kind for release in reversed(publishing.releases())]
    assert kinds == ["start", "publish", "rollback", "publish", "publish"]
    newest = publishing.versions()[0]
    assert clinic.running.live() == newest.number == max(version.number for version in publishing.versions())
    published = (Path(publishing.folder(newest.number)) / "content" / "faqs.yml").read_text(encoding="utf-8")
    assert all(text[1:] in published for text in visitors.TO_MAKE)


def test_the_booking_is_marked(found: list[Result], clinic: StaffedClinic) -> None:
    request = Requests(str(clinic.running.root / "var" / "conversations.db")).by_reference(clinic.booking)
    assert request is not None
    assert request.status == "contacted"
