"""The relevance gate: answer, ask which question was meant, or say it isn't covered.

Confidence is not relevance: a classifier spreads its certainty over what it was
taught, and a question nobody taught it gets a share all the same. So an answer
needs three agreements: the evidence for an FAQ outweighs that for everything the
articles don't cover, an example taught for the FAQ is near, and so is a passage
it would quote. The thresholds are fitted on development data
(:mod:`frontdesk.evaluation.fit_thresholds`), never typed in.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from frontdesk.errors import FrontdeskError
from frontdesk.language.judging import Prediction

FAQ, OUT_OF_SCOPE = "faq", "out_of_scope"
RED_FLAG = f"{OUT_OF_SCOPE}/red_flag"  # the red-flag detector answers these; the gate gives them no help
MAX_CHOICES = 3
_RANKED = 5  # FAQs looked at when a message carries on a topic
_CARRIES_ON = 0.2  # least share, beside the best FAQ's, of one that carries on
_COSINE_WEIGHT = 10.0  # of nearness beside log-odds in the evidence
_SHORT = 8  # words; longer messages speak for themselves
_TINY = 1e-9


@dataclass(frozen=True)
class Thresholds:
    """What the evidence is held against.

    Attributes:
        answer: evidence from which an FAQ is answered.
        choice: evidence from which visitors are asked which FAQ they meant.
        near: least cosine to a taught example of the FAQ.
        passage: least cosine to a passage of the FAQ.
        rival: share of the best FAQ's probability at which the second is too
            close to answer without asking.
        intent: least confidence for booking, contact and the other intents.
        context: evidence forgiven to a short message that carries on a topic.
        search: least score of a passage that no FAQ names.
    """

    answer: float
    choice: float
    near: float
    passage: float
    rival: float
    intent: float
    context: float
    search: float

    @classmethod
    def load(cls, path: Path) -> Thresholds:
        """Read the fitted thresholds.

        Raises:
            FrontdeskError: the file is missing or doesn't hold them.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))["thresholds"]
            return cls(**{field.name: float(values[field.name]) for field in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError):
            raise FrontdeskError(f"{path} doesn't hold the fitted thresholds. Run 'make thresholds'.") from None

    def as_dict(self) -> dict[str, float]:
        """JSON-ready data."""
        return asdict(self)


@dataclass(frozen=True)
class Evidence:
    """What speaks for an FAQ, for one reading of a message.

    Attributes:
        label: label the classifier puts first, of all labels.
        confidence: its confidence.
        faqs: FAQ slugs, best first, at most five.
        shares: their probabilities relative to the first.
        strength: log-odds of all FAQs against all that isn't covered, plus how
            much nearer the taught FAQ examples are.
        near: cosine to the nearest taught example of the first FAQ.
        passage: cosine to the nearest passage of the first FAQ.
    """

    label: str
    confidence: float
    faqs: tuple[str, ...]
    shares: tuple[float, ...]
    strength: float
    near: float
    passage: float


@dataclass(frozen=True)
class Verdict:
    """What to do with one reading: ``answer``, ``choice``, ``intent`` or ``none``."""

    decision: str
    label: str
    choices: tuple[str, ...] = ()


def weigh(prediction: Prediction, passage_cosine: Mapping[str, float]) -> Evidence:
    """Gather the evidence from a prediction.

    Args:
        prediction: of one reading.
        passage_cosine: for each FAQ slug, the cosine to its nearest passage.
    """
    intents = np.array([label.partition("/")[0] for label in prediction.labels])
    faq, outside = intents == FAQ, intents == OUT_OF_SCOPE
    ranked = [index for index in prediction.order if faq[index]][:_RANKED]
    if not ranked:
        return Evidence(prediction.label, prediction.confidence, (), (), -np.inf, 0.0, 0.0)
    best = ranked[0]
    for_faqs = float(prediction.probability[faq].sum())
    against = float(prediction.probability[outside].sum())
    outside_cosine = float(prediction.cosine[outside].max()) if outside.any() else 0.0
    near = float(prediction.cosine[best])
    strength = np.log((for_faqs + _TINY) / (against + _TINY)) + _COSINE_WEIGHT * (near - outside_cosine)
    slugs = tuple(prediction.labels[index].partition("/")[2] for index in ranked)
    shares = tuple(float(prediction.probability[index] / (prediction.probability[best] + _TINY)) for index in ranked)
    return Evidence(prediction.label, prediction.confidence, slugs, shares, float(strength), near,
                    passage_cosine.get(slugs[0], 0.0))


def decide(evidence: Evidence, thresholds: Thresholds) -> Verdict:
    """Hold the evidence against the thresholds.

    Args:
        evidence: for one reading.
        thresholds: fitted.
    """
    intent = evidence.label.partition("/")[0]
    if intent not in (FAQ, OUT_OF_SCOPE) and evidence.confidence >= thresholds.intent:
        return Verdict("intent", evidence.label)
    relevant = evidence.near >= thresholds.near and evidence.passage >= thresholds.passage
    if evidence.faqs and evidence.strength >= thresholds.answer and relevant:
        if len(evidence.shares) > 1 and evidence.shares[1] > thresholds.rival:
            return Verdict("choice", evidence.label, evidence.faqs[:MAX_CHOICES])
        return Verdict("answer", f"{FAQ}/{evidence.faqs[0]}")
    if evidence.faqs and evidence.strength >= thresholds.choice and evidence.near >= thresholds.near:
        return Verdict("choice", evidence.label, evidence.faqs[:MAX_CHOICES])
    return Verdict("none", evidence.label)


def decide_in_context(
    text: str, evidence: Evidence, thresholds: Thresholds, topic: str, follow_ups: Collection[str]
) -> Verdict:
    """Decide on a message that may lean on the topic discussed last.

    A short message that says little by itself ("and if it keeps coming back?") is
    taken for a question on the topic, or on an FAQ that sensibly follows it,
    whichever it is nearer to, unless the evidence says that it isn't covered. What
    is nearest to a red flag ("my leg just went") gets no such help.

    Args:
        text: the message.
        evidence: for it.
        thresholds: fitted.
        topic: slug of the FAQ answered last, or ``""``.
        follow_ups: slugs of the FAQs that sensibly follow it.
    """
    verdict = decide(evidence, thresholds)
    speaks_for_itself = verdict.decision in ("answer", "intent") or len(text.split()) > _SHORT
    if not topic or speaks_for_itself or evidence.label == RED_FLAG:
        return verdict
    carrying_on = [slug for slug, share in zip(evidence.faqs, evidence.shares)
                   if share >= _CARRIES_ON and (slug == topic or slug in follow_ups)]
    if carrying_on and evidence.strength >= thresholds.answer - thresholds.context:
        return Verdict("answer", f"{FAQ}/{carrying_on[0]}")
    return verdict
