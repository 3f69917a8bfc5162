"""From a message's scores for all labels to a prediction: which label it belongs to, and how sure that is.

Labels such as ``faq/parking`` and ``faq/prices`` form the group ``faq``. A group's
score is the sum of its labels' scores, *before* anything is exponentiated: a
message that a dozen ``out_of_scope`` kinds claim a little each is out of scope,
however narrowly each of them loses to one FAQ. So a label's probability is its
group's, times its own within the group, and

``confidence = sqrt(sqrt(P(group) * score(group)) * P(label | group) * cosine)``,

where the cosine is that to the label's nearest example. A label without a slash
is its own group. (The outer root changes no ranking and no AUROC; it only
spreads the values, so that fixed thresholds such as a benchmark's 0.1 bite less.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

_TINY = 1e-12
_FAINTEST = 0.01  # a group's score may fall below nought; its square root may not
_SEPARATOR = "/"  # between a group and its labels, as in Rasa's retrieval intents


@dataclass(frozen=True)
class Settings:
    """What the classifier is fitted with; the bot and the benchmark use the defaults.

    They were chosen by cross-validation on training sets; docs/evaluation.md says what else was looked at.

    Attributes:
        spelling: weight of the spelling cosine beside the meaning cosine (1).
        shortest: shortest character n-gram.
        longest: longest character n-gram.
        sharpness: how fast a taught example's influence fades with distance.
        ridge: regularisation of the kernel machine.
        temperature: divides the machine's scores before the softmax.
        neighbour: divides the nearest example's cosine before it is added to log p.
    """

    spelling: float = 0.3
    shortest: int = 2
    longest: int = 5
    sharpness: float = 0.5
    ridge: float = 0.01
    temperature: float = 0.1
    neighbour: float = 0.2


@dataclass(frozen=True)
class Prediction:
    """What the classifier says about one message, for all labels at once.

    Attributes:
        labels: the ``L`` taught labels, in the order of the arrays.
        probability: ``(L,)`` probability-like scores, sum about 1.
        cosine: ``(L,)`` cosine to the label's nearest taught example.
        confidences: ``(L,)`` what to hold against a threshold.
        order: ``(L,)`` indices of the labels, best first.
    """

    labels: tuple[str, ...]
    probability: FloatArray
    cosine: FloatArray
    confidences: FloatArray
    order: IntArray

    @property
    def label(self) -> str:
        """The best label."""
        return self.labels[int(self.order[0])]

    @property
    def confidence(self) -> float:
        """The best label's confidence."""
        return float(self.confidences[self.order[0]])

    def ranking(self, limit: int | None = None) -> list[tuple[str, float]]:
        """Labels with their confidence, best first.

        Args:
            limit: how many at most; ``None`` for all.
        """
        return [(self.labels[i], float(self.confidences[i])) for i in self.order[:limit]]


@dataclass(frozen=True, eq=False)
class Labels:
    """The ``L`` taught labels in ``G`` groups, and where each one's examples are.

    Attributes:
        names: the labels, sorted :func:`by_group`.
        starts: ``(L,)`` first example of each label; the examples are sorted by label.
    """

    names: tuple[str, ...]
    starts: IntArray

    def judge(self, similarity: FloatArray, scores: FloatArray, settings: Settings) -> list[Prediction]:
        """Decide on messages.

        Args:
            similarity: ``(m, n)``, of each message to each example.
            scores: ``(m, L)``, of each message for each label.
            settings: that the classifier was fitted with.
        """
        cosine = np.maximum.reduceat(similarity, self.starts, axis=1)  # (m, L)
        group_scores = np.add.reduceat(scores, self._group_starts, axis=1)  # (m, G)
        group_probability = _softmax(group_scores / settings.temperature)
        within = np.exp((scores - scores.max(axis=1, keepdims=True)) / settings.temperature) + _TINY
        within /= np.add.reduceat(within, self._group_starts, axis=1)[:, self._group_of]
        probability = group_probability[:, self._group_of] * within
        merit = np.log(probability + _TINY) + cosine / settings.neighbour
        order = np.argsort(-merit, axis=1, kind="stable")
        strength = np.sqrt(group_probability * np.clip(group_scores, _FAINTEST, 1))
        confidences = np.sqrt(strength[:, self._group_of] * within * np.maximum(cosine, 0))
        return [Prediction(self.names, *rows) for rows in zip(probability, cosine, confidences, order)]

    @cached_property
    def _group_starts(self) -> IntArray:
        """First label of each group, ``(G,)``."""
        groups = [_group(name) for name in self.names]
        return np.array([i for i, group in enumerate(groups) if i == 0 or group != groups[i - 1]], dtype=np.int64)

    @cached_property
    def _group_of(self) -> IntArray:
        """Each label's group, ``(L,)``."""
        return np.searchsorted(self._group_starts, np.arange(len(self.names)), side="right") - 1


def by_group(label: str) -> tuple[str, str]:
    """What labels are sorted by, so that those of a group stand together."""
    return _group(label), label


def _group(label: str) -> str:
    return label.split(_SEPARATOR)[0]


def _softmax(scores: FloatArray) -> FloatArray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: FloatArray = powers / powers.sum(axis=1, keepdims=True)
    return result
