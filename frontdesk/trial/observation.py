"""What was made of one message, with every measure that decided it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.language.understood import Understood

# What settled it: the text of a button, several questions, a wish to book, the topic before, or the evidence alone.
BUTTON, QUESTIONS, BOOKING, TOPIC, EVIDENCE = "button", "questions", "booking", "topic", "evidence"


@dataclass(frozen=True)
class Near:
    """A taught example, and how near a message is to it (a cosine, up to 1)."""

    text: str
    label: str
    near: float


@dataclass(frozen=True)
class Part:
    """One of several questions in a message."""

    text: str
    label: str
    decision: str


@dataclass(frozen=True)
class Observation:
    """What was made of one message.

    Attributes:
        understood: what is answered.
        settled_by: one of the constants above.
        read_as: the message with its spelling mended.
        parts: the questions in it, when there are several.
        best: the label that the classifier puts first, of all labels.
        confidence: its confidence.
        faq: slug of the best FAQ, or ``""`` when there is none.
        rival: the second FAQ's probability as a share of the best one's; 0 when there is none.
        rival_faq: its slug.
        strength: of the evidence for FAQs against everything that isn't covered.
        near: cosine to the nearest example of the best FAQ.
        passage: cosine to the nearest passage that it quotes.
        search: score of the best passage of all articles.
        example: the nearest example of all.
        faq_example: the nearest example of the best FAQ.
    """

    understood: Understood
    settled_by: str
    read_as: str
    parts: tuple[Part, ...]
    best: str
    confidence: float
    faq: str
    rival: float
    rival_faq: str
    strength: float
    near: float
    passage: float
    search: float
    example: Near
    faq_example: Near | None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data."""
        return {**asdict(self), "understood": self.understood.as_dict()}
