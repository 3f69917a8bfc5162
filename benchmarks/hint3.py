"""The classifier on HINT3: real users' messages to real chatbots.

Run as ``python -m benchmarks.hint3 --data FOLDER`` (or ``make bench-hint3 DATA=FOLDER``),
where the folder, or one below it, holds pairs ``NAME_train.csv`` and ``NAME_test.csv``
with the columns ``sentence,label``; the test label ``NO_NODES_DETECTED`` is out of scope.

The classifier is fitted with the very settings the bot uses; nothing is tuned here.

Data and published results: Gaurav Arora, Chirag Jain, Manas Chaturvedi, Krupal Modi,
"HINT3: Raising the bar for Intent Detection in the Wild", EMNLP 2020 Workshop on
Insights from Negative Results in NLP, https://aclanthology.org/2020.insights-1.16/.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from frontdesk.errors import FrontdeskError
from frontdesk.language.classifier import JointClassifier
from frontdesk.language.encoder import load_encoder

OUT_OF_SCOPE = "NO_NODES_DETECTED"
_TRAIN, _TEST = "_train.csv", "_test.csv"
_PAPER_THRESHOLD = 0.1  # the paper's lower threshold, for in-scope accuracy
_ANSWER_THRESHOLD = 0.4  # chosen on other data, with 12 examples a label; see --answer

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scores:
    """Results on one set, percent; ``None`` where the source gives no figure.

    Attributes:
        accuracy: in-scope messages given their label with a confidence of at least 0.1.
        auroc: chance that an in-scope message is held more confidently than one out of scope.
        oscr: see :func:`open_set_rate`.
        recall: out-of-scope messages below the answer threshold.
        unthresholded: in-scope messages given their label with whatever confidence. Unlike
            ``accuracy`` it can't be moved by rescaling the confidence.
    """

    accuracy: float
    auroc: float
    oscr: float
    recall: float | None = None
    unthresholded: float | None = None


# In-scope accuracy is the authors' (Arora et al. 2020, full training sets), AUROC and
# OSCR were computed from the predictions they published. The last two rows aren't in
# the paper: those systems were run on the same files.
PUBLISHED: dict[str, dict[str, Scores]] = {
    "sofmattress": {
        "Dialogflow (2020)": Scores(73.2, 86.9, 67.4),
        "Rasa (2020, ConveRT)": Scores(69.3, 79, 59),
        "LUIS": Scores(59.3, 87, 59),
        "Haptik": Scores(72.3, 83.9, 63.6),
        "BERT": Scores(73.6, 86.8, 66.7),
        "Rasa 3.6.21 stock (DIET)": Scores(70.1, 79, 59),
        "MiniLM + logistic regression": Scores(74.9, 88.4, 68),
    },
    "powerplay11": {
        "Dialogflow (2020)": Scores(59.6, 72.8, 48.2),
        "Rasa (2020, ConveRT)": Scores(49.1, 71, 41),
        "LUIS": Scores(48.0, 76, 44),
        "Haptik": Scores(66.5, 76.6, 55.3),
        "BERT": Scores(58.5, 69.9, 48.1),
        "Rasa 3.6.21 stock (DIET)": Scores(57.1, 70, 46),
        "MiniLM + logistic regression": Scores(62.5, 80.7, 55),
    },
}


def area_under_roc(inside: FloatArray, outside: FloatArray) -> float:
    """Chance that a random in-scope message has the higher confidence; ties count half.

    Args:
        inside: ``(n,)`` confidences of in-scope messages.
        outside: ``(m,)`` confidences of out-of-scope messages.
    """
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, side="left")
    tied = np.searchsorted(ordered, inside, side="right") - below
    return float((below + tied / 2).mean() / len(outside))


def open_set_rate(correct: BoolArray, inside: FloatArray, outside: FloatArray) -> float:
    """OSCR: area under the open-set classification rate curve (Dhamija et al., NeurIPS 2018).

    For every threshold t take the correct classification rate, the share of *all*
    in-scope messages that are given the right label with a confidence of at least t,
    and the false positive rate, the share of out-of-scope messages accepted with a
    confidence of at least t. OSCR is the area under the first as a function of the
    second. It needs no threshold, doesn't change when confidence is rescaled, and
    can't exceed the accuracy: an answer has to be both right and recognised as one.

    Args:
        correct: ``(n,)`` whether an in-scope message got the right label.
        inside: ``(n,)`` confidences of in-scope messages.
        outside: ``(m,)`` confidences of out-of-scope messages.
    """
    thresholds = np.unique(np.concatenate([inside, outside]))[::-1]
    right = np.array([0.0, *(np.mean(correct & (inside >= t)) for t in thresholds)])
    accepted = np.array([0.0, *(np.mean(outside >= t) for t in thresholds)])
    return float(np.sum(np.diff(accepted) * (right[1:] + right[:-1]) / 2))


def read(path: Path) -> tuple[list[str], list[str]]:
    """Sentences and labels of a CSV file.

    Raises:
        FrontdeskError: the file hasn't the two columns, or no rows.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"sentence", "label"} <= rows[0].keys():
        raise FrontdeskError(f"{path} has no rows with the columns 'sentence' and 'label'.")
    return [row["sentence"] or "" for row in rows], [row["label"] for row in rows]


