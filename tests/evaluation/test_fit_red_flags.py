"""The threshold keeps false alarms within their budgets, and no nearer to either side than it must."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.fit_red_flags import fit
from frontdesk.safety.evidence import Features

Rows = npt.NDArray[np.float64]


def rows(*log_odds: float) -> Rows:
    """Messages of which only the classifier says something."""
    return np.array([[value, value, 0, 0, 0, 0, 0] for value in log_odds], dtype=float)


def strengths(flags: Rows, hard: Rows, ordinary: Rows) -> tuple[list[float], list[float], list[float], float]:
    every = np.concatenate([flags, hard, ordinary])
    number = np.arange(len(every))
    weights = fit(every, number < len(flags), number >= len(flags) + len(hard))
    found = [[weights.strength(Features(*row)) for row in part] for part in (flags, hard, ordinary)]
    return found[0], found[1], found[2], weights.threshold


def test_what_can_be_told_apart_is() -> None:
    flags, hard, ordinary, threshold = strengths(rows(*[3.0] * 50), rows(*[-2.0] * 50), rows(*[-3.5] * 200))
    assert max(*hard, *ordinary) < threshold < min(flags)


def test_the_threshold_is_not_next_to_the_harmless_ones() -> None:
    flags, hard, _, threshold = strengths(rows(*[3.0] * 50), rows(*[-2.0] * 50), rows(*[-3.5] * 200))
    assert threshold - max(hard) > 0.1
    assert min(flags) - threshold > 0.1


def test_false_alarms_stay_within_their_budgets_where_the_two_overlap() -> None:
    flags, hard, ordinary, threshold = strengths(
        rows(*np.linspace(-1, 5, 60)), rows(*np.linspace(-3.5, 1, 100)), rows(*np.linspace(-3.5, 1, 400)))
    assert np.mean([value >= threshold for value in hard]) <= 0.03
    assert np.mean([value >= threshold for value in ordinary]) <= 0.005
    assert any(value >= threshold for value in flags)


def test_without_such_a_threshold_it_says_what_to_do() -> None:
    with pytest.raises(FrontdeskError, match="Add examples"):
        strengths(rows(*[3.0] * 100), rows(*[3.0] * 3), rows(*[3.0] * 3))
