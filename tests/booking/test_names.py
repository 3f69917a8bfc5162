"""The name to be asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.names import (
    FoundName,
    announced_name,
    as_name,
    correcting_name,
    given_name_alone,
    is_part,
    likely_name,
    looks_named,
    resembles,
    written,
)


def name_in(found: FoundName | None) -> str:
    return found.name if found else ""


@pytest.mark.parametrize(("text", "name"), [
    ("my name is tamsin rowe", "Tamsin Rowe"),
    ("my name's O'Brien, I hurt my knee", "O'Brien"),
    ("name: Jean-Luc Picard", "Jean-Luc Picard"),
    ("NAME = JO SMITH", "Jo Smith"),
    ("it's for my mum, her name is margaret", "Margaret"),
    ("please ask for Dr. Patel.", "Dr. Patel"),
    ("I'm called marta van der berg", "Marta van der Berg"),
    ("put me down as J. R. Hartley", "J. R. Hartley"),
    ("my name is jo and i hurt my knee", "Jo"),
    ("my name is María José", "María José"),
    ("my name is Will", "Will"),
    ("my name is spelt Joh Smyth", "Joh Smyth"),
    ("my name is Jo. I can do mornings", "Jo"),
    ("my name was Ann Berg, now my name is Ann Carver", "Ann Carver"),
])
def test_a_name_that_is_called_one_is_found(text: str, name: str) -> None:
    assert name_in(announced_name(text)) == name


@pytest.mark.parametrize("text", [
    "", "my name is", "the name is Dr", "my name is wrong", "the name is spelt wrong", "my name is not important",
    "what is your name?", "call me tomorrow", "call me on 07700 900123", "my name is 4", "can I speak to someone",
    "my name isn't right", "is that the same name as before",
])
def test_what_is_no_name_isnt_called_one(text: str) -> None:
    assert announced_name(text) is None


@pytest.mark.parametrize(("text", "name"), [
    ("tamsin", "Tamsin"), ("TAMSIN ROWE", "Tamsin Rowe"), ("priya nair please", "Priya Nair"), ("Zoë", "Zoë"),
    ("hi, I'm dave", "Dave"), ("this is Mrs Ashworth speaking", "Mrs Ashworth"), ("Mr O. Okafor", "Mr O. Okafor"),
    ("xiomara", "Xiomara"), ("it's for my son Tom", "Tom"), ("Bob, 5pm", "Bob"), ("jo\n\nmorning", "Jo"),
    ("张伟", "张伟"), ("Nguyen Thi Minh Khai", "Nguyen Thi Minh Khai"), ("Will", "Will"),
    ("yes it's Lena Long", "Lena Long"),
])
def test_asked_for_a_name_nearly_any_word_may_be_one(text: str, name: str) -> None:
    assert name_in(likely_name(text, asked=True, alone=False)) == name


@pytest.mark.parametrize("text", [
    "", "yes", "hello there", "I'm not sure", "I'm in pain", "my son", "the one", "what's in it for me", "no name",
    "Mrs", "123", "...", "call me tomorrow morning", "it doesn't matter",
])
def test_manners_and_excuses_arent_names_even_then(text: str) -> None:
    assert likely_name(text, asked=True, alone=False) is None


@pytest.mark.parametrize(("text", "name"), [
    ("I'm Priya Nair and my back hurts", "Priya Nair"), ("it's Annika", "Annika"), ("this is dave again", "Dave"),
    ("it's long", ""), ("this is great", ""), ("it's really stiff", ""), ("Jo", ""), ("I'm free on monday", ""),
])
def test_unasked_only_what_leads_up_to_one_and_is_known_counts(text: str, name: str) -> None:
    assert name_in(likely_name(text, asked=False, alone=False)) == name


def test_beside_a_number_a_known_name_counts_alone() -> None:
    assert name_in(likely_name("priya nair\n\n\n", asked=False, alone=True)) == "Priya Nair"
    assert name_in(likely_name("\n\n\nMrs Nair", asked=False, alone=True)) == "Mrs Nair"
    assert likely_name("priya nair", asked=False, alone=False) is None


@pytest.mark.parametrize(("typed", "proper"), [
    ("jo smith", "Jo Smith"), ("JO SMITH", "Jo Smith"), ("jean-luc o'brien", "Jean-Luc O'Brien"), ("JJ", "JJ"),
    ("marta van der berg", "Marta van der Berg"), ("van der berg", "Van der Berg"), ("McKenzie", "McKenzie"),
    (" jo   smith, ", "Jo Smith"), ("de la Cruz", "de la Cruz"),
])
def test_a_name_is_written_properly(typed: str, proper: str) -> None:
    assert written(typed) == proper


@pytest.mark.parametrize(("text", "name"), [
    ("the one", "The One"), ("  blue  sky ", "Blue Sky"), ("4", ""), ("jo 2", ""), ("a@b", ""), ("???", ""), ("", ""),
    ("one two three four", ""), ("x" * 300, "X" + "x" * 79),
])
def test_asked_twice_a_message_is_a_name_if_it_can_be_one(text: str, name: str) -> None:
    assert as_name(text) == name


@pytest.mark.parametrize(("name", "longer", "part"), [
    ("Jo", "Jo Smith", True), ("smith", "Jo Smith", True), ("Smith Jo", "Jo Smith", True), ("Jo", "Joanna", False),
    ("Ann", "Joanne", False), ("Jo Smith", "Jo", False), ("Jo", "", False),
])
def test_a_part_of_a_name_is_whole_words_of_it(name: str, longer: str, part: bool) -> None:
    assert is_part(name, longer) is part


def test_known_names_are_told_from_words() -> None:
    assert looks_named("margaret ashworth")
    assert not looks_named("what helps a stiff neck")


PIECES = """
    my name is jo smith I'm it's this call me for dr. mrs o'brien van der 07700 900123 jo@example.org 2nd @ x1 not wrong
    wait , . : - ' ’ a_b Will Long zoë 张伟 please mum her 4ever
