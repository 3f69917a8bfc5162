"""What of one message is counted. Pure: no clock, no store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frontdesk.numbers.attribution import Attribution, Reply

ASKED, CONVERSATIONS, KIND, HANDED_OVER, SECONDS = "asked", "conversations", "kind", "handed_over", "seconds"
FAQ_ASKED, FAQ_ANSWERED = "faq_asked", "faq_answered"
VOTE, FAQ_VOTE = {"up": "up", "down": "down"}, {"up": "faq_up", "down": "faq_down"}
URGENT, BOOKED = "urgent", "booked"
# Upper ends of the buckets of response times, in milliseconds; what took longer is in SLOWEST.
BUCKETS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000)
SLOWEST = "more"
_FAQ = "faq/"

What = tuple[str, str]  # what, and its key


def what_happened(
    replies: Sequence[Reply], understood: Mapping[str, Any] | None, seconds: float, new: bool,
    attribution: Attribution,
) -> Iterator[What]:
    """What is counted of one message, each of it once.

    Args:
        replies: as they were sent.
        understood: what the message was understood as; ``None`` where that isn't known,
            as after a red flag.
        seconds: from the message to its replies.
        new: whether it began a conversation.
        attribution: knows which FAQ a reply quotes.
    """
    yield ASKED, ""
    if new:
        yield CONVERSATIONS, ""
    for kind in dict.fromkeys(reply["kind"] for reply in replies):
        yield KIND, kind
    if any(attribution.hands_over(reply) for reply in replies):
        yield HANDED_OVER, ""
    answered = attribution.faqs(replies)
    for slug in dict.fromkeys((*_asked(understood or {}), *answered)):
        yield FAQ_ASKED, slug
    for slug in answered:
        yield FAQ_ANSWERED, slug
    yield SECONDS, bucket(seconds)


def bucket(seconds: float) -> str:
    """The bucket of a response time: its upper end in milliseconds, or :data:`SLOWEST`."""
    return next((str(end) for end in BUCKETS if seconds * 1000 <= end), SLOWEST)


def _asked(understood: Mapping[str, Any]) -> Iterator[str]:
    """Slugs of the FAQs that a message was taken for, or from which the visitor may choose."""
    decision = understood.get("decision")
    if decision == "choice":
        yield from understood.get("choices") or ()
    if decision in ("answer", "intent"):
        for label in (understood.get("label") or "", *(understood.get("others") or ())):
            if label.startswith(_FAQ):
                yield label.removeprefix(_FAQ)
