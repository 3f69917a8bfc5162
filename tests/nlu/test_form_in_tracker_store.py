"""The callback form in the tracker store: it goes on whatever was cut, and nothing of it is left when it has ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from frontdesk.nlu.tracker_store import KEPT_TURNS, ConversationStore

ROOT = Path(__file__).resolve().parents[2]
FORM = "booking_form"
CONTACT = {"phone": "+447700900123", "email": ""}
WHEN = {"said": "any morning", "understood": "any day, in the morning", "windows": []}
NOTES = {"opening": False, "unclear": False, "idle": 1, "change": False, "known": ""}
TOLD = {"booking_name": "Tamsin Rowe", "booking_contact": CONTACT, "booking_when": WHEN, "booking_about": "my sciatica",
        "booking_notes": NOTES, "requested_slot": "booking_agreed"}
PRIVATE = ("Tamsin", "7700", "any morning", "sciatica")


@pytest.fixture
def domain() -> Domain:
    """The real one, with the form."""
    return Domain.from_path(str(ROOT / "domain.yml"))


@pytest.fixture
def store(domain: Domain, database: Path) -> ConversationStore:
    return ConversationStore(domain, database=str(database), expiry=1800.0)


def says(text: str = "Tamsin Rowe, 07700 900123", intent: str = "book") -> list[Event]:
    return [ActionExecuted("action_listen"), UserUttered(text, {"name": intent, "confidence": 1.0})]


def begins() -> list[Event]:
    return [*says(), ActionExecuted("action_offer_booking"), ActionExecuted(FORM), ActiveLoop(FORM),
            *(SlotSet(name, value) for name, value in TOLD.items()), BotUttered("Tamsin, is this right?")]


def goes_on() -> list[Event]:
    return [*says("how much is it?", "price"), ActionExecuted(FORM), SlotSet("booking_notes", NOTES)]


def aside() -> list[Event]:
    """A turn that another action answers: the form's own turns are one to Rasa, these aren't."""
    return [*says("hello", "greet"), ActionExecuted("action_smalltalk")]


def ends() -> list[Event]:
    return [*says("yes", "affirm"), ActionExecuted(FORM), *(SlotSet(name, None) for name in TOLD), ActiveLoop(None)]


async def turn(store: ConversationStore, events: list[Event]) -> DialogueStateTracker:
    """One turn as Rasa runs it: fetched, continued, saved; and what the next one finds."""
    tracker = await store.get_or_create_tracker("visitor")
    for event in events:
        tracker.update(event)
    await store.save(tracker)
    found = await store.retrieve("visitor")
    assert found is not None
    return found


def slots(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {name: tracker.get_slot(name) for name in TOLD}


def row(database: Path) -> str:
    connection = sqlite3.connect(database)
    try:
        return str(connection.execute("SELECT state FROM conversations").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("between", [goes_on, aside])
@pytest.mark.parametrize("turns", range(3 * KEPT_TURNS))
async def test_the_form_goes_on_however_long_ago_it_began(
    store: ConversationStore, turns: int, between: Callable[[], list[Event]]
) -> None:
    tracker = await turn(store, begins())
    for _ in range(turns):
        tracker = await turn(store, between())
    assert tracker.active_loop_name == FORM
    assert slots(tracker) == TOLD
    assert sum(isinstance(event, ActiveLoop) for event in tracker.events) == 1


async def test_also_in_the_copies_that_rasa_makes(store: ConversationStore) -> None:
    await turn(store, begins())
    for _ in range(2 * KEPT_TURNS):
        tracker = await turn(store, goes_on())
    assert tracker.copy().active_loop_name == FORM
    assert slots(tracker.copy()) == TOLD


async def test_what_was_told_outlives_the_process(store: ConversationStore, domain: Domain, database: Path) -> None:
    await turn(store, begins())
    again = await ConversationStore(domain, database=str(database), expiry=1800.0).retrieve("visitor")
    assert again is not None
    assert (again.active_loop_name, slots(again)) == (FORM, TOLD)


@pytest.mark.parametrize("turns", [0, 1, KEPT_TURNS + 1])
async def test_nothing_of_it_is_left_when_it_has_ended(
    store: ConversationStore, database: Path, turns: int
) -> None:
    await turn(store, begins())
    for _ in range(turns):
        await turn(store, goes_on())
    assert "Tamsin" in row(database)
    tracker = await turn(store, ends())
    assert tracker.active_loop_name is None
    assert slots(tracker) == dict.fromkeys(TOLD)
    assert [word for word in PRIVATE if word in row(database)] == []
    assert "booking_name" not in row(database)


async def test_a_form_that_has_ended_stays_ended(store: ConversationStore) -> None:
    await turn(store, begins())
    tracker = await turn(store, ends())
    for _ in range(2 * KEPT_TURNS):
        tracker = await turn(store, [*says("thanks", "thanks"), ActionExecuted("utter_thanks")])
        assert tracker.active_loop_name is None


async def test_one_that_began_anew_is_the_one_that_goes_on(store: ConversationStore) -> None:
    for events in (begins(), ends(), begins()):
        await turn(store, events)
    for _ in range(2 * KEPT_TURNS):
        tracker = await turn(store, goes_on())
    assert (tracker.active_loop_name, slots(tracker)) == (FORM, TOLD)


async def test_what_was_typed_is_never_kept_but_in_the_slots(store: ConversationStore, database: Path) -> None:
    await turn(store, [*begins(), *says("my secret number is 01632 960001")])
    assert "secret" not in row(database)
    assert "960001" not in row(database)
    assert "is this right" not in row(database)


async def test_a_form_that_was_left_is_forgotten_with_its_conversation(
    store: ConversationStore, database: Path, domain: Domain
) -> None:
    await turn(store, begins())
    late = ConversationStore(domain, database=str(database), expiry=-1.0)
    assert await late.retrieve("visitor") is None
    assert slots(await late.get_or_create_tracker("visitor")) == dict.fromkeys(TOLD)
