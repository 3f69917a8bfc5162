"""Sentence ids that staff can rely on, and the passages they name."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.passages import sentence_id

ArticleOf = Callable[..., Article]
BODY = "The calf is tight. The back is sore.\n\nThe hips tilt. The calf is tight. They compensate."


def test_an_id_is_made_of_the_first_five_words_and_a_digest() -> None:
    name = sentence_id("Back pain isn’t always just linked to the back.", {})
    assert re.fullmatch(r"back-pain-isnt-always-just-[0-9a-f]{4}", name)


@pytest.mark.parametrize(
    "variant",
    ["the calf is tight", "The calf is tight!", "  The calf   is tight. ", "“The calf is tight.”", "THE CALF IS TIGHT"],
)
def test_punctuation_case_and_spacing_dont_change_an_id(variant: str) -> None:
    assert sentence_id(variant, {}) == sentence_id("The calf is tight.", {})


def test_straight_and_curly_apostrophes_give_the_same_id() -> None:
    assert sentence_id("It isn't you.", {}) == sentence_id("It isn’t you.", {})


def test_sentences_that_begin_alike_get_different_ids() -> None:
    left, right = (sentence_id(f"You can do this with your {side} leg", {}) for side in ("left", "right"))
    assert left != right


def test_a_sentence_that_stands_twice_is_numbered() -> None:
    taken: dict[str, int] = {}
    first, second, third = (sentence_id("Offer ends soon.", taken) for _ in range(3))
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert set(taken) == {first, second, third}


def test_many_sentences_that_are_the_same_are_numbered_in_no_time() -> None:
    taken: dict[str, int] = {}
    begun = time.perf_counter()
    names = [sentence_id("Book now.", taken) for _ in range(40_000)]
    assert names[-1] == f"{names[0]}-40000"
    assert time.perf_counter() - begun < 5  # each counted from 2 takes minutes


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_ids_are_unique_within_an_article(texts: list[str]) -> None:
    taken: dict[str, int] = {}
    assert len({sentence_id(text, taken) for text in texts}) == len(texts)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_an_id_never_holds_white_space_or_the_range_mark(text: str) -> None:
    name = sentence_id(text, {})
    assert ".." not in name
    assert not re.search(r"\s", name)


@pytest.mark.parametrize(
    "edited",
    [
        "A new paragraph comes first.\n\n" + BODY,
        BODY + "\n\nAnd a last one.",
        BODY.replace("They compensate.", "They make up for it."),
        BODY.replace("The back is sore. ", "The back is sore now. ").replace("The hips tilt. ", ""),
        "## A heading\n\n" + BODY,
    ],
)
def test_ids_survive_edits_anywhere_else_in_the_article(article_of: ArticleOf, edited: str) -> None:
    before, after = article_of(BODY), article_of(edited)
    kept = {sentence.text for sentence in before.sentences.values()} & {s.text for s in after.sentences.values()}
    ids_before = [s.id for s in before.sentences.values() if s.text in kept]
    ids_after = [s.id for s in after.sentences.values() if s.text in kept]
    assert len(ids_before) >= 3
    assert ids_before == ids_after


def test_a_single_sentence_is_a_passage(article_of: ArticleOf) -> None:
    article = article_of(BODY)
    name = next(iter(article.sentences))
    passage = article.passage(name)
    assert (passage.id, passage.article, passage.text) == (name, article.slug, "The calf is tight.")
    assert passage.sentences == (name,)


def test_a_run_is_verbatim_with_the_space_between_its_sentences(article_of: ArticleOf) -> None:
    article = article_of("One here.  Two here. Three here.")
    one, two, three = article.sentences
    assert article.passage(f"{one}..{three}").text == "One here.  Two here. Three here."
    assert article.passage(f"{one}..{three}").sentences == (one, two, three)


def test_the_second_of_two_equal_sentences_can_be_quoted(article_of: ArticleOf) -> None:
    article = article_of(BODY)
    doubled = [name for name in article.sentences if name.endswith("-2")]
    assert [article.sentences[name].block for name in doubled] == [1]
    assert article.passage(doubled[0]).text == "The calf is tight."


def test_a_run_doesnt_cross_paragraphs(article_of: ArticleOf) -> None:
    article = article_of(BODY)
    ids = list(article.sentences)
    with pytest.raises(KeyError, match="doesn't run forwards within one paragraph"):
        article.passage(f"{ids[0]}..{ids[2]}")


def test_a_run_doesnt_go_backwards(article_of: ArticleOf) -> None:
    article = article_of(BODY)
    ids = list(article.sentences)
    with pytest.raises(KeyError, match="doesn't run forwards"):
        article.passage(f"{ids[1]}..{ids[0]}")


@pytest.mark.parametrize("passage_id", ["nowhere-0000", "nowhere-0000..nor-here-0000", "..nowhere-0000"])
def test_an_unknown_sentence_is_named_in_the_complaint(article_of: ArticleOf, passage_id: str) -> None:
    with pytest.raises(KeyError, match="there is no sentence"):
        article_of(BODY).passage(passage_id)


def test_every_run_of_the_clinics_articles_stands_in_the_text(content: Content) -> None:
    for article in content.articles.values():
        sentences = list(article.sentences.values())
        for index, first in enumerate(sentences):
            for last in (s for s in sentences[index:] if s.block == first.block):
                assert article.passage(f"{first.id}..{last.id}").text in article.body
