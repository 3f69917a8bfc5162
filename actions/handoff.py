"""Ways on to the clinic: booking, a person, prices, facts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.base import AnswerAction, clinic_content, utter
from frontdesk.replies.booking import withdrawn
from frontdesk.store.requests import open_requests


class OfferBooking(AnswerAction):
    """Offers a consultation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_booking"


class OfferContact(AnswerAction):
    """Says how to reach a person."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_contact"


class AnswerClinic(AnswerAction):
    """Gives a fact or a price from the clinic's details, or says that it isn't there."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_clinic"


class WithdrawRequest(Action):  # type: ignore[misc]
    """Withdraws the callback request made in this conversation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_withdraw_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Withdraw it and say so."""
        request = open_requests().withdraw_from(str(tracker.sender_id))
        utter(dispatcher, [withdrawn(clinic_content().clinic, request)])
        return []
