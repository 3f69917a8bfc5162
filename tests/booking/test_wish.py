"""Who wishes to book; the whole rule is tried through Rasa's component in ``tests/nlu``."""

from __future__ import annotations

import pytest

from frontdesk.booking.wish import with_booking
from frontdesk.language.understood import Understood


@pytest.mark.parametrize("text", ["my calf hurts", "hello", "my number is 07700 900"])
def test_a_message_that_says_nothing_of_it_stays_as_it_was_understood(text: str) -> None:
    understood = Understood("faq/x", "answer", others=("price",))
    assert with_booking(understood, text, "GB") is understood


def test_a_request_counts_beside_an_answer_and_details_beside_anything() -> None:
    intent = Understood("complaint", "intent")
    assert with_booking(Understood("faq/x", "answer"), "can I book in", "GB").others == ("book",)
    assert with_booking(intent, "can I book in", "GB") is intent
    assert with_booking(intent, "07700 900123", "GB") == Understood("book", "intent")


def test_a_number_is_read_for_the_clinics_country() -> None:
    nothing = Understood()
    assert with_booking(nothing, "086 123 4567", "IE") == Understood("book", "intent")
    assert with_booking(nothing, "086 123 4567", "GB") is nothing
