"""From the predictions for a message's readings to what the message asks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.gate import (
    FAQ,
    OUT_OF_SCOPE,
    RED_FLAG,
    Evidence,
    Thresholds,
    Verdict,
    decide_in_context,
    weigh,
)
from frontdesk.language.judging import Prediction
from frontdesk.language.understood import Scores, Understood

_MAX_PARTS = 3
_MAX_FOUND = 2
_WEAKEST = -100.0  # told of evidence where there is no FAQ at all: JSON has no infinity
# Greetings and thanks around a question are manners, not a second question.
_MANNERS = ("greet", "thanks", "goodbye", "affirm", "deny", "follow_up", "help", "bot_challenge", "complaint")

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Reading:
    """The whole message, or one of the questions in it, with what was predicted for it."""

    text: str
    vector: Vector
    prediction: Prediction


class Reader:
    """Decides what a message asks.

    Args:
        thresholds: fitted.
        follow_ups: for each FAQ slug, the slugs that sensibly follow.
        faq_passages: for each FAQ slug, ``(k, d)`` unit vectors of its passages.
        search: over all passages.
        passage_keys: ``article/passage`` key of each searched passage.
        buttons: label of each text that a button sends; such a text is never
            in doubt.
    """

    def __init__(
        self,
        thresholds: Thresholds,
        follow_ups: Mapping[str, Sequence[str]],
        faq_passages: Mapping[str, Vector],
        search: PassageSearch,
        passage_keys: Sequence[str],
        buttons: Mapping[str, str],
    ) -> None:
        self.thresholds = thresholds
        self._follow_ups = follow_ups
        self._faq_passages = faq_passages
        self._search = search
        self._passage_keys = passage_keys
        self._buttons = {_bare(text): label for text, label in buttons.items()}

    def read(self, whole: Reading, questions: Sequence[Reading], topic: str = "") -> Understood:
        """Decide on one message.

        Args:
            whole: the message.
            questions: the questions in it, when there are several.
            topic: slug of the FAQ answered last, or ``""``.
        """
        evidence = self._weigh(whole)
        scores = Scores(evidence.confidence, evidence.near, max(evidence.strength, _WEAKEST), evidence.passage)
        return replace(self._decide(whole, evidence, questions, topic), scores=scores)

    def _decide(self, whole: Reading, evidence: Evidence, questions: Sequence[Reading], topic: str) -> Understood:
        pressed = self._buttons.get(_bare(whole.text))
        if pressed:
            return Understood(pressed, "answer" if pressed.startswith(FAQ) else "intent")
        parts = self._parts(questions, topic)
        if len(parts) > 1:
            return Understood(parts[0], "answer" if parts[0].startswith(FAQ) else "intent", others=tuple(parts[1:]))
        verdict = self._verdict(whole, evidence, topic)
        nearest = self._nearest(whole.prediction)
        if verdict.decision == "none" and verdict.label != RED_FLAG:
            found = self._find(whole)
            if found:
                return Understood(verdict.label, "search", nearest=nearest, passages=found)
        return Understood(verdict.label, verdict.decision, choices=verdict.choices, nearest=nearest)

    def _weigh(self, reading: Reading) -> Evidence:
        cosines = {slug: float((vectors @ reading.vector).max()) for slug, vectors in self._faq_passages.items()}
        return weigh(reading.prediction, cosines)

    def _verdict(self, reading: Reading, evidence: Evidence, topic: str) -> Verdict:
        return decide_in_context(reading.text, evidence, self.thresholds, topic, self._follow_ups.get(topic, ()))

    def _parts(self, questions: Sequence[Reading], topic: str) -> list[str]:
        """Labels of the message's questions; at least one must be answerable, and they must differ."""
        labels: list[str] = []
        for question in questions:
            verdict = self._verdict(question, self._weigh(question), topic)
            intent = verdict.label.partition("/")[0]
            if verdict.decision == "answer":
                topic = verdict.label.partition("/")[2]
            elif verdict.decision == "intent" and intent in _MANNERS:
                continue
            elif verdict.decision == "choice" or (verdict.decision == "none" and intent != OUT_OF_SCOPE):
                # Half understood: better to look at the message as a whole.
                return []
            if verdict.label not in labels:
                labels.append(verdict.label)
        answerable = [label for label in labels if not label.startswith(OUT_OF_SCOPE)]
        outside = [label for label in labels if label.startswith(OUT_OF_SCOPE)][:1]
        # FAQs first: their answer is what the visitor came for.
        answerable.sort(key=lambda label: not label.startswith(FAQ))
        return (answerable + outside)[:_MAX_PARTS] if answerable else []

    def _find(self, reading: Reading) -> tuple[str, ...]:
        scores = self._search.scores(reading.text, reading.vector)
        best = [int(index) for index in np.argsort(-scores, kind="stable")[:_MAX_FOUND]]
        return tuple(self._passage_keys[index] for index in best if scores[index] >= self.thresholds.search)

    @staticmethod
    def _nearest(prediction: Prediction) -> tuple[str, ...]:
        ranked = (prediction.labels[index] for index in prediction.order)
        return tuple(label.partition("/")[2] for label in ranked if label.startswith(f"{FAQ}/"))[:2]


def _bare(text: str) -> str:
    """The words alone: neither case nor final punctuation makes another question."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
