"""What staff do with callback requests."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from frontdesk.accounts.people import People
from frontdesk.booking.request import CallbackRequest
from frontdesk.store.audit import Audit
from frontdesk.store.handling import Case, Handling
from frontdesk.store.outbox import Outbox
from frontdesk.store.requests import Requests
from tests.console.conftest import text_of
from tests.console.real import Person
from tests.console.test_booking_pages import CONSENT, DETAILS, HOSTILE


@pytest.fixture
def saved(database: Engine) -> CallbackRequest:
    return Requests(database).save("a", DETAILS, CONSENT)


@pytest.fixture
def kim(visit: Callable[..., Person]) -> Person:
    return visit("Kim")


@pytest.fixture
def robin(visit: Callable[..., Person]) -> Person:
    return visit("Robin")


@pytest.fixture
def now(database: Engine, saved: CallbackRequest) -> Callable[[], Case]:
    """The request as it is."""
    def look() -> Case:
        case = Handling(database).find(saved.id)
        assert case is not None
        return case

    return look


def path_of(saved: CallbackRequest) -> str:
    return f"/staff/bookings/{saved.reference}"


def press(person: Person, page: str, label: str) -> Any:
    """Press a button of a page, by its words: the form as it stands there is sent."""
    answer = person.open(page)
    for form in re.findall(r"<form.*?</form>", answer.text, re.DOTALL):
        button = re.search(r"<button[^>]*>(.*?)</button>", form, re.DOTALL)
        if button and text_of(button[1]).split(":")[0].strip() == label:
            hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
            fields = {name: html.unescape(value) for name, value in hidden}
            action = re.search(r'action="([^"]*)"', form)
            assert action
            return person.submit(action[1], **fields)
    raise AssertionError(f"no button {label}")


def note_of(answer: Any) -> str:
    """What the page says at its top."""
    found = re.search(r'<div class="note" role="status">(.*?)</div>', answer.text, re.DOTALL)
    return text_of(found[1]).strip() if found else ""


def test_it_is_marked_by_one_press_and_taken_back_by_another(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    for label, status, said in (("Contacted", "contacted", "is marked as contacted."),
                                ("Done", "done", "is marked as done."), ("Reopen", "new", "is open again.")):
        before = now().request.status
        answer = press(kim, path_of(saved), label)
        assert (answer.status_code, kim.page) == (200, path_of(saved))
        assert note_of(answer).startswith(f"{saved.reference} {said}")
        assert (now().request.status, now().handled_by) == (status, "Kim")
        answer = undone(kim, answer)
        assert note_of(answer).startswith("Taken back: ")
        assert now().request.status == before
        answer = undone(kim, answer)
        assert now().request.status == status


def test_an_admin_takes_it_back_from_the_list_of_changes_too(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], audit: Audit
) -> None:
    press(kim, path_of(saved), "Contacted")
    answer = kim.submit(f"/staff/audit/{audit.newest(1)[0].id}/undo")
    assert note_of(answer).startswith("Taken back: ")
    assert now().request.status == "new"


def undone(person: Person, answer: Any) -> Any:
    """Press the note's Undo."""
    found = re.search(r'<form method="post" action="(/staff/bookings/undo/\d+)">', answer.text)
    assert found, note_of(answer)
    return person.submit(found[1])


def test_a_form_leads_back_to_the_page_that_it_stood_on(kim: Person, saved: CallbackRequest) -> None:
    answer = press(kim, "/staff/bookings?status=new&q=zoe", "Contacted")
    assert kim.page == "/staff/bookings?status=new&q=zoe"
    answer = undone(kim, answer)
    assert kim.page == "/staff/bookings?status=new&q=zoe"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/staff/people", "/staff/bookings/../x",
                                     "javascript:alert(1)", "", "/staff/bookings\\@evil.example"])
def test_and_nowhere_else(kim: Person, saved: CallbackRequest, address: str) -> None:
    kim.open("/staff/bookings")
    kim.submit(f"{path_of(saved)}/status", version="1", seen="new", status="contacted", back=address)
    assert kim.page == path_of(saved)


