"""From a file's bytes to the articles in it. Runs in a process of its own: see ``reader.py``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from frontdesk.importing.encodings import decoded
from frontdesk.importing.imported import MAX_TEXT, Imported, Unreadable, checked, too_long
from frontdesk.importing.kinds import HTML, MARKDOWN, PAGE, PLAIN, WORD, WORDPRESS, kind_of
from frontdesk.importing.wording import tidy

_MOST_MARKS = 5  # times as long as its text a Markdown file may be
_NAME_PARTS = re.compile(r"[_\-\s]+")


@dataclass(frozen=True)
class ReadFile:
    """What is in a file.

    Attributes:
        kind: of :mod:`frontdesk.importing.kinds`.
        articles: one; of a WordPress export, each post and page.
    """

    kind: str
    articles: tuple[Imported, ...]


def read_file(data: bytes, name: str) -> ReadFile:
    """Read a file, or a text that was pasted.

    Args:
        data: its bytes; of a pasted text, in UTF-8.
        name: of the file; ``""`` for a pasted text.

    Raises:
        Unreadable: it can't be read; the text says why and what to do.
    """
    kind = kind_of(data, name)
    if kind == WORDPRESS:
        from frontdesk.importing.wordpress import read_wordpress

        return ReadFile(kind, read_wordpress(data))
    article = checked(_read_one(kind, data))
    return ReadFile(kind, (article if article.title else replace(article, title=_title_from(name)),))


def _read_one(kind: str, data: bytes) -> Imported:
    if kind == WORD:
        from frontdesk.importing.word import read_word

        return read_word(data)
    text = decoded(data)
    if kind in (PLAIN, MARKDOWN) and len(text) > _MOST_MARKS * MAX_TEXT:
        raise too_long(len(text))
    return _text_reader(kind)(text)


def _text_reader(kind: str) -> Callable[[str], Imported]:
    """The reader of texts of this kind; only what is needed is loaded, as each file has a process of its own."""
    if kind == MARKDOWN:
        from frontdesk.importing.markdown import read_markdown

        return read_markdown
    if kind == HTML:
        from frontdesk.importing.html_fragment import read_html

        return read_html
    if kind == PAGE:
        from frontdesk.importing.saved_page import read_page

        return read_page
    if kind == PLAIN:
        from frontdesk.importing.plain import read_plain

        return read_plain
    raise Unreadable(f"There is no reader for '{kind}'.")


def _title_from(name: str) -> str:
    """A title for want of a better one: the file's name as words."""
    return tidy(_NAME_PARTS.sub(" ", PurePath(name).stem))
