"""``frontdesk staff``: accounts from the shell."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from frontdesk.accounts.errors import SignInRefused
from frontdesk.accounts.lockout import MOST_WRONG
from frontdesk.accounts.people import People
from frontdesk.cli import main
from frontdesk.cli_database import SHELL
from frontdesk.settings import Settings, load_settings
from frontdesk.store.audit import Audit
from tests.accounts.staff import PASSWORD, _cheap_digests  # noqa: F401

Capture = pytest.CaptureFixture[str]
HERE = "127.0.0.1"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project's folder in which nothing has run yet."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "clinic.yml").write_text("name: The Riverside Clinic\n")
    for name in ("FRONTDESK_DATABASE", "FRONTDESK_VAR", "FRONTDESK_SERVED", "FRONTDESK_PUBLIC_URL", "HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return load_settings(tmp_path)


@pytest.fixture
def people(settings: Settings) -> People:
    people = People(settings.database)
    people.add("the test", "Robin", "admin", PASSWORD)
    people.add("the test", "Kim", "editor", PASSWORD)
    return people


def typed(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> list[str]:
    """What is typed on a terminal, and the prompts for it."""
    prompts: list[str] = []
    answers = iter(passwords)

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return next(answers)

    monkeypatch.setattr("getpass.getpass", ask)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return prompts


def test_the_first_account(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    prompts = typed(monkeypatch, PASSWORD, PASSWORD)
    assert main(["staff", "add", "Robin", "--role", "admin"]) == 0
    said = capsys.readouterr()
    assert said.out == "'Robin' can sign in at http://127.0.0.1:8080/staff, with the role admin.\n"
    assert PASSWORD not in said.out + said.err
    assert prompts == ["Password: ", "Once more: "]
    people = People(settings.database)
    session = people.session(people.sign_in("robin", PASSWORD, HERE))
    assert session is not None
    assert (session.role, session.must_change) == ("admin", False)
    assert [(entry.who, entry.action) for entry in Audit(settings.database).newest()] == [(SHELL, "added an account")]


def test_a_script_sends_the_password_by_standard_input(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f" {PASSWORD} \nanother line\n"))
    assert main(["staff", "add", "Robin", "--role", "editor", "--password-stdin"]) == 0
    assert People(settings.database).sign_in("Robin", f" {PASSWORD} ", HERE)


@pytest.mark.parametrize(("arguments", "said"), [
    (["R"], "A name has 2 to 64 letters"),
    (["Robin Smith"], "A name has 2 to 64 letters"),
])
def test_a_name_is_refused_before_a_password_is_typed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Capture, arguments: list[str], said: str
) -> None:
    prompts = typed(monkeypatch)
    assert main(["staff", "add", *arguments, "--role", "admin"]) == 1
    assert said in capsys.readouterr().err
    assert prompts == []
    assert not settings.var.exists()


@pytest.mark.parametrize(("passwords", "said"), [
    (("short", "short"), "at least 12 characters"),
    (("riverside2024!", "riverside2024!"), "easy to guess"),
    ((PASSWORD, f"{PASSWORD} "), "aren't the same"),
])
def test_a_password_that_cant_be_taken_is_explained(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Capture, passwords: tuple[str, str], said: str
) -> None:
    typed(monkeypatch, *passwords)
    assert main(["staff", "add", "Robin", "--role", "admin"]) == 1
    assert said in capsys.readouterr().err
    assert People(settings.database).list() == []


def test_without_a_terminal_it_says_how(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["staff", "add", "Robin", "--role", "admin"]) == 1
    assert "--password-stdin" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["add", "Robin", PASSWORD, "--role", "admin"], ["add", "Robin"], ["add"],
                                       ["add", "Robin", "--role", "owner"], ["role", "Robin", "owner"], []])
def test_a_password_is_no_argument_and_a_role_is_named(settings: Settings, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["staff", *arguments])


def test_before_there_is_anybody(settings: Settings, capsys: Capture) -> None:
    assert main(["staff", "list"]) == 0
    assert "There is no account yet. Make the first with: frontdesk staff add" in capsys.readouterr().out
    assert not settings.var.exists()


def test_the_list_tells_roles_and_states(settings: Settings, people: People, capsys: Capture) -> None:
    people.sign_in("Robin", PASSWORD, HERE)
    people.add("the test", "jo.with-a-long-name", "viewer")
    people.disable("the test", people.named("Kim").id)
    main(["staff", "list"])
    assert capsys.readouterr().out.splitlines() == [
        "jo.with-a-long-name  viewer     one-time password",
        "Kim                  editor     disabled",
        "Robin                admin      signed in"]


def test_a_role_is_changed(settings: Settings, people: People, capsys: Capture) -> None:
    assert main(["staff", "role", "KIM", "publisher"]) == 0
    assert capsys.readouterr().out == "'Kim' has the role publisher now; it was editor.\n"
    assert people.named("Kim").role == "publisher"


def test_the_last_admin_stays(settings: Settings, people: People, capsys: Capture) -> None:
    assert main(["staff", "disable", "Robin"]) == 1
    assert main(["staff", "role", "Robin", "viewer"]) == 1
    assert capsys.readouterr().err.count("the last admin") == 2
    assert people.named("Robin").role == "admin"


def test_a_reset_prints_a_one_time_password(settings: Settings, people: People, capsys: Capture) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    assert main(["staff", "reset", "kim"]) == 0
    told, password = capsys.readouterr().out.splitlines()
    assert told == "One-time password of 'Kim', for 7 days; they choose their own when they sign in:"
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", password)
    assert people.session(token) is None
    session = people.session(people.sign_in("Kim", password, HERE))
    assert session is not None
    assert session.must_change


def test_access_is_taken_and_given_back(settings: Settings, people: People, capsys: Capture) -> None:
    token = people.sign_in("Kim", PASSWORD, HERE)
    main(["staff", "sign-out", "Kim"])
    assert people.session(token) is None
    main(["staff", "disable", "Kim"])
    with pytest.raises(SignInRefused):
        people.sign_in("Kim", PASSWORD, HERE)
    main(["staff", "enable", "Kim"])
    assert people.sign_in("Kim", PASSWORD, HERE)
    for _ in range(MOST_WRONG):
        with pytest.raises(SignInRefused):
            people.sign_in("Kim", "wrong", HERE)
    main(["staff", "unlock", "Kim"])
    assert people.sign_in("Kim", PASSWORD, HERE)
    assert capsys.readouterr().out.splitlines() == [
        "'Kim' is signed out everywhere.", "'Kim' is disabled and signed out.", "'Kim' can sign in again.",
        "'Kim' can try again to sign in."]


@pytest.mark.parametrize("arguments", [["reset"], ["role"], ["disable"], ["enable"], ["unlock"], ["sign-out"]])
def test_who_isnt_there_is_said(settings: Settings, people: People, capsys: Capture, arguments: list[str]) -> None:
    assert main(["staff", *arguments, "nobody", *(["viewer"] if arguments == ["role"] else [])]) == 1
    assert capsys.readouterr().err == "frontdesk: There is no account 'nobody'.\n"


def test_a_broken_database_is_explained(settings: Settings, capsys: Capture) -> None:
    settings.var.mkdir()
    (settings.var / "conversations.db").write_text("no database " * 500)
    assert main(["staff", "list"]) == 1
    assert "can't be used" in capsys.readouterr().err
