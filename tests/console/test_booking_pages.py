"""The callback requests' pages: what they show, to whom, and the files."""

from __future__ import annotations

import csv
import datetime
import io
import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from icalendar import Calendar
from sqlalchemy.engine import Engine

from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.settings import Settings
from frontdesk.store.booking_tables import REQUESTS
from frontdesk.store.handling import Handling
from frontdesk.store.outbox import Outbox
from frontdesk.store.requests import Requests
from tests.console.conftest import text_of
from tests.console.real import Person

CONSENT = "By saying yes you agree that A Clinic may contact you."
DAY = datetime.date(2027, 1, 21)
DEFINITE = When("thursday at 5", "Thu 21 Jan, at 5 pm", (Window(DAY, DAY, start=17 * 60),))
DETAILS = Details("Zoë O'Brien", "+447700900123", "zoe@example.org", DEFINITE, "my knee")
HOSTILE = ('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "' onmouseover='x",
           "</textarea><b>")

Ask = Callable[..., CallbackRequest]


@pytest.fixture
def ask(database: Engine) -> Ask:
    """Make a request, so many seconds ago."""
    count = 0

    def make(details: Details = DETAILS, ago: float = 0.0) -> CallbackRequest:
        nonlocal count
        count += 1
        request = Requests(database).save(f"c{count}", details, CONSENT)
        moment = time.time() - ago
        with database.begin() as connection:
            connection.execute(REQUESTS.update().where(REQUESTS.c.id == request.id).values(
                created=moment, updated=moment, consented=moment))
        return request

    return make


@pytest.fixture
def kim(visit: Callable[..., Person]) -> Person:
    """An editor."""
    return visit("Kim")


def listed(page: str) -> list[str]:
    """References on a page, in their order."""
    return re.findall(r'<h3 id="([^"]+)"', page)


def configure(settings: Settings, text: str) -> None:
    (settings.root / "content" / "clinic.yml").write_text(f"name: A Clinic\n{text}", encoding="utf-8")


@pytest.mark.parametrize("path", ["/staff/bookings", "/staff/bookings/count.json", "/staff/bookings/requests.csv",
                                  "/staff/bookings/requests.ics"])
def test_viewers_see_nothing_of_them(visit: Callable[..., Person], ask: Ask, path: str) -> None:
    ask()
    answer = visit("Vic").get(path)
    assert answer.status_code == 403
    assert "Zo" not in answer.text


def test_without_any_request_it_says_so(kim: Person) -> None:
    page = kim.get("/staff/bookings").text
    assert "Nobody is waiting." in page
    assert listed(page) == []


def test_a_request_is_shown_with_all_that_helps_to_reach_its_visitor(kim: Person, ask: Ask) -> None:
    request = ask(ago=3 * 24 * 3600 + 60)
    for path in ("/staff/bookings", f"/staff/bookings/{request.reference}"):
        page = kim.get(path).text
        assert 'href="tel:+447700900123"' in page
        assert 'href="mailto:zoe@example.org"' in page
        words = text_of(page)
        for told in ("Zoë O&#39;Brien", request.reference, "“thursday at 5” – understood as Thu 21 Jan, at 5 pm",
                     "my knee", "waiting 3 days"):
            assert told in words
    assert f"“{CONSENT}”" in words


def test_a_reference_is_found_however_it_is_written(kim: Person, ask: Ask) -> None:
    request = ask()
    assert kim.get(f"/staff/bookings/{request.reference.lower()}").status_code == 200
    for other in ("ZZZ-ZZZ", "%27", "a"):
        answer = kim.get(f"/staff/bookings/{other}")
        assert answer.status_code == 404
        assert "There is no such request" in answer.text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_visitors_write_is_text(kim: Person, ask: Ask, database: Engine, text: str) -> None:
    request = ask(Details(text, text[:60], f"{text}@example.org", When(text, text), text))
    Handling(database).write_note(request.id, 0, text, text)
    Handling(database).assign(request.id, "", text, text)
    for path in ("/staff/bookings", f"/staff/bookings/{request.reference}", f"/staff/bookings?q={text}&status=all"):
        page = kim.get(path).text
        for markup in ("<script>alert", "<img", "49 ", "<b>", " onmouseover='x", 'onerror=alert(1)"'):
            assert markup not in page
        assert page.count("</textarea>") <= 1


