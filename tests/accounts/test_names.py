"""What accounts may be called."""

from __future__ import annotations

import pytest

from frontdesk.accounts.names import key_of, problem_with_name, tidy


@pytest.mark.parametrize("name", ["Jo", "robin.smith", "r_s-2", "robin@example.org", "José", "山田", "x" * 64])
def test_what_may_be_a_name(name: str) -> None:
    assert problem_with_name(tidy(name)) == ""


@pytest.mark.parametrize("name", ["", "J", "x" * 65, "Robin Smith", "a/b", "a\nb", "a\x00b", "<b>", "a'b", "ﷺﷺ", "the "
                                  "command line"])
def test_what_may_not(name: str) -> None:
    assert "2 to 64 letters" in problem_with_name(tidy(name))


@pytest.mark.parametrize(("one", "other"), [("Robin", "ROBIN"), ("Jose\N{COMBINING ACUTE ACCENT}", "josé"),
                                            ("Straße", "strasse"), ("ｒobin", "robin")])
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
