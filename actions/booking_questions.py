"""The callback form's questions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.base import clinic_content, utter
from actions.booking_slots import Notes, asked_for, details_of
from frontdesk.booking.request import Details
from frontdesk.knowledge.clinic import Clinic
from frontdesk.replies import booking
from frontdesk.replies.reply import Reply


class Question(Action, ABC):  # type: ignore[misc]
    """Asks for one detail; Rasa finds it by the slot's name."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    @abstractmethod
    def question(self, clinic: Clinic, details: Details, notes: Notes) -> Reply:
        """What to ask."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Ask, and first say so where the last answer couldn't be taken."""
        notes = Notes.from_slot(tracker)
        sorry = [booking.not_understood(asked_for(tracker))] if notes.unclear else []
        utter(dispatcher, [*sorry, self.question(clinic_content().clinic, details_of(tracker), notes)])
        return []


class AskName(Question):
    """Asks what name the clinic should ask for."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_booking_form_booking_name"

    def question(self, clinic: Clinic, details: Details, notes: Notes) -> Reply:
        """What to ask."""
        return booking.ask_name(clinic, details, notes.opening)


class AskContact(Question):
    """Asks for a phone number or an e-mail address."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_booking_form_booking_contact"

    def question(self, clinic: Clinic, details: Details, notes: Notes) -> Reply:
        """What to ask."""
        return booking.ask_contact(details)


class AskWhen(Question):
    """Asks when it suits."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_booking_form_booking_when"

    def question(self, clinic: Clinic, details: Details, notes: Notes) -> Reply:
        """What to ask."""
        return booking.ask_when()


class AskAbout(Question):
    """Asks what it is about."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_booking_form_booking_about"

    def question(self, clinic: Clinic, details: Details, notes: Notes) -> Reply:
        """What to ask."""
        return booking.ask_about()


class AskAgreed(Question):
    """Shows the summary and asks for consent, or asks what should be changed in it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_booking_form_booking_agreed"

    def question(self, clinic: Clinic, details: Details, notes: Notes) -> Reply:
        """What to ask."""
        return booking.what_to_change() if notes.change else booking.summary(clinic, details, notes.known)
