"""What of a message is counted."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

import pytest

from frontdesk.booking.request import CallbackRequest, Details, When
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.numbers.attribution import Attribution
from frontdesk.numbers.happened import BUCKETS, bucket, what_happened
from frontdesk.replies import booking, handoff
from frontdesk.replies.answers import answer_faq, found_by_search, more_on
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import respond
from frontdesk.replies.urgent import urgent_reply, with_general_line

NOW = datetime(2027, 1, 18, 12, tzinfo=timezone.utc)
DETAILS = Details("Jo", "+447700900123", "jo@example.org", When("any time", "any time"), "my back")
REQUEST = CallbackRequest("id", "K7Q-F3M", 1, "new", 0.0, 0.0, DETAILS, "consent")


@pytest.fixture
def attribution(content: Content) -> Attribution:
    return Attribution(lambda: content)


def as_sent(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    return [reply.as_dict() for reply in replies]


def counted(
    content: Content, understood: Understood | None, replies: Sequence[Reply] | None = None, seconds: float = 0.04,
    new: bool = False,
) -> list[tuple[str, str]]:
    if replies is None:
        assert understood is not None
        replies, _ = respond(content, understood, Memory())
    told = understood.as_dict() if understood else None
    found = list(what_happened(as_sent(replies), told, seconds, new, Attribution(lambda: content)))
    assert max(Counter(found).values()) == 1  # each once
    return [what for what in found if what not in (("asked", ""), ("seconds", bucket(seconds)))]


def test_every_message_is_counted_with_its_time_and_a_new_conversation_once(content: Content) -> None:
    attribution = Attribution(lambda: content)
    replies = as_sent([Reply("smalltalk", "Hello")])
    assert list(what_happened(replies, None, 0.04, True, attribution)) == [
        ("asked", ""), ("conversations", ""), ("kind", "smalltalk"), ("seconds", "50")]
    assert list(what_happened(replies, None, 0.04, False, attribution)) == [
        ("asked", ""), ("kind", "smalltalk"), ("seconds", "50")]


def test_an_answer_is_its_faqs(content: Content) -> None:
    slug = next(iter(content.faqs))
    assert counted(content, Understood(f"faq/{slug}", "answer")) == [
        ("kind", "answer"), ("faq_asked", slug), ("faq_answered", slug)]


def test_two_questions_in_one_message_are_two_faqs_asked_and_one_message_answered(content: Content) -> None:
    first, second, *_ = content.faqs
    assert counted(content, Understood(f"faq/{first}", "answer", others=(f"faq/{second}",))) == [
        ("kind", "answer"), ("faq_asked", first), ("faq_asked", second), ("faq_answered", first),
        ("faq_answered", second)]


def test_what_may_be_chosen_is_asked_and_not_answered(content: Content) -> None:
    first, second, *_ = content.faqs
    assert counted(content, Understood(f"faq/{first}", "choice", choices=(first, second))) == [
        ("kind", "choice"), ("faq_asked", first), ("faq_asked", second)]


@pytest.mark.parametrize("decision", ["none", "search"])
def test_what_no_faq_was_near_enough_to_is_nobodys(content: Content, decision: str) -> None:
    slug, faq = next(iter(content.faqs.items()))
    passages = tuple(f"{faq.passages[0].article}/{passage}" for passage in faq.passages[0].sentences)
    understood = Understood(f"faq/{slug}", decision, nearest=(slug,), passages=passages)
    kind = "no_answer" if decision == "none" else "answer"
    assert counted(content, understood) == [("kind", kind)]


def test_more_on_a_topic_counts_for_the_faq_whose_passage_it_is(content: Content) -> None:
    topic, faq = next((slug, faq) for slug, faq in content.faqs.items() if faq.more)
    passage, rest = faq.more[0], {slug: other for slug, other in content.faqs.items() if slug != topic}
    _, memory = answer_faq(content, topic, Memory())
    reply, _ = more_on(content, topic, memory)
    assert reply.quotes[0].text == passage.text
    alone = Content(content.clinic, content.articles, {topic: faq}, ())
    anothers = replace(next(iter(rest.values())), slug="another", passages=(passage,))
    shared = Content(content.clinic, content.articles, {topic: faq, "another": anothers}, ())
    for faqs, slug in ((alone, topic), (shared, "another")):
        assert counted(faqs, Understood("follow_up", "intent"), [reply]) == [
            ("kind", "answer"), ("faq_asked", slug), ("faq_answered", slug)]


def test_an_answer_with_a_warning_before_it_is_still_an_answer(content: Content) -> None:
    slug = next(iter(content.faqs))
    replies, _ = respond(content, Understood(f"faq/{slug}", "answer"), Memory())
    replies = with_general_line(replies, "Don't wait for an answer here.")
    assert ("faq_answered", slug) in counted(content, Understood(f"faq/{slug}", "answer"), replies)


def test_every_faq_is_known_by_its_answer(content: Content, attribution: Attribution) -> None:
    for slug in content.faqs:
        reply, _ = answer_faq(content, slug, Memory())
        assert attribution.faq(as_sent([reply])) == slug


def test_what_search_found_is_nobodys_even_where_an_faq_quotes_the_same(
    content: Content, attribution: Attribution
) -> None:
    for passage in content.searchable:
        reply, _ = found_by_search(content, [f"{passage.article}/{passage.id}"], Memory())
        assert attribution.faq(as_sent([reply])) == ""


def test_nor_are_texts_that_no_article_holds_any_more(content: Content, attribution: Attribution) -> None:
    assert attribution.faq([{"kind": "answer", "text": "…", "quotes": [{"text": "gone"}]}]) == ""
    assert attribution.faq([{"kind": "answer", "text": "…", "quotes": []}]) == ""
    assert attribution.faq([]) == ""


def test_content_is_looked_at_as_it_is_then(content: Content) -> None:
    first, second, *_ = content.faqs
    reply, _ = answer_faq(content, first, Memory())
    now = [content]
    attribution = Attribution(lambda: now[0])
    assert attribution.faq(as_sent([reply])) == first
    now[0] = Content(content.clinic, content.articles, {second: content.faqs[second]}, ())
    assert attribution.faq(as_sent([reply])) == ""


@pytest.mark.parametrize("label", ["book", "contact", "complaint"])
def test_the_ways_to_the_clinic_are_handing_over(content: Content, label: str) -> None:
    assert ("handed_over", "") in counted(content, Understood(label, "intent"))


@pytest.mark.parametrize("understood", [
    Understood(decision="none"), Understood("clinic/hours", "intent"), Understood("price", "intent"),
    Understood("greet", "intent"), Understood("help", "intent")])
def test_buttons_below_other_replies_are_not(content: Content, understood: Understood) -> None:
    assert ("handed_over", "") not in counted(content, understood)


def test_nor_is_anything_that_the_form_says(content: Content, attribution: Attribution) -> None:
    clinic = content.clinic
    said = {
        "ask_name": [booking.ask_name(clinic, told, opening) for told in (Details(), DETAILS)
                     for opening in (True, False)],
        "ask_contact": [booking.ask_contact(DETAILS)], "ask_when": [booking.ask_when()],
        "ask_about": [booking.ask_about()], "summary": [booking.summary(clinic, DETAILS, known) for known in ("", "A")],
        "saved": [booking.saved(clinic, REQUEST, "https://clinic.test", NOW)],
        "stopped": [booking.stopped(*how) for how in ((True, False), (False, True), (False, False))],
        "what_to_change": [booking.what_to_change()], "problem": [booking.problem(["No."])],
        "not_understood": [booking.not_understood(what) for what in ("name", "contact", "agreed", "")],
        "withdrawn": [booking.withdrawn(clinic, REQUEST), booking.withdrawn(clinic, None)],
    }
    every = {name for name, function in inspect.getmembers(booking, inspect.isfunction)
             if function.__module__ == booking.__name__ and not name.startswith("_") and name != "consent"}
    assert set(said) == every
    for reply in (reply for replies in said.values() for reply in replies):
        assert reply.kind == "booking"
        assert not attribution.hands_over(reply.as_dict())


@pytest.mark.parametrize("price", ["", "free", "£40"])
@pytest.mark.parametrize("hour", [3, 12])
def test_the_offer_to_book_is_known_at_any_time_and_price(content: Content, price: str, hour: int) -> None:
    clinic = Clinic(**{**vars(content.clinic), "consultation_price": price, "booking_url": "https://book.test",
                       "facts": {**content.clinic.facts, "phone": "07700 900123"}})
    of = Attribution(lambda: Content(clinic, content.articles, content.faqs, ()))
    reply, _ = handoff.offer_booking(clinic, Memory(), NOW.replace(hour=hour))
    assert of.hands_over(reply.as_dict())


def test_after_a_red_flag_nothing_is_known_but_that_it_was_shown(content: Content) -> None:
    assert counted(content, None, [urgent_reply("Call now.")]) == [("kind", "urgent")]


@pytest.mark.parametrize("understood", [{}, {"decision": "choice"}, {"decision": "answer", "label": None},
                                        {"decision": "choice", "choices": None}])
def test_what_is_missing_in_what_was_understood_does_no_harm(content: Content, understood: dict[str, Any]) -> None:
    found = list(what_happened(as_sent([Reply("answer", "…")]), understood, 0.04, False, Attribution(lambda: content)))
    assert found == [("asked", ""), ("kind", "answer"), ("seconds", "50")]


@pytest.mark.parametrize(("seconds", "key"), [
    (0.0, "10"), (0.01, "10"), (0.0101, "20"), (0.05, "50"), (1.0, "1000"), (10.0, "10000"), (10.001, "more"),
    (1e9, "more")])
def test_a_time_is_in_the_bucket_that_ends_at_or_after_it(seconds: float, key: str) -> None:
    assert bucket(seconds) == key


def test_buckets_rise() -> None:
    assert list(BUCKETS) == sorted(set(BUCKETS))
