"""Paragraphs split into sentences, without a character lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.content import Content
from frontdesk.knowledge.sentences import sentence_spans

PIECES = ["Calf", "back", "so", "e.g.", "Dr.", "A.", "3.5", "no.", ".", "?", "!", "…", "...", "?!", "“", "”", "’", '"',
          "'", "(", ")", "[", "]", " ", "  ", "\t", "\u00a0", ",", "-", "é", "£", "🙂", "背", "1"]
paragraphs = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=80))


def split(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in sentence_spans(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Just one sentence.", ["Just one sentence."]),
        ("No full stop at the end", ["No full stop at the end"]),
        ("  Space at both ends.  ", ["Space at both ends."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Two spaces.  And a tab.\tHere.", ["Two spaces.", "And a tab.", "Here."]),
        ("18 months on. 24 more.", ["18 months on.", "24 more."]),
    ],
)
def test_a_sentence_ends_at_its_full_stop_question_or_exclamation_mark(paragraph: str, sentences: list[str]) -> None:
    assert split(paragraph) == sentences


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("“Why me? Why now?” So we asked.", ["“Why me?", "Why now?”", "So we asked."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("It hurts. “So do I stop?” Yes.", ["It hurts.", "“So do I stop?”", "Yes."]),
        ("Rest. (Not for long.) Then walk.", ["Rest.", "(Not for long.)", "Then walk."]),
        ("It’s the calf. ‘Mine too.’ Fine.", ["It’s the calf.", "‘Mine too.’", "Fine."]),
    ],
)
def test_quotation_marks_and_brackets_stay_with_the_sentence_they_belong_to(
    paragraph: str, sentences: list[str]
) -> None:
    assert split(paragraph) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "See Dr. Smith or Mrs. Jones.",
        "Try walking, e.g. Monday to Friday.",
        "The spine, i.e. The whole of it, moves.",
        "Rest vs. Running is an old debate.",
        "It is in Fig. 2 of the leaflet.",
        "Platform No. 5 is nearest.",
        "J. K. Rowling had it too.",
        "It takes 3.5 miles to warm up.",
        "Visit www.example.org for more.",
    ],
)
def test_an_abbreviation_doesnt_end_a_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize("sentence", ["We open at 8 a.m. and close at 6 p.m. on Mondays.", "It opens at 9 a.m. sharp."])
def test_the_time_of_day_doesnt_end_a_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize("sentence", ["Well… maybe it is the back.", "It went... and came back."])
def test_an_ellipsis_before_a_small_letter_is_a_pause(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [("It hurt… Then it stopped.", ["It hurt…", "Then it stopped."]),
     ("It hurt... Then it stopped.", ["It hurt...", "Then it stopped."])],
)
def test_an_ellipsis_before_a_capital_ends_the_sentence(paragraph: str, sentences: list[str]) -> None:
    assert split(paragraph) == sentences


@pytest.mark.parametrize("blank", ["", " ", "\t \u00a0 "])
def test_a_blank_paragraph_has_no_sentence(blank: str) -> None:
    assert sentence_spans(blank) == []


@settings(derandomize=True, max_examples=400, deadline=None)
@given(paragraphs)
def test_spans_are_in_order_and_dont_overlap(paragraph: str) -> None:
    spans = sentence_spans(paragraph)
    assert all(start < end for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@settings(derandomize=True, max_examples=400, deadline=None)
@given(paragraphs)
def test_nothing_but_white_space_is_left_out(paragraph: str) -> None:
    kept = {index for start, end in sentence_spans(paragraph) for index in range(start, end)}
    assert {character for index, character in enumerate(paragraph) if index not in kept and character.strip()} == set()


@settings(derandomize=True, max_examples=400, deadline=None)
@given(paragraphs)
def test_no_sentence_begins_or_ends_with_white_space(paragraph: str) -> None:
    assert all(sentence == sentence.strip() != "" for sentence in split(paragraph))


def test_every_paragraph_of_the_clinics_articles_is_covered(content: Content) -> None:
    for article in content.articles.values():
        for block in article.blocks:
            assert "".join(block.text.split()) == "".join("".join(split(block.text)).split())
