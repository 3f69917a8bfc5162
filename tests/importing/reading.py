"""What tests of readers ask of an article."""

from __future__ import annotations

from frontdesk.importing.imported import Imported


def said(article: Imported) -> list[tuple[str, str]]:
    """An article's blocks, kind by its first letter: p, h, l, c."""
    return [(block.kind[0], block.text) for block in article.blocks]


def texts(article: Imported) -> list[str]:
    """An article's blocks, without their kinds."""
    return [block.text for block in article.blocks]
