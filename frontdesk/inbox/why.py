"""What was understood of a question, and why it was answered as it was, in words for people who aren't developers."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.inbox.groups import Message
from frontdesk.inbox.limits import Agreement
from frontdesk.inbox.reasons import CHOICE, LOW, NO_ANSWER, SEARCH, VOTED_DOWN, carried_on, lacking, scores_of
from frontdesk.language.gate import FAQ, Thresholds
from frontdesk.store.inbox import Kept

REASON_NAMES = {VOTED_DOWN: "Voted down", NO_ANSWER: "Not answered", CHOICE: "Asked which was meant",
                LOW: "Answered, but only just", SEARCH: "Found by search"}
ANSWER_NAMES = {"answer": "answered", "no_answer": "not answered", "choice": "asked which question was meant",
                "clinic": "answered with the clinic's details", "contact": "led to a person",
                "smalltalk": "answered with small talk"}
_VOTES = {"irrelevant": "“Not what I asked”", "outdated": "“Out of date”", "wrong": "“Wrong”", "unsafe": "“Unsafe”"}
_UNKNOWN = "What was understood wasn't recorded with this message."

Name = Callable[[str], str]


def why(message: Message, thresholds: Thresholds, name: Name) -> list[str]:
    """Sentences that say what was understood and why.

    Args:
        message: in the inbox.
        thresholds: of the relevance gate.
        name: what a label such as ``faq/<slug>`` or ``greet`` is called.
    """
    question, told = message.question, []
    if VOTED_DOWN in message.reasons:
        reason = _VOTES.get(question.reason)
        told.append(f"The visitor voted the answer down{f': {reason}' if reason else ''}.")
    if not question.understood:
        return [*told, _UNKNOWN]
    given = _Given(message.question, thresholds, name)
    if question.kind == "no_answer":
        return [*told, *given.not_answered()]
    if question.kind == "choice":
        return [*told, *given.asked_back()]
    if question.understood.get("decision") == "search":
        return [*told, "A passage of an article was found by search and quoted, as no FAQ fitted.", *given.nearest()]
    return [*told, *given.answered()]


class _Given:
    """One message's sentences."""

    def __init__(self, question: Kept, thresholds: Thresholds, name: Name) -> None:
        self._question, self._thresholds, self._given_name = question, thresholds, name
        self._understood, self._scores = question.understood, scores_of(question)

    def not_answered(self) -> list[str]:
        label = str(self._understood.get("label") or "")
        taken = [f"It was taken for {self._name(label)}."] if label and not label.startswith(f"{FAQ}/") else []
        return [*taken, *self.nearest()] or [_UNKNOWN]

    def nearest(self) -> list[str]:
        slugs = [slug for slug in self._understood.get("nearest") or () if isinstance(slug, str)]
        if not slugs or self._scores is None:
            return []
        _, near, strength, passage = self._scores
        name, limits = self._name(f"{FAQ}/{slugs[0]}"), self._thresholds
        if near < limits.near:
            return [f"It was nearest to {name}, but not near enough: {near:.2f} where {limits.near:.2f} is needed."]
        if strength < limits.choice:
            return [f"It was nearest to {name}, but too little spoke for it: {_signed(strength)} where "
                    f"{_signed(limits.answer)} is needed to answer, and {_signed(limits.choice)} to ask back."]
        return [f"It was nearest to {name}: {near:.2f}, with {_signed(strength)} speaking for it, and its passage at "
                f"{passage:.2f}."]

    def asked_back(self) -> list[str]:
        names = [self._name(f"{FAQ}/{slug}") for slug in self._understood.get("choices") or ()]
        offered = [f"The visitor was asked which was meant: {', '.join(names)}."] if names else []
        if self._scores is None:
            return offered or [_UNKNOWN]
        _, _, strength, passage = self._scores
        limits = self._thresholds
        if strength < limits.answer:
            return [*offered, f"Too little spoke for the first: {_signed(strength)} where {_signed(limits.answer)} is "
                    "needed to answer at once."]
        if passage < limits.passage:
            return [*offered, f"The first one's passage was not near enough: {passage:.2f} where "
                    f"{limits.passage:.2f} is needed."]
        return [*offered, "Two of them were too close to tell."]

    def answered(self) -> list[str]:
        others = [self._name(str(label)) for label in self._understood.get("others") or ()]
        name = self._name(str(self._understood.get("label") or ""))
        if others:
            return [f"It was taken for several questions: {', '.join([name, *others])}."]
        if carried_on(self._question, self._thresholds):
            return [f"It was taken for {name}, because of what was discussed before; by itself it says too little."]
        return [f"It was taken for {name}{self._only_just()}."]

    def _only_just(self) -> str:
        short = lacking(self._question, self._thresholds)
        if not short or self._scores is None:
            return ""
        confidence, near, strength, _ = self._scores
        limits, sure = self._thresholds, Agreement()
        said = {"confidence": f"confidence {confidence:.2f} ({sure.confidence:.2f} is sure)",
                "near": f"nearness {near:.2f} ({limits.near:.2f} is needed, {limits.near + sure.near:.2f} is sure)",
                "strength": f"{_signed(strength)} spoke for it ({_signed(limits.answer)} is needed, "
                            f"{_signed(limits.answer + sure.strength)} is sure)"}
        return ", but only just: " + ", ".join(said[name] for name in short)

    def _name(self, label: str) -> str:
        return f"“{self._given_name(label)}”"


def _signed(value: float) -> str:
    """A log-odds for people: with one decimal and a true minus."""
    return f"{value:.1f}".replace("-", "−")
