"""Signing in and out, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import pytest

from frontdesk.accounts.lockout import MOST_WRONG
from frontdesk.accounts.people import People
from frontdesk.accounts.sign_in_limits import ADDRESS
from tests.accounts.staff import PASSWORD
from tests.console.conftest import text_of
from tests.console.real import Person

COOKIE = "frontdesk-staff"
Visit = Callable[..., Person]


def cookie_of(answer: Any) -> Any:
    """The session's cookie as the answer sets it."""
    for header in answer.headers.get_list("set-cookie"):
        parsed = SimpleCookie(header)
        if COOKIE in parsed:
            return parsed[COOKIE]
    return None


def post(browser: Person, **fields: str) -> Any:
    """Send the sign-in form, and follow nothing."""
    return browser.post("/staff/sign-in", data={"name": "Robin", "password": PASSWORD, **fields},
                        headers={"Origin": "http://testserver"}, follow_redirects=False)


def test_whoever_signs_in_is_led_to_where_they_wanted(visit: Visit) -> None:
    browser = visit()
    form = browser.open("/staff/account")
    assert form.url.path == "/staff/sign-in"
    assert 'name="next" value="/staff/account"' in form.text
    done = browser.submit("/staff/sign-in", name="robin", password=PASSWORD, next="/staff/account")
    assert done.url.path == "/staff/account"
    assert "signed in as <b>Robin</b>, with the role <b>admin</b>" in done.text


def test_the_cookie_is_for_the_console_alone(visit: Visit) -> None:
    cookie = cookie_of(post(visit()))
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/staff", True, "strict")
    assert (cookie["secure"], cookie["domain"], cookie["max-age"], cookie["expires"]) == ("", "", "", "")
    assert len(cookie.value) == 43


def test_it_is_secure_over_https(visit: Visit) -> None:
    browser = visit(base_url="https://testserver")
    answer = browser.post("/staff/sign-in", data={"name": "Robin", "password": PASSWORD},
                          headers={"Origin": "https://testserver"}, follow_redirects=False)
    assert cookie_of(answer)["secure"] is True


def test_what_is_wrong_is_said_and_what_was_typed_stays_but_the_password(visit: Visit) -> None:
    answer = visit().sign_in("Robin", "a wrong password", next="/staff/account")
    assert answer.status_code == 422
    assert "isn't right" in text_of(answer.text).replace("&#39;", "'")
    assert 'value="Robin"' in answer.text
    assert 'name="next" value="/staff/account"' in answer.text
    assert "a wrong password" not in answer.text
    assert 'aria-invalid="true" aria-describedby="problem"' in answer.text
    assert cookie_of(answer) is None


def test_an_unknown_name_is_answered_as_a_wrong_password_is(visit: Visit) -> None:
    browser = visit()
    answers = [browser.sign_in(name, "a wrong password") for name in ("Robin", "Nobody")]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].text.replace("Robin", "Nobody") == answers[1].text


@pytest.mark.parametrize("name", ["Robin", "Nobody"])
def test_too_many_wrong_ones_lock_the_name(visit: Visit, name: str) -> None:
    browser = visit()
    for _ in range(MOST_WRONG):
        assert browser.sign_in(name, "a wrong password").status_code == 422
    answer = browser.sign_in(name)
    assert answer.status_code == 429
    assert "too many wrong passwords for that name. Try again in 15 minutes." in text_of(answer.text)
    assert 890 < int(answer.headers["retry-after"]) <= 900


def test_an_address_can_try_only_so_often(visit: Visit) -> None:
    browser = visit(client=("192.0.2.1", 50_000))
    for number in range(ADDRESS.amount):
        assert browser.sign_in(f"name-{number}", "wrong").status_code == 422
    assert browser.sign_in("Robin").status_code == 429
    assert visit(client=("192.0.2.2", 50_000)).sign_in("Robin", next="/staff/account").url.path == "/staff/account"


@pytest.mark.parametrize("token", ["planted-by-somebody", "x" * 43])
def test_a_planted_token_never_becomes_a_session(visit: Visit, people: People, token: str) -> None:
    browser = visit()
    browser.cookies.set(COOKIE, token, path="/staff")
    given = cookie_of(post(browser)).value
    assert given != token
    assert people.session(token) is None
    assert people.session(given) is not None


def test_a_session_ends_when_somebody_signs_in_in_the_same_browser(visit: Visit, people: People) -> None:
    browser = visit("Robin")
    former = browser.cookies[COOKIE]
    browser.open("/staff/account")
    browser.submit("/staff/sign-in", name="Kim", password=PASSWORD)
    assert people.session(former) is None
    assert people.session(browser.cookies[COOKIE]).name == "Kim"  # type: ignore[union-attr]


def test_signing_out_ends_the_session_in_the_store_too(visit: Visit, people: People) -> None:
    browser = visit("Robin")
    token = browser.cookies[COOKIE]
    browser.open("/staff/account")
    answer = browser.submit("/staff/sign-out")
    assert answer.url.path == "/staff/sign-in"
    assert "You are signed out." in answer.text
    assert people.session(token) is None
    assert COOKIE not in browser.cookies
    assert browser.submit("/staff/sign-out").url.path == "/staff/sign-in"  # once more is no fault


def test_whoever_is_signed_in_is_led_past_the_form(visit: Visit) -> None:
    browser = visit("Robin")
    assert browser.open("/staff/sign-in?next=/staff/people").url.path == "/staff/people"


def test_a_link_from_elsewhere_is_led_on_once_for_the_browser_withholds_the_cookie(visit: Visit) -> None:
    browser, elsewhere = visit(), {"Sec-Fetch-Site": "cross-site"}
    answer = browser.open("/staff/people?of=1", headers=elsewhere)
    assert '<meta http-equiv="refresh" content="0;url=/staff/sign-in?from=link&amp;next=%2Fstaff%2Fpeople%3Fof%3D1">' \
        in answer.text
    url = "/staff/sign-in?from=link&next=%2Fstaff%2Fpeople%3Fof%3D1"
    assert "<form" in browser.open(url).text
    assert "<form" in browser.open(url, headers=elsewhere).text
    assert visit("Robin").open(url).url.path == "/staff/people"


@pytest.mark.parametrize("target", [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "/staff\\..\\..\\evil", "/staffing", "/staff@evil.example", "/", "/chat", "javascript:alert(1)", "staff/people",
    "/staff/../chat", "/staff/%2e%2e/chat", "/staff/.%2E/%2e./chat", "/staff/..%5c..%5cchat", "/staff/\n/evil",
    "/staff/ /evil", "/staff/\u2028x", "x/staff/people", "http:/staff", "/%73taff"])
def test_nobody_is_led_out_of_the_console(visit: Visit, target: str) -> None:
    answer = post(visit(), next=target)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")


@pytest.mark.parametrize("target", ["/staff", "/staff/people", "/staff/audit?who=Robin&before=7", "/staff?a=/../b",
                                    "/staff/faqs/toe-running"])
def test_addresses_of_the_console_are_kept(visit: Visit, target: str) -> None:
    assert post(visit(), next=target).headers["location"] == target


def test_the_form_of_another_website_signs_nobody_in(visit: Visit) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = visit().post("/staff/sign-in", data={"name": "Robin", "password": PASSWORD}, headers=headers)
        assert answer.status_code == 403
        assert cookie_of(answer) is None


def test_a_file_for_a_password_is_no_password(visit: Visit) -> None:
    answer = visit().post("/staff/sign-in", data={"name": "Robin"}, files={"password": ("a.txt", PASSWORD.encode())})
    assert answer.status_code == 422
