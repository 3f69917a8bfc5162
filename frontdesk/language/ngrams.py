"""How a text is spelt, as a sparse vector of character n-grams."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

FloatArray = npt.NDArray[np.float32]

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

    def fit(self, texts: Sequence[str]) -> CharacterNgrams:
        """Learn the vocabulary and how rare each n-gram is."""
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(self._count(text).keys())
        grams = sorted(seen)
        self.vocabulary = {gram: index for index, gram in enumerate(grams)}
        frequency = np.array([seen[gram] for gram in grams], dtype=np.float64)
        self.idf = (np.log((1 + len(texts)) / (1 + frequency)) + 1).astype(np.float32)
        return self

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Weigh the known n-grams of each text.

        Returns:
            Sparse ``(len(texts), len(vocabulary))`` float32, rows of length 1 (or 0).
        """
        indices: list[int] = []
        counts: list[int] = []
        starts = [0]
        for text in texts:
            for gram, count in self._count(text).items():
                index = self.vocabulary.get(gram)
                if index is not None:
                    indices.append(index)
                    counts.append(count)
            starts.append(len(indices))
        columns = np.array(indices, dtype=np.int32)
        values = (1 + np.log(np.array(counts, dtype=np.float32))) * self.idf[columns]
        for start, end in pairwise(starts):
            values[start:end] /= max(float(np.linalg.norm(values[start:end])), _TINY)
        shape = (len(texts), len(self.vocabulary))
        return csr_matrix((values, columns, np.array(starts, dtype=np.int32)), shape=shape)

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
