"""The intent classifier: which taught label a message belongs to, and how sure that is.

A message is compared with every taught example, by meaning (the sentence
encoder's vectors, less their mean) and by spelling (character n-grams). On these
similarities work a kernel machine (ridge regression on the labels), which gives
each label a score and so a probability, and the nearest neighbour, which gives
each label a cosine. The two together choose the label (:mod:`frontdesk.language.judging`).

Nothing here is trained by descent or by chance: the machine is solved in closed
form, so the same examples give the same classifier, in seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from frontdesk.errors import FrontdeskError
from frontdesk.language.compact_vectors import CompactVectors
from frontdesk.language.judging import FloatArray, Labels, Prediction, Settings, by_group
from frontdesk.language.ngrams import CharacterNgrams
from frontdesk.language.ridge import factorise, inverse_diagonal, left_out_scores, solve

_FORMAT = 4
_ARRAYS, _TEXTS = "classifier.npz", "classifier.json"
_CHUNK = 256  # messages compared at once: bounds the memory
_FEW = 64  # messages whose spelling is compared one by one rather than all at once


class ClassifierError(FrontdeskError):
    """The classifier can't be fitted, loaded or used as asked."""


class JointClassifier:
    """Kernel machine and nearest neighbour over meaning and spelling.

    Args:
        settings: leave them out for the bot's own.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.examples: tuple[str, ...] = ()  # the n texts, sorted by label, where they are kept
        self._ngrams = CharacterNgrams(self.settings.shortest, self.settings.longest)
        # n taught examples, sorted by label; L labels; V n-grams.
        self._labels = Labels((), np.zeros(0, dtype=np.int64))
        self._mean: FloatArray = np.zeros(0, dtype=np.float32)  # (d,)
        self._vectors = CompactVectors.of(np.zeros((0, 0), dtype=np.float32))  # n of d dimensions, centred
        self._spellings = csr_matrix((0, 0), dtype=np.float32)  # (V, n)
        self._weights: FloatArray = np.zeros((0, 0), dtype=np.float32)  # (n, L)
        self._precision: FloatArray = np.zeros(0, dtype=np.float32)  # (n,) or (0,) diagonal of the kernel's inverse

    @property
    def labels(self) -> tuple[str, ...]:
        """The ``L`` taught labels, in the order of a prediction's arrays."""
        return self._labels.names

    def fit(
        self, texts: Sequence[str], vectors: FloatArray, labels: Sequence[str], keep_examples: bool = False
    ) -> JointClassifier:
        """Learn from examples.

        Args:
            texts: the ``n`` examples.
            vectors: ``(n, d)`` their sentence vectors, of length 1.
            labels: the ``n`` labels.
            keep_examples: whether to keep with them what :meth:`left_out` needs; that takes a third longer.

        Raises:
            ClassifierError: no example, or the three don't match.
        """
        if not texts:
            raise ClassifierError("There are no examples to learn from. Add some under 'data/'.")
        _check(texts, vectors)
        if len(labels) != len(texts):
            raise ClassifierError(f"There are {len(texts)} examples but {len(labels)} labels.")
        names = tuple(sorted(set(labels), key=by_group))
        order = sorted(range(len(texts)), key=lambda index: by_group(labels[index]))
        self._mean = np.asarray(vectors, dtype=np.float32).mean(axis=0) if len(texts) > 1 else 0 * vectors[0]
        self._vectors = CompactVectors.of(self._centre(vectors[order]))
        examples = [texts[index] for index in order]
        spellings = self._ngrams.fit_transform(examples)
        self._spellings = spellings.T.tocsr()
        numbers = {label: number for number, label in enumerate(names)}
        owner = np.array([numbers[labels[index]] for index in order])
        self._labels = Labels(names, np.searchsorted(owner, np.arange(len(names))).astype(np.int64))
        targets = np.eye(len(names), dtype=np.float32)[owner]
        factor = factorise(self._ridged_kernel(spellings))
        self._weights = solve(factor, targets)
        self.examples, self._precision = (), np.zeros(0, dtype=np.float32)
        if keep_examples:
            self.examples, self._precision = tuple(examples), inverse_diagonal(factor)
        return self

    def _ridged_kernel(self, spellings: csr_matrix) -> FloatArray:
        """The examples' kernel as :func:`factorise` wants it: only its upper triangle is computed."""
        known = self._vectors.restored()  # (n, d): the machine learns what it will compare with
        kernel = np.empty((len(known), len(known)), dtype=np.float32)
        for start in range(0, len(known), _CHUNK):
            rows = slice(start, start + _CHUNK)
            spelt = (spellings[start:] @ spellings[rows].T.tocsr()).toarray().T
            kernel[rows, start:] = self._kernel(_joint(known[rows] @ known[start:].T, spelt, self.settings))
        kernel[np.diag_indices(len(kernel))] += self.settings.ridge
        return kernel

    def left_out(self) -> Iterator[tuple[str, str, Prediction]]:
        """What each taught example would be taken for if it alone weren't taught.

        The others' mean and the rareness of n-grams stay as they are with it; among
        thousands of examples that changes next to nothing.

        Yields:
            The example, its label, and the prediction. Where it is its label's only one, that label is
            never the prediction.

        Raises:
            ClassifierError: it was fitted without keeping the examples.
        """
        if len(self.examples) != len(self._vectors):
            raise ClassifierError("The classifier was fitted without keeping its examples.")
        known, spellings = self._vectors.restored(), self._spellings.T.tocsr()
        owner = np.searchsorted(self._labels.starts, np.arange(len(known)), side="right") - 1
        targets = np.eye(len(self.labels), dtype=np.float32)
        for start in range(0, len(known), _CHUNK):
            rows = slice(start, start + _CHUNK)
            spelt = (spellings[rows] @ self._spellings).toarray()
            similarity = _joint(known[rows] @ known.T, spelt, self.settings)
            own = np.arange(len(similarity))
            similarity[own, start + own] = -np.inf
            scores = left_out_scores(targets[owner[rows]], self._weights[rows], self._precision[rows])
            judged = self._labels.judge(similarity, scores, self.settings)
            yield from zip(self.examples[rows], (self.labels[label] for label in owner[rows]), judged)

    def compare_spelling(self, texts: Sequence[str]) -> FloatArray:
        """The half of :meth:`predict` that needs no vectors, for who waits for them.

        Returns:
            Spelling cosine of each of ``m`` messages to each of ``n`` examples, ``(m, n)``.
        """
        spellings = self._ngrams.transform(texts)
        if spellings.shape[0] > _FEW:
            every: FloatArray = (spellings @ self._spellings).toarray()
            return every
        # Only the rows of a message's own n-grams: for its few readings that is several times quicker.
        rows = (spellings[row] for row in range(spellings.shape[0]))
        return np.stack([self._spellings[row.indices].T @ row.data for row in rows])

    def predict(
        self, texts: Sequence[str], vectors: FloatArray, spelling: FloatArray | None = None
    ) -> list[Prediction]:
        """Judge messages.

        Args:
            texts: the ``m`` messages.
            vectors: ``(m, d)`` their sentence vectors, of length 1.
            spelling: what :meth:`compare_spelling` says of them, where that is known.

        Raises:
            ClassifierError: not fitted, or the two don't match.
        """
        if not self.labels:
            raise ClassifierError("The classifier has learnt nothing yet. Fit or load it first.")
        _check(texts, vectors, self._vectors.dimension)
        predictions: list[Prediction] = []
        for start in range(0, len(texts), _CHUNK):
            chunk = slice(start, start + _CHUNK)
            spelt = self.compare_spelling(texts[chunk]) if spelling is None else spelling[chunk]
            predictions.extend(self._predict(vectors[chunk], spelt))
        return predictions

    def _predict(self, vectors: FloatArray, spelling: FloatArray) -> list[Prediction]:
        similarity = _joint(self._vectors.products(self._centre(vectors)), spelling, self.settings)  # (m, n)
        return self._labels.judge(similarity, self._kernel(similarity) @ self._weights, self.settings)

    def _centre(self, vectors: FloatArray) -> FloatArray:
        """Take the examples' mean away: what all messages share tells none apart."""
        centred = np.asarray(vectors, dtype=np.float32) - self._mean
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        return np.asarray(centred / np.maximum(lengths, 1e-6), dtype=np.float32)

    def _kernel(self, similarity: FloatArray) -> FloatArray:
        kernel: FloatArray = np.exp(np.float32(2 * self.settings.sharpness) * (similarity - np.float32(1)))
        return kernel

    def save(self, folder: Path) -> None:
        """Write the classifier as plain data: one ``.npz``, one ``.json``."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / _ARRAYS,
            mean=self._mean,
            **self._vectors.arrays(),
            starts=self._labels.starts,
            weights=self._weights,
            precision=self._precision,
            idf=self._ngrams.idf,
            spelling_values=self._spellings.data,
            spelling_columns=self._spellings.indices,
            spelling_rows=self._spellings.indptr,
        )
        about = {
            "format": _FORMAT,
            "settings": asdict(self.settings),
            "labels": self.labels,
            "examples": self.examples,
            "ngrams": list(self._ngrams.vocabulary),
        }
        (folder / _TEXTS).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> JointClassifier:
        """Read a classifier that ``save`` wrote.

        Raises:
            ClassifierError: a file is missing, or of another format.
        """
        for name in (_ARRAYS, _TEXTS):
            if not (folder / name).is_file():
                raise ClassifierError(f"{folder / name} is missing. Train the model again.")
        about: dict[str, Any] = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
        if about.get("format") != _FORMAT:
            raise ClassifierError(f"{folder} holds a classifier of another version. Train the model again.")
        classifier = cls(Settings(**about["settings"]))
        classifier.examples = tuple(about["examples"])
        classifier._ngrams.vocabulary = {gram: index for index, gram in enumerate(about["ngrams"])}
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            classifier._mean = arrays["mean"]
            classifier._vectors = CompactVectors.from_arrays(arrays)
            classifier._labels = Labels(tuple(about["labels"]), arrays["starts"])
            classifier._weights, classifier._precision = arrays["weights"], arrays["precision"]
            classifier._ngrams.idf = arrays["idf"]
            spelling = (arrays["spelling_values"], arrays["spelling_columns"], arrays["spelling_rows"])
            shape = (len(classifier._ngrams.vocabulary), len(classifier._vectors))
            classifier._spellings = csr_matrix(spelling, shape=shape)
        return classifier


def _joint(meaning: FloatArray, spelling: FloatArray, settings: Settings) -> FloatArray:
    joint: FloatArray = (meaning + np.float32(settings.spelling) * spelling) / np.float32(1 + settings.spelling)
    return joint


def _check(texts: Sequence[str], vectors: FloatArray, dimension: int | None = None) -> None:
    expected = (len(texts), vectors.shape[-1] if dimension is None else dimension)
    if vectors.shape != expected:
        raise ClassifierError(f"The vectors' shape is {vectors.shape}, not {expected}: one row a text.")
