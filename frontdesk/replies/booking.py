"""What the callback form says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from frontdesk.booking.calendar import hold_of
from frontdesk.booking.phones import readable
from frontdesk.booking.request import CallbackRequest, Details
from frontdesk.knowledge.clinic import Clinic
from frontdesk.replies.handoff import is_open, opens_next
from frontdesk.replies.reply import BOOK, PERSON, Button, Reply

STOP = Button("No thanks", "No thanks, stop this")
SEND = Button("Yes, send it", "Yes, send it")
CHANGE = Button("Change something", "I want to change something")
ADD_ABOUT = Button("Say what it's about", "I want to say what it is about")
SKIP = Button("Skip this", "Skip")
WITHDRAW = Button("Withdraw my request", "Please withdraw my request")
_TIMES = (Button("Any time", "Any time"), Button("Mornings", "Any morning"), Button("After work", "After work"))


def ask_name(clinic: Clinic, details: Details, opening: bool) -> Reply:
    """Ask for the name.

    Args:
        clinic: who the clinic is.
        details: told so far.
        opening: whether this is the form's first question.
    """
    text = f"{_noted(details)}What name should they ask for?"
    if opening and details == Details():
        text = (f"I can also ask {clinic.name} to contact you. {text} (Or tell me everything at once: your name, a "
                "phone number or e-mail address, and when suits you.)")
    elif opening:
        text = f"I can also ask {clinic.name} to contact you. {text}"
    return Reply("booking", text, buttons=(STOP,))


def ask_contact(details: Details) -> Reply:
    """Ask for a phone number or an e-mail address."""
    text = (f"Thanks, {details.name}. {_noted(details)}What phone number or e-mail address can they reach you at? "
            "One is enough.")
    return Reply("booking", text, buttons=(STOP,))


def ask_when() -> Reply:
    """Ask when it suits, and mention that a topic may be added."""
    text = ("When does it suit you? For example “tomorrow evening”, “any morning” or “Thursday after 5”. If you "
            "like, add in a few words what it is about; please keep health details short.")
    return Reply("booking", text, buttons=(*_TIMES, STOP))


def ask_about() -> Reply:
    """Ask what it is about."""
    text = "What is it about? One line is enough; please keep health details short, they can ask you the rest."
    return Reply("booking", text, buttons=(SKIP,))


def summary(clinic: Clinic, details: Details, known: str) -> Reply:
    """Show what would be sent, and ask for consent to it.

    Args:
        clinic: who the clinic is.
        details: complete.
        known: reference of the request that this would change, or ``""``.
    """
    begin = f"This is your request {known} as it would be now:" if known else "Please check this:"
    lines = [begin, *_lines(clinic, details), consent(clinic, details)]
    lines.append("Is this right? Nothing is booked until they confirm it with you.")
    buttons = (SEND, CHANGE, *(() if details.about else (ADD_ABOUT,)), WITHDRAW if known else STOP)
    return Reply("booking", "\n".join(lines), buttons=buttons)


def consent(clinic: Clinic, details: Details) -> str:
    """The sentence that a visitor agrees to by confirming."""
    ways = [way for way in ("by phone" if details.phone else "", "by e-mail" if details.email else "") if way]
    return f"By saying yes you agree that {clinic.name} may contact you about this {' or '.join(ways)}."


def saved(clinic: Clinic, request: CallbackRequest, public_url: str, now: datetime.datetime) -> Reply:
    """Say that a request is kept, and what happens next.

    Args:
        clinic: who the clinic is.
        request: as it is in the store.
        public_url: of the site, for the calendar file.
        now: the clinic's time.
    """
    what = "Your request is saved" if request.version == 1 else "Your request is changed"
    details = request.details
    how = readable(details.phone, clinic.region) if details.phone else details.email
    reachable = clinic.facts["phone"] or clinic.facts["email"]
    text = (f"{what}; its reference is {request.reference}.\n"
            f"{clinic.name} will contact you at {how}{_by_when(clinic, now)}. No appointment is booked until they "
            "confirm one with you.\n"
            f"To change or withdraw your request, tell me here{', or give them the reference' if reachable else ''}.")
    if hold_of(request) is not None:
        url = f"{public_url}/booking/{request.id}.ics"
        text += f"\nTo keep the time free, unconfirmed, in your calendar: {url}"
    return Reply("booking", text, buttons=(WITHDRAW,))


def stopped(was_saved: bool, thanked: bool = False) -> Reply:
    """Say that the form was given up.

    Args:
        was_saved: whether a request saved before stays as it was.
        thanked: whether the visitor just said thanks, and needs nothing more.
    """
    if thanked and not was_saved:
        text = "You're welcome. If you would like the clinic to contact you after all, just say so."
        return Reply("booking", text, buttons=(BOOK,))
    if was_saved:
        return Reply("booking", "All right, nothing is changed. Your request stays as it was.", buttons=(WITHDRAW,))
    return Reply("booking", "All right, I have stopped, and kept nothing of it. You can ask me anything else.",
                 buttons=(PERSON,))


def what_to_change() -> Reply:
    """Ask what isn't right."""
    return Reply("booking", "What should I change? Just type it as it should be, such as a new number or another time.",
                 buttons=(Button("The name", "Change the name"), Button("Phone or e-mail", "Change the number"),
                          Button("The time", "Change the time"), STOP))


def problem(sentences: Sequence[str]) -> Reply:
    """Say what was wrong with a number or an address."""
    return Reply("booking", " ".join(sentences))


def not_understood(asked: str) -> Reply:
    """Say that an answer couldn't be taken, and what would do."""
    return Reply("booking", {
        "name": "Sorry, I couldn't make out a name in that.",
        "contact": "Sorry, I couldn't find a phone number or an e-mail address in that.",
        "agreed": "Sorry, I'm not sure whether that is a yes.",
    }.get(asked, "Sorry, I didn't understand that."))


def withdrawn(clinic: Clinic, request: CallbackRequest | None) -> Reply:
    """Say that a request is withdrawn, or that there is none."""
    if request is None:
        text = ("There is no request from this conversation that I could withdraw. If you made one earlier, the clinic "
                "can withdraw it by its reference.")
        return Reply("booking", text, buttons=(PERSON,))
    text = f"Your request {request.reference} is withdrawn, and {clinic.name} is told so."
    return Reply("booking", text)


def _noted(details: Details) -> str:
    """Says back the time that was told before anybody asked for it."""
    return f"I have noted: {details.when.understood}. " if details.when and details.when.understood else ""


def _lines(clinic: Clinic, details: Details) -> list[str]:
    when = details.when
    lines = [f"• Name: {details.name}"]
    if details.phone:
        lines.append(f"• Phone: {readable(details.phone, clinic.region)}")
    if details.email:
        lines.append(f"• E-mail: {details.email}")
    if when is not None:
        lines.append(f"• When: {when.understood or f'in your words, “{when.said}”'}")
    if details.about:
        lines.append(f"• About: {details.about}")
    return lines


def _by_when(clinic: Clinic, now: datetime.datetime) -> str:
    if clinic.booking.reply_within:
        return f" {clinic.booking.reply_within}"
    if is_open(clinic, now) is False:
        return f", at the earliest when it opens {opens_next(clinic, now)}"
    return " as soon as they can"
