"""E-mail addresses in what visitors type."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.emails import find_email


@pytest.mark.parametrize(("text", "address"), [
    ("jo@example.org", "jo@example.org"),
    ("Jo.Smith+back@Example.ORG", "jo.smith+back@example.org"),
    ("you can write to jo@example.org, please.", "jo@example.org"),
    ("(jo@example.co.uk)!", "jo@example.co.uk"),
    ("<jo@example.org>", "jo@example.org"),
    ("mail:jo@example.org", "jo@example.org"),
    ("jo @ example.org", "jo@example.org"),
    ("jo@ example.org thanks", "jo@example.org"),
    ("jo at example dot org", "jo@example.org"),
    ("it's jo dot smith at example dot co dot uk", "jo.smith@example.co.uk"),
    ("old@example.org, no, new@example.org", "new@example.org"),
    ("new@example.org, not old@example", "new@example.org"),
    ("zoë@example.org", "zoë@example.org"),
])
def test_an_address_is_found(text: str, address: str) -> None:
    found = find_email(text)
    assert found is not None
    assert (found.address, found.problem) == (address, "")


def test_its_place_is_told_so_that_the_rest_can_be_read() -> None:
    text = "Jo, jo@example.org, any morning"
    found = find_email(text)
    assert found is not None
    assert text[: found.start] + text[found.end :] == "Jo, , any morning"


@pytest.mark.parametrize("text", [
    "", "07700 900123", "@", "call me @ 5pm", "thursday @ 3", "@jo", "look at my knee", "meet at noon", "a @ b",
    "jo at example", "at example dot", "I work at night",
])
def test_what_isnt_one_isnt_taken_for_one(text: str) -> None:
    assert find_email(text) is None


@pytest.mark.parametrize("typed", [
    "jo@example", "jo@@example.org", "jo@exa_mple.org", "jo..smith@example.org", "jo@-.org",
])
def test_a_faulty_one_is_told_with_what_is_wrong_and_what_to_do(typed: str) -> None:
    found = find_email(f"it's {typed}")
    assert found is not None
    assert found.address == ""
    assert found.problem.startswith("I can't use the e-mail address “")
    assert found.problem.endswith("Please type it again, like name@example.com.")


pieces = st.sampled_from(
    ["jo", "@", ".", "example", "org", " ", "at", "dot", ",", "(", "\n", "+", "5pm", "é", "…", "--"])
texts = st.text(max_size=80) | st.lists(pieces, max_size=20).map("".join)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(texts)
def test_any_text_can_be_read(text: str) -> None:
    found = find_email(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert bool(found.address) != bool(found.problem)
        assert found.address == found.address.lower()
        assert "@" in found.address or not found.address


local = st.from_regex(re.compile(r"[a-z][a-z0-9]{0,9}([.+_-][a-z0-9]{1,6})?"), fullmatch=True)


@settings(derandomize=True, deadline=None)
@given(local, st.sampled_from(("example.org", "example.co.uk", "mail.example.net")),
       st.sampled_from(("", "it's ", "Jo, ", "write to ")), st.sampled_from(("", ".", ", any morning", "!", " please")))
def test_every_address_is_found_in_a_sentence(local: str, domain: str, before: str, after: str) -> None:
    found = find_email(f"{before}{local}@{domain}{after}")
    assert found is not None
    assert (found.address, found.start) == (f"{local}@{domain}", len(before))
