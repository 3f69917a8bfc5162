"""The Rasa component that takes details left, and plain requests, for a wish to book."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from frontdesk.language.understood import Understood
from frontdesk.nlu.booking_detector import BookingDetector
from frontdesk.nlu.message_keys import UNDERSTOOD

DETAILS = "I'm Jo, 07700 900123, any morning"
BOOK = Understood("book", "intent")
SELECTED = {"faq": {"response": {"intent_response_key": "faq/x"}}}


@pytest.fixture
def component() -> BookingDetector:
    return BookingDetector("GB")


def process(component: BookingDetector, text: str | None, understood: Understood) -> Message:
    message = Message({
        TEXT: text, INTENT: {"name": understood.label.partition("/")[0], "confidence": 0.4},
        UNDERSTOOD: understood.as_dict(), "response_selector": SELECTED})
    (processed,) = component.process([message])
    return processed


def reading(message: Message) -> tuple[str, Understood]:
    """The intent and what else was understood."""
    understood = message.get(UNDERSTOOD)
    return message.get(INTENT)["name"], Understood.from_message({UNDERSTOOD: understood})


@pytest.mark.parametrize("text", [DETAILS, "jo@example.org", "my number is +353 86 123 4567", "jo at example dot org"])
@pytest.mark.parametrize("understood", [
    Understood(), Understood("faq/x", "none", nearest=("x",)), Understood("faq/x", "choice", choices=("x", "y")),
    Understood("", "search", passages=("x/1",)), Understood("greet", "intent"), Understood("affirm", "intent"), BOOK,
    Understood("deny", "intent"), Understood("contact", "intent"),
], ids=lambda understood: f"{understood.label} {understood.decision}")
def test_details_left_are_a_wish_to_book(component: BookingDetector, text: str, understood: Understood) -> None:
    message = process(component, text, understood)
    assert reading(message) == ("book", BOOK)
    assert message.get(INTENT)["confidence"] == 1.0
    assert message.get("response_selector") == {}
    for key in (INTENT, UNDERSTOOD, "response_selector"):
        assert key in message.output_properties


@pytest.mark.parametrize(("label", "decision"), [("faq/x", "answer"), ("clinic/hours", "intent"), ("price", "intent")])
def test_what_was_asked_in_the_same_breath_is_answered_first(
    component: BookingDetector, label: str, decision: str
) -> None:
    message = process(component, f"how long does it take? {DETAILS}", Understood(label, decision))
    assert reading(message) == (label.partition("/")[0], Understood(label, decision, others=("book",)))
    assert message.get("response_selector") == SELECTED


def test_several_questions_stay_and_booking_comes_once(component: BookingDetector) -> None:
    understood = Understood("book", "intent", others=("price", "clinic/hours"))
    assert reading(process(component, DETAILS, understood)) == (
        "price", Understood("price", "intent", others=("clinic/hours", "book")))


@pytest.mark.parametrize("understood", [
    Understood("withdraw", "intent"), Understood("clinic/hours", "intent", others=("withdraw",)),
])
def test_withdrawing_with_a_number_is_withdrawing(component: BookingDetector, understood: Understood) -> None:
    message = process(component, "cancel my request please, 07700 900123", understood)
    assert reading(message) == (understood.label.partition("/")[0], understood)


@pytest.mark.parametrize("understood", [
    Understood(), Understood("faq/x", "choice", choices=("x",)), Understood("", "search", passages=("x/1",)),
])
def test_a_plain_request_counts_where_nothing_else_was_understood(
    component: BookingDetector, understood: Understood
) -> None:
    text = "my back went on sunday lifting the dog into the van, can I come in this week"
    assert reading(process(component, text, understood)) == ("book", BOOK)


def test_beside_an_answer_it_counts_as_well(component: BookingDetector) -> None:
    message = process(component, "kindly arrange one call back regarding my calf pain", Understood("faq/x", "answer"))
    assert reading(message) == ("faq", Understood("faq/x", "answer", others=("book",)))


def test_and_not_where_something_else_was_meant(component: BookingDetector) -> None:
    understood = Understood("price", "intent")
    message = process(component, "can I book a massage, or does that not help?", understood)
    assert reading(message) == ("price", understood)
    assert message.get(INTENT)["confidence"] == 0.4


@pytest.mark.parametrize("text", [
    None, "", "what do my glutes do?", "I was born 14/01/1967", "open 9-17:30?", "07700 9001", "call me @ 5pm",
    "jo@example",
])
def test_other_messages_stay_as_they_are(component: BookingDetector, text: str | None) -> None:
    understood = Understood("faq/x", "none")
    message = process(component, text, understood)
    assert reading(message) == ("faq", understood)
    assert message.get("response_selector") == SELECTED


def test_a_message_that_nothing_was_made_of_can_be_read(component: BookingDetector) -> None:
    plain, details = component.process([Message({TEXT: "hello"}), Message({TEXT: DETAILS})])
    assert plain.data == {TEXT: "hello"}
    assert reading(details) == ("book", BOOK)


@pytest.mark.parametrize(("details", "found"), [
    ("country: GB\n", True), ("time_zone: Europe/London\n", True), ("country: US\n", False),
])
def test_numbers_are_read_as_in_the_clinics_country(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, details: str, found: bool
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "clinic.yml").write_text(f"name: A\n{details}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    context = ExecutionContext(graph_schema=None)  # type: ignore[arg-type]
    component = BookingDetector.create({}, None, Resource("booking"), context)  # type: ignore[arg-type]
    assert (reading(process(component, "01632 960001", Understood()))[0] == "book") is found
