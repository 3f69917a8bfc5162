"""The urgent message stands alone, and little is said after it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, KINDS, PERSON, Button, Quote, Reply
from frontdesk.replies.respond import respond
from frontdesk.replies.urgent import after_a_flag, urgent_reply

CALF = "calf-and-back-related"
REMINDER = "Please call 999. I can still tell you the clinic's details."
ALLOWED = ("clinic", "contact", "smalltalk", "urgent")
HELD_BACK = ("answer", "choice", "no_answer", "booking")
QUOTE = Quote("The calf is tight.", "calf", "The calf", "https://clinic.example/calf#:~:text=The%20calf")

replies_of_any_kind = st.lists(st.builds(
    Reply, kind=st.sampled_from(KINDS), text=st.text(min_size=1),
    quotes=st.lists(st.builds(Quote, st.text(), st.text(), st.text(), st.text()), max_size=2).map(tuple),
    buttons=st.lists(st.sampled_from((BOOK, PERSON)) | st.builds(Button, st.text(), st.text()), max_size=2).map(tuple)),
    max_size=5)


@settings(derandomize=True, deadline=None)
@given(st.text())
def test_the_urgent_reply_is_its_text_and_nothing_else(text: str) -> None:
    reply = urgent_reply(text)
    assert reply == Reply("urgent", text, (), ())
    assert reply.as_text() == text


def test_every_kind_of_reply_either_passes_or_is_held_back() -> None:
    assert sorted(ALLOWED + HELD_BACK) == sorted(KINDS)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(replies_of_any_kind, st.text(min_size=1))
def test_after_a_flag_only_the_clinics_own_details_pass(replies: list[Reply], reminder: str) -> None:
    kept = after_a_flag(replies, reminder)
    allowed = [reply for reply in replies if reply.kind in ALLOWED and set(reply.buttons) <= {BOOK, PERSON}]
    assert all(reply.quotes == () and reply.buttons == () for reply in kept)
    if allowed:
        assert [(reply.kind, reply.text) for reply in kept] == [(reply.kind, reply.text) for reply in allowed]
    else:
        assert kept == [urgent_reply(reminder)]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(replies_of_any_kind, st.text(min_size=1))
def test_what_was_held_to_a_flag_once_stays_as_it_is(replies: list[Reply], reminder: str) -> None:
    kept = after_a_flag(replies, reminder)
    assert after_a_flag(kept, reminder) == kept


@pytest.mark.parametrize("kind", HELD_BACK)
def test_advice_booking_and_offers_give_way_to_the_reminder(kind: str) -> None:
    assert after_a_flag([Reply(kind, "text", (QUOTE,), (BOOK, PERSON))], REMINDER) == [urgent_reply(REMINDER)]


@pytest.mark.parametrize("kind", ALLOWED)
def test_what_passes_loses_its_quotes_and_buttons(kind: str) -> None:
    assert after_a_flag([Reply(kind, "text", (QUOTE,), (BOOK, PERSON))], REMINDER) == [Reply(kind, "text")]


def test_beside_what_passes_nothing_is_reminded() -> None:
    replies = [Reply("answer", "in the articles", (QUOTE,)), Reply("clinic", "9 to 5", (), (BOOK,))]
    assert after_a_flag(replies, REMINDER) == [Reply("clinic", "9 to 5")]


def test_where_there_is_nothing_to_say_there_is_the_reminder() -> None:
    assert after_a_flag([], REMINDER) == [urgent_reply(REMINDER)]


@pytest.mark.parametrize(
    "understood",
    [
        *(Understood(label, "intent") for label in ("book", "price", "contact", "complaint", "greet", "help")),
        Understood(f"faq/{CALF}", "answer", others=("book", "clinic/hours")),
        Understood(f"faq/{CALF}", "choice", choices=(CALF,)), Understood("out_of_scope/red_flag", "none"),
    ],
    ids=lambda understood: f"{understood.decision} {understood.label}")
def test_no_article_and_no_booking_gets_through(open_content: Content, understood: Understood) -> None:
    replies, _ = respond(open_content, understood, Memory())
    quoted = [quote.text for reply in replies for quote in reply.quotes]
    for reply in after_a_flag(replies, REMINDER):
        assert reply.buttons == ()
        assert open_content.clinic.booking_url not in reply.text
        assert not any(text in reply.text for text in quoted)
