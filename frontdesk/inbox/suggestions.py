"""What a group of questions is probably about: labels by their taught examples, and passages of the articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from frontdesk.knowledge.passages import Passage
from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.encoder import Vector, Vectors

# The mean of a label's three nearest examples: on the development set the right FAQ is always among the first three
# labels by it, and first in 96 of 100; by the nearest example alone it is first in 94.
_NEIGHBOURS = 3


@dataclass(frozen=True)
class Taught:
    """Everything that is taught, and everything that could be quoted.

    Attributes:
        labels: of the examples, each followed by its examples' places in the vectors.
        vectors: ``(n, d)`` of the examples.
        passages: every sentence of the articles that states something.
        passage_vectors: ``(len(passages), d)`` of their texts.
    """

    labels: Mapping[str, slice]
    vectors: Vectors
    passages: tuple[Passage, ...]
    passage_vectors: Vectors

    def nearest(self, vector: Vector, group: str, count: int) -> list[str]:
        """The labels of a group whose examples are nearest, best first.

        Args:
            vector: of the questions.
            group: such as ``faq``.
            count: how many at most.
        """
        cosines = self.vectors @ vector
        scores = {label: _best(cosines[places]) for label, places in self.labels.items()
                  if label.startswith(f"{group}/") and places.stop > places.start}
        return sorted(scores, key=lambda label: -scores[label])[:count]

    def passages_for(self, text: str, vector: Vector, count: int) -> list[Passage]:
        """The passages that answer best, best first.

        Args:
            text: the question.
            vector: of it.
            count: how many at most.
        """
        if not self.passages:
            return []
        scores = self._search.scores(text, vector)
        return [self.passages[index] for index in np.argsort(-scores, kind="stable")[:count]]

    @cached_property
    def _search(self) -> PassageSearch:
        return PassageSearch([passage.text for passage in self.passages], self.passage_vectors)


def taught(
    examples: Mapping[str, Sequence[str]], passages: Sequence[Passage], vectors: Vectors
) -> Taught:
    """Put together what suggestions are made from.

    Args:
        examples: by label.
        passages: of the articles.
        vectors: of all examples in that order, then of all passages' texts.
    """
    places, start = {}, 0
    for label, texts in examples.items():
        places[label] = slice(start, start + len(texts))
        start += len(texts)
    return Taught(places, vectors[:start], tuple(passages), vectors[start:])


def centre(vectors: Vectors) -> Vector:
    """The mean of unit vectors, of length 1 again."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12), dtype=np.float32)


def _best(cosines: Vector) -> float:
    return float(np.sort(cosines)[-_NEIGHBOURS:].mean())
