"""The intent classifier: which taught label a message belongs to, and how sure that is.

A message is compared with every taught example, by meaning (the sentence
encoder's vectors, less their mean) and by spelling (character n-grams). On these
similarities work a kernel machine (ridge regression on the labels), which gives
each label a score and so a probability, and the nearest neighbour, which gives
each label a cosine. The two together choose the label.

Labels such as ``faq/parking`` and ``faq/prices`` form the group ``faq``. A group's
score is the sum of its labels' scores, *before* anything is exponentiated: a
message that a dozen ``out_of_scope`` kinds claim a little each is out of scope,
however narrowly each of them loses to one FAQ. So a label's probability is its
group's, times its own within the group, and

``confidence = sqrt(sqrt(P(group) * score(group)) * P(label | group) * cosine)``,

where the cosine is that to the label's nearest example. A label without a slash
is its own group. (The outer root changes no ranking and no AUROC; it only
spreads the values, so that fixed thresholds such as a benchmark's 0.1 bite less.)

Nothing here is trained by descent or by chance: the machine is solved in closed
form, so the same examples give the same classifier, in seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from frontdesk.errors import FrontdeskError
from frontdesk.language.compact_vectors import CompactVectors
from frontdesk.language.ngrams import CharacterNgrams
from frontdesk.language.ridge import factorise, inverse_diagonal, left_out_scores, solve

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

_FORMAT = 4
_ARRAYS, _TEXTS = "classifier.npz", "classifier.json"
_CHUNK = 256  # messages compared at once: bounds the memory
_FEW = 64  # messages whose spelling is compared one by one rather than all at once
_TINY = 1e-12
_FAINTEST = 0.01  # a group's score may fall below nought; its square root may not
_SEPARATOR = "/"  # between a group and its labels, as in Rasa's retrieval intents


class ClassifierError(FrontdeskError):
    """The classifier can't be fitted, loaded or used as asked."""


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


