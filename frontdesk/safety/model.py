"""The classifier over the sentence embeddings: fitted from the examples, kept as plain data."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from frontdesk.errors import FrontdeskError
from frontdesk.language.classifier import JointClassifier
from frontdesk.language.encoder import encoder_fingerprint, load_encoder
from frontdesk.language.spelling import domain_words
from frontdesk.safety.evidence import Judgement
from frontdesk.safety.examples import NONE, Example
from frontdesk.safety.readings import parts
from frontdesk.safety.spelling import SafetySpelling

_WORDS = "words.json"
# What the fitted arrays depend on; anything else in the rooms may change without a new fit.
_CODE = ("safety/examples.py", "safety/spelling.py", "safety/model.py", "language/classifier.py", "language/ngrams.py",
         "language/spelling.py", "language/encoder.py", "language/compact.py")


class SafetyModel:
    """Judges messages, after mending their spelling.

    Args:
        classifier: fitted on mended examples.
        spelling: mends.
    """

    def __init__(self, classifier: JointClassifier, spelling: SafetySpelling) -> None:
        self._classifier, self._spelling = classifier, spelling
        self._flagged = np.array([not label.startswith(f"{NONE}/") for label in classifier.labels])

    def mend(self, text: str) -> str:
        """The text with its spelling mended."""
        return self._spelling.mend(text)

    def judge(self, text: str) -> Judgement:
        """Judge a message: the whole of it and its parts.

        Args:
            text: mended.
        """
        return self._judge([text, *parts(text)])

    def judge_with(self, alone: Judgement, text: str, earlier: Sequence[str]) -> Judgement:
        """The judgement of a message that is also read as one text with what was said just before.

        Args:
            alone: of the message by itself.
            text: the message, mended.
            earlier: the messages before it, mended.
        """
        joined = self._judge([" ".join([*earlier, text])])
        beliefs = {label: max(belief, joined.beliefs[label]) for label, belief in alone.beliefs.items()}
        return Judgement(max(alone.whole, joined.whole), max(alone.part, joined.part), beliefs, alone.kind)

    def _judge(self, texts: Sequence[str]) -> Judgement:
        predictions = self._classifier.predict(texts, load_encoder().encode(texts))
        flags = np.stack([np.where(self._flagged, prediction.probability, 0.0) for prediction in predictions])
        sums, best = flags.sum(axis=1), flags.max(axis=0)
        return Judgement(
            whole=float(sums[0]), part=float(sums.max()),
            beliefs={self._classifier.labels[index]: float(best[index]) for index in np.flatnonzero(self._flagged)},
            kind=predictions[0].label)


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
    return JointClassifier().fit(texts, load_encoder().encode(texts), [example.label for example in examples]), words


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


def model_folder(root: Path) -> Path:
    """Where the model for the files as they are now is, or would be."""
    digest = hashlib.sha256(encoder_fingerprint().encode())
    content = root / "content" / "safety"
    paths = [content / "spellings.yml", *sorted((content / "examples").glob("*.yml"))]
    paths += [Path(__file__).parents[1] / name for name in _CODE]
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return root / "models" / f"red-flags-{digest.hexdigest()[:16]}"
