"""Replies that lead on to the clinic: booking, a person, prices and facts."""

from __future__ import annotations

import datetime

from frontdesk.booking.phones import find_phone
from frontdesk.knowledge.booking import booking_page
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.hours import clock_words
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON, Link, Reply

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


def offer_booking(clinic: Clinic, memory: Memory, now: datetime.datetime | None = None) -> tuple[Reply, Memory]:
    """Offer a consultation by the clinic's own ways, and have the callback form begin.

    Args:
        clinic: who the clinic is.
        memory: of this conversation.
        now: the clinic's time; its clock's when ``None``.
    """
    if clinic.consultation_price.casefold() == "free":
        text = f"{clinic.name} offers a free consultation."
    else:
        text = f"You can book a consultation with {clinic.name}."
    page = booking_page(clinic.booking_url, clinic.booking.campaign) if clinic.booking_url else ""
    if page:
        text += f"\nBook it online: {page}"
    ways = [way for way in (_by_phone(clinic, now or clinic.now()), _by_email(clinic)) if way]
    text += "".join(f"\n{way}" for way in ways)
    return Reply("booking", text, links=contact_links(clinic)), memory.after(
        offer="", form=True, booking_turn=memory.turn)


def offer_contact(clinic: Clinic, memory: Memory, now: datetime.datetime | None = None) -> tuple[Reply, Memory]:
    """Say how to reach a person: by phone while the clinic is open, else by a call back.

    Args:
        clinic: who the clinic is.
        memory: of this conversation.
        now: the clinic's time; its clock's when ``None``.
    """
    now = now or clinic.now()
    text = f"You would like a person at {clinic.name}. "
    if clinic.facts["phone"] and is_open(clinic, now) is not False:
        text += contact_details(clinic) if clinic.opening_hours is None else _by_phone(clinic, now)
        return Reply("contact", text, buttons=(BOOK,), links=contact_links(clinic)), memory.after(offer="booking")
    if clinic.facts["phone"]:
        ways = " ".join(way for way in (_by_phone(clinic, now), _by_email(clinic)) if way)
        text += f"{ways} They can call you back."
    else:
        text += f"{contact_details(clinic)} They can also contact you."
    return Reply("contact", text, links=contact_links(clinic)), memory.after(offer="", form=True)


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


def contact_links(clinic: Clinic) -> tuple[Link, ...]:
    """Links to the clinic's phone and e-mail, as far as it has given them."""
    phone, email = clinic.facts["phone"], clinic.facts["email"]
    found = find_phone(phone, clinic.region)
    links = [Link(f"Call {phone[found.start:found.end]}", f"tel:{found.number}")] if found and found.number else []
    if email:
        links.append(Link(f"Write to {email}", f"mailto:{email}"))
    return tuple(links)


def is_open(clinic: Clinic, now: datetime.datetime) -> bool | None:
    """Whether the clinic is open; ``None`` when its hours aren't known.

    Args:
        clinic: who the clinic is.
        now: on its clock.
    """
    return None if clinic.opening_hours is None else clinic.opening_hours.closes_at(now) is not None


def opens_next(clinic: Clinic, now: datetime.datetime) -> str:
    """When the clinic opens next, such as ``today at 9 am`` or ``on Monday at 9 am``; ``""`` where that isn't known.

    Args:
        clinic: who the clinic is.
        now: on its clock.
    """
    if clinic.opening_hours is None:
        return ""
    day, minutes = clinic.opening_hours.opens_next(now)
    away = (day - now.date()).days
    name = {0: "today", 1: "tomorrow"}.get(away, f"on {day:%A}")
    return f"{name} at {clock_words(minutes)}"


def _by_phone(clinic: Clinic, now: datetime.datetime) -> str:
    phone = clinic.facts["phone"]
    if not phone:
        return ""
    closes = clinic.opening_hours.closes_at(now) if clinic.opening_hours else None
    if clinic.opening_hours is None:
        hours = f" Opening hours: {clinic.facts['hours']}" if clinic.facts["hours"] else ""
        return f"Call {phone}.{hours}"
    if closes is not None:
        return f"Call {phone}: the clinic is open now, until {clock_words(closes)}."
    return f"The clinic is closed now; call {phone} when it opens, {opens_next(clinic, now)}."


def _by_email(clinic: Clinic) -> str:
    return f"Write to {clinic.facts['email']}." if clinic.facts["email"] else ""
