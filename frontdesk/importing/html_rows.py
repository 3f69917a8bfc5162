"""Telling a table's rows of data from tables that only lay out a page."""

from __future__ import annotations

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from frontdesk.importing.html_tree import HEADINGS, length

_LONGEST_CELL = 300  # characters; cells with more hold texts of their own
_PARAGRAPHS = frozenset(("p", "div"))
_NOT_IN_CELLS = HEADINGS | frozenset(("table", "ul", "ol", "dl", "blockquote", "pre", "details", "section", "article"))


def is_row_of_data(row: HtmlElement) -> bool:
    """Whether a row reads as one line: at least two short cells with a paragraph each."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    filled = [cell for cell in cells if length(cell)]
    return len(filled) > 1 and all(_is_short(cell) for cell in filled)


def _is_short(cell: HtmlElement) -> bool:
    paragraphs = 0
    for element in cell.iterdescendants():
        if element.tag in _NOT_IN_CELLS:
            return False
        if element.tag in _PARAGRAPHS and (element.text or "").strip():
            paragraphs += 1
    return paragraphs < 2 and length(cell) <= _LONGEST_CELL
