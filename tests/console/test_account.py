"""One's own account, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from frontdesk.accounts.people import People
from frontdesk.store.audit import Audit
from tests.accounts.staff import ANOTHER, PASSWORD
from tests.console.conftest import text_of
from tests.console.real import Person

Visit = Callable[..., Person]
COOKIE = "frontdesk-staff"


def change(browser: Person, current: str = PASSWORD, new: str = ANOTHER, again: str | None = None) -> object:
    browser.open("/staff/account")
    return browser.submit("/staff/account/password", current=current, password=new,
                          again=new if again is None else again)


def test_it_says_who_one_is_and_where_one_is_signed_in(visit: Visit) -> None:
    visit("Kim")
    page = visit("Kim").open("/staff/account")
    assert "signed in as <b>Kim</b>, with the role <b>editor</b>" in page.text
    assert page.text.count("This browser") == 1
    assert page.text.count(">Another<") == 1
    assert page.text.count("<time datetime=") == 4


def test_a_changed_password_signs_out_other_browsers_and_keeps_this_one(visit: Visit, people: People) -> None:
    here, there = visit("Kim"), visit("Kim")
    before = here.cookies[COOKIE]
    done = change(here)
    assert "Your password is changed" in done.text
    assert done.url.path == "/staff/account"
    assert here.cookies[COOKIE] != before
    assert people.session(before) is None
    assert there.open("/staff/account").url.path == "/staff/sign-in"
    assert visit().sign_in("Kim").status_code == 422
    assert visit("Kim").open("/staff/account").url.path == "/staff/sign-in"
    renewed = visit()
    renewed.sign_in("Kim", ANOTHER)
    assert renewed.open("/staff/account").url.path == "/staff/account"


@pytest.mark.parametrize(("fields", "field", "said"), [
    ({"current": "wrong"}, "current", "isn't your password"),
    ({"new": "short"}, "password", "at least 12 characters"),
    ({"new": "RiversideClinic1"}, "password", "easy to guess"),
    ({"new": PASSWORD}, "password", "the password you have"),
    ({"again": "something else"}, "again", "aren't the same"),
])
def test_what_is_wrong_is_said_beside_its_field(
    visit: Visit, fields: dict[str, str], field: str, said: str
) -> None:
    browser = visit("Kim")
    answer = change(browser, **fields)
    assert answer.status_code == 422
    assert said in text_of(answer.text).replace("&#39;", "'")
    assert f'id="{field}-wrong"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert f'{field}-wrong"' in answer.text.split(f'id="{field}"')[1].split(">")[0]
    assert f'id="{field}-wrong" role="alert"' in answer.text
    assert answer.text.count("autofocus") == answer.text.split(f'id="{field}"')[1].split(">")[0].count("autofocus") == 1
    for typed in fields.values():
        assert f'value="{typed}"' not in answer.text
    assert browser.open("/staff/account").url.path == "/staff/account"
    assert visit().sign_in("Kim").status_code != 422


def test_passwords_are_taken_as_they_are_typed(visit: Visit) -> None:
    assert "Your password is changed" in change(visit("Kim"), new="  velvet anchor puddle  ").text
    assert visit().sign_in("Kim", "velvet anchor puddle").status_code == 422
    assert visit().sign_in("Kim", "  velvet anchor puddle  ").status_code != 422


def test_signing_out_everywhere_ends_this_session_too(visit: Visit, audit: Audit) -> None:
    here, there = visit("Kim"), visit("Kim")
    here.open("/staff/account")
    answer = here.submit("/staff/account/sign-out-everywhere")
    assert answer.url.path == "/staff/sign-in"
    assert "signed out everywhere" in answer.text
    for browser in (here, there):
        assert browser.open("/staff/account").url.path == "/staff/sign-in"
    assert audit.newest(1)[0].action == "signed out everywhere"


def test_a_one_time_password_opens_nothing_but_the_choice_of_another(visit: Visit, people: People) -> None:
    password = people.add("the test", "Jo", "admin")
    browser = visit()
    page = browser.sign_in("Jo", password)
    assert page.url.path == "/staff/account"
    assert "made by an admin" in page.text
    assert "<nav" not in page.text
    for path in ("/staff", "/staff/people", "/staff/audit", "/staff/no-such-page"):
        assert browser.open(path).url.path == "/staff/account"
    for path in ("/staff/account/sign-out-everywhere", "/staff/people/add", "/staff/people/1/disable"):
        answer = browser.submit(path, name="Mallory", role="admin")
        assert (answer.status_code, "password of your own first" in answer.text) == (403, True)
    assert len(people.list()) == 4
    done = browser.post("/staff/account/password", follow_redirects=False, data={
        "csrf": browser.csrf, "current": password, "password": ANOTHER, "again": ANOTHER})
    assert (done.status_code, done.headers["location"]) == (303, "/staff")
    assert browser.open("/staff/people").url.path == "/staff/people"


def test_who_has_a_one_time_password_can_sign_out(visit: Visit, people: People) -> None:
    browser = visit()
    browser.sign_in("Jo", people.add("the test", "Jo", "viewer"))
    assert browser.submit("/staff/sign-out").url.path == "/staff/sign-in"


def test_no_field_cuts_a_password_short(visit: Visit) -> None:
    for page in (visit().open("/staff/sign-in"), visit("Kim").open("/staff/account")):
        fields = re.findall(r'<input[^>]*type="password"[^>]*>', page.text)
        assert fields
        assert not any("maxlength" in field for field in fields)
