"""Cross-validation: each taught example judged as if it weren't taught, from the trained model itself."""

from __future__ import annotations

import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from frontdesk.errors import FrontdeskError
from frontdesk.language.classifier import JointClassifier
from frontdesk.language.gate import OUT_OF_SCOPE
from frontdesk.language.judging import Prediction
from frontdesk.publishing.report import Confused, LeftOut, Misplaced, Recognised

_FILES = ("classifier.npz", "classifier.json")
_SURE = 0.5  # confidence in another label from which an example looks misplaced
_MOST_MISPLACED, _MOST_CONFUSED = 60, 30


def load_classifier(model: Path) -> JointClassifier:
    """The intent classifier in a trained model.

    Raises:
        FrontdeskError: the file isn't such a model.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            with tarfile.open(model) as archive:
                for member in archive:
                    file = PurePosixPath(member.name).name
                    content = archive.extractfile(member) if file in _FILES else None
                    if content is not None:
                        (folder / file).write_bytes(content.read())
        except (OSError, EOFError, tarfile.TarError):
            raise FrontdeskError(f"The model {model} can't be read. Train it again.") from None
        return JointClassifier.load(folder)


def cross_validate(classifier: JointClassifier) -> LeftOut:
    """How well the examples are recognised by each other, and which look as if they belonged elsewhere.

    Args:
        classifier: as trained.
    """
    return summarise(classifier.left_out())


def summarise(judged: Iterable[tuple[str, str, Prediction]]) -> LeftOut:
    """Sum up what each example was taken for.

    Kinds of what isn't covered are one label here: visitors get the same reply to all.

    Args:
        judged: each example with its label and the prediction without it.
    """
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    misplaced: list[Misplaced] = []
    for text, taught, prediction in judged:
        label, taken_for = one_label(taught), one_label(prediction.label)
        count[label] += 1
        if label == taken_for:
            right[label] += 1
            continue
        pairs[label, taken_for] += 1
        if prediction.confidence >= _SURE:
            misplaced.append(Misplaced(text, taught, taken_for, round(prediction.confidence, 3)))
    labels = [Recognised(label, right[label], count[label]) for label in count]
    labels.sort(key=lambda item: (item.right / item.count, item.label))
    misplaced.sort(key=lambda item: (-item.confidence, item.text))
    confused = [Confused(label, taken_for, often) for (label, taken_for), often in pairs.most_common(_MOST_CONFUSED)]
    return LeftOut(tuple(labels), tuple(confused), tuple(misplaced[:_MOST_MISPLACED]))


def one_label(label: str) -> str:
    """The label, or ``out_of_scope`` for any kind of it."""
    return OUT_OF_SCOPE if label.startswith(f"{OUT_OF_SCOPE}/") else label


def share_right(left_out: LeftOut, prefix: str = "") -> tuple[float, int]:
    """The share of examples recognised, and their number, over the labels that begin so."""
    labels = [item for item in left_out.labels if item.label.startswith(prefix)]
    count = sum(item.count for item in labels)
    return (sum(item.right for item in labels) / count if count else 0.0), count
