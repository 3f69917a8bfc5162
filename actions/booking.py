"""The callback form: what each message does to it, and its questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import MEMORY_SLOT, clinic_content, flagged, utter
from actions.booking_slots import REQUESTED, SLOTS, Notes, as_slots, asked_for, cleared, details_of
from actions.urgent import point_at_urgent_care
from frontdesk.booking.form import ABOUT, AGREED, Act, Meaning, Place, Turn, take
from frontdesk.booking.request import CallbackRequest, Details
from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies import booking
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply
from frontdesk.replies.respond import respond
from frontdesk.replies.urgent import after_a_flag
from frontdesk.settings import load_settings
from frontdesk.store.requests import open_requests

# Asked in the middle of the form, these have an answer; anything else is no question of its own.
_ANSWERED = ("faq", "clinic", "price", "contact", "complaint", "help", "bot_challenge")
_IDLE_QUESTIONS = 2  # in a row, with nothing told yet, after which the form isn't pressed any further


class ValidateBookingForm(Action):  # type: ignore[misc]
    """Takes a message into the form.

    Everything that matters happens in this one call. Should it fail, or a process die in
    between, Rasa knows nothing of it, and the message sent again finds the form as it was.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_booking_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer what was asked besides, and set what was told."""
        message, memory = tracker.latest_message or {}, Memory.from_slot(tracker.get_slot(MEMORY_SLOT))
        if message.get("red_flag"):
            return [*cleared(), *point_at_urgent_care(dispatcher, tracker)]
        if flagged(tracker) or memory.reminder:
            # As anywhere else: the clinic's details, or a reminder, which may be the site's.
            replies, _ = respond(clinic_content(), Understood.from_message(message), memory)
            utter(dispatcher, after_a_flag(replies, memory.reminder) if memory.reminder else replies)
            return cleared()
        step = _Step(clinic_content(), tracker, memory)
        events = step.take()
        utter(dispatcher, step.replies)
        return [*events, SlotSet(MEMORY_SLOT, step.memory.as_slot())]


class _Step:
    """One message and the form it meets."""

    def __init__(self, content: Content, tracker: Tracker, memory: Memory) -> None:
        self._content, self._clinic = content, content.clinic
        self._conversation = str(tracker.sender_id)
        self._text = str((tracker.latest_message or {}).get("text") or "")
        self._understood = _besides_booking(Understood.from_message(tracker.latest_message or {}))
        self._asked, self._notes = asked_for(tracker), Notes.from_slot(tracker)
        self._details = details_of(tracker)
        self._now = self._clinic.now()
        self.memory, self.replies = memory.after(form=False), list[Reply]()

    def take(self) -> list[EventType]:
        """What to set; :attr:`replies` are filled meanwhile."""
        known = self._known()
        if not self._asked:
            self._details = known.details if known else Details()
        turn = take(self._text, self._asked, self._details, self._meaning(), Place(self._now, self._clinic.region),
                    insist=self._notes.unclear, changing=self._notes.change)
        if turn.problems:
            self.replies.append(booking.problem(turn.problems))
        if turn.act is Act.STOPPED:
            return self._stop(known)
        if turn.act is Act.AGREED:
            return self._save(turn.details)
        return self._go_on(turn, known)

    def _known(self) -> CallbackRequest | None:
        known = open_requests().of_conversation(self._conversation)
        return None if known is None or known.status == "withdrawn" else known

    def _meaning(self) -> Meaning:
        intent = self._understood.label.partition("/")[0]
        sure = self._understood.decision in ("answer", "intent") and intent in _ANSWERED
        return Meaning(intent=intent, sure=sure)

    def _stop(self, known: CallbackRequest | None) -> list[EventType]:
        # Also one that is withdrawn already: the same message may come again, after a process died.
        wants_out = self._understood.label == "withdraw"
        withdrawn = open_requests().withdraw_from(self._conversation) if wants_out else None
        if withdrawn is not None:
            self.replies.append(booking.withdrawn(self._clinic, withdrawn))
        else:
            self.replies.append(booking.stopped(known is not None, thanked=self._understood.label == "thanks"))
        self.memory = self.memory.after(offer="")
        return cleared()

    def _save(self, details: Details) -> list[EventType]:
        request = open_requests().save(self._conversation, details, booking.consent(self._clinic, details))
        self.replies.append(booking.saved(self._clinic, request, load_settings().public_url, self._now))
        self.memory = self.memory.after(offer="")
        return cleared()

    def _go_on(self, turn: Turn, known: CallbackRequest | None) -> list[EventType]:
        idle = 0
        if turn.act is Act.ASKED:
            answers, memory = respond(self._content, self._understood, self.memory)
            self.replies += answers
            self.memory = memory.after(form=False, offer="")
            idle = self._notes.idle + 1
            if idle >= _IDLE_QUESTIONS and turn.details == Details():
                return cleared()
        notes = Notes(
            opening=not self._asked, unclear=turn.unclear, idle=idle,
            change=turn.act is Act.CHANGES and not turn.change, known=known.reference if known else "")
        slots = as_slots(turn.details)
        requested: str | None = None
        if turn.act is Act.CHANGES and turn.change == ABOUT:
            requested = SLOTS[ABOUT]
        elif turn.change:
            slots[SLOTS[turn.change]] = None
        events = [SlotSet(name, value) for name, value in slots.items()]
        events += [SlotSet(SLOTS[AGREED], None), notes.as_event()]
        return [*events, SlotSet(REQUESTED, requested)] if requested else events


def _besides_booking(understood: Understood) -> Understood:
    """What a message asks but to book, which is under way."""
    labels = [label for label in (understood.label, *understood.others) if label != "book"]
    if len(labels) == 1 + len(understood.others):
        return understood
    first, *others = labels or [""]
    return replace(understood, label=first, others=tuple(others), decision="intent" if labels else "none")
