"""The made-up clinic with many FAQs is one that can be published, and the same at every run."""

from __future__ import annotations

from pathlib import Path

from benchmarks.publishing.make_content import EXAMPLES, FAQS, QUESTIONS, make
from frontdesk.editing.test_questions import FILE, load_test_questions
from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import load_content

ROOT = Path(__file__).resolve().parents[2]


def test_it_has_so_many_faqs_and_examples_all_different(tmp_path: Path) -> None:
    make(tmp_path / "clinic")
    content = load_content(tmp_path / "clinic" / "content")
    texts, labels = load_examples(tmp_path / "clinic" / "data", content)
    taught = [text for text, label in zip(texts, labels) if label.startswith("faq/")]
    assert len(content.faqs) == FAQS
    assert len(taught) == FAQS * (EXAMPLES + 1)  # and each FAQ's visible question
    assert len(set(texts)) == len(texts)
    assert any(label.startswith("out_of_scope/") for label in labels)
    questions = load_test_questions(tmp_path / "clinic" / FILE)
    assert len(questions) == FAQS * QUESTIONS
    assert not {question.text for question in questions} & set(texts)


def test_it_is_the_same_at_every_run(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make(tmp_path / name)
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert all((tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes() for path in files)
