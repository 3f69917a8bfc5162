"""What the NLU pipeline made of a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Scores:
    """What a decision was held against the thresholds by; staff are shown it where a message wasn't answered.

    Attributes:
        confidence: in the label that the classifier puts first.
        near: cosine to the nearest taught example of the best FAQ.
        strength: of the evidence for FAQs against everything that isn't covered.
        passage: cosine to the nearest passage of the best FAQ.
    """

    confidence: float
    near: float
    strength: float
    passage: float


@dataclass(frozen=True)
class Understood:
    """What the NLU pipeline made of a message.

    Attributes:
        label: full label, such as ``faq/lean-to-one-side`` or ``book``.
        decision: ``answer``, ``choice``, ``search``, ``none`` or ``intent``.
        others: labels of the message's other questions, each to be answered too.
        choices: slugs to choose from.
        nearest: slugs of the FAQs nearest to what was asked.
        passages: ``article/passage`` keys found by search, best first.
        scores: of the whole message; ``None`` where it wasn't weighed.
    """

    label: str = ""
    decision: str = "none"
    others: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    scores: Scores | None = field(default=None, compare=False)

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Understood:
        """Read Rasa's ``latest_message``; without our component's output the intent alone counts."""
        given = message.get("understood")
        if isinstance(given, dict):
            others, choices, nearest, passages = (
                tuple(given.get(key) or ()) for key in ("others", "choices", "nearest", "passages"))
            return cls(given.get("label") or "", given.get("decision") or "none", others, choices, nearest, passages)
        intent = (message.get("intent") or {}).get("name") or ""
        return cls(label=intent, decision="intent")

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data, put on the message by the relevance gate; the scores, where there are any, beside."""
        return {"label": self.label, "decision": self.decision, "others": list(self.others),
                "choices": list(self.choices), "nearest": list(self.nearest), "passages": list(self.passages),
                **(asdict(self.scores) if self.scores else {})}
