"""From ticked sentences to passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.console.passage_picking import moved, picked
from frontdesk.knowledge.articles import Article, Block
from frontdesk.knowledge.passages import Sentence

# Two paragraphs: a to d, and e to f.
TEXTS = ("A one. B two. C three. D four.", "E five. F six.")


def make_article() -> Article:
    sentences = {}
    for block, text in enumerate(TEXTS):
        start = 0
        for part in text.split(". "):
            end = start + len(part.rstrip(".")) + 1
            name = part[0].lower()
            sentences[name] = Sentence(name, text[start:end], block, start, end)
            start = end + 1
    return Article("it", "It", "", "", "", "", tuple(Block("paragraph", text, 1) for text in TEXTS), sentences)


ARTICLE = make_article()
SENTENCES = list(ARTICLE.sentences)


def test_neighbours_that_are_ticked_make_one_quote() -> None:
    assert picked(ARTICLE, (), {"b", "a", "c"}) == ("a..c",)


def test_a_quote_ends_with_its_paragraph() -> None:
    assert picked(ARTICLE, (), {"d", "e"}) == ("d", "e")


def test_what_stays_ticked_stays_as_it_was_and_in_its_order() -> None:
    assert picked(ARTICLE, ("e", "b", "a"), {"a", "b", "e"}) == ("e", "b", "a")


def test_a_sentence_that_is_unticked_parts_its_quote_in_place() -> None:
    assert picked(ARTICLE, ("f", "a..c"), {"f", "a", "c"}) == ("f", "a", "c")


def test_a_new_neighbour_joins_the_quote_before_or_after_it() -> None:
    assert picked(ARTICLE, ("b", "e"), {"b", "c", "e", "f"}) == ("b..c", "e..f")
    assert picked(ARTICLE, ("c",), {"b", "c"}) == ("b..c",)


def test_a_quote_that_no_longer_stands_is_kept_for_somebody_to_mend() -> None:
    assert picked(ARTICLE, ("gone", "a"), {"a"}) == ("gone", "a")


def test_nothing_ticked_leaves_nothing() -> None:
    assert picked(ARTICLE, ("a..c", "e"), set()) == ()


@given(st.lists(st.sampled_from(SENTENCES), unique=True), st.sets(st.sampled_from(SENTENCES)))
def test_exactly_the_ticked_sentences_are_quoted_whatever_was_there_before(
    before: list[str], ticked: set[str],
) -> None:
    quoted = [sentence for passage in picked(ARTICLE, before, ticked) for sentence in ARTICLE.sentences_of(passage)]
    assert sorted(quoted) == sorted(ticked)
    assert picked(ARTICLE, picked(ARTICLE, before, ticked), ticked) == picked(ARTICLE, before, ticked)


def test_a_quote_is_moved_by_one_place_and_no_further_than_the_ends() -> None:
    assert moved(("a", "b", "c"), "b", "up") == ("b", "a", "c")
    assert moved(("a", "b", "c"), "b", "down") == ("a", "c", "b")
    assert moved(("a", "b"), "a", "up") == ("a", "b")
    assert moved(("a", "b"), "b", "down") == ("a", "b")
    assert moved(("a", "b"), "x", "up") == ("a", "b")
