"""A callback request as staff read it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from frontdesk.booking.calendar import hold_of
from frontdesk.booking.phones import readable
from frontdesk.booking.request import When
from frontdesk.knowledge.clinic import Clinic
from frontdesk.numbers.days import zone_of
from frontdesk.store.booking_tables import (
    CONTACTED,
    DEAD,
    DELIVERED,
    DONE,
    NEW,
    SUPERSEDED,
    WAITING,
    WITHDRAWN,
)
from frontdesk.store.handling import Case
from frontdesk.store.outbox import Delivery

STATUS_WORDS = {NEW: "new", CONTACTED: "contacted", DONE: "done", WITHDRAWN: "withdrawn"}
_LATE, _VERY_LATE = 24 * 60 * 60, 72 * 60 * 60  # seconds after which somebody has waited long, and too long
_EVENTS = {"created": "", "updated": "The change: ", "withdrawn": "The withdrawal: ", "alert": "The alert: "}


@dataclass(frozen=True)
class Sent:
    """How far one of a request's messages to the clinic is.

    Attributes:
        text: in words.
        state: ``good``, ``bad``, or ``""`` where it is on its way.
    """

    text: str
    state: str


@dataclass(frozen=True)
class Card:
    """A request, in words.

    Attributes:
        case: the request itself.
        phone: as people of the clinic's country write it.
        tel: what a ``tel:`` link leads to, or ``""``.
        mailto: what a ``mailto:`` link leads to, or ``""``.
        when: when it suits; empty texts where nothing was said.
        age: how long somebody has waited, such as ``3 days``.
        urgency: ``""``, ``warn`` or ``bad``; always ``""`` where nobody waits for a first word.
        confirmed: when its visitor last confirmed it, in words.
        handled: when staff last set its status, in words, or ``""``.
        sent: how far its messages to the clinic are, oldest first.
        definite: whether it names one time, of which a calendar can be told.
    """

    case: Case
    phone: str
    tel: str
    mailto: str
    when: When
    age: str
    urgency: str
    confirmed: str
    handled: str
    sent: tuple[Sent, ...]
    definite: bool

    @property
    def given_up(self) -> bool:
        """Whether one of the messages isn't tried any more."""
        return any(one.state == "bad" for one in self.sent)


def card(case: Case, deliveries: Iterable[Delivery], channels: Collection[str], clinic: Clinic, now: float) -> Card:
    """Put a request into words.

    Args:
        case: the request.
        deliveries: its messages to the clinic.
        channels: names of those that are configured.
        clinic: whose clock and country it is read by.
        now: seconds since the epoch.
    """
    request, details = case.request, case.request.details

    def moment(seconds: float) -> str:
        return at(seconds, clinic, now)

    waited = now - request.consented
    return Card(
        case, readable(details.phone, clinic.region), _tel(details.phone), quote(details.email, safe="@"),
        details.when or When(""), age(waited), _urgency(waited) if request.status == NEW else "",
        moment(request.consented), moment(case.handled) if case.handled is not None else "",
        tuple(_sent(one, channels, moment) for one in deliveries if one.state != SUPERSEDED),
        request.status != WITHDRAWN and hold_of(request) is not None)


def age(seconds: float) -> str:
    """A time in the largest unit that it fills."""
    for unit, length in (("day", 24 * 60 * 60), ("hour", 60 * 60), ("minute", 60)):
        count = int(seconds // length)
        if count >= 1:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"


def at(seconds: float, clinic: Clinic, now: float) -> str:
    """A moment on the clinic's clock; this year's without the year."""
    zone = zone_of(clinic)
    then, today = (datetime.datetime.fromtimestamp(each, zone) for each in (seconds, now))
    if then.date() == today.date():
        return f"today, {then:%H:%M}"
    year = f" {then.year}" if then.year != today.year else ""
    return f"{then:%a} {then.day} {then:%b}{year}, {then:%H:%M}"


def _sent(delivery: Delivery, channels: Collection[str], moment: Callable[[float], str]) -> Sent:
    event, channel = _EVENTS.get(delivery.event, ""), delivery.channel
    if delivery.state == DELIVERED and delivery.delivered is not None:
        return Sent(_sentence(f"{event}sent by {channel}, {moment(delivery.delivered)}"), "good")
    if delivery.state == DEAD:
        return Sent(_sentence(f"{event}given up by {channel} after {delivery.attempts} attempts ({delivery.error})"),
                    "bad")
    if delivery.state == WAITING:
        how = "about to be sent" if channels else "not sent: neither mail nor webhook is set up, so it is only here"
        return Sent(_sentence(f"{event}{how}"), "")
    if channel not in channels:
        return Sent(_sentence(f"{event}waits for {channel}, which isn't set up any more"), "")
    if delivery.error:
        return Sent(_sentence(f"{event}not sent by {channel} yet ({delivery.error}), tried again "
                              f"{moment(delivery.due)}"), "")
    return Sent(_sentence(f"{event}being sent by {channel}"), "")


def _urgency(waited: float) -> str:
    return "bad" if waited >= _VERY_LATE else "warn" if waited >= _LATE else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tel(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return ("+" if phone.strip().startswith("+") else "") + digits if digits else ""
