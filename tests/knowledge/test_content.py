"""Everything under content/, together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.content import Content, load_content

Write = Callable[..., Path]
ARTICLE = "---\ntitle: T\n---\n\nIs it tight? “Why now?” It is tight. “It is sore.”\n"
FAQS = "starters: [a]\nfaqs:\n  a:\n    question: Why?\n    article: one\n    passages: [is-it-tight-ID]\n"


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Path:
    """A small but complete ``content/``."""
    from frontdesk.knowledge.passages import sentence_id

    write("articles/one.md", ARTICLE)
    write("articles/two.md", ARTICLE.replace("It is tight", "It is loose"))
    write("clinic.yml", "name: A Clinic\n")
    write("faqs.yml", FAQS.replace("is-it-tight-ID", sentence_id("It is tight.", {})))
    return tmp_path


def test_articles_faqs_and_clinic_are_loaded_together(folder: Path) -> None:
    content = load_content(folder)
    assert list(content.articles) == ["one", "two"]
    assert (list(content.faqs), content.starters, content.clinic.name) == (["a"], ("a",), "A Clinic")


def test_questions_in_an_article_answer_nobody_and_arent_searched(folder: Path) -> None:
    assert [(passage.article, passage.text) for passage in load_content(folder).searchable] == [
        ("one", "It is tight."), ("one", "“It is sore.”"), ("two", "It is loose."), ("two", "“It is sore.”")]


def test_a_passage_is_found_by_article_and_id(folder: Path) -> None:
    content = load_content(folder)
    wanted = content.searchable[2]
    assert content.passage("two", wanted.id) == wanted
    with pytest.raises(KeyError):
        content.passage("one", wanted.id)


@pytest.mark.parametrize("name", ["clinic.yml", "faqs.yml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ContentError, match=rf"{name}: the file is missing"):
        load_content(folder)


def test_content_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"articles: there is no article\. Add one as <slug>\.md"):
        load_content(tmp_path)


def test_other_files_beside_the_articles_are_left_alone(folder: Path) -> None:
    (folder / "articles" / "notes.txt").write_text("not an article", encoding="utf-8")
    assert list(load_content(folder).articles) == ["one", "two"]


def test_the_clinics_content_is_fine(content: Content) -> None:
    assert content.clinic.name
    assert len(content.starters) == 3
    assert len(content.faqs) >= 15
    assert {passage.article for passage in content.searchable} == set(content.articles)


def test_every_starter_and_follow_up_leads_to_an_faq(content: Content) -> None:
    named = {*content.starters, *(slug for faq in content.faqs.values() for slug in faq.follow_ups)}
    assert named <= set(content.faqs)
