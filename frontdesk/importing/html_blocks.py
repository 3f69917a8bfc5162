"""From a tree of HTML to paragraphs, in reading order and word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from frontdesk.importing.html_rows import is_row_of_data
from frontdesk.importing.html_tree import BLOCKS, HEADINGS, opens_a_fold
from frontdesk.importing.imported import (
    BETWEEN_CELLS,
    CALL_TO_ACTION,
    HEADING,
    LIST_ITEM,
    PARAGRAPH,
    ImportedBlock,
)
from frontdesk.importing.wording import looks_like_an_invitation, says_something, tidy

_LINKS = frozenset(("a", "button"))
_BOLD = frozenset(("b", "strong"))
_CELLS = frozenset(("td", "th"))
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)", re.IGNORECASE)
_BULLET = re.compile(r"[•◦▪‣·§\uf0b7]\s+(?=\w)")
_HEADING_WORDS = 12  # of a paragraph that is all bold


@dataclass
class _Line:
    """What stands between two line breaks, and how much of it is in links and in bold."""

    text: str = ""
    linked: int = 0
    bold: int = 0


@dataclass
class _Walk:
    """Where we are in the tree, and what was found."""

    found: list[ImportedBlock] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=lambda: [_Line()])
    row: list[str] | None = None
    inside: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("title", "item", "link", "bold", "pre"), 0))

    def say(self, text: str | None) -> None:
        """Text, as it comes."""
        if not text:
            return
        if self.inside["pre"]:
            for index, part in enumerate(text.split("\n")):
                if index:
                    self.lines.append(_Line())
                self._add(part)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        line, characters = self.lines[-1], len("".join(text.split()))
        line.text += text
        line.linked += characters if self.inside["link"] else 0
        line.bold += characters if self.inside["bold"] else 0

    def end_block(self) -> None:
        """Write down the paragraph that was said; inside a row of data, it goes on."""
        if self.row is not None:
            self.lines[-1].text += " "
            return
        for line in _joined(self.lines):
            text = tidy(line.text)
            bullet = _BULLET.match(text)
            if bullet:  # Word's own way of a list
                self.found.append(ImportedBlock(LIST_ITEM, text[bullet.end():]))
            elif says_something(text):
                self.found.append(ImportedBlock(self._kind(text, line), text))
        self.lines = [_Line()]

    def end_cell(self) -> None:
        """Put the cell that was said into the row."""
        if self.row is not None:
            self.row.append(tidy(" ".join(line.text for line in self.lines)))
            self.lines = [_Line()]

    def end_row(self) -> None:
        """Write down the row, if it was one of data."""
        cells, self.row = self.row, None
        if cells is not None and any(map(says_something, cells)):
            self.found.append(ImportedBlock(PARAGRAPH, BETWEEN_CELLS.join(filter(None, cells))))

    def _kind(self, text: str, line: _Line) -> str:
        characters = len("".join(line.text.split()))
        if self.inside["title"]:
            return HEADING
        if looks_like_an_invitation(text, linked=line.linked == characters):
            return CALL_TO_ACTION
        if self.inside["item"]:
            return LIST_ITEM
        # Many writers make headings by hand.
        alone = line.bold == characters and len(text.split()) <= _HEADING_WORDS and not text.endswith((".", "!", ","))
        return HEADING if alone else PARAGRAPH


def blocks_of(tree: HtmlElement) -> list[ImportedBlock]:
    """The paragraphs, headings, list items and rows of a tree that was made by ``tree_of``."""
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            _enter(walk, element)
            walk.say(element.text)
        else:
            _leave(walk, element)
            walk.say(element.tail if element is not tree else None)
    walk.end_block()
    return walk.found


def _enter(walk: _Walk, element: HtmlElement) -> None:
    if _is_block(element):
        walk.end_block()
    if element.tag == "br":
        walk.lines.append(_Line())
    if element.tag == "tr" and walk.row is None and is_row_of_data(element):
        walk.row = []
    _count(walk, element, 1)


def _leave(walk: _Walk, element: HtmlElement) -> None:
    if element.tag in _CELLS:
        walk.end_cell()
    if element.tag == "tr":
        walk.end_row()
    if _is_block(element):
        walk.end_block()
    _count(walk, element, -1)


def _count(walk: _Walk, element: HtmlElement, by: int) -> None:
    walk.inside["title"] += by if element.tag in HEADINGS or opens_a_fold(element) else 0
    for what, tags in (("item", {"li"}), ("link", _LINKS), ("bold", _BOLD), ("pre", {"pre"})):
        walk.inside[what] += by if element.tag in tags else 0


def _is_block(element: HtmlElement) -> bool:
    return (element.tag in BLOCKS or bool(_SHOWN_AS_BLOCK.search(element.get("style", "")))
            or opens_a_fold(element))


def _joined(lines: list[_Line]) -> list[_Line]:
    """Lines that a sentence runs over become one again: a break before a small letter was only made for looks."""
    found: list[_Line] = []
    for line in lines:
        begins = tidy(line.text)[:1]
        if found and begins and (begins.islower() or tidy(found[-1].text).endswith(",")) and tidy(found[-1].text):
            last = found[-1]
            found[-1] = _Line(f"{last.text} {line.text}", last.linked + line.linked, last.bold + line.bold)
        else:
            found.append(line)
    return found
