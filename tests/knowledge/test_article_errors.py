"""What is wrong with an article is said with file and line, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import load_article

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "line", "problem", "remedy"),
    [
        ("", 1, "no front matter", "Begin the file with a line '---'"),
        ("# Title\n\nText.\n", 1, "no front matter", "title: …"),
        ("---\ntitle: T\n\nText.\n", 1, "isn't closed", "Add a line '---'"),
        ("---\ntitle: T\n---\n", 4, "no sentence to quote", "Add its text below the front matter"),
        ("---\ntitle: T\n---\n\n# Only a heading\n", 4, "no sentence to quote", "Add its text"),
        ("---\ntitle: T\n---\n\nOffer: buy now >\n", 4, "no sentence to quote", "Add its text"),
        ("---\nauthor: Jo\n---\nText.\n", 2, "'title' is missing or empty", "Add a line 'title: …'"),
        ("---\nauthor: Jo\ntitle:\n---\nText.\n", 3, "'title' is missing or empty", "Add a line 'title: …'"),
        ("---\n---\nText.\n", 2, "'title' is missing or empty", "Add a line 'title: …'"),
        ("---\ntitle: T\nlink: x\n---\nText.\n", 3, "'link' isn't a known setting", "Use one of: title, url"),
        ("---\ntitle: 42\n---\nText.\n", 2, "'title' was read as a number", "Put quotes round it: title:"),
        ("---\ntitle: T\nauthor: [Jo]\n---\nText.\n", 3, "'author' must be a text", "one line of text"),
        ("---\ntitle: T\nurl: clinic.example\n---\nText.\n", 3, "isn't a web address", "Write https://…"),
        ("---\ntitle: T\nurl: https://c.example/#top\n---\nText.\n", 3, "without '#'", "Write https://…"),
        ("---\ntitle: T\ncalls_to_action: Book\n---\nText.\n", 3, "must be a list", "a line '- …'"),
        ("---\ntitle: T\ncalls_to_action:\n  - Book\n---\nText.\n", 4, "no line 'Book'", "Copy the line exactly"),
        ("---\ntitle: T\ncalls_to_action:\n  - Text.\n  -\n---\nText.\n", 5, "isn't a text", "after the dash"),
        ("---\ntitle: T\nauthor: a: b\n---\nText.\n", 3, "isn't valid YAML", "Check indentation"),
        ("---\ntitle: T\ntitle: U\n---\nText.\n", 3, "duplicate key", "Check indentation"),
        ("---\n- title\n---\nText.\n", 2, "'key: value' lines are expected", "Start the file with a key"),
        ("---\ntitle: T\nauthor: \"\x07\"\n---\nText.\n", 3, "isn't valid YAML", "Check indentation"),
    ],
)
def test_a_faulty_article_is_refused(write: Write, text: str, line: int, problem: str, remedy: str) -> None:
    path = write("articles/faulty.md", text)
    with pytest.raises(ContentError) as caught:
        load_article(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_a_missing_article_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.md: the file is missing\. Restore it"):
        load_article(tmp_path / "gone.md")


def test_text_that_isnt_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.md"
    path.write_bytes(b"---\ntitle: T\n---\n\nCaf\xe9.\n")
    with pytest.raises(ContentError, match=r"latin\.md:5: the text isn't UTF-8\. Save the file as UTF-8"):
        load_article(path)


def test_a_byte_order_mark_does_no_harm(write: Write) -> None:
    assert load_article(write("bom.md", "\ufeff---\ntitle: T\n---\nText.\n")).title == "T"
