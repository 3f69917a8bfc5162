"""The record of changes, and taking them back, in a browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.edits import Conflict, EditError
from frontdesk.store.audit import Audit, AuditEntry
from frontdesk.store.inbox_marks import TAUGHT, InboxMarks, Mark
from tests.console.conftest import text_of
from tests.console.real import Person

Visit = Callable[..., Person]


class Draft:
    """Stands in for the draft: says who undid what."""

    def __init__(self, audit: Audit, error: Exception | None = None) -> None:
        self.audit, self.error, self.undone = audit, error, list[tuple[str, int]]()

    def overwritten(self) -> list[AuditEntry]:
        return []

    def undo(self, who: str, entry_id: int) -> int:
        if self.error:
            raise self.error
        self.undone.append((who, entry_id))
        return self.audit.record(who, "undid", "faq/toe", undo="{}")


def subjects(page: str) -> list[str]:
    return re.findall(r"All changes of </span>([^<]+)</a>", page)


def test_the_newest_come_first_with_who_what_and_when(visit: Visit, audit: Audit) -> None:
    audit.record("Kim", "changed an FAQ", "faq/toe", "question: Old?", "question: New & <b>better</b>?")
    page = visit("Robin").open("/staff/audit").text
    first = page.split("<article")[1]
    assert "Kim changed an FAQ" in text_of(first)
    assert subjects(first) == ["faq/toe"]
    assert '<time datetime="' in first
    assert "<del>" in first
    assert "New &amp; &lt;b&gt;better&lt;/b&gt;" in re.sub(r"</?ins>|<span class=\"hidden\">added: </span>", "", first)
    assert subjects(page)[1:] == ["account/Vic", "account/Kim", "account/Robin"]


def test_what_went_and_what_came_is_not_told_by_colour_alone(visit: Visit, audit: Audit) -> None:
    audit.record("Kim", "changed", "faq/toe", "one old word", "one new word")
    told = text_of(visit("Robin").open("/staff/audit").text)
    assert "one removed: old added: new word" in told


def test_it_is_paged(visit: Visit, audit: Audit) -> None:
    for number in range(60):
        audit.record("Kim", "changed", f"faq/n{number}")
    browser = visit("Robin")
    page = browser.open("/staff/audit?who=Kim").text
    assert subjects(page) == [f"faq/n{number}" for number in range(59, 34, -1)]
    assert "Back to the newest" not in page
    for expected in (range(34, 9, -1), range(9, -1, -1)):
        older = re.search(r'class="button" href="([^"]+)">Older', page)[1].replace("&amp;", "&")  # type: ignore[index]
        page = browser.open(older).text
        assert subjects(page) == [f"faq/n{number}" for number in expected]
    assert "Older changes" not in page
    assert 'href="/staff/audit?who=Kim">Back to the newest' in page


def test_it_is_filtered_by_person_and_by_subject(visit: Visit, audit: Audit) -> None:
    for who, subject in (("Kim", "faq/toe"), ("Gone", "faq/toe-running"), ("Kim", "booking K7Q-F3M")):
        audit.record(who, "changed", subject)
    browser = visit("Robin")
    assert subjects(browser.open("/staff/audit?who=Kim").text) == ["booking K7Q-F3M", "faq/toe"]
    assert subjects(browser.open("/staff/audit?subject=faq").text) == ["faq/toe-running", "faq/toe"]
    assert subjects(browser.open("/staff/audit?subject=faq/toe&who=Kim").text) == ["faq/toe"]
    page = browser.open("/staff/audit?who=Gone&subject=%22%3E%3Cscript%3E").text
    assert "There is nothing like that on record" in page
    assert "<script>" not in page
    assert re.findall(r"<option selected>([^<]+)<", page) == ["Gone"]  # an account that isn't there any more


@pytest.mark.parametrize("before", ["", "x", "-1", "٣", "9" * 30, "1.5"])
def test_an_address_that_makes_no_sense_shows_the_newest_or_nothing(visit: Visit, before: str) -> None:
    assert visit("Robin").open(f"/staff/audit?before={before}").status_code == 200


def test_a_long_change_is_cut_in_the_list_and_whole_on_its_own_page(visit: Visit, audit: Audit) -> None:
    number = audit.record("Kim", "added an article", "article/long", after="word\n" * 500 + "the end")
    browser = visit("Robin")
    page = browser.open("/staff/audit").text
    assert "the end" not in page
    assert f'href="/staff/audit/{number}"' in page
    assert "the end" in browser.open(f"/staff/audit/{number}").text
    for unknown in (9999, 10**30):
        assert browser.open(f"/staff/audit/{unknown}").status_code == 404


def test_the_page_is_small_however_much_was_changed(visit: Visit, audit: Audit) -> None:
    for number in range(30):
        words = " ".join(f"{number * 7919 * place % 99991:x}" for place in range(20_000))
        audit.record("Kim", "changed an article", f"article/n{number}", words[:100_000], words[100_000:], undo="{}")
    browser = visit("Robin")
    assert len(gzip.compress(browser.open("/staff/audit").content)) <= 40_000


def test_a_change_is_undone(visit: Visit, audit: Audit) -> None:
    draft = Draft(audit)
    number = audit.record("Kim", "added an example", "faq/toe", undo="{}")
    browser = visit("Robin", draft)
    page = browser.open("/staff/audit?who=Kim")
    assert f'action="/staff/audit/{number}/undo"' in page.text
    done = browser.submit(f"/staff/audit/{number}/undo")
    assert draft.undone == [("Robin", number)]
    assert str(done.url).endswith("/staff/audit?who=Kim")
    assert "Undone: added an example (faq/toe)." in done.text
    note = done.text.split('<div class="note"')[1].split("<h1>")[0]
    assert re.findall(r'action="([^"]+)"', note) == [f"/staff/audit/{number + 1}/undo"]


def test_an_editor_undoes_from_a_note_and_stays_where_they_were(visit: Visit, audit: Audit) -> None:
    number = audit.record("Kim", "added an example", "faq/toe", undo="{}")
    browser = visit("Kim", Draft(audit))
    browser.open("/staff/account")
    done = browser.submit(f"/staff/audit/{number}/undo")
    assert done.url.path == "/staff/account"
    assert "Undone: added an example" in done.text


@pytest.mark.parametrize("referer", ["https://evil.example/staff/audit", "http://testserver/chat", "", "garbage"])
def test_nobody_is_led_elsewhere_by_where_they_say_they_came_from(visit: Visit, audit: Audit, referer: str) -> None:
    number = audit.record("Kim", "added an example", "faq/toe", undo="{}")
    browser = visit("Robin", Draft(audit))
    browser.open("/staff/audit")
    done = browser.post(f"/staff/audit/{number}/undo", data={"csrf": browser.csrf}, headers={"Referer": referer},
                        follow_redirects=False)
    assert done.headers["location"] == "/staff/audit"


def test_what_cant_be_undone_has_no_button_and_is_refused(visit: Visit, audit: Audit) -> None:
    draft = Draft(audit)
    number = audit.record("Kim", "published", "version 3")
    browser = visit("Robin", draft)
    assert f"/staff/audit/{number}/undo" not in browser.open("/staff/audit").text
    assert browser.submit(f"/staff/audit/{number}/undo").status_code == 422
    assert browser.submit("/staff/audit/9999/undo").status_code == 404
    assert draft.undone == []


def test_what_cant_be_undone_any_more_is_explained(visit: Visit, audit: Audit) -> None:
    number = audit.record("Kim", "added an example", "faq/toe", undo="{}")
    browser = visit("Robin", Draft(audit, EditError("The FAQ 'toe' isn't there any more. Add it first.")))
    browser.open("/staff/audit")
    answer = browser.submit(f"/staff/audit/{number}/undo")
    assert answer.status_code == 422
    assert "Add it first." in answer.text


def test_what_was_changed_again_since_is_a_conflict(visit: Visit, audit: Audit) -> None:
    number = audit.record("Kim", "changed an FAQ", "faq/toe", undo="{}")
    browser = visit("Robin", Draft(audit, Conflict("the question of 'toe'", "Mine?", "Theirs?", "Base?")))
    browser.open("/staff/audit")
    answer = browser.submit(f"/staff/audit/{number}/undo")
    assert answer.status_code == 409
    assert '<div class="diff"><div>Theirs?</div></div>' in answer.text  # with its lines, whichever way it is broken
    assert '<div class="diff"><div>Mine?</div></div>' in answer.text


def test_messages_that_were_taught_come_back_to_the_inbox(visit: Visit, audit: Audit, database: Engine) -> None:
    number = audit.record("Kim", "added examples from the inbox", "faq/toe", undo="{}")
    marks = InboxMarks(database)
    marks.add([Mark(("a visitor", 1), TAUGHT, "faq/toe")], "Kim", number)
    visit("Kim", draft=Draft(audit)).submit(f"/staff/audit/{number}/undo")
    assert not marks.known(number)