def test_open_ones_come_first_and_who_waits_longest_before_the_others(
    kim: Person, ask: Ask, database: Engine
) -> None:
    handling = Handling(database)
    new, older, contacted, done, withdrawn = (ask(ago=ago) for ago in (10, 500, 9000, 100, 50))
    handling.set_status(contacted.id, 1, "new", "contacted", "Kim")
    handling.set_status(done.id, 1, "new", "done", "Kim")
    Requests(database).withdraw(withdrawn.reference)
    expected = {
        "": [older, new, contacted], "open": [older, new, contacted], "new": [older, new], "contacted": [contacted],
        "done": [done], "withdrawn": [withdrawn], "nonsense": [older, new, contacted]}
    for status, requests in expected.items():
        page = kim.get(f"/staff/bookings?status={status}").text
        assert listed(page) == [request.reference for request in requests], status
    page = kim.get("/staff/bookings?status=all").text
    assert listed(page)[:3] == [request.reference for request in (older, new, contacted)]
    assert set(listed(page)[3:]) == {done.reference, withdrawn.reference}
    for tab in ("Open (3)", "New (2)", "Contacted (1)", "Done (1)", "Withdrawn (1)", "All (5)"):
        assert tab in page


def test_a_withdrawn_one_tells_its_name_alone(kim: Person, ask: Ask, database: Engine) -> None:
    request = ask()
    Requests(database).withdraw(request.reference)
    page = kim.get(f"/staff/bookings/{request.reference}").text
    assert "please don't contact them" in page
    assert "Zoë" in page
    for gone in ("7700", "zoe@", "knee", "thursday", "<textarea", "/status", "/withdraw", "/assign"):
        assert gone not in page


@pytest.mark.parametrize(("text", "found"), [
    ("zoe", True), ("ZOË", True), ("o'brien", True), ("  zoë   o'b", True), ("example.org", True), ("900123", True),
    ("07700 900123", True), ("+44 7700 900 123", True), ("(07700) 900-123", True), ("00447700900123", True),
    ("jo", False), ("900124", False),
    ("12", False), ("knee", False), ("%", False), ("_", False), ("'", True), ("", True)])
def test_it_is_found_by_what_somebody_on_the_phone_says(kim: Person, ask: Ask, text: str, found: bool) -> None:
    request = ask()
    page = kim.get("/staff/bookings", params={"q": text}).text
    assert listed(page) == ([request.reference] if found else [])
    assert not text.strip() or ("1 found" in page) == found


def test_and_by_its_reference(kim: Person, ask: Ask) -> None:
    requests = [ask(Details("Jo", "07700 900123")) for _ in range(3)]
    for request in requests:
        for text in (request.reference, request.reference.lower(), request.reference.replace("-", " "),
                     request.reference.replace("-", "")):
            assert listed(kim.get("/staff/bookings", params={"q": text}).text) == [request.reference]


def test_long_lists_have_pages(kim: Person, ask: Ask) -> None:
    references = [ask(ago=1000 - number).reference for number in range(20)]
    first = kim.get("/staff/bookings").text
    assert listed(first) == references[:15]
    assert "page 1 of 2" in first
    assert 'href="/staff/bookings?status=open&amp;page=2"' in first
    for number in ("2", "3", "99999999"):
        assert listed(kim.get(f"/staff/bookings?page={number}").text) == references[15:]
    for nonsense in ("0", "-1", "x", "²", "", "9" * 5000):
        assert listed(kim.get("/staff/bookings", params={"page": nonsense}).text) == references[:15]


def test_how_the_clinic_was_told_is_shown(kim: Person, ask: Ask, database: Engine, settings: Settings) -> None:
    request, outbox = ask(), Outbox(database)
    path = f"/staff/bookings/{request.reference}"
    page = kim.get(path).text
    assert "Not sent: neither mail nor webhook is set up, so it is only here" in page
    assert "Somebody has to look" in kim.get("/staff/bookings").text
    assert "the clinic is told" not in page
    configure(settings, "booking:\n  webhook:\n    url: https://receiver.example.org/\n")
    page = kim.get(path).text
    assert "About to be sent" in page
    assert "the clinic is told by mail or webhook not to contact them" in page
    assert "Somebody has to look" not in kim.get("/staff/bookings").text
    outbox.route(["webhook", "mail"])
    page = kim.get(path).text
    assert "Being sent by webhook" in page
    assert "Waits for mail, which isn&#39;t set up any more" in page
    claimed = outbox.claim_due("webhook", time.time(), 60)
    assert claimed is not None
    outbox.failed(claimed, time.time(), "answered 500")
    assert "Not sent by webhook yet (answered 500), tried again today, " in kim.get(path).text
    assert "/retry" not in kim.get(path).text
    claimed = outbox.claim_due("webhook", time.time(), 60)
    assert claimed is not None
    outbox.dead(claimed, time.time(), "answered 500", [])
    page = kim.get(path).text
    assert "Given up by webhook after 2 attempts (answered 500)" in page
    assert f'action="{path}/retry"' in page
    outbox.retry(time.time())
    claimed = outbox.claim_due("webhook", time.time(), 60)
    assert claimed is not None
    outbox.delivered(claimed, time.time())
    assert "Sent by webhook, today, " in kim.get(path).text


