"""Which questions belong into the inbox, and why."""

from __future__ import annotations

from frontdesk.inbox.limits import Agreement
from frontdesk.language.gate import FAQ, Thresholds
from frontdesk.store.inbox import Kept

VOTED_DOWN, NO_ANSWER, CHOICE, LOW, SEARCH = "voted_down", "no_answer", "choice", "low", "search"
REASONS = (VOTED_DOWN, NO_ANSWER, CHOICE, LOW, SEARCH)
SCORES = ("confidence", "near", "strength", "passage")


def reasons(question: Kept, thresholds: Thresholds, agreement: Agreement | None = None) -> tuple[str, ...]:
    """Why a question is for the inbox; empty when it isn't.

    Args:
        question: with what was understood, and whether its answer was voted down.
        thresholds: of the relevance gate.
        agreement: how much must agree; leave it out for the inbox's own.
    """
    found = {
        VOTED_DOWN: question.voted_down,
        NO_ANSWER: question.kind == "no_answer",
        CHOICE: question.kind == "choice",
        LOW: bool(lacking(question, thresholds, agreement)),
        SEARCH: question.understood.get("decision") == "search",
    }
    return tuple(reason for reason in REASONS if found[reason])


def lacking(question: Kept, thresholds: Thresholds, agreement: Agreement | None = None) -> tuple[str, ...]:
    """Names of the signals that an answer falls short in; empty where all agree, and where there is nothing to tell.

    A message with several questions isn't looked at, as it was weighed as a whole and answered in parts; nor one
    that carried on what was discussed: by itself it says too little for anything to agree.
    """
    understood, agreement = question.understood, agreement or Agreement()
    scores = scores_of(question)
    if scores is None or understood.get("others") or question.kind in ("no_answer", "choice"):
        return ()
    confidence, near, strength, _ = scores
    if understood.get("decision") == "intent":
        return ("confidence",) if confidence < agreement.confidence else ()
    if understood.get("decision") != "answer" or carried_on(question, thresholds):
        return ()
    return agreement.lacking(confidence, near, strength, thresholds)


def carried_on(question: Kept, thresholds: Thresholds) -> bool:
    """Whether a message was answered only because it followed on what was discussed before."""
    scores = scores_of(question)
    answered = question.understood.get("decision") == "answer" and not question.understood.get("others")
    if scores is None or not answered or not str(question.understood.get("label")).startswith(f"{FAQ}/"):
        return False
    _, near, strength, passage = scores
    return strength < thresholds.answer or near < thresholds.near or passage < thresholds.passage


def scores_of(question: Kept) -> tuple[float, float, float, float] | None:
    """Confidence, nearness, strength of the evidence and nearness of the passage; ``None`` where they aren't known."""
    try:
        confidence, near, strength, passage = (float(question.understood[name]) for name in SCORES)
    except (KeyError, TypeError, ValueError):
        return None
    return confidence, near, strength, passage
