"""Spelling repair: the domain's words mended, everything else left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.language.spelling import KnownSpellings, SpellingRepairer, domain_words, english_words

WORDS = {"calf": 300, "back": 400, "running": 80, "stretching": 50, "hamstrings": 40, "walking": 60, "muscle": 50,
         "spine": 30, "related": 50, "glutes": 40, "achilles": 20, "massage": 30, "walk": 30, "talk": 28}
REPAIRER = SpellingRepairer(WORDS)

messages = st.lists(
    st.one_of(
        st.sampled_from(["claf", "Calff", "bakc", "HAMSTIRNGS", "calf’s", "Siobhan", " ", ", ", "?", "\n", "2",
                         "-", "_", "’", "😀", "背中", "walk", "my"]),
        st.text(st.characters(codec="utf-8"), max_size=8),
    ), max_size=15).map("".join)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("claf", "calf"), ("calff", "calf"), ("bakc", "back"), ("runing", "running"), ("runnin", "running"),
        ("streching", "stretching"), ("hamstings", "hamstrings"), ("hamstirngs", "hamstrings"), ("muscel", "muscle"),
        ("spien", "spine"), ("relatd", "related"), ("gluets", "glutes"), ("achiles", "achilles"), ("massge", "massage"),
    ],
)
def test_a_typo_of_the_domains_words_is_mended(typed: str, meant: str) -> None:
    assert REPAIRER.repair(typed) == meant


def test_typos_are_mended_where_they_stand() -> None:
    assert REPAIRER.repair("Is my claf, (streching) relatd…?") == "Is my calf, (stretching) related…?"


def test_a_capital_doesnt_hide_a_typo() -> None:
    assert REPAIRER.repair("My CLAF and Hamstirngs") == "My calf and hamstrings"


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_domains_own_words_stay_as_typed(word: str) -> None:
    for typed in (word, word.upper(), word.capitalize()):
        assert REPAIRER.repair(typed) == typed


@pytest.mark.parametrize(
    "word",
    ["half", "calm", "bark", "pack", "spice", "shine", "message", "talking", "waking", "stretch", "hammer", "calves",
     "spines", "backs", "muscles"],
)
def test_other_english_words_are_left_alone(word: str) -> None:
    assert REPAIRER.repair(word) == word


@pytest.mark.parametrize("word", ["Siobhan", "Springburn", "Nguyen", "Kowalski", "Priya", "Achebe", "Houston"])
def test_names_are_left_alone(word: str) -> None:
    assert REPAIRER.repair(word) == word


@pytest.mark.parametrize("word", ["innit", "hammies", "knackered", "gimme", "wonky", "dodgy", "defo", "physio", "lol"])
def test_slang_is_left_alone(word: str) -> None:
    assert REPAIRER.repair(word) == word


@pytest.mark.parametrize("word", ["Wadenschmerzen", "espalda", "mollet", "łydka", "背中", "rücken", "полк"])
def test_other_languages_are_left_alone(word: str) -> None:
    assert REPAIRER.repair(word) == word


@pytest.mark.parametrize("word", ["calf's", "calf’s", "it's", "don’t", "clf's"])
def test_words_with_an_apostrophe_are_left_alone(word: str) -> None:
    assert REPAIRER.repair(word) == word


@pytest.mark.parametrize("word", ["clf", "bak", "bck", "my", "u"])
def test_words_too_short_to_tell_are_left_alone(word: str) -> None:
    assert REPAIRER.repair(word) == word


def test_a_word_as_near_to_two_others_is_no_guess() -> None:
    assert SpellingRepairer({"spine": 30, "spire": 28}).repair("spixe") == "spixe"


def test_a_word_much_more_frequent_than_its_rival_is_taken() -> None:
    assert SpellingRepairer({"spine": 300, "spire": 28}).repair("spixe") == "spine"


def test_the_first_letter_is_trusted() -> None:
    assert REPAIRER.repair("xalf") == "xalf"


def test_without_words_nothing_is_repaired() -> None:
    assert SpellingRepairer({}).repair("My claf hurts") == "My claf hurts"


@settings(derandomize=True, max_examples=400, deadline=None)
@given(messages)
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = REPAIRER.repair(text)
    assert REPAIRER.repair(once) == once


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["L"]), max_size=60))
def test_text_without_letters_is_never_changed(text: str) -> None:
    assert REPAIRER.repair(text) == text


@settings(derandomize=True, max_examples=300, deadline=None)
@given(messages)
def test_what_stands_between_words_is_never_changed(text: str) -> None:
    def between(message: str) -> str:
        return "".join(" " if character.isalpha() or character in "'’" else character for character in message)

    repaired = REPAIRER.repair(text)
    assert between(repaired).split() == between(text).split()
    assert len(repaired.split()) == len(text.split())


def test_the_domains_words_are_frequent_english_words_of_four_letters_and_more() -> None:
    texts = ["My calf, my CALF; my calf!", "xqzt xqzt xqzt", "rare rare", "the the the back's back's back's"]
    assert domain_words(texts) == {"calf": 3}


def test_the_dictionary_is_there() -> None:
    assert len(english_words()) > 80_000
    assert {"calf", "back", "the"} <= english_words()


def test_known_spellings_are_mended_before_anything_is_guessed() -> None:
    repairer = SpellingRepairer({"calf": 30}, {"tite": "tight", "wen i": "when i"})
    assert repairer.repair("Tite claf wen I run") == "tight calf when i run"
    assert repairer.repair("appetite, tites") == "appetite, tites"


def test_without_known_spellings_nothing_changes() -> None:
    assert KnownSpellings({}).mend("wen tite") == "wen tite"
