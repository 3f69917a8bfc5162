"""Where the inbox draws its lines."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from frontdesk.evaluation.datasets import load_cases
from frontdesk.evaluation.inbox_limits import PURE, SHOWN, find_agreement, find_alike, purity
from frontdesk.inbox.grouping import assign
from frontdesk.inbox.limits import ALIKE
from frontdesk.language.encoder import load_encoder
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE, Evidence, Thresholds

ROOT = Path(__file__).resolve().parents[2]
SEED = 20_260
LIMITS = Thresholds(answer=1.0, choice=-1.0, near=0.3, passage=0.1, rival=0.9, intent=0.3, context=2.0, search=0.6)


def right_answers(count: int) -> list[Evidence]:
    numbers = np.random.default_rng(SEED).random((count, 3))
    return [Evidence("faq/x", float(a), ("x",), (1.0,), 1 + 10 * float(b), 0.3 + 0.6 * float(c), 0.5)
            for a, b, c in numbers]


def test_the_shakiest_tenth_is_shown() -> None:
    right = right_answers(500)
    agreement = find_agreement(right, LIMITS)
    shown = [agreement.lacking(one.confidence, one.near, one.strength, LIMITS) for one in right]
    assert SHOWN == 0.1
    assert 0.09 <= np.mean([bool(each) for each in shown]) <= 0.115
    assert min(asdict(agreement).values()) > 0
    assert {name for each in shown for name in each} == {"confidence", "near", "strength"}


@pytest.mark.parametrize(("groups", "pure"), [
    ([1, 1, 1, 2], 1.0), ([1, 1, 2, 2], 0.75), ([1, 2, 3, 4], 0.0), ([1, 1, 1, 1], 0.75)])
def test_a_group_is_pure_where_most_of_it_asks_one_thing(groups: list[int], pure: float) -> None:
    assert purity(groups, [{"a"}, {"a", "b"}, {"a"}, {"b"}]) == pure


def test_two_heaps_are_told_apart() -> None:
    generator = np.random.default_rng(SEED)
    rows = np.repeat(np.eye(2, 16, dtype=np.float32), 30, axis=0) + 0.1 * generator.standard_normal((60, 16))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    labels = [{"a"}] * 30 + [{"b"}] * 30
    alike = find_alike(vectors, labels)
    assert purity(list(assign([], vectors[:0], list(range(60)), vectors, alike).values()), labels) >= PURE


def test_the_inboxs_groups_are_pure_on_the_development_set() -> None:
    cases = [case for case in load_cases(ROOT / "tests" / "eval" / "development.tsv")
             if case.label.partition("/")[0] in (FAQ, OUT_OF_SCOPE)]
    vectors = load_encoder().encode([case.text for case in cases])
    found = assign([], vectors[:0], list(range(len(cases))), vectors, ALIKE)
    assert purity(list(found.values()), [case.accepted for case in cases]) >= PURE - 0.03
    assert len(set(found.values())) < 0.85 * len(cases)
