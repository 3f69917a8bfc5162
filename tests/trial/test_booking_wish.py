"""The rule for booking, beside the one that Rasa's pipeline has."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.language.understood import Understood
from frontdesk.nlu.booking_detector import BookingDetector
from frontdesk.nlu.message_keys import UNDERSTOOD
from frontdesk.trial.booking_wish import with_booking

TEXTS = ("can i book for tuesday", "jo, 07700 900123, any morning", "jo@example.org", "hello", "why does it hurt",
         "my number is 07700900", "hi can you call me", "cancel my appointment please 07700 900123",
         "how much is it and can i book in")
UNDERSTANDINGS = [
    Understood(label, decision, others)
    for label, decision in (("faq/x", "answer"), ("faq/x", "choice"), ("price", "intent"), ("greet", "intent"),
                            ("withdraw", "intent"), ("book", "intent"), ("out_of_scope/y", "none"), ("", "search"),
                            ("complaint", "intent"), ("clinic/hours", "intent"))
    for others in ((), ("clinic/phone",), ("withdraw",))]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("understood", UNDERSTANDINGS, ids=str)
def test_it_says_what_rasas_component_says(text: str, understood: Understood) -> None:
    message: Any = Message.build(text=text)
    message.set(UNDERSTOOD, understood.as_dict(), add_to_output=True)
    BookingDetector("GB").process([message])
    assert with_booking(understood, text, "GB") == Understood.from_message({UNDERSTOOD: message.get(UNDERSTOOD)})
    assert message.get(TEXT) == text


def test_some_of_these_ask_to_book_and_some_dont() -> None:
    wishes = {with_booking(understood, text, "GB") is not understood
              for text, understood in product(TEXTS, UNDERSTANDINGS)}
    assert wishes == {True, False}
