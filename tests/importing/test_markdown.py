"""Markdown."""

from __future__ import annotations

import pytest

from frontdesk.importing.markdown import read_markdown
from tests.importing.reading import said, texts


def test_headings_paragraphs_lists_and_tables() -> None:
    article = read_markdown(
        "# Heel pain\n\nIt hurts\nin the *morning*. See [us](https://x.example).\n\n## Rest?\n\n- Ice\n- Sleep\n\n"
        "| Week | What |\n|---|---|\n| 1 | Walk |\n\n> Quoted.\n\n---\n\n![A foot](foot.png)")
    assert article.title == "Heel pain"
    assert said(article) == [("p", "It hurts in the morning. See us."), ("h", "Rest?"), ("l", "Ice"), ("l", "Sleep"),
                             ("p", "Week – What"), ("p", "1 – Walk"), ("p", "Quoted.")]


def test_front_matter_says_what_the_article_is() -> None:
    article = read_markdown(
        "---\ntitle: \"Heel: pain\"\nurl: https://clinic.example/heel\nauthor: Jane\ndate: 2023-04-11\n"
        "calls_to_action:\n  - Come and see us\n---\n\n# Heel: pain\n\nIt hurts.\n\nCome and see us\n")
    assert (article.title, article.url, article.author, article.date) == (
        "Heel: pain", "https://clinic.example/heel", "Jane", "2023-04-11")
    assert said(article) == [("p", "It hurts."), ("c", "Come and see us")]


@pytest.mark.parametrize("front", ["title: [a, b]", "title: {a: b}", "- a", "title: 'open", "&a [*a]", "title: true",
                                   "title: !!python/name:os.system x"])
def test_front_matter_that_says_nothing_usable_does_no_harm(front: str) -> None:
    article = read_markdown(f"---\n{front}\n---\nIt hurts.")
    assert (article.title, texts(article)) == ("", ["It hurts."])


def test_html_in_markdown_is_sanitised() -> None:
    assert texts(read_markdown("<script>alert(1)</script>\n\n<p onclick='x()'>It hurts.</p>")) == ["It hurts."]


def test_a_hash_that_was_escaped_makes_no_heading() -> None:
    assert said(read_markdown("Text.\n\n\\# 1 in the league")) == [("p", "Text."), ("p", "# 1 in the league")]
