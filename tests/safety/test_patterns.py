"""The language of ``content/safety``: phrases, groups, elements told close together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.safety.patterns import WINDOW, Lexicon, PatternError, Words, matches

GROUPS = {"numb": ["numb", "numbness", "no feeling"], "saddle": ["bum", "back passage", "between my legs"]}
FILLERS = ["a", "my", "the", "really", "is"]


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(GROUPS, FILLERS)


def found(lexicon: Lexicon, entry: str, text: str) -> bool:
    pattern, words = lexicon.pattern(entry), Words.of(text)
    return bool(list(matches(pattern, words, lexicon.find(words))))


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("leak", "it leaks"), ("leak", "it leaked"), ("leak", "LEAKING"), ("wet myself", "I wet myself"),
        ("wet myself", "I wet, really, myself".replace(",", "")), ("can not pee", "I can't pee"),
        ("{numb} + {saddle}", "my bum is numb"), ("{numb} + {saddle}", "no feeling in the back passage"),
        ("{numb} + {saddle}", "numb. between my legs"), ("{numb} + {saddle}", "bum numb"),
        ("leg + cold / pale", "a pale leg"), ("leg + cold / pale", "cold foot, cold leg"),
        ("{numb} / weak + leg", "a weak leg"), ("a + b + c", "c b a"), ("pop + heel", "my heel popped"),
    ],
)
def test_an_entry_is_found(lexicon: Lexicon, entry: str, text: str) -> None:
    assert found(lexicon, entry, text)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("leak", "leap"), ("wet myself", "wet grass, myself"), ("wet myself", "myself wet"), ("wet myself", "wet"),
        ("{numb} + {saddle}", "my bum"), ("{numb} + {saddle}", "numbness of my hand"), ("leg + leg", "my leg"),
        ("leg + cold", "my leg. " + "word " * WINDOW + "cold"), ("can not pee", "I can pee"), ("pee", ""), ("pee", "…"),
    ],
)
def test_an_entry_is_not_found(lexicon: Lexicon, entry: str, text: str) -> None:
    assert not found(lexicon, entry, text)


@pytest.mark.parametrize(("between", "near"), [(WINDOW - 1, True), (WINDOW, False)])
def test_elements_stand_within_the_window(lexicon: Lexicon, between: int, near: bool) -> None:
    assert found(lexicon, "leg + cold", "leg " + "word " * between + "cold") is near


def test_a_sentences_end_makes_things_farther_apart(lexicon: Lexicon) -> None:
    assert found(lexicon, "leg + cold", "leg " + "word " * (WINDOW - 2) + "cold")
    assert not found(lexicon, "leg + cold", "leg. " + "word " * (WINDOW - 3) + "cold")


@pytest.mark.parametrize(("fillers", "same"), [(4, True), (5, False)])
def test_only_a_few_small_words_stand_inside_a_phrase(lexicon: Lexicon, fillers: int, same: bool) -> None:
    assert found(lexicon, "wet myself", "wet " + "really " * fillers + "myself") is same


def test_a_place_has_one_span_an_element(lexicon: Lexicon) -> None:
    words = Words.of("no feeling in my bum")
    (place,) = matches(lexicon.pattern("{numb} + {saddle}"), words, lexicon.find(words))
    assert place == ((0, 1), (4, 4))


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{nub} + leg", "there is no group 'nub' in words.yml"), ("{numb} leg", "mixes a {group} with words"),
        ("numb} + leg", "mixes a {group} with words"), ("leg +  + arm", "an alternative is empty"),
        ("leg /  / arm", "an alternative is empty"), ("", "an alternative is empty"),
    ],
)
def test_an_entry_that_cant_be_read_is_refused(lexicon: Lexicon, entry: str, problem: str) -> None:
    with pytest.raises(PatternError) as caught:
        lexicon.pattern(entry)
    assert problem in str(caught.value)


def test_the_same_phrase_has_one_number(lexicon: Lexicon) -> None:
    assert lexicon.any_of(["numb"]).phrases <= lexicon.element("{numb}").phrases
    assert lexicon.element("bum / bum").phrases == lexicon.element("bum").phrases


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["lorem", "ipsum", "dolor", ",", "sit"]), max_size=8), st.booleans())
def test_words_around_an_entry_dont_hide_it(around: list[str], before: bool) -> None:
    own = Lexicon(GROUPS, FILLERS)
    parts = [*around, "numb bum"] if before else ["numb bum", *around]
    assert found(own, "{numb} + {saddle}", " ".join(parts))
