"""Questions for FAQs: from headings, from the article's own questions, and from what visitors asked in vain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from frontdesk.importing.article_file import ArticleText, new_file
from frontdesk.importing.cutting import article_from
from frontdesk.importing.suggest import ARTICLE, HEADING, VISITORS, suggest
from frontdesk.knowledge.articles import Article
from frontdesk.language.encoder import load_encoder

_WORDS = ("heel", "morning", "rest", "ice", "shoe", "doctor", "weeks", "cost")


def by_words(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Stands in for the encoder: texts are alike as far as they have these words in common."""
    rows = np.array([[float(word in text.casefold()) for word in _WORDS] + [0.1] for text in texts], dtype=np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def article(body: str, title: str = "Heels") -> Article:
    return article_from("heel", new_file(ArticleText(title, "", "", "", body, ())))


BODY = ("Your heel hurts in the morning. “Why does my heel hurt in the morning?” The band under it shortens at night."
        "\n\n## Should I rest?\n\nRest helps for two weeks. Ice helps, too.\n\n## Shoes\n\nA firm shoe helps.")


def test_headings_and_questions_of_the_article() -> None:
    found = suggest(article(BODY), [], by_words)
    assert [(one.question, one.source, one.answer) for one in found] == [
        ("Should I rest?", HEADING, "Rest helps for two weeks."),
        ("Why does my heel hurt in the morning?", ARTICLE, "Your heel hurts in the morning.")]
    assert all(one.passage in article(BODY).sentences for one in found)


def test_a_title_that_asks_is_a_question_too() -> None:
    found = suggest(article("Rest helps.", title="How long should I rest"), [], by_words)
    assert [one.question for one in found] == ["How long should I rest?"]


def test_what_visitors_asked_comes_first_where_a_passage_is_near_it() -> None:
    found = suggest(article(BODY), ["which shoe is best", "what does it cost", "rest or ice"], by_words)
    assert [one.question for one in found if one.source == VISITORS] == ["which shoe is best", "rest or ice"]
    assert [one.source for one in found][:2] == [VISITORS, VISITORS]
    assert "what does it cost" not in [one.question for one in found]


def test_what_there_is_an_faq_for_isnt_suggested_nor_the_same_twice() -> None:
    found = suggest(article(BODY), ["shoe?", "the shoe"], by_words, known=list(by_words(["Is rest good?"])))
    assert [one.question for one in found] == ["shoe?", "Why does my heel hurt in the morning?"]


def test_a_question_is_never_answered_by_a_question() -> None:
    assert suggest(article("Why does it hurt? Is it the shoe?"), ["shoe"], by_words) == []


def test_with_the_real_encoder() -> None:
    found = suggest(article(BODY), ["my foot aches when I get out of bed", "do you take card payments"],
                    load_encoder().encode)
    assert [one.question for one in found if one.source == VISITORS] == ["my foot aches when I get out of bed"]
