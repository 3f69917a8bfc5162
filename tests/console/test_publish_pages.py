"""Publishing in a browser: what would be published, how far it has got, and the decision."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from tests.console.conftest import Browser, text_of
from tests.console.published import Published
from tests.publishing.reports import LABEL, OTHER, asked, emergency, examined, report_of, with_outcomes

GOOD = examined()
WORSE = report_of(with_outcomes(GOOD, *(asked(number, outcome="wrong", given=OTHER) for number in range(9))), GOOD)
assert GOOD.safety is not None
BLOCKED = report_of(examined(safety=GOOD.safety.__class__("digest", tuple(
    emergency(number, alone=LABEL if number == 3 else "") for number in range(40)), 40)), GOOD)
FINE = report_of(with_outcomes(GOOD, asked(1, outcome="choice")), GOOD)


@pytest.fixture
def clinic(project: Path, database: Engine, make_browser: Callable[..., Browser]) -> Published:
    return Published(project, database, make_browser)


def has_button(page: str, words: str) -> bool:
    return re.search(rf"<button[^>]*>{words}", page) is not None


def test_changes_are_told_by_faq_in_words(clinic: Published) -> None:
    clinic.version()
    clinic.teach("is my <b>foot</b> to blame", "feet and back")
    page = clinic.browser().get("/staff/publish").text
    assert "1 change to publish" in page
    assert "2 examples added" in text_of(page)
    assert "is my &lt;b&gt;foot&lt;/b&gt; to blame" in page
    assert has_button(page, "Publish")
    assert "If something is worse, it waits for your decision." in page


def test_without_changes_there_is_nothing_to_publish(clinic: Published) -> None:
    clinic.version()
    page = clinic.browser().get("/staff/publish").text
    assert "No changes to publish" in page
    assert not has_button(page, "Publish")


def test_a_first_version_can_be_published(clinic: Published) -> None:
    page = clinic.browser().get("/staff/publish").text
    assert "Nothing has been published yet" in page
    assert has_button(page, "Publish")
    assert "First it is checked. If" in page
    assert "live version" not in page


def test_whoever_may_not_publish_sees_no_button(clinic: Published) -> None:
    clinic.version()
    clinic.teach("feet and back")
    page = clinic.browser("editor").get("/staff/publish").text
    assert "1 change to publish" in page
    assert not has_button(page, "Publish")


def test_a_quote_that_no_longer_stands_is_to_be_mended_first(clinic: Published) -> None:
    clinic.version()
    article = next((clinic.project / "content" / "articles").glob("*.md"))
    clinic.edit(f"content/articles/{article.name}", "So a great example is", "So one example is")
    page = clinic.browser().get("/staff/publish").text
    assert "Mend this first" in page
    assert re.search(r'<a href="/staff/faqs/[a-z-]+">[^<]+</a> quotes a sentence that no longer stands', page)
    assert "content/faqs.yml" not in page
    assert not has_button(page, "Publish")


def test_any_other_problem_is_told_too(clinic: Published) -> None:
    clinic.version()
    clinic.edit("data/nlu.yml", "- intent: greet", "- intent: faq/no-such-faq")
    page = clinic.browser().get("/staff/publish").text
    assert "Mend this first" in page
    assert "no-such-faq" in page
    assert not has_button(page, "Publish")


def test_publishing_asks_for_it_with_a_note_and_is_recorded(clinic: Published) -> None:
    clinic.version()
    clinic.teach("feet and back")
    page = clinic.browser().submit("/staff/publish", note="  Feet ").text
    job = clinic.publishing.newest_job()
    assert job is not None
    assert (job.by, job.note, job.state) == ("Robin", "Feet", "queued")
    assert "It begins in a moment" in page
    entry = clinic.audit.newest(1)[0]
    assert (entry.who, entry.action, entry.subject) == ("Robin", "asked to publish", f"publication/{job.id}")


def test_two_at_a_time_are_refused(clinic: Published) -> None:
    clinic.job("running")
    answer = clinic.browser().submit("/staff/publish")
    assert answer.status_code == 409
    assert "going on already" in answer.text


@pytest.mark.parametrize("path", ["/staff/publish", "/staff/publish/1"])
def test_progress_is_shown_and_works_without_a_script(clinic: Published, path: str) -> None:
    clinic.version()
    clinic.job("running", step="train", share=0.37, left=48.0)
    page = clinic.browser().get(path).text
    assert "Step 2 of 4: teaching the assistant, 37% done, about a minute left." in page
    assert re.search(r'<progress[^>]*value="0.37"', page)
    assert re.search(r'<li aria-current="step"[^>]*>Teaching the assistant', page)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert has_button(page, "Cancel")
    still = clinic.browser("viewer").get(f"{path}?still=1").text
    assert "http-equiv" not in still
    assert not has_button(still, "Cancel")


def test_the_script_learns_the_same(clinic: Published) -> None:
    assert clinic.browser().get("/staff/publish/progress").status_code == 404
    job = clinic.job("running", step="check", share=0.5, left=12.0)
    told = clinic.browser("viewer").get("/staff/publish/progress").json()
    assert told == {"job": job, "state": "running", "step": "check", "share": 0.5,
                    "said": "Step 3 of 4: asking it the test questions, 50% done, about 10 seconds left."}


def test_a_worse_one_waits_for_a_reason(clinic: Published) -> None:
    clinic.version()
    job = clinic.job("waiting", WORSE)
    for path in ("/staff/publish", f"/staff/publish/{job}"):
        page = clinic.browser().get(path).text
        assert "9 of 201 messages got worse" in page
        assert 'name="reason"' in page
        assert "http-equiv" not in page
        assert 'name="reason"' not in clinic.browser("editor").get(path).text


def test_one_whose_report_cant_be_read_can_be_cancelled(clinic: Published) -> None:
    clinic.version()
    job = clinic.job("waiting")
    for path in ("/staff/publish", f"/staff/publish/{job}"):
        page = clinic.browser().get(path).text
        assert "can't be read any more" in page
        assert has_button(page, "Don't publish")
        assert 'name="reason"' not in page
        assert not has_button(clinic.browser("editor").get(path).text, "Don't publish")
    assert f'<a href="/staff/publish/{job}">Publication {job}</a>' in clinic.browser().get("/staff/publish").text
    clinic.browser().submit(f"/staff/publish/{job}/cancel")
    assert clinic.jobs.unfinished() is None


def test_without_a_reason_nothing_goes_on(clinic: Published) -> None:
    job = clinic.job("waiting", WORSE)
    answer = clinic.browser().submit(f"/staff/publish/{job}/confirm", reason="  ")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "Say why" in answer.text
    assert clinic.jobs.find(job).state == "waiting"  # type: ignore[union-attr]


def test_with_a_reason_it_goes_on_and_is_recorded(clinic: Published) -> None:
    clinic.version()
    job = clinic.job("waiting", WORSE)
    assert clinic.browser().submit(f"/staff/publish/{job}/confirm", reason="old questions").status_code == 200
    found = clinic.jobs.find(job)
    assert found is not None
    assert (found.state, found.step) == ("queued", "publish")
    entry = clinic.audit.newest(1)[0]
    assert (entry.action, entry.after) == ("agreed to publish in spite of a worse check", "old questions")
    again = clinic.browser().submit(f"/staff/publish/{job}/confirm", reason="once more")
    assert again.status_code == 409
    assert "isn&#39;t waiting any more" in again.text


def test_it_can_be_cancelled(clinic: Published) -> None:
    clinic.version()
    job = clinic.job("waiting", WORSE)
    page = clinic.browser().submit(f"/staff/publish/{job}/cancel").text
    assert "It is being cancelled" in page
    assert clinic.jobs.find(job).state == "cancelled"  # type: ignore[union-attr]
    assert clinic.audit.newest(1)[0].action == "cancelled a publication"
    assert clinic.browser().submit(f"/staff/publish/{job}/cancel").status_code == 409


def test_a_blocked_one_says_why_and_what_to_do(clinic: Published) -> None:
    clinic.version()
    job = clinic.job("blocked", BLOCKED, error=" ".join(BLOCKED.reasons))
    page = clinic.browser().get(f"/staff/publish/{job}").text
    assert "This can&#39;t be published" in page.replace("can't", "can&#39;t")
    assert "emergency 3" in page
    assert page.count("emergency 3") == 1
    assert 'name="reason"' not in page
    assert "can&#39;t be published" in clinic.browser().get("/staff/publish").text


def test_a_failure_is_told(clinic: Published) -> None:
    job = clinic.job("failed", error="Training failed: <out of memory>.")
    page = clinic.browser().get(f"/staff/publish/{job}").text
    assert "Training failed: &lt;out of memory&gt;." in page
    assert "There is no report of a check" in page


def test_the_report_shows_figures_messages_picture_and_examples(clinic: Published) -> None:
    clinic.version()
    job = clinic.job("done", FINE)
    page = clinic.browser("viewer").get(f"/staff/publish/{job}").text
    words = text_of(page)
    assert "Nothing of weight is worse" in words
    assert "One message got worse; a single one is no reason to stop." in words
    assert re.search(r"Answered right .{0,90} 99.5% 99.0% 201 1 worse", words)
    assert f"question 1 about {LABEL}" in words
    assert "asked back, and offered the right one" in words
    assert "<svg" in page
    assert '<title id="picture-title">' in page
    assert "The same as a table" in words
    assert "knock &lt;b&gt;knock&lt;/b&gt;" in page
    assert '<a href="/staff/intents/out_of_scope/chitchat">' in page.replace("%2F", "/")
    assert "7 look like" in words
    assert "90 of 100 recognised (90%)" in words
    assert "test only, don't teach it" not in words  # it is right in no list


def test_whole_lists_are_on_pages_of_their_own(clinic: Published) -> None:
    worse = report_of(with_outcomes(GOOD, *(asked(number, outcome="wrong", given=OTHER) for number in range(70))), GOOD)
    job = clinic.job("waiting", worse)
    browser = clinic.browser()
    page = browser.get(f"/staff/publish/{job}").text
    assert "70 messages, the first 20" in page
    assert f'href="/staff/publish/{job}/messages?which=worse"' in page
    first = browser.get(f"/staff/publish/{job}/messages?which=worse").text
    assert first.count("<tr><td>question") == 60
    assert browser.get(f"/staff/publish/{job}/messages?which=worse&page=2").text.count("<tr><td>question") == 10
    wrong = browser.get(f"/staff/publish/{job}/messages?which=wrong").text
    assert "What it got" in wrong
    assert "test only, don&#39;t teach it" in browser.get(
        f"/staff/publish/{job}/messages?which=wrong&page=2").text.replace("don't", "don&#39;t")
    assert browser.get(f"/staff/publish/{job}/messages?which=nonsense").status_code == 404
    for odd in ("0", "-1", "99", "x", "9" * 40, "²"):
        assert browser.get(f"/staff/publish/{job}/messages?which=worse&page={odd}").status_code == 200


def test_what_isnt_there_is_said_so(clinic: Published) -> None:
    browser = clinic.browser()
    for number in ("77", "9" * 30, "9" * 5000):
        for path in (f"/staff/publish/{number}", f"/staff/publish/{number}/messages?which=worse"):
            assert browser.get(path).status_code == 404
        for path in (f"/staff/publish/{number}/cancel", f"/staff/publish/{number}/confirm"):
            answer = browser.submit(path)
            assert (answer.status_code, "There is no such publication" in answer.text) == (404, True)


def test_pages_stay_small_whatever_there_is_to_show(clinic: Published) -> None:
    clinic.version()
    long = "a way to ask about the same thing in other words, number "
    clinic.teach(*(f"{long}{number}" for number in range(400)))
    many = examined(outcomes=tuple(
        asked(number, f"faq/made-up-{number % 300}-with-a-rather-long-name", "wrong", f"faq/made-up-{number % 7}")
        for number in range(2000)))
    live = examined(outcomes=tuple(asked(number, f"faq/made-up-{number % 300}-with-a-rather-long-name")
                                   for number in range(2000)))
    job = clinic.job("waiting", report_of(many, live))
    for path in ("/staff/publish", f"/staff/publish/{job}", f"/staff/publish/{job}/messages?which=worse"):
        page = clinic.browser().get(path)
        assert page.status_code == 200
        assert len(gzip.compress(page.content)) < 40_000
