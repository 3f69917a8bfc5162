"""What messages that were answered rightly are tested with from then on."""

from __future__ import annotations

from frontdesk.inbox.reasons import carried_on
from frontdesk.language.gate import OUT_OF_SCOPE, Thresholds
from frontdesk.store.inbox import Kept


def label_answered_with(question: Kept, thresholds: Thresholds) -> str:
    """The label that a question was answered with; ``""`` where none of its own can be told.

    That is so where it was asked back, or found by search; where it asked several things; and where it was understood
    only by what was discussed before. One that was rightly not answered was taken for something that the articles
    don't cover.

    Args:
        question: with what was understood.
        thresholds: of the relevance gate.
    """
    label, decision = str(question.understood.get("label") or ""), question.understood.get("decision")
    if question.understood.get("others") or carried_on(question, thresholds):
        return ""
    answered = decision in ("answer", "intent") and question.kind not in ("no_answer", "choice")
    outside = question.kind == "no_answer" and label.startswith(f"{OUT_OF_SCOPE}/")
    return label if answered or outside else ""
