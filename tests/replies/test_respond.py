"""Which reply answers which label, and messages with several questions."""

from __future__ import annotations

import pytest

from frontdesk.knowledge.clinic import FACTS
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import KINDS
from frontdesk.replies.respond import accept, answer_label, follow_up, respond

CALF = "calf-and-back-related"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (f"faq/{CALF}", "answer"), ("book", "booking"), ("price", "clinic"), ("contact", "contact"),
        ("complaint", "contact"), ("greet", "smalltalk"), ("help", "smalltalk"),
        ("bot_challenge", "smalltalk"), ("out_of_scope/medication", "no_answer"), ("out_of_scope", "no_answer"),
        ("out_of_scope/red_flag", "no_answer"),
        ("faq/not-an-faq", "no_answer"), ("clinic/not-a-fact", "no_answer"), ("", "no_answer"),
        *((f"clinic/{fact}", "clinic") for fact in FACTS),
    ],
)
def test_every_label_has_its_kind_of_reply(content: Content, label: str, kind: str) -> None:
    reply, _ = answer_label(content, label, Memory())
    assert reply.kind == kind
    assert reply.kind in KINDS
    assert reply.text


def test_every_faq_has_a_label(content: Content) -> None:
    kinds = {answer_label(content, f"faq/{slug}", Memory())[0].kind for slug in content.faqs}
    assert kinds == {"answer"}


@pytest.mark.parametrize(
    ("understood", "kinds"),
    [
        (Understood(f"faq/{CALF}", "answer"), ["answer"]),
        (Understood(f"faq/{CALF}", "choice", choices=(CALF, "body-compensates")), ["choice"]),
        (Understood("out_of_scope/scans", "none"), ["no_answer"]),
        (Understood(f"faq/{CALF}", "none", nearest=(CALF,)), ["no_answer"]),
        (Understood("book", "intent"), ["booking"]),
    ],
)
def test_the_decision_says_what_is_done_with_the_label(
    content: Content, understood: Understood, kinds: list[str]
) -> None:
    replies, _ = respond(content, understood, Memory())
    assert [reply.kind for reply in replies] == kinds


def test_what_search_found_is_quoted(content: Content) -> None:
    found = content.searchable[:2]
    keys = tuple(f"{passage.article}/{passage.id}" for passage in found)
    replies, _ = respond(content, Understood("out_of_scope", "search", passages=keys), Memory())
    assert [quote.text for quote in replies[0].quotes] == [passage.text for passage in found]


def test_each_question_of_a_message_gets_its_reply_in_order(open_content: Content) -> None:
    understood = Understood(f"faq/{CALF}", "answer", others=("clinic/hours", "out_of_scope/scans"))
    replies, _ = respond(open_content, understood, Memory())
    assert [reply.kind for reply in replies] == ["answer", "clinic", "no_answer"]
    assert replies[1].text == open_content.clinic.facts["hours"]


def test_two_faqs_of_a_message_are_both_answered_and_both_remembered(content: Content) -> None:
    understood = Understood(f"faq/{CALF}", "answer", others=("faq/what-glutes-do",))
    replies, memory = respond(content, understood, Memory())
    for reply, slug in zip(replies, (CALF, "what-glutes-do")):
        assert [quote.text for quote in reply.quotes] == [p.text for p in content.faqs[slug].passages]
    assert (memory.turn, memory.topic) == (2, "what-glutes-do")


def test_the_same_message_twice_isnt_answered_in_the_same_words(content: Content) -> None:
    understood = Understood(f"faq/{CALF}", "answer", others=("faq/what-glutes-do",))
    first, memory = respond(content, understood, Memory())
    second, _ = respond(content, understood, memory)
    assert not {quote.text for reply in first for quote in reply.quotes} & {
        quote.text for reply in second for quote in reply.quotes}


def test_more_is_about_the_last_topic(content: Content) -> None:
    _, memory = answer_label(content, f"faq/{CALF}", Memory())
    reply, _ = follow_up(content, memory)
    assert [quote.text for quote in reply.quotes] == [content.faqs[CALF].more[0].text]


@pytest.mark.parametrize("topic", ["", "removed-by-the-staff"])
def test_more_of_nothing_asks_for_a_topic(content: Content, topic: str) -> None:
    assert follow_up(content, Memory(topic=topic))[0].kind == "smalltalk"


@pytest.mark.parametrize(
    ("offer", "kind"),
    [("booking", "booking"), ("contact", "contact"), (f"faq/{CALF}", "answer"), ("more", "answer"), ("", "answer"),
     ("faq/removed-by-the-staff", "no_answer")],
)
def test_yes_takes_up_what_was_offered(content: Content, offer: str, kind: str) -> None:
    assert accept(content, Memory(topic=CALF, offer=offer))[0].kind == kind


def test_understood_survives_rasas_message() -> None:
    understood = Understood("faq/a", "choice", ("book",), ("a", "b"), ("a",), ("x/y",))
    assert Understood.from_message({"understood": understood.as_dict()}) == understood


@pytest.mark.parametrize(
    ("message", "label"),
    [({"intent": {"name": "greet"}}, "greet"), ({"intent": None}, ""), ({}, ""), ({"understood": None}, "")],
)
def test_without_the_gates_output_the_intent_alone_counts(message: dict[str, object], label: str) -> None:
    assert Understood.from_message(message) == Understood(label, "intent")
