"""The parts of a message that are judged beside the whole of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.safety.readings import clauses, windows

MOST = 20

words = st.lists(
    st.sampled_from(["my", "back", "hurts", "and", "numb.", "also", "so?", "now,", "but", "pee!", "x", "the\n", "…",
    "leg..", "ok;"]),
    max_size=700).map(lambda chosen: " ".join(chosen)[:2000])


@pytest.mark.parametrize("text", ["", "   ", "numb", "My back hurts", "My back hurts.", "Numb bum!", "One. Two."])
def test_a_message_with_one_part_needs_no_other_reading(text: str) -> None:
    assert clauses(text) == windows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My back hurts. I can't feel it.", ["My back hurts.", "I can't feel it."]),
        ("My back hurts? I can't feel it!", ["My back hurts?", "I can't feel it!"]),
        ("My back hurts\nI can't feel it", ["My back hurts", "I can't feel it"]),
        ("My back hurts; I can't feel it", ["My back hurts;", "I can't feel it"]),
        ("My back hurts... I can't feel it", ["My back hurts", "I can't feel it"]),
        ("My back hurts, but I can walk", ["My back hurts", "but I can walk"]),
        ("My back hurts also I can't pee", ["My back hurts", "I can't pee"]),
    ],
)
def test_sentences_and_clauses_are_found(text: str, expected: list[str]) -> None:
    found = clauses(text)
    assert [part for part in expected if not any(part.strip(" .,") in other for other in found)] == []


def test_a_long_message_without_full_stops_is_read_through_windows() -> None:
    told = [f"w{number}" for number in range(100)]
    found = windows(" ".join(told))
    assert len(found) > 5
    for first, second in pairwise(told):
        assert any(f"{first} {second}" in part for part in found), "no two neighbours are torn apart everywhere"


@settings(derandomize=True, max_examples=300, deadline=None)
@given(words)
def test_the_windows_cover_every_word_of_a_long_message(text: str) -> None:
    found = windows(text)
    read = {word for part in found for word in part.split()}
    if len(text.split()) > 30:
        assert set(text.split()) <= read
    assert len(found) <= MOST
    assert len(found) == len(set(found))


@pytest.mark.parametrize("text", ["a " * 1000, "a. b c d. " * 200, "one two three\n" * 142, "a b c.. " * 250])
def test_there_are_never_too_many(text: str) -> None:
    assert len(clauses(text)) <= MOST
    assert 0 < len(windows(text)) <= MOST


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(31, 400))
def test_the_order_and_the_whole_of_a_message_are_kept(count: int) -> None:
    told = [f"w{number}" for number in range(count)]
    covered: set[int] = set()
    for part in windows(" ".join(told)):
        numbers = [int(word[1:]) for word in part.split()]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        covered |= set(numbers)
    assert covered == set(range(count))
