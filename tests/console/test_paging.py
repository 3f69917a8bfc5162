"""Numbers in addresses, and the pages of a list."""

from __future__ import annotations

import pytest

from frontdesk.console.paging import number_of, pages_of


@pytest.mark.parametrize(("text", "number"), [
    ("0", 0), ("7", 7), ("007", 7), ("9" * 9, 999_999_999), ("9" * 10, None), ("9" * 5000, None), ("", None),
    ("-1", None), ("+1", None), ("1.0", None), (" 1", None), ("²", None), ("٣", None), ("x", None)])
def test_a_number_is_digits_alone_and_no_more_than_a_database_takes(text: str, number: int | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(("wanted", "number"), [
    ("", 1), ("0", 1), ("1", 1), ("2", 2), ("3", 3), ("4", 3), ("9" * 9, 3), ("9" * 5000, 1), ("-1", 1), ("x", 1)])
def test_whatever_is_asked_for_a_page_is_shown(wanted: str, number: int) -> None:
    assert pages_of("abcdefg", wanted, 3) == (("abc", "def", "g")[number - 1], number, 3)


def test_an_empty_list_has_one_page() -> None:
    assert pages_of((), "2", 3) == ((), 1, 1)
