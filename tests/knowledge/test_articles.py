"""Reading an article: what may be quoted, and what may not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest

from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.content import Content

ArticleOf = Callable[..., Article]
OFFER = "Offer: Book a free consultation with West Chiropractic >"
# SHA-256 over the words of the text that the clinic sent, joined by single spaces.
CLINICS_TEXT = "a1caba03ca1832349c68f0b2d8b659d7568d8fcb744049ae01b1e00b6589c870"


def texts(article: Article) -> list[str]:
    return [sentence.text for sentence in article.sentences.values()]


def test_the_clinics_article_is_word_for_word_what_the_clinic_sent(content: Content) -> None:
    body = content.articles["is-my-calf-related-to-my-back-pain"].body
    words = re.sub(r"^#{1,6}\s+", "", body, flags=re.MULTILINE).split()
    assert hashlib.sha256(" ".join(words).encode()).hexdigest() == CLINICS_TEXT


def test_front_matter_is_read(article_of: ArticleOf) -> None:
    article = article_of("Text.", "title: Calves\nurl: https://clinic.example/calves\nauthor: Jo\ndate: May 2021")
    assert (article.title, article.url, article.author, article.date) == (
        "Calves", "https://clinic.example/calves", "Jo", "May 2021")


def test_the_slug_is_the_files_name(article_of: ArticleOf) -> None:
    assert article_of("Text.", slug="tight-calves").slug == "tight-calves"


@pytest.mark.parametrize("key", ["url", "author", "date"])
def test_all_but_the_title_may_be_empty(article_of: ArticleOf, key: str) -> None:
    assert getattr(article_of("Text.", f"title: T\n{key}:"), key) == ""


@pytest.mark.parametrize("date", ["2021-06-14", "14 June 2021", '"2021-06-14"'])
def test_a_date_is_kept_as_the_clinic_wrote_it(article_of: ArticleOf, date: str) -> None:
    assert article_of("Text.", f"title: T\ndate: {date}").date == date.strip('"')


def test_the_body_is_verbatim(article_of: ArticleOf) -> None:
    body = "  Odd  spacing —  “quotes”…\n\n# Heading\n\n---\n\nMore *text*."
    assert article_of(body).body == f"\n{body}\n"


def test_lines_are_numbered_as_in_the_file(article_of: ArticleOf) -> None:
    article = article_of("First.\n\n## Second\n\nThird.")
    assert [(block.kind, block.line) for block in article.blocks] == [
        ("paragraph", 5), ("heading", 7), ("paragraph", 9)]


def test_windows_line_ends_make_no_difference(write: Callable[..., object], article_of: ArticleOf) -> None:
    unix = article_of("One. Two.\n\nThree.")
    windows = article_of("One. Two.\r\n\r\nThree.", slug="windows")
    assert list(windows.sentences) == list(unix.sentences)
    assert texts(windows) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("heading", ["# Is it the calf?", "###### Six", "##   Spaced"])
def test_a_heading_is_no_sentence(article_of: ArticleOf, heading: str) -> None:
    article = article_of(f"{heading}\n\nText.")
    assert texts(article) == ["Text."]
    assert article.blocks[0].text == heading.lstrip("# ")


@pytest.mark.parametrize(
    "line",
    [
        OFFER,
        "offer: half price today",
        "OFFER : book now",
        "Contact us here >",
        "If you would like to have a chat with us contact us here > ",
    ],
)
def test_a_call_to_action_is_never_a_sentence(article_of: ArticleOf, line: str) -> None:
    article = article_of(f"Before.\n\n{line}\n\nAfter.")
    assert texts(article) == ["Before.", "After."]
    assert [block.kind for block in article.blocks] == ["paragraph", "call_to_action", "paragraph"]


def test_a_line_named_as_a_call_to_action_is_never_a_sentence(article_of: ArticleOf) -> None:
    article = article_of("Before.\n\nBook with us today!\n\nAfter.",
                         'title: T\ncalls_to_action:\n  - "Book with us today!"')
    assert texts(article) == ["Before.", "After."]


def test_a_sentence_that_only_speaks_of_offers_is_kept(article_of: ArticleOf) -> None:
    assert texts(article_of("They offer: rest, ice and time.")) == ["They offer: rest, ice and time."]


def test_no_run_of_sentences_reaches_over_a_call_to_action(article_of: ArticleOf) -> None:
    article = article_of(f"Before.\n\n{OFFER}\n\nAfter.")
    first, last = article.sentences
    with pytest.raises(KeyError):
        article.passage(f"{first}..{last}")


def test_the_clinics_calls_to_action_are_all_found(content: Content) -> None:
    article = content.articles["is-my-calf-related-to-my-back-pain"]
    calls = [block.text for block in article.blocks if block.kind == "call_to_action"]
    assert calls == [OFFER] * 3 + ["If you would like to have a chat with us contact us here >"]
    assert not any("free consultation" in text or "contact us here" in text for text in texts(article))


def test_every_sentence_knows_where_it_stands(content: Content) -> None:
    for article in content.articles.values():
        for name, sentence in article.sentences.items():
            assert sentence.id == name
            assert article.blocks[sentence.block].text[sentence.start : sentence.end] == sentence.text
