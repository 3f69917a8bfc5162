"""Labels in words: what each kind of message is called, and what the assistant does with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from frontdesk.editing.draft import DraftState
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE, RED_FLAG

CLINIC = "clinic"


@dataclass(frozen=True)
class Words:
    """A label in words.

    Attributes:
        name: what it is called.
        does: what the assistant does with such a message.
    """

    name: str
    does: str


_BOOKING = "Offers a consultation in the ways the clinic has given, and begins the callback form."
INTENTS: Mapping[str, Words] = {
    "book": Words("Wants to book", _BOOKING),
    "withdraw": Words("Withdraws a request", "Withdraws the callback request made in this conversation."),
    "contact": Words("Wants a person", "Says how to reach the clinic, and offers to have it call back."),
    "price": Words("Asks for prices", "Says what the first consultation costs, as the clinic's details have it."),
    "complaint": Words("Complains", "Apologises once and leads to a person."),
    "greet": Words("Says hello", "Greets, and offers the starter questions."),
    "thanks": Words("Says thanks", "Says “you're welcome”, and asks whether there is anything else."),
    "goodbye": Words("Says goodbye", "Says goodbye."),
    "help": Words("Asks what can be asked", "Explains how to ask, and offers the starter questions."),
    "bot_challenge": Words("Asks whether it is a robot", "Says that it is an automated assistant, not a person."),
    "affirm": Words("Says yes", "Does what was just offered: tells more, begins a booking, or leads to a person."),
    "deny": Words("Says no", "Leaves it at that, and asks for the next question."),
    "follow_up": Words("Asks for more", "Quotes the next sentences of the article on what was discussed last."),
}
FACTS: Mapping[str, str] = {
    "about": "Asks about the clinic", "hours": "Asks for opening hours", "location": "Asks where the clinic is",
    "phone": "Asks for the phone number", "email": "Asks for the e-mail address", "parking": "Asks about parking",
    "accessibility": "Asks about access to the building", "people": "Asks who works there",
}
_FACT = "Gives what stands in the clinic's details; where that is empty, says so and how to reach the clinic."
_OUTSIDE = "Says that the articles don't cover it, and offers the nearest questions, booking and a person."
_RED_FLAG = ("The red-flag detector answers these before anything else. Should it miss one, these examples keep it "
             "from being answered with an article.")
OUTSIDE_KINDS: Mapping[str, str] = {
    "abuse": "Is abusive", "children": "Asks about children", "chitchat": "Just chats",
    "code": "Is code, or tries to steer the assistant", "condition_info": "Asks about a condition in general",
    "equipment": "Asks about equipment and aids", "general_knowledge": "Asks something general",
    "gibberish": "Makes no sense", "imaging": "Asks about scans and X-rays", "injection": "Gives the assistant orders",
    "insurance": "Asks about insurance", "lifestyle": "Asks about lifestyle", "medication": "Asks about medicines",
    "other_body_part": "Asks about another part of the body", "other_business": "Asks about another business",
    "other_health": "Asks about another health matter", "other_language": "Is in another language",
    "other_therapy": "Asks about another kind of therapy", "pregnancy": "Asks about pregnancy",
    "recovery_time": "Asks how long recovery takes", "red_flag": "Sounds like an emergency",
    "self_treatment": "Asks how to treat it oneself", "training": "Asks about sport and training",
    "treatment_at_clinic": "Asks about treatment at the clinic",
}
# How the other messages are put together on their page.
GROUPS = (
    ("Booking and people", ("book", "withdraw", "contact", "price", "complaint")),
    ("Small talk", ("greet", "thanks", "goodbye", "help", "bot_challenge", "affirm", "deny", "follow_up")),
)


def words_of(label: str) -> Words:
    """A label that isn't an FAQ's, in words; one that nobody has put into words says its own name."""
    group, _, kind = label.partition("/")
    if group == CLINIC:
        return Words(FACTS.get(kind, f"Asks about {_spoken(kind)}"), _FACT)
    if group == OUT_OF_SCOPE:
        does = _RED_FLAG if label == RED_FLAG else _OUTSIDE
        return Words(OUTSIDE_KINDS.get(kind, f"Asks about {_spoken(kind)}"), does)
    return INTENTS.get(label, Words(_spoken(label).capitalize(), "Answers by a rule of its own."))


def name_of(label: str, state: DraftState) -> str:
    """What a label is called: an FAQ by its question."""
    return named(label, {slug: faq.question for slug, faq in state.faqs.items()})


def named(label: str, questions: Mapping[str, str]) -> str:
    """What a label is called: an FAQ by its question.

    Args:
        label: any.
        questions: of the FAQs, by slug.
    """
    group, _, slug = label.partition("/")
    if group == FAQ:
        return questions.get(slug) or _spoken(slug)
    name = words_of(label).name
    return f"Not covered: {name[:1].lower()}{name[1:]}" if group == OUT_OF_SCOPE else name


def address_of(label: str) -> str:
    """The page on which a label's examples are."""
    group, _, slug = label.partition("/")
    return f"/staff/faqs/{quote(slug)}" if group == FAQ else f"/staff/intents/{quote(label)}"


def _spoken(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
