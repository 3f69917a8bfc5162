"""Which reply answers which label."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.knowledge.content import Content
from frontdesk.language.understood import Understood
from frontdesk.replies import answers, handoff, smalltalk
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import Reply

Answer = tuple[Reply, Memory]

_WITH_CLINIC: dict[str, Callable[..., Answer]] = {
    "book": handoff.offer_booking,
    "price": handoff.answer_price,
    "contact": handoff.offer_contact,
    "complaint": handoff.answer_complaint,
}
_WITH_CONTENT: dict[str, Callable[..., Answer]] = {
    "greet": smalltalk.greet,
    "help": smalltalk.explain,
    "bot_challenge": smalltalk.say_what_i_am,
}


def respond(content: Content, understood: Understood, memory: Memory) -> tuple[list[Reply], Memory]:
    """Compose the replies to one message, one for each of its questions.

    Args:
        content: the clinic's content.
        understood: what the NLU pipeline made of the message.
        memory: of this conversation.

    Returns:
        At least one reply, and the new memory.
    """
    first, memory = _first(content, understood, memory)
    replies = [first]
    for label in understood.others:
        reply, memory = answer_label(content, label, memory)
        replies.append(reply)
    return replies, memory


def _first(content: Content, understood: Understood, memory: Memory) -> Answer:
    if understood.decision == "choice":
        return answers.choose(content, understood.choices, memory)
    if understood.decision == "search":
        return answers.found_by_search(content, understood.passages, memory)
    if understood.decision == "none":
        return answers.not_covered(content, understood.nearest, memory)
    return answer_label(content, understood.label, memory, understood.nearest)


def answer_label(content: Content, label: str, memory: Memory, nearest: tuple[str, ...] = ()) -> Answer:
    """Reply to one label.

    Args:
        content: the clinic's content.
        label: for example ``faq/lean-to-one-side``, ``clinic/hours`` or ``book``.
        memory: of this conversation.
        nearest: slugs of FAQs to offer when the label has no answer.
    """
    intent, _, key = label.partition("/")
    if intent == "faq" and key in content.faqs:
        return answers.answer_faq(content, key, memory)
    if intent == "clinic" and key in content.clinic.facts:
        return handoff.answer_fact(content.clinic, key, memory)
    if intent in _WITH_CLINIC:
        return _WITH_CLINIC[intent](content.clinic, memory)
    if intent in _WITH_CONTENT:
        return _WITH_CONTENT[intent](content, memory)
    return answers.not_covered(content, nearest, memory)


def follow_up(content: Content, memory: Memory) -> Answer:
    """Say more on what was discussed last."""
    if memory.topic in content.faqs:
        return answers.more_on(content, memory.topic, memory)
    return smalltalk.ask_for_topic(content, memory)


def accept(content: Content, memory: Memory) -> Answer:
    """Do what the visitor just said yes to."""
    if memory.offer == "booking":
        return handoff.offer_booking(content.clinic, memory)
    if memory.offer == "contact":
        return handoff.offer_contact(content.clinic, memory)
    if memory.offer.startswith("faq/"):
        return answer_label(content, memory.offer, memory)
    return follow_up(content, memory)
