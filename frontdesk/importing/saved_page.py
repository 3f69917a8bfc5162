"""Reading a saved web page: the article alone.

trafilatura finds what the page says of itself, and its choice of the text is a second opinion where a page names no
part of it as the article. The words themselves are our own reader's: trafilatura leaves out what is folded away,
many headings, and lines between others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import trafilatura  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from frontdesk.importing.html_blocks import blocks_of
from frontdesk.importing.html_tree import length, remove, tokens, tree_of
from frontdesk.importing.imported import HEADING, Imported, ImportedBlock, titled, with_origin
from frontdesk.importing.page_ends import without_ends
from frontdesk.importing.page_facts import PageFacts, facts_of, raw_tree
from frontdesk.importing.page_furniture import furniture

# What themes and page builders call the element that holds the article's text.
_CONTENT = re.compile(
    r"entry-content|post[-_]{0,2}content|article[-_]{0,2}(?:content|body)|post[-_]{0,2}body|"
    r"blog-(?:post-|item-)?content|single-content|page-content|rich-?text", re.IGNORECASE)
_LEAST_SHARE = 0.4  # of the page's text that the article holds
_MOST_LEFT_OUT = 200  # lines
_AGREES = 0.6  # of the text that both ways of reading have, before either may leave something out


def read_page(html: str) -> Imported:
    """Read a page.

    Args:
        html: as the browser saved it.

    Raises:
        Unreadable: it is nested more deeply than any text is.
    """
    facts = facts_of(html)
    tree = tree_of(html)
    everything = blocks_of(tree)
    found = everything if facts.is_document else _article(tree, html)
    title = _title(everything, found, facts)
    blocks = found if facts.is_document else without_ends(_below(found, title))
    article = with_origin(titled(blocks, title), facts.author, facts.date, facts.url)
    kept = {title, *(block.text for block in article.blocks)}
    left_out = dict.fromkeys(block.text for block in everything if block.text not in kept)
    return replace(article, left_out=tuple(islice(left_out, _MOST_LEFT_OUT)))


def _article(tree: HtmlElement, html: str) -> list[ImportedBlock]:
    remove(list(furniture(tree)))
    place = _place(tree)
    return _between_agreed(blocks_of(tree), html) if place is None else blocks_of(place)


def _title(everything: Sequence[ImportedBlock], found: Sequence[ImportedBlock], facts: PageFacts) -> str:
    """The heading that the window's title names; else the one at the article's top; else what the page says.

    The clinic's own name is a heading of many pages, too: one in the article counts more than one beside it.
    """
    at_top = found[0].text if found and found[0].kind == HEADING else ""
    return (_named(found, facts.window_title) or _named(everything, facts.window_title) or at_top or facts.title
            or facts.window_title)


def _named(blocks: Sequence[ImportedBlock], window_title: str) -> str:
    headings = (block.text for block in blocks if block.kind == HEADING)
    return max((heading for heading in headings if heading.casefold() in window_title.casefold()), key=len, default="")


def _place(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds the article, where the page names one: the smallest with enough of the text."""
    least = _LEAST_SHARE * length(tree)
    named = [element for element in tree.iter()
             if element.tag in ("article", "main") or element.get("role") == "main"
             or element.get("itemprop") == "articleBody" or _CONTENT.search(tokens(element))]
    return min((element for element in named if length(element) >= least), key=length, default=None)


def _below(blocks: list[ImportedBlock], title: str) -> list[ImportedBlock]:
    """What comes below the title; everything where the title isn't there."""
    for index, block in enumerate(blocks):
        if block.kind == HEADING and block.text == title:
            return blocks[index + 1:]
    return blocks


def _between_agreed(blocks: list[ImportedBlock], html: str) -> list[ImportedBlock]:
    """The blocks from the first to the last that trafilatura holds to be the text as well."""
    theirs = _letters(trafilatura.extract(raw_tree(html), include_comments=False, favor_precision=True) or "")
    agreed = [index for index, block in enumerate(blocks) if _letters(block.text) in theirs]
    whole = sum(len(block.text) for block in blocks)
    if not agreed or sum(len(blocks[index].text) for index in agreed) < _AGREES * whole:
        return blocks
    first = agreed[0]
    while first and blocks[first - 1].kind == HEADING:
        first -= 1
    return blocks[first:agreed[-1] + 1]


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
