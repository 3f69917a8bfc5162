"""How a text is spelt, as a sparse vector of character n-grams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]

_TINY = 1e-12


class CharacterNgrams:
    """Character n-grams within words, weighted by sublinear TF-IDF, as unit vectors.

    Args:
        shortest: shortest n-gram.
        longest: longest n-gram.
    """

    def __init__(self, shortest: int, longest: int) -> None:
        self.shortest, self.longest = shortest, longest
        self.vocabulary: dict[str, int] = {}
        self.idf: FloatArray = np.zeros(0, dtype=np.float32)

    def fit_transform(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the vocabulary and how rare each n-gram is, and weigh the n-grams of each text.

        Returns:
            What :meth:`transform` says of the same texts.
        """
        met: dict[str, int] = {}  # in the order in which they turn up
        columns, counts, starts = self._counted(texts, lambda gram: met.setdefault(gram, len(met)))
        grams = sorted(met)
        self.vocabulary = {gram: index for index, gram in enumerate(grams)}
        places = np.empty(len(grams), dtype=np.int32)
        places[[met[gram] for gram in grams]] = np.arange(len(grams))
        frequency = np.bincount(places[columns], minlength=len(grams)).astype(np.float64)
        self.idf = (np.log((1 + len(texts)) / (1 + frequency)) + 1).astype(np.float32)
        return self._weigh(places[columns], counts, starts)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Weigh the known n-grams of each text.

        Returns:
            Sparse ``(len(texts), len(vocabulary))`` float32, rows of length 1 (or 0).
        """
        return self._weigh(*self._counted(texts, self.vocabulary.get))

    def _counted(
        self, texts: Sequence[str], number_of: Callable[[str], int | None]
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Each text's n-grams by number, how often each stands in it, and where each text's begin."""
        columns: list[int] = []
        counts: list[int] = []
        starts = [0]
        for text in texts:
            for gram, count in self._count(text).items():
                number = number_of(gram)
                if number is not None:
                    columns.append(number)
                    counts.append(count)
            starts.append(len(columns))
        return np.array(columns, dtype=np.int32), np.array(counts, dtype=np.int32), np.array(starts, dtype=np.int32)

    def _weigh(self, columns: IntArray, counts: IntArray, starts: IntArray) -> csr_matrix:
        values = (1 + np.log(counts.astype(np.float32))) * self.idf[columns]
        for start, end in pairwise(starts):
            values[start:end] /= max(float(np.linalg.norm(values[start:end])), _TINY)
        return csr_matrix((values, columns, starts), shape=(len(starts) - 1, len(self.vocabulary)))

    def _count(self, text: str) -> Counter[str]:
        grams: list[str] = []
        for word in text.lower().split():
            padded = f" {word} "
            length = len(padded)
            for size in range(self.shortest, self.longest + 1):
                if size >= length:
                    grams.append(padded)
                    break
                grams.extend([padded[i : i + size] for i in range(length - size + 1)])
        return Counter(grams)
