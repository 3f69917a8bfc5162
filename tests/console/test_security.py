"""What every page of the console tells browsers, and what it does with requests that no browser of ours sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from frontdesk.accounts.people import People
from frontdesk.store.audit import Audit
from tests.accounts.staff import ANOTHER, PASSWORD
from tests.console.real import Person

Visit = Callable[..., Person]
COOKIE = "frontdesk-staff"


@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff/account", "/staff/people", "/staff/people/1",
                                  "/staff/people/99", "/staff/audit", "/staff/nowhere"])
def test_pages_run_no_script_of_others_are_in_no_frame_and_in_no_cache(visit: Visit, path: str) -> None:
    answer = visit("Robin" if path != "/staff/sign-in" else None).open(path)
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == policy["connect-src"] == "'self'"
    assert answer.headers["cache-control"] == "no-store"
    assert "style=" not in answer.text
    assert " on" + "click" not in answer.text


def test_every_form_on_every_page_holds_the_sessions_token(visit: Visit, people: People, audit: Audit) -> None:
    browser = visit("Robin")
    audit.record("Kim", "added an example", "faq/toe", undo="{}")
    people.disable("the test", people.named("Vic").id)
    forms = 0
    accounts = (f"/staff/people/{number}" for number in (1, 2, 3))
    for path in ("/staff/account", "/staff/people", *accounts, "/staff/audit"):
        for form in browser.open(path).text.split("<form")[1:]:
            if 'method="post"' in form:
                forms += 1
                assert f'name="csrf" value="{browser.csrf}"' in form.split("</form>")[0]
    assert forms > 12


def test_the_token_of_one_session_is_of_no_use_in_another(visit: Visit, people: People) -> None:
    mine, other = visit("Robin"), visit("Robin")
    mine.open("/staff/people")
    other.open("/staff/people")
    assert mine.csrf != other.csrf
    other.csrf = mine.csrf
    assert other.submit("/staff/people/add", name="Jo", role="admin").status_code == 403
    assert len(people.list()) == 3


def test_a_form_from_before_the_password_was_changed_is_refused(visit: Visit, people: People) -> None:
    browser = visit("Robin")
    browser.open("/staff/people")
    before = browser.csrf
    browser.submit("/staff/account/password", current=PASSWORD, password=ANOTHER, again=ANOTHER)
    browser.csrf = before
    assert browser.submit("/staff/people/add", name="Jo", role="admin").status_code == 403
    assert len(people.list()) == 3


def test_a_viewers_token_opens_nothing_more(visit: Visit, people: People) -> None:
    browser = visit("Vic")
    browser.open("/staff/account")
    for path, fields in (("/staff/people/add", {"name": "Jo", "role": "admin"}),
                         (f"/staff/people/{people.named('Vic').id}/role", {"role": "admin"}),
                         (f"/staff/people/{people.named('Robin').id}/disable", {}),
                         (f"/staff/people/{people.named('Robin').id}/reset", {})):
        assert browser.submit(path, **fields).status_code == 403
    assert {person.account.name: person.account.role for person in people.list()} == {
        "Kim": "editor", "Robin": "admin", "Vic": "viewer"}
    assert visit("Robin").open("/staff/people").status_code == 200


@pytest.mark.parametrize("value", ["", "x", "a" * 5000, "%00", "'; DROP TABLE staff; --", "é"])
def test_a_cookie_that_makes_no_sense_is_nobodys(visit: Visit, value: str) -> None:
    answer = visit().get("/staff/account", headers={b"Cookie": f"{COOKIE}={value}".encode()}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/staff/sign-in?next=%2Fstaff%2Faccount"


def test_the_address_of_a_page_can_put_nothing_into_a_header(visit: Visit) -> None:
    answer = visit().get("/staff/account?x=%0d%0aSet-Cookie:%20a=b", follow_redirects=False)
    assert "set-cookie" not in answer.headers
    assert "\n" not in answer.headers["location"]


def test_a_note_that_somebody_planted_is_only_text_and_leads_nowhere_else(visit: Visit) -> None:
    for undo in ("https://evil.example/", "//evil.example", "/chat", "javascript:alert(1)"):
        browser = visit("Robin")
        browser.cookies.set("frontdesk-note", f"%5B%22%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%2C%22{undo}%22%5D",
                            path="/staff")
        page = browser.open("/staff/account").text
        assert "<script>alert" not in page
        assert f'action="{undo}"' not in page


def test_sessions_end_in_the_store_when_an_account_is_disabled(visit: Visit, people: People, database: Engine) -> None:
    browser = visit("Vic")
    people.disable("the test", people.named("Vic").id)
    assert browser.open("/staff/account").url.path == "/staff/sign-in"
    with database.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM staff_sessions").scalar() == 0
