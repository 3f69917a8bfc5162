"""Search over passages, for questions that no FAQ was written for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import bm25s
import numpy as np
import numpy.typing as npt
from bm25s.stopwords import STOPWORDS_EN_PLUS

_MEANING_WEIGHT = 0.8  # of the cosine; the rest is the share of the best possible BM25 score
_STOPWORDS = frozenset(STOPWORDS_EN_PLUS)


class PassageSearch:
    """Ranks passages by meaning and by shared words.

    Args:
        texts: the passages.
        vectors: ``(len(texts), d)`` their unit vectors.
    """

    def __init__(self, texts: Sequence[str], vectors: npt.NDArray[np.float32]) -> None:
        self._vectors = vectors
        self._vocabulary = {word for text in texts for word in _words(text)}
        self._index = bm25s.BM25()
        self._index.index([_words(text) for text in texts], show_progress=False)

    def scores(self, text: str, vector: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Score every passage.

        Args:
            text: the question.
            vector: ``(d,)`` its unit vector.

        Returns:
            One score for each passage, about 0 to 1.
        """
        meaning = self._vectors @ vector
        words = [word for word in _words(text) if word in self._vocabulary]
        if not words:
            return np.asarray(_MEANING_WEIGHT * meaning, dtype=np.float32)
        shared = self._index.get_scores(words)
        # A passage that holds every word of the question would score about this much.
        ceiling = max(float(shared.max()), float(len(_words(text))))
        return np.asarray(_MEANING_WEIGHT * meaning + (1 - _MEANING_WEIGHT) * shared / ceiling, dtype=np.float32)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", re.sub(r"[’']", "", text.casefold())) if word not in _STOPWORDS]
