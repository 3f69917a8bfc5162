"""Publishing in words: states, steps, outcomes, and how long it will take."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.console.intent_words import name_of
from frontdesk.console.reply_words import REPLY_WORDS
from frontdesk.editing.draft import DraftState
from frontdesk.language.gate import FAQ
from frontdesk.publishing.confusion import OTHER
from frontdesk.publishing.publishing import Job
from frontdesk.publishing.report import Outcome
from frontdesk.store.publish_jobs import CHECK, GO_LIVE, TRAIN, VALIDATE
from frontdesk.store.versions import PUBLISH, ROLLBACK, START

STEPS: Mapping[str, str] = {
    VALIDATE: "Looking through the files",
    TRAIN: "Teaching the assistant",
    CHECK: "Asking it the test questions",
    GO_LIVE: "Putting it live",
}
ROLLBACK_STEPS: Mapping[str, str] = {GO_LIVE: STEPS[GO_LIVE]}
STATES: Mapping[str, str] = {
    "queued": "about to begin", "running": "going on", "waiting": "waiting for a decision",
    "blocked": "can't be published", "done": "live", "failed": "failed", "cancelled": "cancelled",
}
# How each state of a publication looks.
STYLES: Mapping[str, str] = {"waiting": "warn", "blocked": "bad", "failed": "bad", "done": "good"}
KINDS: Mapping[str, str] = {PUBLISH: "Published", ROLLBACK: "Gone back to", START: "Taken over when Frontdesk started"}
# An FAQ's answer has that FAQ's name; an answer without one was found by search.
_GIVEN: Mapping[str, str] = {**REPLY_WORDS, "answer": "a passage found by search", OTHER: "anything else"}
# The same kinds of reply, as what a message asks for.
_ASKED: Mapping[str, str] = {
    "no_answer": "something not covered", "clinic": "about the clinic", "contact": "for a person",
    "booking": "for an appointment", "smalltalk": "small talk", "urgent": "possibly urgent",
}
_OUTCOMES: Mapping[str, str] = {
    "right": "right",
    "choice": "asked back, and offered the right one",
    "wrong_choice": "asked back, but without the right one",
    "not_answered": "said that it isn't covered",
}
_MINUTE = 60


def given_words(given: str, state: DraftState) -> str:
    """What a visitor got, by the short name of it in a report."""
    return f"“{name_of(given, state)}”" if given.startswith(f"{FAQ}/") else _GIVEN.get(given, given)


def asked_words(kind: str, state: DraftState) -> str:
    """What a message asks for, by the reply that it wants."""
    return name_of(kind, state) if kind.startswith(f"{FAQ}/") else _ASKED.get(kind, kind)


def outcome_words(label: str, outcome: str, given: str, state: DraftState) -> str:
    """What became of a question that should have led to this label."""
    if outcome == "wrong_choice" and not label.startswith(f"{FAQ}/"):
        return "asked back, where there was nothing to ask"
    return _OUTCOMES.get(outcome) or f"wrong, it got: {given_words(given, state)}"


def wanted_words(question: Outcome, state: DraftState) -> str:
    """What a question should have led to."""
    return "The urgent text" if question.label == "urgent" else name_of(question.label, state)


def left_words(seconds: float | None) -> str:
    """How long it will take, no more exactly than one can know."""
    if seconds is None:
        return ""
    if seconds >= 1.5 * _MINUTE:
        return f"about {round(seconds / _MINUTE)} minutes left"
    if seconds > 45:
        return "about a minute left"
    return f"about {max(5, 5 * round(seconds / 5))} seconds left"


def steps_of(job: Job) -> Mapping[str, str]:
    """The steps of a publication, or of going back."""
    return ROLLBACK_STEPS if job.kind == ROLLBACK else STEPS


def progress_words(job: Job) -> str:
    """How far a job has got, in a sentence."""
    if job.state == "queued":
        return "It begins in a moment."
    steps = steps_of(job)
    number = list(steps).index(job.step) + 1 if job.step in steps else 1
    left = left_words(job.left)
    return (f"Step {number} of {len(steps)}: {steps.get(job.step, job.step).lower()}, {job.share:.0%} done"
            + (f", {left}." if left else "."))
