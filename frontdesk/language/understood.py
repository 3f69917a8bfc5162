"""What the NLU pipeline made of a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
    """

    label: str = ""
    decision: str = "none"
    others: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Understood:
        """Read Rasa's ``latest_message``; without our component's output the intent alone counts."""
        given = message.get("understood")
        if isinstance(given, dict):
            lists = {key: tuple(given.get(key) or ()) for key in ("others", "choices", "nearest", "passages")}
            return cls(label=given.get("label") or "", decision=given.get("decision") or "none", **lists)
        intent = (message.get("intent") or {}).get("name") or ""
        return cls(label=intent, decision="intent")

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready data, put on the message by the relevance gate."""
        return {"label": self.label, "decision": self.decision, "others": list(self.others),
                "choices": list(self.choices), "nearest": list(self.nearest), "passages": list(self.passages)}
