"""Cross-validation without fitting again says what fitting again would say."""

from __future__ import annotations

import random
import tarfile
from pathlib import Path

import numpy as np
import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import load_content
from frontdesk.language.classifier import ClassifierError, JointClassifier
from frontdesk.language.encoder import Vectors
from frontdesk.language.ridge import factorise, inverse_diagonal, left_out_scores, solve
from frontdesk.language.vector_cache import encode_examples
from frontdesk.publishing.left_out import cross_validate, load_classifier, share_right
from tests.publishing.stand_in import EXAMPLES, make_folder, save_model

ROOT = Path(__file__).resolve().parents[2]
Taught = tuple[list[str], Vectors, list[str]]


def without(taught: Taught, index: int) -> JointClassifier:
    texts, vectors, labels = taught
    rest = [other for other in range(len(texts)) if other != index]
    return JointClassifier().fit([texts[at] for at in rest], vectors[rest], [labels[at] for at in rest])


@pytest.fixture(scope="module")
def taught() -> Taught:
    """A tenth of what the project teaches."""
    texts, labels = load_examples(ROOT / "data", load_content(ROOT / "content"))
    chosen = sorted(random.Random(5).sample(range(len(texts)), 900))
    texts, labels = [texts[at] for at in chosen], [labels[at] for at in chosen]
    return texts, encode_examples(texts), labels


def test_the_equations_are_exact() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(40, 3))
    kernel = np.exp(-((points[:, None] - points[None]) ** 2).sum(axis=2)).astype(np.float32) + 0.1 * np.eye(
        40, dtype=np.float32)
    targets = rng.normal(size=(40, 5)).astype(np.float32)
    factor = factorise(kernel.copy())
    weights = solve(factor, targets)
    np.testing.assert_allclose(kernel @ weights, targets, atol=1e-4)
    precision = inverse_diagonal(factor)
    np.testing.assert_allclose(precision, np.diag(np.linalg.inv(kernel)), rtol=1e-3)
    scores = left_out_scores(targets, weights, precision)
    for at in range(40):
        rest = [other for other in range(40) if other != at]
        refitted = np.linalg.solve(kernel[np.ix_(rest, rest)].astype(np.float64), targets[rest])
        np.testing.assert_allclose(kernel[at, rest] @ refitted, scores[at], atol=1e-3)


def test_a_kernel_larger_than_a_chunk_is_inverted_as_well() -> None:
    rng = np.random.default_rng(2)
    root = rng.normal(size=(700, 700)).astype(np.float32) / 30
    kernel = root @ root.T + np.eye(700, dtype=np.float32)
    expected = np.diag(np.linalg.inv(kernel.astype(np.float64)))
    np.testing.assert_allclose(inverse_diagonal(factorise(kernel)), expected, rtol=1e-3)


def test_it_agrees_with_fitting_again(taught: Taught) -> None:
    texts, vectors, labels = taught
    found = {text: (label, prediction) for text, label, prediction in
             JointClassifier().fit(texts, vectors, labels, keep_examples=True).left_out()}
    assert len(found) == len(texts)
    same = 0
    for index in random.Random(6).sample(range(len(texts)), 25):
        label, prediction = found[texts[index]]
        refitted = without(taught, index).predict([texts[index]], vectors[index : index + 1])[0]
        assert label == labels[index]
        same += refitted.label == prediction.label
        # The mean and the rareness of n-grams still know the example; that is all the difference.
        there = {name: float(value) for name, value in zip(prediction.labels, prediction.confidences)}
        for name, value in zip(refitted.labels, refitted.confidences):
            assert there[name] == pytest.approx(float(value), abs=0.08)
    assert same >= 24


def test_every_example_is_judged_once_and_never_by_itself() -> None:
    texts = ["hello", "hello you", "thanks", "thank you", "goodbye"]
    labels = ["greet", "greet", "thanks", "thanks", "goodbye"]
    vectors = np.eye(5, dtype=np.float32)
    judged = list(JointClassifier().fit(texts, vectors, labels, keep_examples=True).left_out())
    assert sorted(text for text, _, _ in judged) == sorted(texts)
    (alone,) = [prediction for text, _, prediction in judged if text == "goodbye"]
    assert alone.label != "goodbye"
    assert alone.confidences[alone.labels.index("goodbye")] == 0


def test_without_its_examples_a_classifier_cant_tell() -> None:
    with pytest.raises(ClassifierError, match="without keeping"):
        list(JointClassifier().fit(["a", "b"], np.eye(2, dtype=np.float32), ["x", "y"]).left_out())


def test_it_is_read_from_a_trained_model_and_summed_up(tmp_path: Path) -> None:
    make_folder(tmp_path / "candidate")
    (model,) = (tmp_path / "candidate" / "models").iterdir()
    left_out = cross_validate(load_classifier(model))
    assert {item.label: item.count for item in left_out.labels} == dict.fromkeys(EXAMPLES, 3)
    share, count = share_right(left_out)
    assert count == 9
    assert share == sum(item.right for item in left_out.labels) / 9
    assert share_right(left_out, "none") == (0.0, 0)


def test_what_is_wrong_is_listed_and_kinds_of_what_isnt_covered_are_one() -> None:
    texts = ["is it raining", "will it rain today", "fix my python", "debug my script", "hello hello", "hello"]
    labels = ["out_of_scope/weather", "out_of_scope/code", "out_of_scope/code", "out_of_scope/weather", "greet", "book"]
    vectors = np.array([[1, 0, 0], [0.95, 0.3, 0], [0, 1, 0], [0.2, 0.98, 0], [0, 0, 1], [0, 0.1, 0.99]], np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    left_out = cross_validate(JointClassifier().fit(texts, vectors, labels, keep_examples=True))
    by_label = {item.label: (item.right, item.count) for item in left_out.labels}
    assert by_label["out_of_scope"] == (4, 4)
    assert by_label["greet"] == (0, 1)
    assert {(item.label, item.taken_for) for item in left_out.confused} == {("greet", "book"), ("book", "greet")}
    assert left_out.labels[0].right == 0
    assert all(item.confidence >= 0.5 for item in left_out.misplaced)


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"nonsense"),
                                    lambda path: tarfile.open(path, "w:gz").close()])
def test_a_model_that_isnt_one_is_told(tmp_path: Path, damage) -> None:
    folder = make_folder(tmp_path / "candidate")
    save_model(folder)
    (model,) = (folder / "models").iterdir()
    damage(model)
    with pytest.raises(FrontdeskError, match="Train"):
        load_classifier(model)
