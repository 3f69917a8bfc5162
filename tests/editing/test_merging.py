"""Three-way merges of values, lists and texts."""

from __future__ import annotations

import random

import pytest

from frontdesk.editing.edits import Conflict
from frontdesk.editing.merging import merged_list, merged_text, merged_value


def test_a_value_is_whose_it_was_changed_by() -> None:
    assert merged_value("x", "a", "a", "b") == "b"
    assert merged_value("x", "a", "b", "a") == "b"
    assert merged_value("x", "a", "b", "b") == "b"
    with pytest.raises(Conflict) as error:
        merged_value("x", True, False, None, "field")  # type: ignore[type-var]
    assert (error.value.mine, error.value.base, error.value.field) == ("no", "yes", "field")


@pytest.mark.parametrize(("base", "mine", "theirs", "expected"), [
    ("ab", "abc", "ab", "abc"), ("ab", "abc", "abd", "abcd"), ("ab", "ab", "b", "b"), ("ab", "xab", "aby", "xaby"),
    ("abc", "ac", "ab", "a"), ("abc", "abxc", "bc", "bxc"), ("ab", "axb", "ayb", "axyb"), ("ab", "b", "axb", "xb"),
    ("a", "ax", "", "x"), ("", "xy", "yz", "xyz"), ("abc", "cba", "abc", "cba"), ("abc", "a", "axc", "ax"),
])
def test_a_list_has_what_either_added_and_not_what_either_took_away(
    base: str, mine: str, theirs: str, expected: str
) -> None:
    assert "".join(merged_list("x", tuple(base), tuple(mine), tuple(theirs))) == expected


@pytest.mark.parametrize(("base", "mine", "theirs"), [
    ("abc", "axc", "ayc"), ("abc", "cba", "abcd"), ("abc", "axc", "yc")])
def test_the_same_entry_changed_in_two_ways_is_a_conflict(base: str, mine: str, theirs: str) -> None:
    with pytest.raises(Conflict):
        merged_list("x", tuple(base), tuple(mine), tuple(theirs))


def test_nothing_that_either_added_gets_lost() -> None:
    chance = random.Random(1)
    for _ in range(2000):
        base = chance.sample("abcdef", chance.randint(0, 6))
        mine, theirs = ([*(entry for entry in base if chance.random() < 0.7)] for _ in range(2))
        for entries, new in ((mine, "uvw"), (theirs, "wxy")):
            for entry in chance.sample(new, chance.randint(0, 3)):
                entries.insert(chance.randint(0, len(entries)), entry)
        try:
            found = merged_list("x", base, mine, theirs, ordered=False)
        except Conflict:
            continue
        added = (set(mine) | set(theirs)) - set(base)
        kept = set(base) & set(mine) & set(theirs)
        assert set(found) == added | kept
        assert len(found) == len(set(found))


def test_a_text_is_merged_by_lines() -> None:
    assert merged_text("x", "a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\nd\n") == "a\nB\nc\nd\n"
    with pytest.raises(Conflict) as error:
        merged_text("the text", "a\nb\n", "a\nc\n", "a\nd\n")
    assert (error.value.subject, error.value.mine, error.value.theirs, error.value.base) == (
        "the text", "a\nc\n", "a\nd\n", "a\nb\n")
