"""``make red-flag-weights``: weigh the two signals on the development set, and write ``red-flag-weights.json``.

A logistic model over what the patterns and the classifier make of each message; then
a threshold that keeps false alarms within their budgets with the recall as high as
they allow: the middle one of those that do as well. Neither signal is trained on these
messages.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.red_flag_cases import FOLDER, find, load_flag_cases, load_ordinary_cases
from frontdesk.safety.detector import WEIGHTS, Detector
from frontdesk.safety.evidence import Features, Weights
from frontdesk.safety.model import load_model
from frontdesk.safety.model_folder import model_folder
from frontdesk.safety.red_flags import load_red_flags

# Shares of false alarms allowed on the development set, a little inside the goals.
_HARD, _ORDINARY = 0.028, 0.0045
_REGULARISATION = 1.0
_GRID = np.round(np.arange(0.05, 0.9, 0.005), 3)


def fit(rows: npt.NDArray[np.float64], flagged: npt.NDArray[np.bool_], ordinary: npt.NDArray[np.bool_]) -> Weights:
    """Fit weights and threshold.

    Args:
        rows: ``(n, features)``.
        flagged: ``(n,)`` which must be flagged.
        ordinary: ``(n,)`` which are ordinary messages; the rest are hard negatives.

    Raises:
        FrontdeskError: no threshold keeps false alarms within their budgets.
    """
    model = LogisticRegression(C=_REGULARISATION, max_iter=1000).fit(rows, flagged)
    names = list(Features.__dataclass_fields__)
    weights = Weights(dict(zip(names, map(float, model.coef_[0]))), float(model.intercept_[0]), 0.0)
    strength = np.array([weights.strength(Features(*row)) for row in rows])
    hard = ~flagged & ~ordinary
    within = [threshold for threshold in _GRID if (strength[hard] >= threshold).mean() <= _HARD
              and (strength[ordinary] >= threshold).mean() <= _ORDINARY]
    if not within:
        raise FrontdeskError("No threshold keeps the false alarms within their budgets. "
                             "Add examples of what is harmless to content/safety/examples/.")
    recall = [(strength[flagged] >= threshold).mean() for threshold in within]
    best = [threshold for threshold, share in zip(within, recall) if share == max(recall)]
    return Weights(weights.weights, weights.bias, float(best[len(best) // 2]))


def main() -> int:
    """Fit and write the weights."""
    root = Path.cwd()
    flags = load_red_flags(root / "content" / "safety")
    unweighed = Weights(dict.fromkeys(Features.__dataclass_fields__, 0.0), 0.0, 1.0)
    detector = Detector(flags, load_model(model_folder(root), flags.spellings), unweighed)
    cases = load_flag_cases(root / FOLDER / "development.tsv")
    ordinary = load_ordinary_cases(root, "development")
    turns = [case.turns for case in cases] + [(case.text,) for case in ordinary]
    print(f"Reading {len(turns)} messages …", file=sys.stderr)
    rows = np.array([find(detector, each).features.as_row() for each in turns])
    flagged = np.array([case.flagged for case in cases] + [False] * len(ordinary))
    weights = fit(rows, flagged, np.array([case.ordinary for case in cases] + [True] * len(ordinary)))
    document = {
        "about": "Fitted by 'make red-flag-weights' on tests/eval/red_flags/development.tsv and "
                 "tests/eval/development.tsv; see frontdesk/safety/evidence.py. Not for editing by hand.",
        "weights": {name: round(value, 4) for name, value in weights.weights.items()},
        "bias": round(weights.bias, 4), "threshold": weights.threshold}
    (root / WEIGHTS).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    print((root / WEIGHTS).read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