class JointClassifier:
    """Kernel machine and nearest neighbour over meaning and spelling.

    Args:
        settings: leave them out for the bot's own.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.labels: tuple[str, ...] = ()
        self.examples: tuple[str, ...] = ()  # the n texts, sorted by label, where they are kept
        self._ngrams = CharacterNgrams(self.settings.shortest, self.settings.longest)
        # n taught examples, sorted by label; L labels in G groups; V n-grams.
        self._mean: FloatArray = np.zeros(0, dtype=np.float32)  # (d,)
        self._vectors = CompactVectors.of(np.zeros((0, 0), dtype=np.float32))  # n of d dimensions, centred
        self._spellings = csr_matrix((0, 0), dtype=np.float32)  # (V, n)
        self._starts: IntArray = np.zeros(0, dtype=np.int64)  # (L,) first example of each label
        self._weights: FloatArray = np.zeros((0, 0), dtype=np.float32)  # (n, L)
        self._precision: FloatArray = np.zeros(0, dtype=np.float32)  # (n,) or (0,) diagonal of the kernel's inverse
        self._group_starts: IntArray = np.zeros(0, dtype=np.int64)  # (G,) first label of each group
        self._group_of: IntArray = np.zeros(0, dtype=np.int64)  # (L,)

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
        self.labels = tuple(sorted(set(labels), key=_by_group))
        self._find_groups()
        order = sorted(range(len(texts)), key=lambda index: _by_group(labels[index]))
        self._mean = np.asarray(vectors, dtype=np.float32).mean(axis=0) if len(texts) > 1 else 0 * vectors[0]
        self._vectors = CompactVectors.of(self._centre(vectors[order]))
        examples = [texts[index] for index in order]
        spellings = self._ngrams.fit_transform(examples)
        self._spellings = spellings.T.tocsr()
        numbers = {label: number for number, label in enumerate(self.labels)}
        owner = np.array([numbers[labels[index]] for index in order])
        self._starts = np.searchsorted(owner, np.arange(len(self.labels))).astype(np.int64)
        targets = np.eye(len(self.labels), dtype=np.float32)[owner]
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
        owner = np.searchsorted(self._starts, np.arange(len(known)), side="right") - 1
        targets = np.eye(len(self.labels), dtype=np.float32)
        for start in range(0, len(known), _CHUNK):
            rows = slice(start, start + _CHUNK)
            spelt = (spellings[rows] @ self._spellings).toarray()
            similarity = _joint(known[rows] @ known.T, spelt, self.settings)
            own = np.arange(len(similarity))
            similarity[own, start + own] = -np.inf
            scores = left_out_scores(targets[owner[rows]], self._weights[rows], self._precision[rows])
            judged = self._judge(similarity, scores)
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
        return self._judge(similarity, self._kernel(similarity) @ self._weights)

    def _judge(self, similarity: FloatArray, scores: FloatArray) -> list[Prediction]:
        """From each message's similarity to the examples, ``(m, n)``, and its scores, ``(m, L)``."""
        settings = self.settings
        cosine = np.maximum.reduceat(similarity, self._starts, axis=1)  # (m, L)
        group_scores = np.add.reduceat(scores, self._group_starts, axis=1)  # (m, G)
        group_probability = _softmax(group_scores / settings.temperature)
        within = np.exp((scores - scores.max(axis=1, keepdims=True)) / settings.temperature) + _TINY
        within /= np.add.reduceat(within, self._group_starts, axis=1)[:, self._group_of]
        probability = group_probability[:, self._group_of] * within
        merit = np.log(probability + _TINY) + cosine / settings.neighbour
        order = np.argsort(-merit, axis=1, kind="stable")
        strength = np.sqrt(group_probability * np.clip(group_scores, _FAINTEST, 1))
        confidences = np.sqrt(strength[:, self._group_of] * within * np.maximum(cosine, 0))
        return [
            Prediction(self.labels, *rows) for rows in zip(probability, cosine, confidences, order)
        ]

    def _centre(self, vectors: FloatArray) -> FloatArray:
        """Take the examples' mean away: what all messages share tells none apart."""
        centred = np.asarray(vectors, dtype=np.float32) - self._mean
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        return np.asarray(centred / np.maximum(lengths, 1e-6), dtype=np.float32)

    def _kernel(self, similarity: FloatArray) -> FloatArray:
        kernel: FloatArray = np.exp(np.float32(2 * self.settings.sharpness) * (similarity - np.float32(1)))
        return kernel

    def _find_groups(self) -> None:
        """Mark where each group starts; the labels are sorted by group."""
        groups = [label.split(_SEPARATOR)[0] for label in self.labels]
        starts = [i for i, group in enumerate(groups) if i == 0 or group != groups[i - 1]]
        self._group_starts = np.array(starts, dtype=np.int64)
        self._group_of = np.searchsorted(starts, np.arange(len(groups)), side="right") - 1

    def save(self, folder: Path) -> None:
        """Write the classifier as plain data: one ``.npz``, one ``.json``."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / _ARRAYS,
            mean=self._mean,
            **self._vectors.arrays(),
            starts=self._starts,
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
        classifier.labels, classifier.examples = tuple(about["labels"]), tuple(about["examples"])
        classifier._find_groups()
        classifier._ngrams.vocabulary = {gram: index for index, gram in enumerate(about["ngrams"])}
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            classifier._mean = arrays["mean"]
            classifier._vectors = CompactVectors.from_arrays(arrays)
            classifier._starts = arrays["starts"]
            classifier._weights, classifier._precision = arrays["weights"], arrays["precision"]
            classifier._ngrams.idf = arrays["idf"]
            spelling = (arrays["spelling_values"], arrays["spelling_columns"], arrays["spelling_rows"])
            shape = (len(classifier._ngrams.vocabulary), len(classifier._vectors))
            classifier._spellings = csr_matrix(spelling, shape=shape)
        return classifier


def _by_group(label: str) -> tuple[str, str]:
    return label.split(_SEPARATOR)[0], label


def _joint(meaning: FloatArray, spelling: FloatArray, settings: Settings) -> FloatArray:
    joint: FloatArray = (meaning + np.float32(settings.spelling) * spelling) / np.float32(1 + settings.spelling)
    return joint


def _softmax(scores: FloatArray) -> FloatArray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: FloatArray = powers / powers.sum(axis=1, keepdims=True)
    return result


def _check(texts: Sequence[str], vectors: FloatArray, dimension: int | None = None) -> None:
    expected = (len(texts), vectors.shape[-1] if dimension is None else dimension)
    if vectors.shape != expected:
        raise ClassifierError(f"The vectors' shape is {vectors.shape}, not {expected}: one row a text.")