def pairs(folder: Path) -> list[tuple[str, Path, Path]]:
    """Name, training file and test file of each set under a folder.

    Raises:
        FrontdeskError: there is no such folder, or no pair in it.
    """
    if not folder.is_dir():
        raise FrontdeskError(f"There is no folder {folder}. Give the folder of the HINT3 files with --data.")
    found = []
    for train in sorted(folder.rglob(f"*{_TRAIN}")):
        name = train.name[: -len(_TRAIN)]
        test = train.with_name(name + _TEST)
        if test.is_file():
            found.append((name, train, test))
    if not found:
        raise FrontdeskError(f"{folder} holds no pair of files NAME{_TRAIN} and NAME{_TEST}.")
    return found


def measure(train: Path, test: Path, answer: float) -> Scores:
    """Fit on one file and score on the other.

    Raises:
        FrontdeskError: the test file lacks in-scope or out-of-scope messages.
    """
    encoder = load_encoder()
    texts, labels = read(train)
    classifier = JointClassifier().fit(texts, encoder.encode(texts), labels)
    messages, truths = read(test)
    predictions = classifier.predict(messages, encoder.encode(messages))
    outside = np.array([truth == OUT_OF_SCOPE for truth in truths])
    if outside.all() or not outside.any():
        raise FrontdeskError(f"{test} needs messages in scope and out of scope ({OUT_OF_SCOPE}).")
    confidence = np.array([prediction.confidence for prediction in predictions], dtype=np.float64)
    correct = np.array([prediction.label == truth for prediction, truth in zip(predictions, truths)])
    correct, inside, without = correct[~outside], confidence[~outside], confidence[outside]
    return Scores(
        accuracy=100 * float(np.mean(correct & (inside >= _PAPER_THRESHOLD))),
        auroc=100 * area_under_roc(inside, without),
        oscr=100 * open_set_rate(correct, inside, without),
        recall=100 * float(np.mean(without < answer)),
        unthresholded=100 * float(np.mean(correct)),
    )


def table(name: str, ours: Scores, answer: float) -> str:
    """Our scores beside the published ones."""
    heads = f"{'accuracy':>9}{'AUROC':>8}{'OSCR':>8}{f'recall@{answer:g}':>12}{'acc@0':>8}"
    lines = [f"{name}  (percent)", f"{'':32}{heads}"]
    rows = {**PUBLISHED.get(name.lower(), {}), "Frontdesk": ours}
    for system, scores in rows.items():
        recall, bare = ("-" if value is None else f"{value:.1f}" for value in (scores.recall, scores.unthresholded))
        lines.append(f"{system:32}{scores.accuracy:9.1f}{scores.auroc:8.1f}{scores.oscr:8.1f}{recall:>12}{bare:>8}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every set under a folder and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hint3", description="The classifier on HINT3.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the HINT3 files")
    parser.add_argument("--answer", type=float, default=_ANSWER_THRESHOLD,
                        help="confidence from which a message counts as accepted (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        for name, train, test in pairs(options.data):
            print(table(name, measure(train, test, options.answer), options.answer), end="\n\n", flush=True)
    except FrontdeskError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
