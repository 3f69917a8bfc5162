"""Accounts, for admins in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from frontdesk.accounts.errors import SignInRefused
from frontdesk.accounts.lockout import MOST_WRONG
from frontdesk.accounts.people import People
from frontdesk.store.audit import Audit
from tests.accounts.staff import ANOTHER, PASSWORD
from tests.console.conftest import text_of
from tests.console.real import Person

Visit = Callable[..., Person]


@pytest.fixture
def admin(visit: Visit) -> Person:
    return visit("Robin")


def url_of(people: People, name: str) -> str:
    return f"/staff/people/{people.named(name).id}"


def state_of(page: str, name: str) -> str:
    """What the list says of somebody."""
    row = next(row for row in page.split("<tr>")[2:] if f">{name}</a>" in row)
    return text_of(row.partition("</th>")[2].partition("</tr>")[0]).strip()


def test_everybody_is_listed_with_role_and_state(admin: Person, visit: Visit, people: People) -> None:
    visit("Kim")
    visit("Kim")
    people.add("the test", "Jo", "publisher")
    people.disable("the test", people.named("Vic").id)
    page = admin.open("/staff/people").text
    assert state_of(page, "Robin") == "admin signed in"
    assert state_of(page, "Kim") == "editor signed in in 2 browsers"
    assert state_of(page, "Jo") == "publisher has a one-time password"
    assert state_of(page, "Vic") == "viewer disabled"


def test_somebody_is_added_with_a_password_that_is_shown_once(admin: Person, visit: Visit, people: People) -> None:
    admin.open("/staff/people")
    page = admin.submit("/staff/people/add", name="Jo", role="editor")
    password = re.search(r'class="secret">([^<]+)<', page.text)[1]  # type: ignore[index]
    assert "One-time password for Jo" in text_of(page.text)
    assert page.headers["cache-control"] == "no-store"
    for path in ("/staff/people", url_of(people, "Jo"), "/staff/audit"):
        assert password not in admin.open(path).text
    browser = visit()
    assert browser.sign_in("Jo", password).url.path == "/staff/account"


@pytest.mark.parametrize(("fields", "field", "said"), [
    ({"name": "kim", "role": "viewer"}, "name", "already"),
    ({"name": "J", "role": "publisher"}, "name", "2 to 64"),
    ({"name": "<script>", "role": "viewer"}, "name", "2 to 64"),
    ({"name": "Jo", "role": "owner"}, "role", "isn't a role"),
    ({"name": "Jo"}, "role", "isn't a role"),
])
def test_a_form_that_isnt_right_is_shown_again(
    admin: Person, people: People, fields: dict[str, str], field: str, said: str
) -> None:
    admin.open("/staff/people")
    answer = admin.submit("/staff/people/add", **fields)
    assert answer.status_code == 422
    assert said in text_of(answer.text).replace("&#39;", "'")
    assert f'id="{field}-wrong"' in answer.text
    assert "<script>" not in answer.text
    typed = fields["name"].replace("<", "&lt;").replace(">", "&gt;")
    assert f'value="{typed}"' in answer.text
    assert len(people.list()) == 3


def test_a_role_is_changed_and_holds_at_once(admin: Person, visit: Visit, people: People) -> None:
    kim = visit("Kim")
    assert kim.open("/staff/people").status_code == 403
    admin.open(url_of(people, "Kim"))
    assert "Kim is an admin now." in admin.submit(f"{url_of(people, 'Kim')}/role", role="admin").text
    assert kim.open("/staff/people").status_code == 200


def test_an_unknown_role_is_refused_beside_its_field(admin: Person, people: People) -> None:
    admin.open(url_of(people, "Kim"))
    answer = admin.submit(f"{url_of(people, 'Kim')}/role", role="owner")
    assert answer.status_code == 422
    assert 'id="role-wrong" role="alert"' in answer.text
    assert 'value="editor" checked autofocus>' in answer.text
    assert people.named("Kim").role == "editor"


def test_disabling_can_be_undone_from_the_note(admin: Person, visit: Visit, people: People) -> None:
    kim, url = visit("Kim"), url_of(people, "Kim")
    admin.open(url)
    page = admin.submit(f"{url}/disable")
    assert "Kim is disabled and signed out everywhere." in page.text
    assert f'action="{url}/enable"' in page.text
    assert kim.open("/staff/account").url.path == "/staff/sign-in"
    assert "Kim can sign in again." in admin.submit(f"{url}/enable").text
    assert visit("Kim").open("/staff/account").status_code == 200


def test_a_password_is_reset(admin: Person, visit: Visit, people: People) -> None:
    kim, url = visit("Kim"), url_of(people, "Kim")
    admin.open(url)
    page = admin.submit(f"{url}/reset")
    password = re.search(r'class="secret">([^<]+)<', page.text)[1]  # type: ignore[index]
    assert kim.open("/staff/account").url.path == "/staff/sign-in"
    assert kim.sign_in("Kim", password).url.path == "/staff/account"


def test_a_locked_account_is_shown_and_unlocked(admin: Person, visit: Visit, people: People) -> None:
    for _ in range(MOST_WRONG):
        visit().sign_in("Kim", "wrong")
    assert "locked after wrong passwords" in state_of(admin.open("/staff/people").text, "Kim")
    assert "Locked until" in admin.open(url_of(people, "Kim")).text
    admin.submit(f"{url_of(people, 'Kim')}/unlock")
    assert visit("Kim").open("/staff/account").status_code == 200


def test_somebody_is_signed_out_everywhere(admin: Person, visit: Visit, people: People) -> None:
    kim = visit("Kim")
    admin.open(url_of(people, "Kim"))
    admin.submit(f"{url_of(people, 'Kim')}/sign-out")
    assert kim.open("/staff/account").url.path == "/staff/sign-in"


def test_only_a_disabled_account_is_removed(admin: Person, people: People, audit: Audit) -> None:
    url = url_of(people, "Kim")
    assert "Remove" not in admin.open(url).text
    refused = admin.submit(f"{url}/remove")
    assert (refused.status_code, "Disable it first" in refused.text) == (422, True)
    admin.submit(f"{url}/disable")
    admin.open(url)
    assert "The account Kim is removed" in admin.submit(f"{url}/remove").text
    assert admin.open(url).status_code == 404
    assert [person.account.name for person in people.list()] == ["Robin", "Vic"]
    assert {entry.who for entry in audit.newest(2)} == {"Robin"}


@pytest.mark.parametrize("work", ["role", "disable", "reset"])
def test_nobody_locks_themselves_out(admin: Person, people: People, work: str) -> None:
    page = admin.open(url_of(people, "Robin"))
    assert "This is you" in page.text
    assert f"/{work}" not in page.text
    answer = admin.submit(f"{url_of(people, 'Robin')}/{work}", role="viewer")
    assert answer.status_code == 422
    assert people.named("Robin").role == "admin"
    assert admin.open("/staff/people").status_code == 200


def test_what_isnt_there_is_said(admin: Person) -> None:
    admin.open("/staff/people")
    assert admin.open("/staff/people/99").status_code == 404
    assert admin.submit("/staff/people/99/disable").status_code == 404


def test_every_change_is_on_record_without_any_password(admin: Person, people: People, audit: Audit) -> None:
    admin.open("/staff/people")
    page = admin.submit("/staff/people/add", name="Jo", role="viewer")
    password = re.search(r'class="secret">([^<]+)<', page.text)[1]  # type: ignore[index]
    url = url_of(people, "Jo")
    with pytest.raises(SignInRefused):
        people.sign_in("Jo", "wrong", "192.0.2.1")
    people.change_password("Jo", password, ANOTHER)
    for work in ("role", "disable", "enable", "unlock", "sign-out", "reset", "disable", "remove"):
        admin.submit(f"{url}/{work}", role="publisher")
    recorded = audit.newest(subject="account/Jo")
    assert [(entry.who, entry.action) for entry in reversed(recorded)] == [
        ("Robin", "added an account"), ("Jo", "changed their password"), ("Robin", "changed a role"),
        ("Robin", "disabled an account"), ("Robin", "enabled an account"), ("Robin", "unlocked an account"),
        ("Robin", "reset a password"), ("Robin", "disabled an account"), ("Robin", "removed an account")]
    assert not any(secret in str(recorded) for secret in (password, ANOTHER, PASSWORD, "$argon2"))
