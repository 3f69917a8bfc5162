"""The rows of the list of FAQs."""

from __future__ import annotations

import pytest

from frontdesk.console.faq_list import Row, found, in_order, rows_of
from frontdesk.console.paging import pages_of
from frontdesk.editing.draft import BrokenQuote, DraftState
from frontdesk.editing.edits import FaqFields
from frontdesk.numbers.figures import FaqCounts


def make_state() -> DraftState:
    faqs = {"parking": FaqFields("Where can I park?", "a", ("p",)),
            "fees": FaqFields("What does it cost?", "a", ("q",))}
    examples = {"faq/parking": tuple(f"way {number} to park the car" for number in range(9)), "faq/fees": ("how much",)}
    broken = (BrokenQuote("fees", "passages", "q", "a", None),)
    return DraftState(None, (), broken, {}, faqs, (), examples, (), {})


COUNTS = {"parking": FaqCounts(2, 1, 0, 1), "fees": FaqCounts(5, 5, 3, 0), "gone": FaqCounts(9, 9, 9, 9)}


@pytest.fixture
def rows() -> list[Row]:
    return rows_of(make_state(), COUNTS, 8)


def test_a_row_tells_what_happened_and_what_is_wrong(rows: list[Row]) -> None:
    parking, fees = rows
    assert (parking.examples, parking.asked, parking.down, parking.warnings) == (9, 2, 1, ())
    assert [tag.text for tag in fees.warnings] == ["quote no longer in the article", "few examples"]


@pytest.mark.parametrize(("search", "slugs"), [
    ("PARK", ["parking"]), ("car way", ["parking"]), ("much", ["fees"]), ("", ["parking", "fees"]), ("cost car", [])])
def test_all_words_are_looked_for_in_the_question_or_in_one_example(
    rows: list[Row], search: str, slugs: list[str],
) -> None:
    assert [row.slug for row in found(rows, search, make_state())] == slugs


@pytest.mark.parametrize(("by", "first"), [
    ("asked", "fees"), ("question", "fees"), ("examples", "fees"), ("down", "parking"), ("nonsense", "fees")])
def test_the_order_is_by_what_was_chosen(rows: list[Row], by: str, first: str) -> None:
    assert in_order(rows, by)[0].slug == first


@pytest.mark.parametrize(("wanted", "number", "slugs"), [
    ("1", 1, ["parking"]), ("2", 2, ["fees"]), ("3", 2, ["fees"]), ("", 1, ["parking"]), ("0", 1, ["parking"]),
    ("-1", 1, ["parking"]), ("x", 1, ["parking"]), ("9" * 9, 2, ["fees"]), ("9" * 5000, 1, ["parking"])])
def test_whatever_page_is_asked_for_there_is_one(rows: list[Row], wanted: str, number: int, slugs: list[str]) -> None:
    shown, shown_number, pages = pages_of(rows, wanted, 1)
    assert ([row.slug for row in shown], shown_number, pages) == (slugs, number, 2)
