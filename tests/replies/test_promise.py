"""The product's promise: an answer is text that stands in the clinic's articles, and nothing that sells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.content import Content, load_content
from frontdesk.replies.answers import answer_faq, found_by_search, more_on
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Quote, Reply

ARTICLES = Path(__file__).resolve().parents[2] / "content" / "articles"
CONTENT = load_content(ARTICLES.parent)
FAQS = sorted(CONTENT.faqs)
SEARCHABLE = [f"{passage.article}/{passage.id}" for passage in CONTENT.searchable]
MORE_THAN_THERE_IS = 8  # times one FAQ is asked


def keeps_the_promise(quote: Quote) -> bool:
    """Whether a quote is word for word in its article's file, and in no line that sells."""
    calls = [block.text for block in CONTENT.articles[quote.article].blocks if block.kind == "call_to_action"]
    text = (ARTICLES / f"{quote.article}.md").read_text(encoding="utf-8")
    return bool(quote.text.strip()) and quote.text in text and not any(
        call in quote.text or quote.text in call for call in calls)


def sentences_in(reply: Reply) -> int:
    """How many of the article's sentences a reply quotes."""
    sentences = [s.text for article in CONTENT.articles.values() for s in article.sentences.values()]
    return sum(text in quote.text for quote in reply.quotes for text in sentences)


def check(reply: Reply) -> None:
    assert (reply.kind == "answer") == bool(reply.quotes)
    assert all(keeps_the_promise(quote) for quote in reply.quotes)
    assert sentences_in(reply) <= 3
    assert len(reply.buttons) <= 3
    assert len(set(reply.buttons)) == len(reply.buttons)


@pytest.mark.parametrize("slug", FAQS)
def test_an_faq_asked_again_and_again_only_ever_quotes_its_article(slug: str) -> None:
    memory = Memory()
    for _ in range(MORE_THAN_THERE_IS):
        reply, memory = answer_faq(CONTENT, slug, memory)
        check(reply)


@pytest.mark.parametrize("slug", FAQS)
def test_asking_for_more_only_ever_quotes_the_article(slug: str) -> None:
    memory = Memory()
    for _ in range(MORE_THAN_THERE_IS):
        reply, memory = more_on(CONTENT, slug, memory)
        check(reply)


@pytest.mark.parametrize("key", SEARCHABLE)
def test_every_passage_that_search_can_find_is_the_articles(key: str) -> None:
    reply, _ = found_by_search(CONTENT, [key], Memory())
    check(reply)
    assert len(reply.quotes) == 1


def test_search_can_find_something_in_every_article() -> None:
    assert {key.partition("/")[0] for key in SEARCHABLE} == set(CONTENT.articles)


steps = st.lists(
    st.one_of(
        st.tuples(st.just(answer_faq), st.sampled_from(FAQS)),
        st.tuples(st.just(more_on), st.sampled_from(FAQS)),
        st.tuples(st.just(found_by_search), st.lists(st.sampled_from(SEARCHABLE), min_size=1, max_size=2, unique=True)),
    ),
    max_size=25,
)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(steps)
def test_no_conversation_gets_a_word_that_isnt_the_articles(conversation: list[tuple[object, object]]) -> None:
    memory = Memory()
    for step, asked in conversation:
        reply, memory = step(CONTENT, asked, memory)
        check(reply)


def test_the_check_itself_refuses_what_isnt_the_articles(content: Content) -> None:
    article = next(iter(content.articles.values()))
    sentence = next(iter(article.sentences.values())).text
    call = next(block.text for block in article.blocks if block.kind == "call_to_action")
    assert keeps_the_promise(Quote(sentence, article.slug, "", ""))
    assert not keeps_the_promise(Quote(sentence + " Honestly.", article.slug, "", ""))
    assert not keeps_the_promise(Quote(call, article.slug, "", ""))
    assert not keeps_the_promise(Quote("", article.slug, "", ""))
