"""Small files of content, made where a test needs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.knowledge.articles import Article, load_article

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes one file and returns its path."""

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return path

    return write_file


@pytest.fixture
def article_of(write: Write) -> Callable[..., Article]:
    """Loads an article with this body, and perhaps more lines of front matter."""

    def load(body: str, front: str = "title: A title", slug: str = "an-article") -> Article:
        return load_article(write(f"articles/{slug}.md", f"---\n{front}\n---\n\n{body}\n"))

    return load
