"""Which passwords are taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.accounts.password_rules import problem_with_password
from frontdesk.accounts.passwords import one_time_password

CLINIC = "The Riverside Podiatry Clinic"


def problem(password: str, name: str = "robin.hargreaves") -> str:
    return problem_with_password(password, name, CLINIC)


@pytest.mark.parametrize("password", [
    "mossy kettle orbit", "mossykettleorbit", "correct horse battery staple", "8473920156473829",
    "Tr0ub4dor&3xyzzy!", "пурпурный чайник", "the bees like tuesday jam", "k7wm-2xqt-vn4r-hd9c",
    "x" * 60 + "mossy kettle", "🦵🦶🧠 mossy kettle"])
def test_what_is_taken(password: str) -> None:
    assert problem(password) == ""


@pytest.mark.parametrize("password", [
    "", "short", "elevenchars", "mossy kettl"])
def test_what_is_too_short(password: str) -> None:
    assert f"this one has {len(password)}. Add another word" in problem(password)


def test_what_is_too_long() -> None:
    words = "".join(f"{number:x}kettle" for number in range(100))
    assert problem(words[:128]) == ""
    assert "at most 128 characters; this one has 129" in problem(words[:129])


@pytest.mark.parametrize("password", [
    "aaaaaaaaaaaaaaaa", "abababababababab", "abcabcabcabcabc", "123456789012", "1234567890123456", "qwertyuiop123456",
    "asdfghjklasdfghjkl", "zyxwvutsrqponmlk", "password12345", "Password2024!", "P@ssw0rdP@ssw0rd", "passwordpassword",
    "iloveyou1234567", "sunshine1990!", "Summer2024!Winter", "frontdesk2024!", "Frontdesk-Frontdesk", "fr0ntd3sk2024",
    "riverside2024!", "RiversidePodiatry1", "riverside clinic 1", "robin.hargreaves", "Robin.Hargreaves1",
    "hargreaves1985", "            ", "letmein letmein", "mossymossymossy", "kettlekettle",
    "admin-admin-admin", "111122223333"])
def test_what_is_easy_to_guess(password: str) -> None:
    assert "easy to guess" in problem(password)


@pytest.mark.parametrize("password", ["mossy kettle\norbit", "mossy\x00kettle orbit", "mossy kettle\udcff orbit"])
def test_what_cant_be_seen(password: str) -> None:
    assert "can't be seen" in problem(password)


def test_short_words_of_the_clinics_name_are_words_like_others() -> None:
    assert problem_with_password("the mossy kettle orbit", "jo", "The Old Inn") == ""


def test_one_time_passwords_keep_the_rules_themselves() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert {problem(password) for password in made} == {""}
    assert all(len(password) == 19 for password in made)


@given(st.text(max_size=140))
def test_any_text_is_judged(password: str) -> None:
    assert isinstance(problem(password), str)
