"""Words with every dictionary form they may have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.safety.words import lemmas, normal_form, parse, tokenize


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("I can't pee", "i can not pee"), ("I can’t pee", "i can not pee"), ("won't go", "will not go"),
        ("isnt", "is not"), ("cannot", "can not"), ("I cannae feel", "i cannot feel"),
        ("coz it hurts", "because it hurts"),
        ("numb/tingly", "numb tingly"), ("numb...tingly", "numb tingly"), ("numb,tingly", "numb tingly"),
        ("leg\\foot", "leg foot"), ("39.5", "39.5"), ("red, hot", "red , hot"),
    ],
)
def test_the_normal_form_writes_words_out(text: str, forms: str) -> None:
    assert " ".join(normal_form(token) for token in tokenize(text)) == forms


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("left", "leave"), ("left", "left"), ("leaking", "leak"), ("felt", "feel"), ("legs", "leg"), ("worse", "bad"),
        ("feet", "foot"), ("wetting", "wet"), ("calves", "calf"), ("swollen", "swell"), ("dying", "die"),
    ],
)
def test_a_word_has_every_form_it_may_have(word: str, form: str) -> None:
    assert form in lemmas(word)


@pytest.mark.parametrize("word", ["39.5", "!", "\n", "", "n't", "🙂", "112"])
def test_what_isnt_a_word_is_its_own_only_form(word: str) -> None:
    assert lemmas(word) == {word}


def test_a_parse_keeps_the_tokens() -> None:
    doc = tokenize("My back hurts. I can't feel my foot.")
    before = [token.text for token in doc]
    parsed = parse(doc)
    assert [token.text for token in parsed] == before
    assert all(token.tag_ for token in parsed)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_has_words(text: str) -> None:
    forms = [normal_form(token) for token in tokenize(text)]
    assert all(form in lemmas(form) for form in forms)
    assert all(form == form.lower() for form in forms)
