"""Ways on to the clinic: booking, a person, prices, facts."""

from __future__ import annotations

from actions.base import AnswerAction


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
