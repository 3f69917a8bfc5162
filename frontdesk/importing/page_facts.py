"""What a page says of itself: title, author, date, and where it is published."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html  # type: ignore[import-untyped]
import trafilatura  # type: ignore[import-untyped]
from lxml.etree import ParserError  # type: ignore[import-untyped]
from lxml.html import HtmlElement

from frontdesk.importing.wording import tidy

_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(https?://[^\s>]{1,2000}?)\s{0,9}-->", re.IGNORECASE)
_HEAD = 20_000  # characters in which a browser says where it saved a page from
_ADDRESS = re.compile(r"https?://[^\s#]{3,2000}")
_WORD_PROCESSORS = re.compile(r"Microsoft Word|LibreOffice|OpenOffice|Google Docs", re.IGNORECASE)
_NOTHING = "<html><body></body></html>"
_LONGEST = 300  # characters of a title or a name


@dataclass(frozen=True)
class PageFacts:
    """A page's facts, ``""`` where it doesn't say.

    Attributes:
        title: without the site's name where the page has it by itself.
        window_title: as browsers show it on the tab, mostly with the site's name.
        author: of the article.
        date: ``YYYY-MM-DD``.
        url: the address that the page calls its own, without a fragment.
        is_document: a word processor made it, so all of it is the article.
    """

    title: str
    window_title: str
    author: str
    date: str
    url: str
    is_document: bool


def facts_of(html: str) -> PageFacts:
    """Read a page's facts from its head, from what it tells search engines, and from its text."""
    tree = raw_tree(html)
    addresses = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content"),
                 _saved_from(html)]
    window_title = _first(tree, "//title/text()")
    made_by = _first(tree, "//meta[translate(@name, 'GENRATO', 'genrato')='generator']/@content")
    # Its guesses at dates from the text are too often the year of the copyright.
    about = trafilatura.extract_metadata(tree, extensive=False)
    return PageFacts(
        _text(about.title), window_title, _text(about.author), _text(about.date), _address(addresses),
        bool(_WORD_PROCESSORS.search(made_by)))


def raw_tree(html: str) -> HtmlElement:
    """A page as it is, for trafilatura; its own way of reading mends pages on one line until they are broken."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(html.encode(), parser=parser)
    except ParserError:  # there is no element in it
        return lxml.html.document_fromstring(_NOTHING)


def _first(tree: HtmlElement, path: str) -> str:
    return _text(next(iter(tree.xpath(path)), ""))


def _text(value: str | None) -> str:
    return tidy(value or "")[:_LONGEST]


def _saved_from(html: str) -> str:
    found = _SAVED_FROM.search(html[:_HEAD])
    return found[1] if found else ""


def _address(candidates: list[str]) -> str:
    for candidate in candidates:
        found = _ADDRESS.match(candidate.strip())
        if found and found[0] == candidate.strip().partition("#")[0]:
            return found[0]
    return ""