"""
texts = st.text(max_size=60) | st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=12).map(" ".join)


@settings(derandomize=True, max_examples=500, deadline=None)
@given(texts, st.booleans(), st.booleans())
def test_a_name_never_holds_digits_or_signs_of_an_address(text: str, asked: bool, alone: bool) -> None:
    for found in (announced_name(text), likely_name(text, asked, alone)):
        if found is not None:
            assert 0 <= found.start < found.end <= len(text)
            assert found.name
            assert not any(char.isdecimal() or char in "@_\n" for char in found.name)
            assert len(found.name) <= 90
            assert found.name.casefold().split()[0].strip(".") in text.casefold()
    assert not any(char.isdecimal() or char == "@" for char in as_name(text))


@pytest.mark.parametrize(("text", "name"), [
    ("will mayhew", "Will Mayhew"), ("its Dawn, Dawn Fairley", "Dawn Fairley"),
    ("Its Colin. Colin Beddoes", "Colin Beddoes"),
    ("righto. Bazza", "Bazza"), ("it's Brenda Ackroyd love", "Brenda Ackroyd"),
    ("right so. Padraig Healy", "Padraig Healy"),
])
def test_a_name_among_other_words_is_found_where_it_was_asked_for(text: str, name: str) -> None:
    assert name_in(likely_name(text, asked=True, alone=True)) == name


@pytest.mark.parametrize("text", ["will do", "no idea", "gianluca.dangelo gmail.com"])
def test_what_only_looks_like_one_isnt_taken(text: str) -> None:
    assert name_in(likely_name(text, asked=True, alone=True)) == ""


@pytest.mark.parametrize(("text", "name"), [("June", "June"), ("may", "May"), ("friday", ""), ("monday morning", "")])
def test_months_may_be_given_names_and_days_are_not(text: str, name: str) -> None:
    assert name_in(given_name_alone(text)) == name


@pytest.mark.parametrize(("text", "before", "name"), [
    ("sorry autocorrect, its Karon with an o", "Karen", "Karon"),
    ("sorry its katherine with a k, katherine dunne", "Catherine Dunne", "Katherine Dunne"),
    ("my mum is called Joan", "Peter Smith", ""), ("kind regards, Jo", "Jo Smith", ""),
])
def test_a_name_much_like_the_one_before_corrects_it(text: str, before: str, name: str) -> None:
    assert correcting_name(text, before) == name


def test_names_resemble_each_other_by_a_word_or_by_their_letters() -> None:
    assert resembles("Siobhan Kelly", "Siobahn Kelly")
    assert resembles("Karon", "Karen")
    assert not resembles("Joan Bates", "Peter Smith")


def test_a_title_beside_the_name_belongs_to_it() -> None:
    assert name_in(announced_name("Ms. Lee speaking. My name is Lee")) == "Ms. Lee"
