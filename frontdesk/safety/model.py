"""The classifier over the sentence embeddings: fitted from the examples, kept as plain data."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from frontdesk.errors import FrontdeskError
from frontdesk.language.classifier import JointClassifier
from frontdesk.language.encoder import Vector, Vectors, load_encoder
from frontdesk.language.judging import Settings
from frontdesk.language.spelling import domain_words
from frontdesk.safety.evidence import Judgement
from frontdesk.safety.examples import NONE, Example
from frontdesk.safety.readings import clauses, windows
from frontdesk.safety.spelling import SafetySpelling

_WORDS = "words.json"
# Chosen on the development set: flags hang on single words more than questions do.
_SETTINGS = Settings(spelling=0.6)
_CHUNK = 256  # examples encoded in one go
_ENCODERS = 2  # threads


@dataclass(frozen=True)
class Readings:
    """A message's different readings, while its parts are being encoded.

    Attributes:
        texts: the whole of it first, then its clauses, then windows on it.
        whole: the vector of the first, ``(1, d)``.
        parts: the vectors of the others, ``(1, d)`` each.
        clauses: how many clauses there are.
    """

    texts: tuple[str, ...]
    whole: Vectors
    parts: tuple[Future[Vectors], ...]
    clauses: int = 0

    def vectors(self) -> Vectors:
        """The vectors of all texts, ``(len(texts), d)``, waiting for them."""
        return np.concatenate([self.whole, *(part.result() for part in self.parts)])

    def by_text(self) -> dict[str, Vector]:
        """The vector of each text."""
        return dict(zip(self.texts, self.vectors()))


class SafetyModel:
    """Judges messages, after mending their spelling.

    Args:
        classifier: fitted on mended examples.
        spelling: mends.
    """

    def __init__(self, classifier: JointClassifier, spelling: SafetySpelling) -> None:
        self._classifier, self._spelling = classifier, spelling
        self._threads = ThreadPoolExecutor(_ENCODERS, thread_name_prefix="encoder")
        self._flagged = np.array([not label.startswith(f"{NONE}/") for label in classifier.labels])

    def mend(self, text: str) -> str:
        """The text with its spelling mended."""
        return self._spelling.mend(text)

    def begin(self, text: str) -> Readings:
        """Begin to encode a message, the whole of it and its parts.

        Args:
            text: mended.
        """
        found = clauses(text)
        return self._begin([text, *found, *windows(text)], len(found))

    def judge(self, readings: Readings) -> Judgement:
        """Judge a message that was begun."""
        spelling = self._classifier.compare_spelling(readings.texts)
        predictions = self._classifier.predict(readings.texts, readings.vectors(), spelling)
        flags = np.stack([np.where(self._flagged, prediction.probability, 0.0) for prediction in predictions])
        sums, best = flags.sum(axis=1), flags.max(axis=0)
        whole, in_clauses, in_windows = float(sums[0]), *np.split(sums[1:], [readings.clauses])
        clause, window = in_clauses.max(initial=0), in_windows.max(initial=0)
        if not (in_clauses.size and in_windows.size):
            clause = window = max(clause, window)  # nothing to confirm it, or to speak against it
        return Judgement(
            whole=whole, clause=max(whole, float(clause)), window=max(whole, float(window)),
            beliefs={self._classifier.labels[index]: float(best[index]) for index in np.flatnonzero(self._flagged)},
            kind=predictions[0].label)

    def judge_with(self, alone: Judgement, text: str, earlier: Sequence[str]) -> Judgement:
        """The judgement of a message that is also read as one text with what was said just before.

        Args:
            alone: of the message by itself.
            text: the message, mended.
            earlier: the messages before it, mended.
        """
        joined = self.judge(self._begin([" ".join([*map(_closed, earlier), text])]))
        beliefs = {label: max(belief, joined.beliefs[label]) for label, belief in alone.beliefs.items()}
        whole, clause, window = (max(joined.whole, own) for own in (alone.whole, alone.clause, alone.window))
        return Judgement(whole, clause, window, beliefs, alone.kind)

    def _begin(self, texts: Sequence[str], clauses: int = 0) -> Readings:
        encode = load_encoder().encode
        parts = tuple(self._threads.submit(encode, [text]) for text in texts[1:])
        # Not in a thread: most messages have no parts, and waking one would take longer than it saves.
        return Readings(tuple(texts), encode(texts[:1]), parts, clauses)


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def fit_model(examples: Sequence[Example], spellings: dict[str, str]) -> tuple[JointClassifier, dict[str, int]]:
    """Fit the classifier.

    Args:
        examples: all of them.
        spellings: known misspellings.

    Returns:
        The classifier, and the words that misspelt ones may be mended to.
    """
    words = domain_words(example.text for example in examples if not example.label.startswith(f"{NONE}/"))
    spelling = SafetySpelling(spellings, words)
    texts = [spelling.mend(example.text) for example in examples]
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    with ThreadPoolExecutor(_ENCODERS) as threads:
        vectors = np.concatenate(list(threads.map(load_encoder().encode, chunks)))
    return JointClassifier(_SETTINGS).fit(texts, vectors, [example.label for example in examples]), words


def save_model(folder: Path, classifier: JointClassifier, words: dict[str, int]) -> None:
    """Write the model so that it is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".training-", dir=folder.parent))
    try:
        classifier.save(aside)
        (aside / _WORDS).write_text(json.dumps(words), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def load_model(folder: Path, spellings: dict[str, str]) -> SafetyModel:
    """Read a model.

    Raises:
        FrontdeskError: it isn't there, or can't be read.
    """
    try:
        words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise FrontdeskError(f"The red-flag model {folder} is missing or damaged. Run 'frontdesk train'.") from None
    return SafetyModel(JointClassifier.load(folder), SafetySpelling(spellings, words))
