"""An imported article is answered from by search before anybody has written an FAQ for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from frontdesk.importing.article_file import new_file
from frontdesk.importing.keeping import text_of
from frontdesk.importing.saved_page import read_page
from frontdesk.knowledge.content import Content, load_content
from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.encoder import load_encoder

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path(__file__).with_name("pages") / "elementor.html"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The clinic's content with one more article, which no FAQ refers to."""
    folder = tmp_path_factory.mktemp("answerable") / "content"
    shutil.copytree(ROOT / "content", folder)
    file = new_file(text_of(read_page(PAGE.read_text(encoding="utf-8"))))
    (folder / "articles" / "heel-pain.md").write_text(file, encoding="utf-8")
    return load_content(folder)


def test_its_sentences_are_searchable(content: Content) -> None:
    assert all(passage.article != "heel-pain" for faq in content.faqs.values() for passage in faq.passages)
    texts = [passage.text for passage in content.searchable if passage.article == "heel-pain"]
    assert "Complete rest isn’t needed for most people." in texts
    assert "Book your free consultation" not in texts
    assert "Should I rest it?" not in texts


@pytest.mark.parametrize(("question", "answer"), [
    ("do i have to rest completely when my heel hurts", "Complete rest isn’t needed for most people."),
    ("how long is it sore when I get up", "It’s sore for a few minutes & then it eases as you walk about."),
    ("can I walk barefoot", "Don’t walk barefoot on hard floors."),
    ("is my calf part of it, or a stiff ankle?", "A stiff ankle or a weak calf is often behind it."),
])
def test_a_question_about_it_finds_its_sentence(content: Content, question: str, answer: str) -> None:
    encoder = load_encoder()
    passages = content.searchable
    search = PassageSearch([passage.text for passage in passages], encoder.encode([one.text for one in passages]))
    order = np.argsort(-search.scores(question, encoder.encode([question])[0]))
    assert passages[order[0]].article == "heel-pain"
    assert answer in [passages[index].text for index in order[:3]]
