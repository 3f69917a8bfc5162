"""The FAQs as staff write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.faqs import MAX_QUOTED_SENTENCES, Faq, load_faqs

Write = Callable[..., Path]
BODY = "The calf is tight. The back is sore. The hips tilt."


@pytest.fixture
def load(write: Write, article_of: Callable[..., Article]) -> Callable[[str], tuple[dict[str, Faq], tuple[str, ...]]]:
    """Loads FAQs; ``ONE``, ``TWO``, ``THREE`` stand for the article's sentence ids."""
    article = article_of(BODY)

    def load_text(text: str) -> tuple[dict[str, Faq], tuple[str, ...]]:
        for name, sentence in zip(("ONE", "TWO", "THREE"), article.sentences):
            text = text.replace(name, sentence)
        return load_faqs(write("faqs.yml", text), {"an-article": article})

    return load_text


SMALLEST = "faqs:\n  tight-calf:\n    question: Why?\n    article: an-article\n    passages: [ONE]\n"


def test_the_smallest_faq_has_a_question_an_article_and_a_passage(load: Callable[..., object]) -> None:
    faqs, starters = load(SMALLEST)
    faq = faqs["tight-calf"]
    assert (faq.slug, faq.question, [passage.text for passage in faq.passages]) == (
        "tight-calf", "Why?", ["The calf is tight."])
    assert (faq.more, faq.follow_ups, faq.offer_booking, starters) == ((), (), False, ())


def test_everything_an_faq_can_say_is_read(load: Callable[..., object]) -> None:
    faqs, starters = load(
        "starters: [two, one]\nfaqs:\n"
        "  one:\n    question: One?\n    article: an-article\n    passages: [ONE..TWO]\n    more: [THREE]\n"
        "    follow_ups: [two]\n    offer_booking: true\n"
        "  two:\n    question: Two?\n    article: an-article\n    passages: [TWO, ONE]\n")
    assert [passage.text for passage in faqs["one"].passages] == ["The calf is tight. The back is sore."]
    assert [passage.text for passage in faqs["one"].more] == ["The hips tilt."]
    assert faqs["one"].follow_ups == ("two",)
    assert faqs["one"].offer_booking
    assert [passage.text for passage in faqs["two"].passages] == ["The back is sore.", "The calf is tight."]
    assert starters == ("two", "one")


def test_faqs_keep_the_files_order(load: Callable[..., object]) -> None:
    text = SMALLEST + "  another:\n    question: What?\n    article: an-article\n    passages: [TWO]\n"
    assert list(load(text)[0]) == ["tight-calf", "another"]


def test_a_follow_up_may_stand_further_down(load: Callable[..., object]) -> None:
    text = SMALLEST + "    follow_ups: [later]\n"
    text += "  later:\n    question: L?\n    article: an-article\n    passages: [TWO]\n"
    assert load(text)[0]["tight-calf"].follow_ups == ("later",)


@pytest.mark.parametrize("passages", ["[ONE..THREE]", "[ONE, TWO, THREE]", "[ONE..TWO, THREE]"])
def test_three_sentences_are_an_answer(load: Callable[..., object], passages: str) -> None:
    faq = load(SMALLEST.replace("[ONE]", passages))[0]["tight-calf"]
    assert sum(len(passage.sentences) for passage in faq.passages) == MAX_QUOTED_SENTENCES == 3


def test_the_clinics_faqs_each_quote_one_to_three_sentences_at_a_time(content: Content) -> None:
    for faq in content.faqs.values():
        assert 1 <= sum(len(passage.sentences) for passage in faq.passages) <= 3
        assert all(1 <= len(passage.sentences) <= 3 for passage in faq.more)


def test_the_clinics_faqs_never_offer_a_passage_twice(content: Content) -> None:
    for faq in content.faqs.values():
        quoted = [name for passage in (*faq.passages, *faq.more) for name in passage.sentences]
        assert len(quoted) == len(set(quoted)), faq.slug


def test_the_clinics_faqs_suggest_at_most_three_follow_ups_each(content: Content) -> None:
    assert {faq.slug for faq in content.faqs.values() if not 1 <= len(faq.follow_ups) <= 3} == set()
