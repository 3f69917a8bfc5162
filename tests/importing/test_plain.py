"""Pasted plain text: what is a paragraph, a heading, an entry of a list, an invitation."""

from __future__ import annotations

import pytest

from frontdesk.importing.plain import read_plain
from tests.importing.reading import said, texts


def test_paragraphs_are_set_apart_by_blank_lines_or_line_ends() -> None:
    article = read_plain("Rest helps.\n\nIce helps, too.\nSo does sleep.")
    assert said(article) == [("p", "Rest helps."), ("p", "Ice helps, too."), ("p", "So does sleep.")]


def test_a_text_that_was_wrapped_is_joined() -> None:
    article = read_plain("The muscles round the spine start to work\n"
                         "differently than before, and the calves tighten up\n"
                         "Because they have to help.\n\nThat is why.")
    assert texts(article) == ["The muscles round the spine start to work differently than before, and the calves "
                              "tighten up Because they have to help.", "That is why."]


def test_short_lines_are_not_joined() -> None:
    assert texts(read_plain("We are open.\nMonday: 9 to 5\nTuesday: 9 to 1")) == [
        "We are open.", "Monday: 9 to 5", "Tuesday: 9 to 1"]


def test_the_first_line_is_the_title_and_short_lines_before_a_paragraph_are_headings() -> None:
    article = read_plain("Heel pain in the morning\n\nIt hurts when you get up.\n\nShould I rest it?\n\n"
                         "No, keep moving.")
    assert article.title == "Heel pain in the morning"
    assert said(article) == [("p", "It hurts when you get up."), ("h", "Should I rest it?"), ("p", "No, keep moving.")]


@pytest.mark.parametrize("line", ["“Rest helps.”", "It hurts. A lot", "Is it bad? No", "And then:"])
def test_short_sentences_are_no_headings(line: str) -> None:
    assert read_plain(f"Heel pain\n\n{line}\n\nIt hurts when you get up.").title == "Heel pain"


def test_a_text_without_a_heading_has_no_title() -> None:
    assert read_plain("It hurts when you get up. Keep moving.").title == ""


@pytest.mark.parametrize("bullet", ["-", "*", "•", "·", "\uf0b7", "o", "1.", "2)", "a)"])
def test_entries_of_lists_lose_their_bullets(bullet: str) -> None:
    assert said(read_plain(f"These help:\n{bullet} Roll a bottle\n{bullet} Stretch the calf")) == [
        ("p", "These help:"), ("l", "Roll a bottle"), ("l", "Stretch the calf")]


def test_rules_of_dashes_and_stars_are_no_text() -> None:
    assert texts(read_plain("One.\n---\nTwo.\n* * *\nThree.")) == ["One.", "Two.", "Three."]


def test_invitations_are_told_apart() -> None:
    line = "Book your free consultation today"
    assert ("c", line) in said(read_plain(f"It hurts.\n\n{line}"))


@pytest.mark.parametrize("line", [
    "Call 999 now!", "Call an ambulance now", "Please rest.", "Call us if your leg goes numb.",
    "Text neck is common here", "Share the load with both legs today",
    "Book a test on the NHS if it goes on for weeks and weeks and does not get better at all."])
def test_what_matters_is_no_invitation(line: str) -> None:
    assert ("p", line) in said(read_plain(f"It hurts a lot.\n\n{line}"))


def test_words_stay_as_they_are() -> None:
    text = "“It’s sore” – for 5\u00a0minutes…\u200b then it’s\tfine & well <b>not bold</b>."
    assert texts(read_plain(text)) == ["“It’s sore” – for 5 minutes… then it’s fine & well <b>not bold</b>."]
