"""The callback form as Rasa runs it, without Rasa."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import BOOKING_FORM, MEMORY_SLOT
from actions.booking import ValidateBookingForm
from actions.booking_questions import AskAbout, AskAgreed, AskContact, AskName, AskWhen
from actions.booking_slots import NOTES, REQUESTED, SLOTS
from actions.handoff import OfferBooking
from frontdesk.language.understood import Understood
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply

REQUIRED = ("booking_name", "booking_contact", "booking_when", "booking_agreed")
QUESTIONS = {"booking_name": AskName(), "booking_contact": AskContact(), "booking_when": AskWhen(),
             "booking_agreed": AskAgreed(), "booking_about": AskAbout()}
BOOK, NOT_UNDERSTOOD = Understood("book", "intent"), Understood()


class Visitor:
    """A conversation: what is in the slots, and whether the form is active.

    Args:
        sender_id: the conversation.
    """

    def __init__(self, sender_id: str = "visitor") -> None:
        self.sender_id = sender_id
        self.slots: dict[str, Any] = {}
        self.active = False

    def opens(self, text: str = "I would like to book", understood: Understood = BOOK, **more: Any) -> list[Reply]:
        """Say something that the offer to book is the answer to."""
        replies, events = self._run(OfferBooking(), text, understood, more)
        if any(event["event"] == "followup" and event["name"] == BOOKING_FORM for event in events):
            self.active = True
            replies += self.says(text, understood, **more)
        return replies

    def says(self, text: str, understood: Understood = NOT_UNDERSTOOD, **more: Any) -> list[Reply]:
        """Say something to the form.

        Args:
            text: the message.
            understood: what the NLU pipeline makes of it.
            more: what else stands in the message, such as ``red_flag`` or ``metadata``.
        """
        assert self.active
        replies, events = self._run(ValidateBookingForm(), text, understood, more)
        requested = [event["value"] for event in events if event["event"] == "slot" and event["name"] == REQUESTED]
        if requested == [None]:
            self.active = False
            return replies
        self.slots[REQUESTED] = requested[0] if requested else next(
            slot for slot in REQUIRED if self.slots.get(slot) is None)
        asked, _ = self._run(QUESTIONS[self.slots[REQUESTED]], text, understood, more)
        return replies + asked

    @property
    def memory(self) -> Memory:
        """What the conversation remembers."""
        return Memory.from_slot(self.slots.get(MEMORY_SLOT))

    @property
    def left(self) -> dict[str, Any]:
        """What is in the form's slots."""
        return {slot: self.slots[slot] for slot in (*SLOTS.values(), NOTES, REQUESTED)
                if self.slots.get(slot) is not None}

    def _run(
        self, action: Any, text: str, understood: Understood, more: dict[str, Any]
    ) -> tuple[list[Reply], list[dict[str, Any]]]:
        message = {"text": text, "understood": understood.as_dict(), **more}
        tracker = Tracker(self.sender_id, dict(self.slots), message, [], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        events = action.run(dispatcher, tracker, {})
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        said = [Reply.from_dict(message["custom"]) for message in dispatcher.messages]
        assert [message["text"] for message in dispatcher.messages] == [reply.as_text() for reply in said]
        assert all(reply.text for reply in said)
        return said, events