@pytest.mark.parametrize("action", ["status", "assign", "note", "withdraw", "retry"])
def test_viewers_change_nothing(
    visit: Callable[..., Person], saved: CallbackRequest, now: Callable[[], Case], action: str
) -> None:
    vic = visit("Vic")
    before = now()
    answer = vic.submit(f"{path_of(saved)}/{action}", version="1", seen="new", status="done", note="x", assigned="Vic")
    assert answer.status_code == 403
    assert now() == before


def test_of_two_who_press_at_once_the_second_is_told(
    kim: Person, robin: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    kim.open(path_of(saved))
    robin.open(path_of(saved))
    kim.submit(f"{path_of(saved)}/status", version="1", seen="new", status="done")
    answer = robin.submit(f"{path_of(saved)}/status", version="1", seen="new", status="contacted")
    assert answer.status_code == 409
    assert "Somebody else was faster: the request is done, marked by Kim. You changed nothing" in text_of(answer.text)
    assert (now().request.status, now().handled_by) == ("done", "Kim")
    # The page that says so has the buttons for the request as it is.
    answer = press(robin, path_of(saved), "Reopen")
    assert now().request.status == "new"


def test_who_wants_what_another_has_done_already_is_told_without_alarm(
    kim: Person, robin: Person, saved: CallbackRequest, now: Callable[[], Case], audit: Audit
) -> None:
    robin.open(path_of(saved))
    press(kim, path_of(saved), "Contacted")
    answer = robin.submit(f"{path_of(saved)}/status", version="1", seen="new", status="contacted")
    assert answer.status_code == 200
    assert note_of(answer) == f"{saved.reference} was contacted already, marked by Kim: nothing was changed."
    assert now().handled_by == "Kim"
    assert len(audit.newest(subject="booking")) == 1


def test_what_a_visitor_changed_meanwhile_is_not_marked(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], database: Engine
) -> None:
    press(kim, path_of(saved), "Contacted")
    kim.open(path_of(saved))
    Requests(database).save("a", replace(DETAILS, phone="+447700900456"), CONSENT)
    answer = kim.submit(f"{path_of(saved)}/status", version="1", seen="contacted", status="done")
    assert answer.status_code == 409
    assert "Its visitor has changed the request meanwhile." in text_of(answer.text)
    assert "changed by the visitor" in text_of(answer.text)
    assert 'href="tel:+447700900456"' in answer.text
    assert now().request.status == "new"


def test_nor_what_was_withdrawn(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], database: Engine
) -> None:
    kim.open(path_of(saved))
    Requests(database).withdraw_from("a")
    for action, fields in (("status", {"version": "1", "seen": "new", "status": "contacted"}),
                           ("withdraw", {"version": "1"}), ("assign", {"seen": "", "assigned": "Kim"}),
                           ("note", {"version": "0", "note": "typed"})):
        answer = kim.submit(f"{path_of(saved)}/{action}", **fields)
        assert answer.status_code == 409
        assert "The request was withdrawn meanwhile." in answer.text
        assert ("Your note wasn't saved" in answer.text) == (action == "note")
    assert '<p class="written">typed</p>' in answer.text
    assert "x" * 5000 in kim.submit(f"{path_of(saved)}/note", version=str(now().note_version), note="x" * 5000).text
    assert (now().request.status, now().note, now().assigned) == ("withdrawn", "", "")


@pytest.mark.parametrize("fields", [
    {"status": "withdrawn"}, {"status": ""}, {"status": "x"}, {}])
def test_there_are_no_other_statuses(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], fields: dict[str, str]
) -> None:
    kim.open(path_of(saved))
    assert kim.submit(f"{path_of(saved)}/status", version="1", seen="new", **fields).status_code == 422
    assert now().request.status == "new"


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "9" * 30, "²"])
def test_a_version_that_is_none_changes_nothing(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], version: str
) -> None:
    kim.open(path_of(saved))
    before = now()
    for action, fields in (("status", {"seen": "new", "status": "done"}), ("note", {"note": "typed"}),
                           ("withdraw", {})):
        assert kim.submit(f"{path_of(saved)}/{action}", version=version, **fields).status_code == 409
    assert now() == before


