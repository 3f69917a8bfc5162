"""Versions in a browser: the list, each one, what differs, and going back."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.console.conftest import Browser, text_of
from tests.console.published import Published
from tests.publishing.reports import asked, examined, report_of, with_outcomes

REPORT = report_of(with_outcomes(examined(), asked(1, outcome="choice")), examined())


@pytest.fixture
def clinic(project: Path, database: Engine, make_browser: Callable[..., Browser]) -> Published:
    clinic = Published(project, database, make_browser)
    clinic.version("The <first> one", by="frontdesk run")
    clinic.teach("feet and back")
    clinic.version("Feet", reason="old questions", report=REPORT)
    return clinic


def test_the_list_tells_who_when_and_how_good(clinic: Published) -> None:
    page = clinic.browser("viewer").get("/staff/versions").text
    words = text_of(page)
    assert re.search(r"Version 2 live .*Kim Feet worse in places: old questions 99.0%", words)
    assert "The &lt;first&gt; one" in page
    assert re.search(r"Published: version 2 Kim", words)
    assert "Make live" not in words


def test_going_back_is_one_click(clinic: Published) -> None:
    page = clinic.browser().get("/staff/versions").text
    assert page.count("/roll-back") == 1
    clinic.browser().submit("/staff/versions/1/roll-back")
    job = clinic.publishing.newest_job()
    assert job is not None
    assert (job.kind, job.version, job.by) == ("rollback", 1, "Robin")
    entry = clinic.audit.newest(1)[0]
    assert (entry.action, entry.subject) == ("asked to go back to", "version/1")
    assert "Going back to version 1" in clinic.browser().get("/staff/publish").text


def test_going_back_takes_a_note(clinic: Published) -> None:
    assert 'name="note"' in clinic.browser().get("/staff/versions/1").text
    clinic.browser().submit("/staff/versions/1/roll-back", note="It was better")
    assert clinic.publishing.newest_job().note == "It was better"  # type: ignore[union-attr]


def test_there_is_no_way_back_to_what_is_live_or_gone(clinic: Published) -> None:
    browser = clinic.browser()
    assert browser.submit("/staff/versions/2/roll-back").status_code == 409
    shutil.rmtree(clinic.publishing.folder(1))
    assert browser.submit("/staff/versions/1/roll-back").status_code == 409
    for number in ("9", "9" * 30):
        assert browser.submit(f"/staff/versions/{number}/roll-back").status_code == 404
    assert "files gone" in browser.get("/staff/versions").text
    assert "/roll-back" not in browser.get("/staff/versions/1").text


def test_not_while_something_is_being_published(clinic: Published) -> None:
    clinic.job("running")
    answer = clinic.browser().submit("/staff/versions/1/roll-back")
    assert answer.status_code == 409
    assert "going on" in answer.text


def test_a_version_shows_its_report(clinic: Published) -> None:
    browser = clinic.browser("viewer")
    words = text_of(browser.get("/staff/versions/2").text)
    assert "Why it was published all the same: “old questions”" in words
    assert "Answered right" in words
    assert "/staff/versions/diff?a=1&amp;b=2" in browser.get("/staff/versions/2").text
    assert "without a check" in browser.get("/staff/versions/1").text
    for number in ("9", "9" * 30):
        assert browser.get(f"/staff/versions/{number}").status_code == 404


def test_its_lists_are_on_pages_of_their_own(clinic: Published) -> None:
    page = clinic.browser("viewer").get("/staff/versions/2/messages?which=worse").text
    assert page.count("<tr><td>question") == 1
    assert clinic.browser().get("/staff/versions/1/messages?which=worse").status_code == 404


def test_any_two_can_be_compared_both_ways(clinic: Published) -> None:
    browser = clinic.browser("viewer")
    forwards = text_of(browser.get("/staff/versions/diff?a=1&b=2").text)
    assert "1 example added" in forwards
    assert "added: Example: feet and back" in forwards
    backwards = text_of(browser.get("/staff/versions/diff?a=2&b=1").text)
    assert "1 example removed" in backwards
    assert "Nothing differs" in browser.get("/staff/versions/diff?a=1&b=1").text


@pytest.mark.parametrize("query", ["", "a=1", "a=1&b=9", "a=x&b=1", "a=1&b=" + "9" * 30, "a=-1&b=1", "a=²&b=1"])
def test_versions_that_arent_there_cant_be_compared(clinic: Published, query: str) -> None:
    assert clinic.browser().get(f"/staff/versions/diff?{query}").status_code == 404


def test_files_that_are_gone_cant_be_compared(clinic: Published) -> None:
    clinic.version("A third one")
    browser = clinic.browser()
    every = browser.get("/staff/versions").text
    assert every.count('<option value="1"') == 2
    assert "What has changed since" in browser.get("/staff/versions/1").text
    shutil.rmtree(clinic.publishing.folder(1))
    assert browser.get("/staff/versions/diff?a=1&b=2").status_code == 404
    page = browser.get("/staff/versions").text
    assert page.count('<option value="1"') == 0
    assert page.count('<option value="2"') == 2
    for number, shown in {1: (False, False), 2: (False, True), 3: (True, False)}.items():
        page = browser.get(f"/staff/versions/{number}").text
        assert ("What it changed" in page, "What has changed since" in page) == shown
    shutil.rmtree(clinic.publishing.folder(2))
    assert "/staff/versions/diff" not in browser.get("/staff/versions").text


def test_many_versions_are_paged_and_the_page_stays_small(clinic: Published) -> None:
    for number in range(20):
        clinic.version(f"version with note {number} " * 20)
    browser = clinic.browser()
    page = browser.get("/staff/versions")
    assert page.text.count('scope="row"') == 15
    assert browser.get("/staff/versions?page=2").text.count('scope="row"') == 7
    assert len(gzip.compress(page.content)) < 40_000


def test_nothing_published_yet(project: Path, database: Engine, make_browser: Callable[..., Browser]) -> None:
    page = Published(project, database, make_browser).browser().get("/staff/versions").text
    assert "Nothing has been published yet" in page
