"""``python -m frontdesk.evaluation.inbox_limits``: where the staff console's inbox should draw its lines.

What it prints belongs into :mod:`frontdesk.inbox.limits`, which also says how it is found.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from frontdesk.evaluation.datasets import load_cases
from frontdesk.evaluation.fit_thresholds import SETS, Observer
from frontdesk.inbox.grouping import assign
from frontdesk.inbox.limits import ALIKE, Agreement
from frontdesk.knowledge.content import load_content
from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE, Evidence, Thresholds, decide

SHOWN = 0.1  # share of right answers that staff are shown
PURE = 0.9  # share of grouped messages that ask what most of their group asks
_SIGNALS = ("confidence", "near", "strength")
_ORDERS, _SEED = 5, 0


def find_agreement(right: Sequence[Evidence], thresholds: Thresholds, shown: float = SHOWN) -> Agreement:
    """The agreement that this share of right answers falls short of.

    Args:
        right: the evidence for each right answer.
        thresholds: by which they were answered.
        shown: the share.
    """
    values = np.array([[getattr(evidence, name) for name in _SIGNALS] for evidence in right])
    for each in np.arange(0.0, 1.0, 0.001):
        floors = np.quantile(values, each, axis=0)
        if np.mean((values < floors).any(axis=1)) >= shown:
            break
    confidence, near, strength = (float(floor) for floor in floors)
    return Agreement(confidence, near - thresholds.near, strength - thresholds.answer)


def purity(groups: Sequence[int], accepted: Sequence[Collection[str]]) -> float:
    """Share of the messages that aren't alone in their group whose labels hold the one that most of it accepts."""
    members: dict[int, list[int]] = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    shared = [found for found in members.values() if len(found) > 1]
    most = (max(Counter(label for index in found for label in accepted[index]).values()) for found in shared)
    return sum(most) / max(sum(map(len, shared)), 1)


def find_alike(vectors: Vectors, accepted: Sequence[Collection[str]], pure: float = PURE) -> float:
    """The lowest cosine, in steps of 0.01, at which groups are as pure as that.

    Args:
        vectors: ``(n, d)`` of the messages.
        accepted: labels that are right for each of them.
        pure: the purity, in the mean of several orders.
    """
    orders = [np.random.default_rng(_SEED + number).permutation(len(vectors)) for number in range(_ORDERS)]
    for alike in np.round(np.arange(0.4, 1.0, 0.01), 2):
        if np.mean([_purity_in(order, vectors, accepted, float(alike)) for order in orders]) >= pure:
            break
    return float(alike)


def _purity_in(
    order: np.ndarray[tuple[int, ...], np.dtype[np.int64]], vectors: Vectors, accepted: Sequence[Collection[str]],
    alike: float,
) -> float:
    found = assign([], np.zeros((0, vectors.shape[1]), dtype=np.float32), list(range(len(order))), vectors[order],
                   alike)
    return purity(list(found.values()), [accepted[index] for index in order])


def main() -> int:
    """Find and print."""
    root = Path.cwd()
    cases = load_cases(root / SETS / "development.tsv")
    asked = [case for case in cases if case.label.partition("/")[0] in (FAQ, OUT_OF_SCOPE, "clinic", "price")]
    vectors = load_encoder().encode([case.text for case in asked])
    print(f"alike from {find_alike(vectors, [case.accepted for case in asked]):.2f} (the inbox has {ALIKE})")
    print("Fitting the classifier on data/ and content/ …", file=sys.stderr)
    thresholds = Thresholds.load(root / "thresholds.json")
    observed = Observer(root, load_content(root / "content")).observe(cases)
    verdicts = [(item, decide(item.evidence, thresholds)) for item in observed]
    answered = [(item, verdict) for item, verdict in verdicts if verdict.decision == "answer"]
    right = [item.evidence for item, verdict in answered if verdict.label in item.case.accepted]
    wrong = [item.evidence for item, verdict in answered if verdict.label not in item.case.accepted]
    print(f"agreement {find_agreement(right, thresholds)} (the inbox has {Agreement()})")
    for name, some in (("right", right), ("wrong", wrong)):
        low = sum(bool(Agreement().lacking(item.confidence, item.near, item.strength, thresholds)) for item in some)
        print(f"with the inbox's, {low} of {len(some)} {name} answers are shown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