def test_it_is_assigned_to_oneself_by_one_press(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    answer = press(kim, "/staff/bookings", "Assign to me")
    assert note_of(answer).startswith(f"{saved.reference} is assigned to Kim.")
    assert now().assigned == "Kim"
    assert "Assign to me" not in kim.open("/staff/bookings").text
    undone(kim, answer)
    assert now().assigned == ""


def test_or_to_anybody_who_deals_with_requests(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], people: People
) -> None:
    gone = people.add("the test", "Gone", "editor")
    assert gone
    people.disable("Robin", people.named("Gone").id)
    page = kim.open(path_of(saved)).text
    found = re.search(r'<select id="assigned".*?</select>', page, re.DOTALL)
    assert found
    assert re.findall(r"<option[^>]*>([^<]*)</option>", found[0]) == ["nobody", "Kim", "Robin"]
    kim.submit(f"{path_of(saved)}/assign", seen="", assigned="Robin")
    assert now().assigned == "Robin"
    for nobody in ("Vic", "Gone", "<b>", "robin"):
        answer = kim.submit(f"{path_of(saved)}/assign", seen="Robin", assigned=nobody)
        assert answer.status_code == 422
    assert now().assigned == "Robin"
    kim.submit(f"{path_of(saved)}/assign", seen="Robin", assigned="")
    assert now().assigned == ""


