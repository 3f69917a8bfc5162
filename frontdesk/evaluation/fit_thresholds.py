"""``make thresholds``: fit the relevance gate on the development set and write ``thresholds.json``.

The very classifier the bot uses is fitted on ``data/`` and ``content/``. What it
makes of the development set decides the thresholds, and, for the two that part
questions covered from those not covered, also what it makes of taught examples
when it is fitted without them: there are many more of those, in more voices.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from frontdesk.evaluation.datasets import Case, load_cases, load_dialogues
from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import Content, load_content
from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.classifier import JointClassifier
from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.language.gate import (
    FAQ,
    OUT_OF_SCOPE,
    RED_FLAG,
    Evidence,
    Thresholds,
    Verdict,
    decide,
    decide_in_context,
    weigh,
)
from frontdesk.language.judging import Prediction
from frontdesk.language.spelling import SpellingRepairer, domain_words
from frontdesk.safety.spelling import SPELLINGS, load_spellings

SETS = Path("tests/eval")
OUTPUT = Path("thresholds.json")

# Mistakes allowed, each a share well inside its goal, as visitors bring what no set holds.
_ANSWERED_BY_MISTAKE = 0.02  # of questions that aren't covered
_ASKED_BY_MISTAKE = 0.06  # of them, where a choice is offered besides
_WRONG = 0.015  # of questions that are covered
_NEVER = 99.0  # a threshold that nothing reaches
_FOLDS, _SEED = 5, 0
_FLOOR_LOSS = 0.005  # share of right answers that each nearness floor may cost
_SEARCH_MARGIN = 0.03  # above the best score of any message that isn't covered


@dataclass(frozen=True)
class Observed:
    """A development message with what was made of it.

    Attributes:
        case: the message.
        evidence: for the whole message.
        search: its best passage's search score.
    """

    case: Case
    evidence: Evidence
    search: float


class Observer:
    """Turns messages into evidence, with everything fitted as the bot's pipeline fits it."""

    def __init__(self, root: Path, content: Content) -> None:
        self._texts, self._labels = load_examples(root / "data", content)
        self._encoder = load_encoder()
        self._vectors = self._encoder.encode(self._texts)
        self._repairer = SpellingRepairer(domain_words(self._texts), load_spellings(root / SPELLINGS))
        self._classifier = JointClassifier().fit(self._texts, self._vectors, self._labels)
        self._passages = {
            slug: self._encoder.encode([passage.text for passage in faq.passages]) for slug, faq in content.faqs.items()
        }
        searchable = [passage.text for passage in content.searchable]
        self._search = PassageSearch(searchable, self._encoder.encode(searchable))

    def observe(self, cases: Sequence[Case]) -> list[Observed]:
        """The evidence for each case."""
        texts = [self._repairer.repair(case.text) for case in cases]
        vectors = self._encoder.encode(texts)
        return self._observed(cases, texts, vectors, self._classifier.predict(texts, vectors))

    def observe_examples(self) -> list[Observed]:
        """The evidence for each taught example, from a classifier fitted without it."""
        folds = np.random.default_rng(_SEED).integers(0, _FOLDS, len(self._texts))
        observed: list[Observed] = []
        for fold in range(_FOLDS):
            inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            classifier = JointClassifier().fit(
                [self._texts[i] for i in inside], self._vectors[inside], [self._labels[i] for i in inside])
            texts, vectors = [self._texts[i] for i in outside], self._vectors[outside]
            cases = [Case(str(i), self._texts[i], self._labels[i], frozenset((self._labels[i],))) for i in outside]
            observed += self._observed(cases, texts, vectors, classifier.predict(texts, vectors))
        return observed

    def _observed(
        self, cases: Sequence[Case], texts: Sequence[str], vectors: Vectors, predictions: Sequence[Prediction]
    ) -> list[Observed]:
        observed = []
        for case, text, vector, prediction in zip(cases, texts, vectors, predictions):
            cosines = {slug: float((passages @ vector).max()) for slug, passages in self._passages.items()}
            observed.append(Observed(case, weigh(prediction, cosines), float(self._search.scores(text, vector).max())))
        return observed


