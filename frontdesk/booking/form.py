"""One turn of the callback form: what a message does to it. Pure; the form itself is Rasa's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import Enum

from frontdesk.booking.names import as_name, correcting_name, is_part, likely_name, looks_named, resembles
from frontdesk.booking.reading import Told, read
from frontdesk.booking.request import Details, When
from frontdesk.booking.times.correcting import corrected
from frontdesk.booking.topics import as_topic
from frontdesk.booking.wording import (
    asks,
    asks_to_stop,
    doubts,
    field_meant,
    insists_on_stop,
    replaces,
    says_no,
    says_stop,
    says_yes,
    skips,
    without_farewell,
)

FIELDS = ("name", "contact", "when", "agreed")
ABOUT, AGREED = "about", "agreed"
_SHORT = 3  # words
MAX_SAID = 300  # characters of a time in the visitor's own words


class Act(Enum):
    """What a message did."""

    TOLD = "told"  # something, or nothing of use: the form goes on
    ASKED = "asked"  # a question of its own, which is answered before the form goes on
    STOPPED = "stopped"
    AGREED = "agreed"
    CHANGES = "changes"  # wants something changed and hasn't said to what


@dataclass(frozen=True)
class Meaning:
    """What the NLU pipeline made of a message.

    Attributes:
        intent: such as ``affirm``, ``deny``, ``withdraw`` or ``price``.
        sure: whether it is a question on the articles or the clinic in so many words.
    """

    intent: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Turn:
    """What became of the form.

    Attributes:
        details: what is known now.
        act: what the message did.
        problems: what was wrong with a number or an address, for the visitor.
        change: for :attr:`Act.CHANGES`, what to ask for again, or ``""`` where that wasn't said.
        unclear: whether an answer to the question asked couldn't be taken.
    """

    details: Details
    act: Act = Act.TOLD
    problems: tuple[str, ...] = ()
    change: str = ""
    unclear: bool = False


@dataclass(frozen=True)
class Place:
    """Where and when the clinic is.

    Attributes:
        now: its time, with its zone.
        region: ISO 3166 code of the country of numbers without a country code, or ``""``.
    """

    now: datetime.datetime
    region: str


def missing(details: Details) -> str:
    """The detail to ask for next; :data:`AGREED` when everything is there."""
    if not details.name:
        return "name"
    if not details.phone and not details.email:
        return "contact"
    return AGREED if details.when else "when"


def take(
    text: str, asked: str, details: Details, meaning: Meaning, place: Place, insist: bool = False,
    changing: bool = False,
) -> Turn:
    """Take one message into the form.

    Args:
        text: what the visitor typed.
        asked: what they were just asked for, one of :data:`FIELDS` or :data:`ABOUT`; ``""`` for the message that
            opened the form.
        details: what is known so far.
        meaning: of the message, to the NLU pipeline.
        place: where and when the clinic is.
        insist: whether the last message couldn't be taken either: then it is, as it stands, if at all possible.
        changing: whether they were asked what to change: then a name may stand alone.
    """
    if asked == ABOUT:
        return _about(text, details, meaning)
    told = read(text, asked, place.now, place.region)
    if asked and _stops(text, asked, told, meaning):
        return Turn(details, Act.STOPPED)
    agrees = asked == AGREED and says_yes(text)
    if agrees:  # "Yes, kind regards, Jo. Sorry about the capitals": neither a name nor a topic
        told = replace(told, name="", about="")
    corrects = asked == AGREED and not agrees and (says_no(text) or doubts(text) or bool(field_meant(text)))
    changed = _merged(details, told, asked, place, corrects)
    if _is_question(text, asked, told, meaning, changed != details):
        # A topic in a question is the question's.
        return Turn(replace(changed, about=details.about), Act.ASKED, told.problems)
    if changed != details or told.problems:
        return Turn(changed, problems=told.problems)
    if not asked:
        return Turn(details)
    if asked == AGREED:
        decision = _decision(text, details, meaning)
        name = likely_name(text, asked=True, alone=True) if changing and decision.unclear else None
        return Turn(replace(details, name=name.name)) if name else decision
    if asked == "when" and not (len(text.split()) <= _SHORT and (says_yes(text) or meaning.intent == "thanks")):
        return Turn(replace(details, when=When(" ".join(text.split())[:MAX_SAID])))
    if meaning.intent == "thanks" and details == Details():
        return Turn(details, Act.STOPPED)
    if asked == "name" and insist and not says_yes(text) and as_name(text):
        return Turn(replace(details, name=as_name(text)))
    # "Yes", or "hello", to "What name should they ask for?": it need only be asked again.
    return Turn(details, unclear=not says_yes(text) and meaning.intent not in ("affirm", "greet", "thanks"))


def _stops(text: str, asked: str, told: Told, meaning: Meaning) -> bool:
    """Whether a message gives the form up."""
    if asks_to_stop(text):
        return True
    if asked == AGREED and says_yes(text) and not insists_on_stop(text):
        return False
    if told.phone or told.email or told.when:
        return meaning.intent == "withdraw" and insists_on_stop(text)
    if meaning.intent == "withdraw" or insists_on_stop(text):
        return not asks(text)
    if asked == AGREED:
        # "Yes, thank you, bye" is a yes.
        return says_stop(without_farewell(text) if says_yes(text) else text) and not field_meant(text)
    return (says_stop(text) or (skips(text) and asked != "when")) and not told.name


def _is_question(text: str, asked: str, told: Told, meaning: Meaning, told_something: bool) -> bool:
    """Whether a message wants an answer, whatever else it tells."""
    if not asked:
        return False  # what opened the form was answered with it
    worded = asks(told.rest if told_something else text)
    if told_something:
        # "can you do thursday?" is no question to the articles.
        return worded and meaning.sure
    if worded:
        return True
    if says_yes(text) or says_no(text):
        return False
    if asked == "name":
        return meaning.sure and not looks_named(text)
    # "whenever the kids are at school" may be near something by chance.
    return meaning.sure and (asked != "when" or len(text.split()) <= _SHORT)


def _merged(details: Details, told: Told, asked: str, place: Place, corrects: bool) -> Details:
    """The details with what was told, in a message that may say that they are wrong."""
    merged = details
    # A signature is no correction.
    named = asked == "name" or told.announced or not details.name or (corrects and not told.phone and not told.email)
    named = named or bool(told.name and resembles(told.name, details.name))
    if told.name and named and not is_part(told.name, details.name):
        merged = replace(merged, name=told.name)
    elif details.name and asked != "name":
        # "Sorry, Katherine Dunne, with a K."
        merged = replace(merged, name=correcting_name(told.rest, details.name) or details.name)
    if told.phone:
        merged = replace(merged, phone=told.phone, email="" if replaces(told.rest) else merged.email)
    if told.email:
        merged = replace(merged, email=told.email, phone="" if replaces(told.rest) and not told.phone else merged.phone)
    # "Yes, Thursday" corrects nothing.
    if told.when and not (details.when and told.when.windows and told.when.windows == details.when.windows):
        before = details.when if details.when and details.when.windows else None
        merged = replace(merged, when=corrected(before, told.when, place.now) if before else told.when)
    if told.about and (corrects or not details.about):
        merged = replace(merged, about=told.about)
    return merged


def _about(text: str, details: Details, meaning: Meaning) -> Turn:
    if skips(text):
        return Turn(details)
    if meaning.intent == "withdraw" or insists_on_stop(text) or asks_to_stop(text):
        return Turn(details, Act.STOPPED)
    if asks(text) and meaning.sure:
        return Turn(details, Act.ASKED)
    return Turn(replace(details, about=as_topic(text) or details.about))


def _decision(text: str, details: Details, meaning: Meaning) -> Turn:
    """What a message without any detail says of the summary."""
    if says_yes(text):
        return Turn(details, Act.AGREED)
    if says_no(text) or meaning.intent == "deny" or field_meant(text):
        return Turn(details, Act.CHANGES, change=field_meant(text))
    if meaning.intent == "affirm" and not doubts(text):
        return Turn(details, Act.AGREED)
    return Turn(details, unclear=True)