def test_somebody_elses_assignment_stays(
    kim: Person, robin: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    robin.open(path_of(saved))
    press(kim, path_of(saved), "Assign to me")
    answer = robin.submit(f"{path_of(saved)}/assign", seen="", assigned="Robin")
    assert answer.status_code == 409
    assert "assigned to Kim" in answer.text
    assert now().assigned == "Kim"


def write(person: Person, saved: CallbackRequest, text: str, version: int) -> Any:
    return person.submit(f"{path_of(saved)}/note", version=str(version), note=text)


def test_a_note_is_saved_and_taken_back(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    kim.open(path_of(saved))
    write(kim, saved, "Rang twice,\r\nno answer.", 0)
    answer = write(kim, saved, "Third time lucky.", 1)
    assert note_of(answer).startswith(f"The note on {saved.reference} is saved.")
    assert "Third time lucky." in text_of(kim.get("/staff/bookings").text)
    undone(kim, answer)
    assert now().note == "Rang twice,\nno answer."


def test_nobodys_note_is_lost(
    kim: Person, robin: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    robin.open(path_of(saved))
    kim.open(path_of(saved))
    write(kim, saved, "Rang, no answer.", 0)
    answer = write(robin, saved, "She rang us.", 0)
    assert answer.status_code == 409
    assert now().note == "Rang, no answer."
    assert "Somebody else has changed the note meanwhile, so yours isn&#39;t saved yet." in answer.text
    assert re.search(r'<p class="written">Rang, no answer.</p>', answer.text)
    typed = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)
    assert typed
    assert typed[1] == "She rang us."
    version = re.search(r'name="version" value="(\d+)"', answer.text.split("note-title")[-1])
    assert version
    write(robin, saved, "Rang, no answer. She rang us.", int(version[1]))
    assert now().note == "Rang, no answer. She rang us."


def test_a_note_that_is_too_long_is_shown_again(kim: Person, saved: CallbackRequest, now: Callable[[], Case]) -> None:
    kim.open(path_of(saved))
    answer = write(kim, saved, "a" * 4001, 0)
    assert answer.status_code == 422
    assert "A note has at most 4,000 characters; this one has 4,001." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "a" * 4001 in answer.text
    assert now().note == ""
    assert write(kim, saved, "a" * 4000, 0).status_code == 200


def test_also_one_that_is_too_long_overwrites_nobodys(
    kim: Person, robin: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    robin.open(path_of(saved))
    kim.open(path_of(saved))
    write(kim, saved, "Rang, no answer.", 0)
    answer = write(robin, saved, "a" * 4001, 0)
    assert answer.status_code == 409  # else cutting it short would be all that is asked for
    assert re.search(r'<p class="written">Rang, no answer.</p>', answer.text)
    assert "a" * 4001 in answer.text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_note_is_text(kim: Person, robin: Person, saved: CallbackRequest, text: str) -> None:
    kim.open(path_of(saved))
    write(kim, saved, text, 0)
    robin.open(path_of(saved))
    for answer in (robin.get(path_of(saved)), write(robin, saved, text + "!", 0)):
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert "<b>" not in answer.text
        assert answer.text.count("</textarea>") == 1


def test_the_same_note_again_is_no_change(kim: Person, saved: CallbackRequest, audit: Audit) -> None:
    kim.open(path_of(saved))
    write(kim, saved, "note", 0)
    assert note_of(write(kim, saved, " note\n", 0)) == "The note stands as it was."
    assert len(audit.newest(subject="booking")) == 1


def test_withdrawing_erases_all_but_the_name_and_cant_be_undone(
    kim: Person, saved: CallbackRequest, now: Callable[[], Case], database: Engine, audit: Audit
) -> None:
    kim.open(path_of(saved))
    write(kim, saved, "her knee", 0)
    answer = press(kim, path_of(saved), "Withdraw it")
    assert note_of(answer) == f"{saved.reference} is withdrawn; all but the name is erased."
    assert "undo" not in answer.text
    assert (now().request.status, now().note, now().request.details.phone) == ("withdrawn", "", "")
    assert [row.event for row in Outbox(database).of_request(saved.id)] == ["created", "withdrawn"]
    entry = audit.newest()[0]
    assert (entry.who, entry.action, entry.undo) == ("Kim", "withdrew a request for its visitor", "")
    assert kim.submit(f"/staff/bookings/undo/{entry.id}").status_code == 422
    assert kim.submit(f"{path_of(saved)}/withdraw", version="2").status_code == 409
    assert len(audit.newest(subject="booking")) == 2


def test_what_was_given_up_is_sent_again(
    kim: Person, saved: CallbackRequest, database: Engine, audit: Audit
) -> None:
    outbox = Outbox(database)
    outbox.route(["mail"])
    claimed = outbox.claim_due("mail", time.time(), 60)
    assert claimed is not None
    outbox.dead(claimed, time.time(), "refused", [])
    answer = press(kim, path_of(saved), "Send again")
    assert note_of(answer) == f"{saved.reference} is sent again, as long as it takes."
    assert outbox.counts()["pending"] == 1
    kim.submit(f"{path_of(saved)}/retry")
    assert [entry.action for entry in audit.newest(subject="booking")] == ["had a request sent again"]


def test_what_somebody_changed_since_is_not_taken_back(
    kim: Person, robin: Person, saved: CallbackRequest, now: Callable[[], Case]
) -> None:
    answer = press(kim, path_of(saved), "Contacted")
    press(robin, path_of(saved), "Done")
    undo = re.search(r"/staff/bookings/undo/\d+", answer.text)
    assert undo
    answer = kim.submit(undo[0])
    assert answer.status_code == 409
    assert now().request.status == "done"


def test_only_changes_of_bookings_are_taken_back_here(kim: Person, saved: CallbackRequest, audit: Audit) -> None:
    other = audit.record("Robin", "changed an FAQ", "faq/a", undo='{"id": "x", "set": "status"}')
    kim.open(path_of(saved))
    assert kim.submit(f"/staff/bookings/undo/{other}").status_code == 404
    for number in ("999", "9" * 30, "9" * 5000):
        assert kim.submit(f"/staff/bookings/undo/{number}").status_code == 404


def test_a_request_that_is_gone_is_told_so(
    kim: Person, saved: CallbackRequest, database: Engine, audit: Audit
) -> None:
    press(kim, path_of(saved), "Done")
    with database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM requests")
    entry = audit.newest()[0]
    answer = kim.submit(f"/staff/bookings/undo/{entry.id}")
    assert (answer.status_code, "erased" in answer.text) == (404, True)
    assert kim.submit(f"{path_of(saved)}/status", version="1", seen="done", status="new").status_code == 404


def test_what_was_done_is_told_on_its_page_and_nothing_about_the_visitor_is_recorded(
    kim: Person, robin: Person, saved: CallbackRequest, audit: Audit
) -> None:
    press(kim, path_of(saved), "Contacted")
    press(robin, path_of(saved), "Assign to me")
    write(robin, saved, "Zoë, 07700 900123, knee", 0)
    words = text_of(robin.get(path_of(saved)).text)
    for told in ("Kim marked a request as contacted", "Robin assigned a request to Robin",
                 "Robin changed a request&#39;s note"):
        assert told in words
    recorded = str(audit.newest())
    for private in ("Zo", "7700", "zoe@", "knee"):
        assert private not in recorded