def fit(
    observed: Sequence[Observed],
    examples: Sequence[Observed],
    dialogues: Sequence[Sequence[Observed]],
    content: Content,
) -> Thresholds:
    """Choose the thresholds.

    Args:
        observed: messages of the development set.
        examples: taught examples, each judged without itself.
        dialogues: turns in order.
        content: for the FAQs' follow-ups.
    """
    answerable = [item for item in observed if item.case.label.startswith(f"{FAQ}/")]
    right = [item.evidence for item in answerable if f"{FAQ}/{item.evidence.faqs[0]}" in item.case.accepted]
    thresholds = Thresholds(
        answer=_NEVER, choice=_NEVER, rival=1.0, intent=0.0, context=0.0, search=_NEVER,
        near=float(np.quantile([evidence.near for evidence in right], _FLOOR_LOSS)),
        passage=float(np.quantile([evidence.passage for evidence in right], _FLOOR_LOSS)),
    )
    confidences = np.round(np.arange(0.02, 0.4, 0.01), 2)
    thresholds = _best(thresholds, "intent", confidences, lambda t: _intents(observed, t))
    both = (observed, examples)
    strengths = np.round(np.arange(-3.0, 6.0, 0.05), 2)
    thresholds = _first_within(thresholds, "answer", strengths, both, OUT_OF_SCOPE, ("answer",), _ANSWERED_BY_MISTAKE)
    below = strengths[strengths <= thresholds.answer]
    thresholds = _first_within(
        thresholds, "choice", below, both, OUT_OF_SCOPE, ("answer", "choice"), _ASKED_BY_MISTAKE)
    rivals = np.round(np.arange(1.0, 0.2, -0.05), 2)
    thresholds = _first_within(thresholds, "rival", rivals, both, FAQ, ("answer",), _WRONG)
    credits = np.round(np.arange(0.0, 4.0, 0.1), 1)
    thresholds = _best(thresholds, "context", credits[::-1], lambda t: _turns(dialogues, t, content))
    outside = [item.search for item in observed if item.case.label.startswith(OUT_OF_SCOPE)
               and item.evidence.label != RED_FLAG and decide(item.evidence, thresholds).decision == "none"]
    return replace(thresholds, search=max(outside) + _SEARCH_MARGIN)


def _first_within(
    thresholds: Thresholds, name: str, values: npt.NDArray[np.float64], sets: Sequence[Sequence[Observed]],
    intent: str, decisions: Sequence[str], allowed: float,
) -> Thresholds:
    """The first value with which, in every set, at most the allowed share is mistaken.

    Mistaken is a message of this intent with one of these decisions, unless it is
    an answer that is accepted.
    """
    for value in values:
        candidate = replace(thresholds, **{name: float(value)})
        if all(_mistaken(observed, candidate, intent, decisions) <= allowed for observed in sets):
            return candidate
    return candidate


def _mistaken(observed: Sequence[Observed], thresholds: Thresholds, intent: str, decisions: Sequence[str]) -> float:
    concerned = [item for item in observed if item.case.label.startswith(f"{intent}/")]
    verdicts = [(item.case, decide(item.evidence, thresholds)) for item in concerned]
    mistakes = sum(
        verdict.decision in decisions and (verdict.decision != "answer" or verdict.label not in case.accepted)
        for case, verdict in verdicts
    )
    return mistakes / max(len(concerned), 1)


def _best(
    thresholds: Thresholds, name: str, values: npt.NDArray[np.float64], gain: Callable[[Thresholds], float]
) -> Thresholds:
    """The value of most gain; the middle of the run where several neighbours do equally well."""
    candidates = [replace(thresholds, **{name: float(value)}) for value in values]
    gains = np.array([gain(candidate) for candidate in candidates])
    top = int(gains.argmax())
    end = top
    while end + 1 < len(gains) and gains[end + 1] >= gains[top] - 1e-9:
        end += 1
    return candidates[(top + end) // 2]


def _worth(verdict: Verdict, case: Case) -> float:
    if verdict.decision == "answer":
        return 1.0 if verdict.label in case.accepted else -1.0
    if verdict.decision == "choice" and any(f"{FAQ}/{slug}" in case.accepted for slug in verdict.choices):
        return 0.5
    return 0.0


def _intents(observed: Sequence[Observed], thresholds: Thresholds) -> float:
    gain = 0
    for item in observed:
        verdict = decide(item.evidence, thresholds)
        if verdict.decision == "intent":
            gain += 1 if verdict.label in item.case.accepted else -1
    return float(gain)


def _turns(dialogues: Sequence[Sequence[Observed]], thresholds: Thresholds, content: Content) -> float:
    gain = 0.0
    for turns in dialogues:
        topic = ""
        for item in turns:
            follow_ups = content.faqs[topic].follow_ups if topic else ()
            verdict = decide_in_context(item.case.text, item.evidence, thresholds, topic, follow_ups)
            if item.case.label.startswith(f"{FAQ}/"):
                gain += _worth(verdict, item.case)
            elif "follow_up" in item.case.accepted:
                # A push for more is met by more on the topic, however it was recognised.
                gain += verdict.label in ("follow_up", f"{FAQ}/{topic}")
            elif verdict.decision == "answer":
                gain -= 2.0
            if verdict.decision == "answer":
                topic = verdict.label.partition("/")[2]
    return gain


def main() -> int:
    """Fit and write the thresholds."""
    root = Path.cwd()
    content = load_content(root / "content")
    print("Fitting the classifier on data/ and content/ …", file=sys.stderr)
    observer = Observer(root, content)
    observed = observer.observe(load_cases(root / SETS / "development.tsv"))
    dialogues = [observer.observe(turns) for turns in load_dialogues(root / SETS / "dialogues.tsv")]
    thresholds = fit(observed, observer.observe_examples(), dialogues, content)
    document = {
        "about": "Fitted by 'make thresholds' on tests/eval/; see frontdesk/language/gate.py. Not for editing by hand.",
        "thresholds": {name: round(value, 3) for name, value in thresholds.as_dict().items()},
    }
    (root / OUTPUT).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    print((root / OUTPUT).read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