def test_new_ones_are_counted_for_an_open_page(kim: Person, ask: Ask) -> None:
    ask(ago=100)
    since = time.time() - 50
    assert kim.get(f"/staff/bookings/count.json?since={since}").json() == {"new": 0}
    ask(ago=10)
    answer = kim.get(f"/staff/bookings/count.json?since={since}")
    assert (answer.json(), answer.headers["cache-control"]) == ({"new": 1}, "no-store")
    for nonsense in ("", "x", "nan", "inf", "-inf"):
        assert kim.get(f"/staff/bookings/count.json?since={nonsense}").json() == {"new": 0}
    page = kim.get("/staff/bookings").text
    said = re.search(r'role="status" data-since="([\d.]+)"', page)
    assert said
    assert kim.get(f"/staff/bookings/count.json?since={said[1]}").json() == {"new": 0}


def test_the_spreadsheet_holds_the_list_and_no_formula(kim: Person, ask: Ask, database: Engine) -> None:
    formula = '=HYPERLINK("https://evil.example","Click")'
    request = ask(Details(formula, "+447700900123", "zoe@example.org", When("-1", "@x"), "+1"))
    Handling(database).write_note(request.id, 0, "=1+1\nsecond line", "Kim")
    Handling(database).assign(request.id, "", "Kim", "Kim")
    done = ask()
    Handling(database).set_status(done.id, 1, "new", "done", "Kim")
    answer = kim.get("/staff/bookings/requests.csv?status=open")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="callback-requests-open.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbfreference,status,name,")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert (row["reference"], row["status"], row["assigned to"]) == (request.reference, "new", "Kim")
    names = ("name", "phone", "when, in their words", "when, as understood", "about", "note")
    assert [row[name] for name in names] == [
        f"'{formula}", "'+447700900123", "'-1", "'@x", "'+1", "'=1+1\nsecond line"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row["confirmed"])
    everything = kim.get("/staff/bookings/requests.csv?status=all").content.decode("utf-8-sig")
    assert done.reference in everything
    searched = kim.get("/staff/bookings/requests.csv", params={"status": "all", "q": "brien"}).text
    assert done.reference in searched
    assert request.reference not in searched


def test_definite_times_are_a_calendar_without_anything_about_anybody(
    kim: Person, ask: Ask, database: Engine, settings: Settings
) -> None:
    configure(settings, "time_zone: Europe/London\n")
    definite, vague, done = ask(), ask(replace(DETAILS, when=When("any time"))), ask()
    Handling(database).set_status(done.id, 1, "new", "done", "Kim")
    answer = kim.get("/staff/bookings/requests.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == f"Callback request {definite.reference} (not confirmed)"
    assert event.decoded("dtstart").isoformat() == "2027-01-21T17:00:00+00:00"
    assert (event.decoded("dtend") - event.decoded("dtstart")).seconds == 30 * 60
    for private in ("Zo", "7700", "example.org", "knee", "thursday"):
        assert private not in answer.text
    one = kim.get(f"/staff/bookings/{definite.reference}/callback.ics")
    assert Calendar.from_ical(one.content).walk("VEVENT")[0]["uid"] == event["uid"]
    assert one.headers["content-disposition"] == f'attachment; filename="callback-{definite.reference}.ics"'
    assert kim.get(f"/staff/bookings/{vague.reference}/callback.ics").status_code == 404
    assert "callback.ics" in kim.get(f"/staff/bookings/{definite.reference}").text
    assert "callback.ics" not in kim.get(f"/staff/bookings/{vague.reference}").text


def test_a_clinic_without_a_readable_file_can_still_call_people_back(
    kim: Person, ask: Ask, settings: Settings
) -> None:
    request = ask()
    (settings.root / "content" / "clinic.yml").write_text("name: [", encoding="utf-8")
    assert request.reference in kim.get("/staff/bookings").text
    assert kim.get(f"/staff/bookings/{request.reference}").status_code == 200


def test_times_are_on_the_clinics_clock(kim: Person, ask: Ask, database: Engine, settings: Settings) -> None:
    configure(settings, "time_zone: Pacific/Auckland\n")
    request = ask()
    with database.begin() as connection:
        connection.execute(REQUESTS.update().values(consented=1_800_000_000.0))
    page = kim.get(f"/staff/bookings/{request.reference}").text
    assert re.search(r"Fri 15 Jan( 2027)?, 21:00", page)
