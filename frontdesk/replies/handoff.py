"""Replies that lead on to the clinic: booking, a person, prices and facts."""

from __future__ import annotations

from frontdesk.knowledge.clinic import Clinic
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON, Reply

_FACT_NAMES = {
    "about": "a description of the clinic",
    "hours": "the clinic's opening hours",
    "location": "the clinic's address",
    "phone": "the clinic's phone number",
    "email": "the clinic's e-mail address",
    "parking": "anything on parking or getting there",
    "accessibility": "anything on access to the building",
    "people": "anything on who works at the clinic",
}


def offer_booking(clinic: Clinic, memory: Memory) -> tuple[Reply, Memory]:
    """Offer a consultation by the ways the clinic has given."""
    if clinic.consultation_price.casefold() == "free":
        text = f"{clinic.name} offers a free consultation."
    else:
        text = f"You can book a consultation with {clinic.name}."
    if clinic.booking_url:
        text += f" You can book it here: {clinic.booking_url}"
    else:
        text += (" I can't make the appointment in this chat, and I don't have the clinic's booking link. "
                 + contact_details(clinic))
    return Reply("booking", text, buttons=(PERSON,)), memory.after(offer="contact", booking_turn=memory.turn)


def offer_contact(clinic: Clinic, memory: Memory) -> tuple[Reply, Memory]:
    """Say how to reach a person."""
    text = f"You would like a person at {clinic.name}. {contact_details(clinic)}"
    return Reply("contact", text, buttons=(BOOK,)), memory.after(offer="booking")


def answer_complaint(clinic: Clinic, memory: Memory) -> tuple[Reply, Memory]:
    """Apologise once and lead to a person."""
    text = ("I'm sorry that this didn't help. I'm an automated assistant and can only quote the clinic's articles. "
            f"A person at {clinic.name} can take this up. {contact_details(clinic)}")
    return Reply("contact", text, buttons=(PERSON,)), memory.after(offer="contact")


def answer_price(clinic: Clinic, memory: Memory) -> tuple[Reply, Memory]:
    """Say what a consultation costs, and that nothing else is known."""
    if not clinic.consultation_price:
        text = f"I don't have the clinic's prices. {contact_details(clinic)}"
    elif clinic.consultation_price.casefold() == "free":
        text = f"{clinic.name} offers a free consultation. I don't have prices for anything after that."
    else:
        text = f"A consultation with {clinic.name} costs {clinic.consultation_price}. I don't have any other prices."
    return Reply("clinic", text, buttons=(BOOK, PERSON)), memory.after(offer="booking")


def answer_fact(clinic: Clinic, fact: str, memory: Memory) -> tuple[Reply, Memory]:
    """Give one of the clinic's facts, or say that it isn't there."""
    known = clinic.facts.get(fact, "")
    text = known or f"I don't have {_FACT_NAMES.get(fact, 'that')}. {contact_details(clinic)}"
    if fact == "about" and not known:
        text = f"This is {clinic.name}. I don't have more of a description than that. {contact_details(clinic)}"
    return Reply("clinic", text, buttons=(BOOK, PERSON)), memory.after(offer="contact")


def contact_details(clinic: Clinic) -> str:
    """One or two sentences on how to reach the clinic, from what it has given."""
    ways = []
    if clinic.facts["phone"]:
        ways.append(f"call {clinic.facts['phone']}")
    if clinic.facts["email"]:
        ways.append(f"write to {clinic.facts['email']}")
    if clinic.contact_url:
        ways.append(f"use the contact page: {clinic.contact_url}")
    if not ways:
        return ("I don't have a phone number, e-mail address or contact page for the clinic; "
                "please use the contact details on its website.")
    hours = f" Opening hours: {clinic.facts['hours']}" if clinic.facts["hours"] else ""
    return f"You can {', or '.join(ways)}.{hours}"
