import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from frontdesk.language.classifier import ClassifierError, JointClassifier
from frontdesk.language.judging import Settings
from frontdesk.language.ngrams import CharacterNgrams

DIMENSION = 16
EXAMPLES = {
    "faq/parking": ["where can i park", "is there a car park", "parking near you"],
    "faq/prices": ["what does it cost", "how much is a visit", "price of a session"],
    "book": ["book me in", "i want an appointment", "can i come on tuesday"],
    "out_of_scope/weather": ["will it rain", "is it sunny today"],
    "out_of_scope/code": ["write me a script", "fix my python"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]


def embed(texts):
    """A stand-in for the encoder: unit vectors that depend on the text's words only."""
    rows = []
    for text in texts:
        row = np.full(DIMENSION, 0.1)
        for word in text.split():
            row += np.random.default_rng(sum(map(ord, word))).normal(size=DIMENSION)
        rows.append(row / np.linalg.norm(row))
    return np.array(rows, dtype=np.float32).reshape(len(texts), DIMENSION)


@pytest.fixture
def classifier():
    return JointClassifier().fit(TEXTS, embed(TEXTS), LABELS)


def one(classifier, text):
    return classifier.predict([text], embed([text]))[0]


@pytest.mark.parametrize(("text", "label"), zip(TEXTS, LABELS))
def test_taught_examples_get_their_label(classifier, text, label):
    prediction = one(classifier, text)
    assert prediction.label == label
    assert prediction.confidence > 0.6
    # Taught vectors are kept as 8-bit numbers.
    assert prediction.cosine[prediction.labels.index(label)] == pytest.approx(1, abs=0.005)


def test_prediction_covers_every_label(classifier):
    prediction = one(classifier, "wher can i prak")
    count = len(EXAMPLES)
    assert set(prediction.labels) == set(EXAMPLES)
    for values in (prediction.probability, prediction.cosine, prediction.confidences, prediction.order):
        assert values.shape == (count,)
    assert prediction.probability.sum() == pytest.approx(1, abs=1e-4)
    assert sorted(prediction.order) == list(range(count))
    assert ((prediction.confidences >= 0) & (prediction.confidences <= 1 + 1e-5)).all()


def test_ranking_is_best_first_and_limited(classifier):
    prediction = one(classifier, "how much to park")
    assert prediction.ranking()[0] == (prediction.label, prediction.confidence)
    assert len(prediction.ranking()) == len(EXAMPLES)
    assert prediction.ranking(2) == prediction.ranking()[:2]


def test_a_taught_message_is_held_more_confidently_than_a_strange_one(classifier):
    assert one(classifier, "is there a car park").confidence > one(classifier, "zebra quantum flute").confidence + 0.2


def test_spelling_helps_where_meaning_is_lost():
    vectors = np.tile(embed(["same for all"]), (len(TEXTS), 1))
    classifier = JointClassifier().fit(TEXTS, vectors, LABELS)
    assert classifier.predict(["parkng near yuo"], vectors[:1])[0].label == "faq/parking"


def test_labels_are_grouped_even_when_a_dash_sorts_before_the_slash():
    labels = [label.replace("book", "faq-other") for label in LABELS]
    classifier = JointClassifier().fit(TEXTS, embed(TEXTS), labels)
    assert [classifier.predict([t], embed([t]))[0].label for t in TEXTS] == labels
    assert one(classifier, "hello").probability.sum() == pytest.approx(1, abs=1e-4)


def test_order_of_the_examples_does_not_matter(classifier):
    backwards = JointClassifier().fit(TEXTS[::-1], embed(TEXTS[::-1]), LABELS[::-1])
    here, there = one(classifier, "parking price"), one(backwards, "parking price")
    assert here.labels == there.labels
    np.testing.assert_allclose(here.confidences, there.confidences, atol=1e-4)


def test_fitting_twice_gives_the_same(classifier):
    again = JointClassifier().fit(TEXTS, embed(TEXTS), LABELS)
    np.testing.assert_array_equal(one(classifier, "rain").confidences, one(again, "rain").confidences)


def test_saved_classifier_predicts_identically_in_another_process(classifier, tmp_path):
    messages = ["wher to park", "", "how much", "python rain"]
    vectors = embed(messages)
    expected = [p.confidences.tolist() for p in classifier.predict(messages, vectors)]
    classifier.save(tmp_path / "model")
    np.save(tmp_path / "vectors.npy", vectors)
    program = (
        "import json, sys, numpy as np; from pathlib import Path;"
        "from frontdesk.language.classifier import JointClassifier as J;"
        "folder = Path(sys.argv[1]); model = J.load(folder / 'model');"
        "result = model.predict(json.loads(sys.argv[2]), np.load(folder / 'vectors.npy'));"
        "print(json.dumps([p.confidences.tolist() for p in result]))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path), json.dumps(messages)],
                          cwd=root, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == expected


def test_saved_files_hold_no_pickle(classifier, tmp_path):
    classifier.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["classifier.json", "classifier.npz"]
    with np.load(tmp_path / "classifier.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "fiu" for name in arrays.files)


def test_settings_travel_with_the_model(tmp_path):
    settings = Settings(spelling=0.7, longest=3)
    JointClassifier(settings).fit(TEXTS, embed(TEXTS), LABELS).save(tmp_path)
    assert JointClassifier.load(tmp_path).settings == settings


def test_one_label_is_enough():
    classifier = JointClassifier().fit(["hello"], embed(["hello"]), ["greet"])
    prediction = one(classifier, "hi there")
    assert prediction.label == "greet"
    assert prediction.probability.tolist() == pytest.approx([1])


@pytest.mark.parametrize("text", ["", "   ", "?!", "日本語", "x" * 5000])
def test_odd_texts_get_finite_scores(classifier, text):
    vector = np.zeros((1, DIMENSION), dtype=np.float32)
    prediction = classifier.predict([text], vector)[0]
    assert np.isfinite(prediction.confidences).all()
    assert np.isfinite(prediction.probability).all()


def test_no_messages_no_predictions(classifier):
    assert classifier.predict([], np.zeros((0, DIMENSION), dtype=np.float32)) == []


def test_many_messages_are_judged_as_each_alone(classifier):
    texts = [f"{text} {number}" for number in range(40) for text in TEXTS]
    together = classifier.predict(texts, embed(texts))
    assert len(together) == len(texts)
    for index in (0, 255, 256, len(texts) - 1):
        np.testing.assert_allclose(together[index].confidences, one(classifier, texts[index]).confidences, atol=1e-4)


def test_errors_say_what_is_wrong(classifier, tmp_path):
    with pytest.raises(ClassifierError, match="no examples"):
        JointClassifier().fit([], np.zeros((0, DIMENSION), dtype=np.float32), [])
    with pytest.raises(ClassifierError, match="13 examples but 12 labels"):
        JointClassifier().fit(TEXTS, embed(TEXTS), LABELS[:-1])
    with pytest.raises(ClassifierError, match="shape"):
        JointClassifier().fit(TEXTS, embed(TEXTS)[:3], LABELS)
    with pytest.raises(ClassifierError, match="shape"):
        classifier.predict(["hi"], np.zeros((1, DIMENSION + 1), dtype=np.float32))
    with pytest.raises(ClassifierError, match="learnt nothing"):
        JointClassifier().predict(["hi"], embed(["hi"]))
    with pytest.raises(ClassifierError, match="missing"):
        JointClassifier.load(tmp_path)


def test_model_of_another_format_is_refused(classifier, tmp_path):
    classifier.save(tmp_path)
    about = json.loads((tmp_path / "classifier.json").read_text(encoding="utf-8"))
    (tmp_path / "classifier.json").write_text(json.dumps(about | {"format": 0}), encoding="utf-8")
    with pytest.raises(ClassifierError, match="another version"):
        JointClassifier.load(tmp_path)


def test_ngrams_are_unit_vectors_over_what_was_seen():
    ngrams = CharacterNgrams(2, 3)
    seen = ngrams.fit_transform(["park here", "pay here"])
    assert np.array_equal(seen.toarray(), ngrams.transform(["park here", "pay here"]).toarray())
    matrix = ngrams.transform(["park", "here", "zzz"]).toarray()
    assert np.linalg.norm(matrix, axis=1) == pytest.approx([1, 1, 0], abs=1e-5)
    assert matrix.shape == (3, len(ngrams.vocabulary))
