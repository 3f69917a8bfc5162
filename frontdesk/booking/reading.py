"""What a message tells of a callback request."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from frontdesk.booking.emails import find_email
from frontdesk.booking.names import announced_name, given_name_alone, likely_name
from frontdesk.booking.phones import find_phone
from frontdesk.booking.request import When
from frontdesk.booking.times import read_times
from frontdesk.booking.topics import find_topic
from frontdesk.booking.wording import asks, confirms


@dataclass(frozen=True)
class Told:
    """What was found in one message; ``""`` or ``None`` for what wasn't.

    Attributes:
        name: written properly.
        announced: whether it was called a name in so many words.
        phone: in E.164, or its digits where no country is known.
        email: in lower case.
        when: when it suits.
        about: what it is about.
        problems: what is wrong with a number or an address, a sentence each.
        rest: the text with line breaks in place of all this.
    """

    name: str
    announced: bool
    phone: str
    email: str
    when: When | None
    about: str
    problems: tuple[str, ...]
    rest: str


def read(text: str, asked: str, now: datetime.datetime, region: str) -> Told:
    """Find everything in a message that a callback request needs.

    Args:
        text: what the visitor typed.
        asked: the detail they were just asked for: ``name``, ``contact``, ``when``, ``about``, ``agreed`` or ``""``.
        now: the clinic's time, with its zone.
        region: ISO 3166 code of the country of numbers without a country code, or ``""``.
    """
    rest, problems = text, []
    email = find_email(rest)
    if email:
        rest = _blank(rest, email.start, email.end)
        problems.append(email.problem)
    phone = find_phone(rest, region)
    # A number with something wrong counts where one is expected, not among other figures.
    if phone and phone.problem and asked not in ("contact", "agreed"):
        phone = None
    if phone:
        rest = _blank(rest, phone.start, phone.end)
        problems.append(phone.problem)
    # May, June and April are asked for by these names.
    announced = announced_name(rest) or (given_name_alone(rest) if asked == "name" else None)
    if announced:
        rest = _blank(rest, announced.start, announced.end)
    times = read_times(rest, now)
    for start, end in times.spans if times else ():
        rest = _blank(rest, start, end)
    name = announced
    if name is None:
        # In a question, or a belated "yes, correct", a strange word is hardly a name.
        wanted = asked == "name" and not asks(text) and not confirms(text)
        name = likely_name(rest, asked=wanted, alone=bool(phone or email))
        rest = _blank(rest, name.start, name.end) if name else rest
    about = find_topic(rest)
    return Told(
        name=name.name if name else "", announced=announced is not None, phone=phone.number if phone else "",
        email=email.address if email else "", when=times.when if times else None, about=about,
        problems=tuple(filter(None, problems)), rest=rest)


def _blank(text: str, start: int, end: int) -> str:
    """The text with line breaks in place of this: what stands before and after it doesn't belong together."""
    return text[:start] + "\n" * (end - start) + text[end:]
