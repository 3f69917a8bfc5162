"""The callback form's slots, and what they mean."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from frontdesk.booking.form import ABOUT, AGREED
from frontdesk.booking.request import Details, When

REQUESTED = "requested_slot"
NOTES = "booking_notes"
SLOTS = {"name": "booking_name", "contact": "booking_contact", "when": "booking_when", ABOUT: "booking_about",
         AGREED: "booking_agreed"}
_FIELDS = {slot: field for field, slot in SLOTS.items()}


@dataclass(frozen=True)
class Notes:
    """What the form's next question depends on besides what was told.

    Attributes:
        opening: whether it is the form's first.
        unclear: whether the answer to the last one couldn't be taken.
        idle: questions of the visitor's in a row.
        change: whether they want something changed and haven't said what.
        known: reference of the request that they are changing, or ``""``.
    """

    opening: bool = False
    unclear: bool = False
    idle: int = 0
    change: bool = False
    known: str = ""

    @classmethod
    def from_slot(cls, tracker: Tracker) -> Notes:
        """As they were set last."""
        value = tracker.get_slot(NOTES)
        return cls(**value) if isinstance(value, dict) else cls()

    def as_event(self) -> EventType:
        """Sets them."""
        return SlotSet(NOTES, asdict(self))


def asked_for(tracker: Tracker) -> str:
    """The detail that was asked for last; ``""`` where the form is only just beginning."""
    return _FIELDS.get(str(tracker.get_slot(REQUESTED)), "")


def details_of(tracker: Tracker) -> Details:
    """What was told so far."""
    contact, when = tracker.get_slot(SLOTS["contact"]) or {}, tracker.get_slot(SLOTS["when"])
    return Details(
        name=tracker.get_slot(SLOTS["name"]) or "", phone=contact.get("phone", ""), email=contact.get("email", ""),
        when=When.from_dict(when) if when else None, about=tracker.get_slot(SLOTS[ABOUT]) or "")


def as_slots(details: Details) -> dict[str, Any]:
    """What was told, by slot; ``None`` for what wasn't."""
    contact = {"phone": details.phone, "email": details.email} if details.phone or details.email else None
    return {SLOTS["name"]: details.name or None, SLOTS["contact"]: contact,
            SLOTS["when"]: details.when.as_dict() if details.when else None, SLOTS[ABOUT]: details.about or None}


def cleared() -> list[EventType]:
    """Ends the form and leaves nothing of it."""
    return [SlotSet(slot, None) for slot in (*SLOTS.values(), NOTES, REQUESTED)]
