"""From scores to predictions, with scores made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from frontdesk.language.judging import Labels, Prediction, Settings, by_group

# Sorted by group although a dash sorts before the slash; two examples of "book", one of each other.
NAMES = ("book", "faq/parking", "faq/prices", "faq-other", "out_of_scope/code", "out_of_scope/rain")
LABELS = Labels(NAMES, np.array([0, 2, 3, 4, 5, 6]))
NEAR = [0.5] * 7


def judged(scores: list[float], similarity: list[float] = NEAR) -> Prediction:
    arrays = (np.array([values], dtype=np.float32) for values in (similarity, scores))
    (prediction,) = LABELS.judge(*arrays, Settings())
    return prediction


def test_the_names_are_sorted_by_group() -> None:
    assert sorted(["out_of_scope/rain", "faq-other", "faq/prices", "book", "out_of_scope/code", "faq/parking"],
                  key=by_group) == list(NAMES)


def test_the_highest_score_is_the_best_label_and_all_probability_is_given() -> None:
    prediction = judged([0.1, 0.0, 0.9, 0.0, 0.0, 0.0])
    assert prediction.label == prediction.ranking(1)[0][0] == "faq/prices"
    assert prediction.confidence == prediction.confidences.max()
    assert prediction.probability.sum() == pytest.approx(1, abs=1e-5)


def test_a_group_that_claims_a_little_with_each_label_wins() -> None:
    prediction = judged([0.0, 0.35, 0.0, 0.0, 0.3, 0.3])
    assert prediction.label.startswith("out_of_scope/")


def test_a_labels_cosine_is_that_of_its_nearest_example() -> None:
    prediction = judged([0.5] * 6, [0.2, 0.9, 0.1, 0.3, 0.4, 0.5, 0.6])
    assert prediction.cosine.tolist() == pytest.approx([0.9, 0.1, 0.3, 0.4, 0.5, 0.6])


def test_scores_below_nought_and_cosines_below_nought_stay_finite() -> None:
    prediction = judged([-5.0] * 6, [-1.0] * 7)
    assert np.isfinite(prediction.confidences).all()
    assert prediction.confidence == 0


def test_a_label_without_its_only_example_is_never_the_best() -> None:
    prediction = judged([0.0, 0.9, 0.1, 0.0, 0.0, 0.0], [0.5, 0.5, -np.inf, 0.5, 0.5, 0.5, 0.5])
    assert prediction.label != "faq/parking"
