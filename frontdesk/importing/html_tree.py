"""From anybody's HTML to a tree that is safe to walk: sanitised, and without what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import lxml.html  # type: ignore[import-untyped]
import nh3
from lxml.html import HtmlElement

from frontdesk.importing.imported import Unreadable
from frontdesk.importing.wording import looks_like_an_invitation, tidy

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "form", "header", "hgroup", "hr", "legend", "li", "main", "menu",
    "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"))
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"))
# Taken away with all that is in them.
_GONE = frozenset((
    "applet", "audio", "canvas", "datalist", "embed", "footer", "iframe", "map", "math", "nav", "noframes", "noscript",
    "object", "optgroup", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video"))
_VOID = frozenset(("br", "hr", "wbr"))
_KEPT = {"*": {"class", "id", "role", "style", "hidden", "aria-hidden", "itemprop"}, "a": {"href"}}
_DEEPEST = 200  # elements in each other; libxml2 stops reading at 256
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")

_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INVISIBLE_CLASS = re.compile(r"(?:^|\s)(?:screen-reader-text|sr-only|visually-hidden|visuallyhidden|"
                              r"elementor-screen-only)(?:\s|$)", re.IGNORECASE)
# What is folded away until somebody presses it is part of the text.
_FOLDS = re.compile(r"accordion|toggle|tab-?content|tab-?pane|tabs?-panel|collaps|faq|expand", re.IGNORECASE)
_FURNITURE = frozenset(("navigation", "contentinfo", "search", "alertdialog", "dialog", "menubar", "toolbar", "tooltip",
                        "status", "progressbar"))
_NOTES = ("#footnote", "#endnote", "#_ftn", "#_edn")  # where marks of notes lead to, and those of their ends back


def tree_of(html: str) -> HtmlElement:
    """The visible text of a page or a fragment, as a tree.

    Args:
        html: from anybody.

    Raises:
        Unreadable: it is nested more deeply than any text is.
    """
    clean = nh3.clean(html, tags=set(BLOCKS | _INLINE), clean_content_tags=set(_GONE), attributes=_KEPT,
                      link_rel=None, strip_comments=True)
    if _depth(clean) > _DEEPEST:
        raise Unreadable("This HTML is nested too deeply to be read. Copy the text from the page itself, and paste it.")
    tree = lxml.html.document_fromstring(f"<html><body>{clean}</body></html>")
    remove(list(_unseen(tree)))
    return tree


def remove(elements: list[HtmlElement]) -> None:
    """Take elements away with all that is in them; what follows them stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def tokens(element: HtmlElement) -> str:
    """An element's classes and its id."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def length(element: HtmlElement) -> int:
    """Characters of text in an element."""
    return sum(len(text.strip()) for text in element.itertext())


def _depth(html: str) -> int:
    """How deeply sanitised HTML, every element of which is closed, is nested."""
    deepest = depth = 0
    for match in _TAG.finditer(html):
        if match[2] not in _VOID:
            depth += -1 if match[1] else 1
            deepest = max(deepest, depth)
    return deepest


def _unseen(tree: HtmlElement) -> Iterator[HtmlElement]:
    whole = length(tree)
    return (element for element in tree.iter() if _is_unseen(element, whole))


def _is_unseen(element: HtmlElement, whole: int) -> bool:
    """Whether an element isn't part of the text that people read; ``whole`` is the length of all text."""
    if element.tag == "form":
        return not _holds_the_text(element, whole)
    if element.tag == "button" and not _says_what_follows(element):
        return True
    if element.tag == "a" and element.get("href", "").startswith(_NOTES):
        return True
    named = element.get("role", "").lower() in _FURNITURE or _INVISIBLE_CLASS.search(element.get("class", ""))
    return bool(named) or (_is_hidden(element) and not _is_folded(element))


def opens_a_fold(element: HtmlElement) -> bool:
    """Whether an element is the title of a closed or open part of an accordion or of tabs."""
    pressed = element.tag in ("button", "summary") or element.get("role", "").lower() in ("button", "tab")
    return pressed and (element.tag == "summary" or _is_within_folds(element))


def _says_what_follows(button: HtmlElement) -> bool:
    """Whether a button is part of the text: a title, or an invitation."""
    return (opens_a_fold(button) or any(one.tag in HEADINGS or one.tag == "summary" for one in button.iterancestors())
            or looks_like_an_invitation(tidy(button.text_content()), linked=False))


def _is_hidden(element: HtmlElement) -> bool:
    return (element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true"
            or bool(_INVISIBLE_STYLE.search(element.get("style", ""))))


def _is_folded(element: HtmlElement) -> bool:
    """Whether a hidden element is the closed part of an accordion or of tabs."""
    if element.get("aria-hidden", "").lower() == "true" and not _INVISIBLE_STYLE.search(element.get("style", "")):
        return False
    return _is_within_folds(element)


def _is_within_folds(element: HtmlElement) -> bool:
    around = [element, *islice(element.iterancestors(), 3)]
    return any(_FOLDS.search(tokens(one)) or one.tag == "details" for one in around)


def _holds_the_text(form: HtmlElement, whole: int) -> bool:
    """Some systems wrap a whole page in a form."""
    return 2 * length(form) > whole and len(form.findall(".//p")) > 1
