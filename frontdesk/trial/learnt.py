"""What is learnt from the taught examples: the slow part, done anew only when they change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from frontdesk.language.classifier import JointClassifier
from frontdesk.language.encoder import Vector, Vectors
from frontdesk.language.spelling import SpellingRepairer, domain_words
from frontdesk.trial.observation import Near


@dataclass(frozen=True)
class Examples:
    """All taught examples, in the order of :class:`JointClassifier`: by group, then by label.

    Attributes:
        texts: as written.
        labels: one each.
    """

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str], labels: Sequence[str]) -> Examples:
        """The examples, brought into that order."""
        order = sorted(range(len(texts)), key=lambda index: (labels[index].split("/")[0], labels[index]))
        return cls(tuple(texts[index] for index in order), tuple(labels[index] for index in order))


class Learnt:
    """The classifier, the speller, and which example a message is nearest to.

    Args:
        examples: taught.
        vectors: their sentence vectors, of length 1, ``(n, d)``.
        spellings: what visitors write → what they mean.
    """

    def __init__(self, examples: Examples, vectors: Vectors, spellings: dict[str, str]) -> None:
        self._examples = examples
        self.repairer = SpellingRepairer(domain_words(examples.texts), spellings)
        self.classifier = JointClassifier().fit(examples.texts, vectors, examples.labels)
        self._mean = vectors.mean(axis=0)
        self._vectors = _unit(vectors - self._mean)
        self._labels = np.array(examples.labels)

    def nearest(self, text: str, vector: Vector) -> Callable[[str], Near | None]:
        """The examples nearest to a message, by the classifier's own measure.

        Args:
            text: the message.
            vector: its sentence vector.

        Returns:
            For a label, its nearest example (``None`` when it has none); for ``""``, the nearest of all.
        """
        weight = self.classifier.settings.spelling
        meaning = self._vectors @ _unit((vector - self._mean)[None])[0]
        similarity = (meaning + weight * self.classifier.compare_spelling([text])[0]) / (1 + weight)

        def nearest(label: str) -> Near | None:
            of_label = np.flatnonzero(self._labels == label) if label else np.arange(len(self._labels))
            if not of_label.size:
                return None
            index = int(of_label[similarity[of_label].argmax()])
            return Near(self._examples.texts[index], self._examples.labels[index], float(similarity[index]))

        return nearest


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), dtype=np.float32)
