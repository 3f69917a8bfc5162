"""Answers: first, again, more, and what is offered beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import unquote

import pytest

from frontdesk.knowledge.content import Content
from frontdesk.replies.answers import answer_faq, choose, found_by_search, more_on, not_covered
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON, Reply

CALF = "calf-and-back-related"


def ask(content: Content, slug: str, times: int, memory: Memory | None = None) -> list[Reply]:
    replies, memory = [], memory or Memory()
    for _ in range(times):
        reply, memory = answer_faq(content, slug, memory)
        replies.append(reply)
    return replies


def all_slugs(content: Content) -> list[str]:
    return list(content.faqs)


def test_an_faq_is_answered_with_its_own_passages(content: Content) -> None:
    for slug, faq in content.faqs.items():
        reply, memory = answer_faq(content, slug, Memory())
        assert reply.kind == "answer"
        assert [quote.text for quote in reply.quotes] == [passage.text for passage in faq.passages]
        assert memory.topic == slug


def test_an_answer_names_its_article(content: Content) -> None:
    reply, _ = answer_faq(content, CALF, Memory())
    title = content.articles[reply.quotes[0].article].title
    assert reply.quotes[0].title == title
    assert title in reply.text


def test_a_quote_links_to_the_article_on_frontdesks_own_site(content: Content) -> None:
    slug, article = next(iter(content.articles.items()))
    here = replace(content, articles={slug: replace(article, url="")})
    for quote in answer_faq(here, CALF, Memory())[0].quotes:
        assert quote.url.startswith(f"/articles/{slug}#:~:text=")


def test_a_quote_links_to_the_clinics_own_page_when_it_has_one(content: Content) -> None:
    slug, article = next(iter(content.articles.items()))
    there = replace(content, articles={slug: replace(article, url="https://clinic.example/blog/calf")})
    for quote in answer_faq(there, CALF, Memory())[0].quotes:
        assert quote.url.startswith("https://clinic.example/blog/calf#:~:text=")
        start = unquote(quote.url.partition("text=")[2].partition(",")[0])
        assert start in quote.text


def test_asked_again_an_faq_says_something_new_until_all_is_said(content: Content) -> None:
    for slug, faq in content.faqs.items():
        replies = ask(content, slug, 1 + len(faq.more))
        quoted = [quote.text for reply in replies for quote in reply.quotes]
        assert quoted == [passage.text for passage in (*faq.passages, *faq.more)]
        assert len(set(quoted)) == len(quoted)


def test_the_same_reply_never_comes_twice_running(content: Content) -> None:
    repeated = []
    for slug, faq in content.faqs.items():
        replies = ask(content, slug, 6 + len(faq.more))
        repeated += [slug for before, after in pairwise(replies) if before == after]
    assert repeated == []


def test_when_everything_is_shown_a_person_is_offered(content: Content) -> None:
    for slug, faq in content.faqs.items():
        *answers, last = ask(content, slug, 2 + len(faq.more))
        assert {reply.kind for reply in answers} == {"answer"}
        assert last.kind == "contact"
        assert "A person at the clinic" in last.text
        assert last.quotes == ()


def test_after_the_person_the_answer_can_be_read_once_more(content: Content) -> None:
    for slug, faq in content.faqs.items():
        last = ask(content, slug, 3 + len(faq.more))[-1]
        assert [quote.text for quote in last.quotes] == [passage.text for passage in faq.passages]


def test_a_question_asked_for_the_first_time_gets_its_own_answer(content: Content) -> None:
    """Whatever other answers have quoted already."""
    withheld = []
    for earlier in all_slugs(content):
        _, memory = answer_faq(content, earlier, Memory())
        for slug, faq in content.faqs.items():
            reply, _ = answer_faq(content, slug, memory)
            if slug != earlier and [quote.text for quote in reply.quotes] != [p.text for p in faq.passages]:
                withheld.append((earlier, slug))
    assert withheld == []


def test_more_on_a_topic_is_nothing_that_was_just_read(content: Content) -> None:
    """Even where one answer quotes a run of sentences and another one of them."""
    repeated = []
    for earlier in all_slugs(content):
        first, memory = answer_faq(content, earlier, Memory())
        for slug in all_slugs(content):
            second, after = answer_faq(content, slug, memory)
            third, _ = more_on(content, slug, after)
            read = [quote.text for reply in (first, second) for quote in reply.quotes]
            repeated += [(earlier, slug) for quote in third.quotes if any(quote.text in text for text in read)]
    assert repeated == []


def test_an_answer_suggests_the_faqs_that_follow(content: Content) -> None:
    reply, _ = answer_faq(content, CALF, Memory())
    follow_ups = [content.faqs[slug].question for slug in content.faqs[CALF].follow_ups]
    assert [button.title for button in reply.buttons] == follow_ups
    assert [button.message for button in reply.buttons] == follow_ups


def test_what_was_answered_already_isnt_suggested_again(content: Content) -> None:
    _, memory = answer_faq(content, "when-to-seek-help", Memory())
    reply, _ = answer_faq(content, CALF, memory)
    assert content.faqs["when-to-seek-help"].question not in [button.title for button in reply.buttons]


def test_no_answer_has_more_than_three_buttons(content: Content) -> None:
    counts = {len(reply.buttons) for slug in content.faqs for reply in ask(content, slug, 6)}
    assert max(counts) == 3


def test_booking_is_offered_beside_some_answers_only(content: Content) -> None:
    for slug, faq in content.faqs.items():
        assert (BOOK in answer_faq(content, slug, Memory())[0].buttons) == faq.offer_booking
    assert 0 < sum(faq.offer_booking for faq in content.faqs.values()) < len(content.faqs)


def test_booking_isnt_offered_with_every_answer(content: Content) -> None:
    memory, offered = Memory(), []
    for slug in [slug for slug, faq in content.faqs.items() if faq.offer_booking] * 3:
        reply, memory = answer_faq(content, slug, memory)
        if reply.kind == "answer":
            offered.append(BOOK in reply.buttons)
    assert offered[0]
    assert not any(before and after for before, after in pairwise(offered))
    assert sum(offered) <= len(offered) / 3 + 1


def test_what_search_finds_is_quoted_with_care(content: Content) -> None:
    passage = content.searchable[0]
    reply, memory = found_by_search(content, [f"{passage.article}/{passage.id}"], Memory(topic=CALF))
    assert reply.kind == "answer"
    assert "not certain" in reply.text
    assert [quote.text for quote in reply.quotes] == [passage.text]
    assert PERSON in reply.buttons
    assert (memory.topic, memory.offer) == ("", "contact")


def test_more_doesnt_quote_what_search_has_shown(content: Content) -> None:
    more = next(passage for faq in content.faqs.values() for passage in faq.more if len(passage.sentences) == 1)
    slug = next(slug for slug, faq in content.faqs.items() if more in faq.more)
    _, memory = found_by_search(content, [f"{more.article}/{more.id}"], Memory())
    quoted = []
    for _ in range(4):
        reply, memory = more_on(content, slug, memory)
        quoted += [quote.text for quote in reply.quotes]
    assert quoted
    assert more.text not in quoted


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_choice_shows_at_most_three_questions_and_a_person(content: Content, count: int) -> None:
    slugs = all_slugs(content)[:count]
    reply, memory = choose(content, slugs, Memory())
    assert reply.kind == "choice"
    assert [button.title for button in reply.buttons] == [
        *(content.faqs[slug].question for slug in slugs[:3]), PERSON.title]
    assert (reply.quotes, memory.offer) == ((), "")


def test_a_choice_of_one_can_be_answered_with_yes(content: Content) -> None:
    reply, memory = choose(content, [CALF], Memory())
    assert reply.text == f"Did you mean “{content.faqs[CALF].question}”"
    assert memory.offer == f"faq/{CALF}"


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_what_isnt_covered_is_said_with_ways_on(content: Content, count: int) -> None:
    slugs = all_slugs(content)[:count]
    reply, memory = not_covered(content, slugs, Memory())
    assert reply.kind == "no_answer"
    assert "Our articles don't cover that" in reply.text
    assert [button.title for button in reply.buttons[:-2]] == [content.faqs[slug].question for slug in slugs[:2]]
    assert reply.buttons[-2:] == (BOOK, PERSON)
    assert (reply.quotes, memory.offer) == ((), "contact")
