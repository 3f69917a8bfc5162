"""What a reader makes of a file or a pasted text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.errors import FrontdeskError

MAX_UPLOAD = 5 * 1024 * 1024  # bytes
MAX_TEXT = 40_000  # characters of one article, about 6,500 words
_LONGEST_TITLE = 200  # characters; a longer heading is a paragraph in large letters
PARAGRAPH, HEADING, LIST_ITEM, CALL_TO_ACTION = "paragraph", "heading", "list_item", "call_to_action"
BETWEEN_CELLS = " – "  # in a row of a table, which is one paragraph


class Unreadable(FrontdeskError):
    """A file that can't be read as an article; the text says why and what to do."""


@dataclass(frozen=True)
class ImportedBlock:
    """A paragraph, in the words as they are seen.

    Attributes:
        kind: ``paragraph``, ``heading``, ``list_item`` or ``call_to_action``.
        text: one line.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Imported:
    """An article as it was read, before anybody has looked at it.

    Attributes:
        title: ``""`` where the source says none.
        author: the same.
        date: the same; else as the source writes it, or ``YYYY-MM-DD``.
        url: where it is published; ``""`` where the source doesn't say.
        blocks: in reading order, without the title.
        left_out: lines of a saved page that looked like menus, notices and the like.
        draft: the source says that it isn't published.
    """

    title: str
    author: str
    date: str
    url: str
    blocks: tuple[ImportedBlock, ...]
    left_out: tuple[str, ...] = ()
    draft: bool = False

    @property
    def characters(self) -> int:
        """Length of its text."""
        return sum(len(block.text) for block in self.blocks)


def titled(blocks: Sequence[ImportedBlock], title: str = "") -> Imported:
    """An article of these blocks; a heading at the top that is its title isn't said twice.

    Args:
        blocks: in reading order.
        title: as the source has it elsewhere; the heading at the top is taken where that is ``""``.
    """
    rest = list(blocks)
    at_top = rest[0].text if rest and rest[0].kind == HEADING and len(rest[0].text) <= _LONGEST_TITLE else ""
    if at_top and title.casefold() in ("", at_top.casefold()):
        return Imported(title or at_top, "", "", "", tuple(rest[1:]))
    return Imported(title[:_LONGEST_TITLE], "", "", "", tuple(rest))


def with_origin(article: Imported, author: str, date: str, url: str) -> Imported:
    """The article with what the source says of where it comes from."""
    return replace(article, author=author, date=date, url=url)


def checked(article: Imported) -> Imported:
    """The article, if it has a text of a length that can be worked with.

    Raises:
        Unreadable: it hasn't.
    """
    if not article.characters:
        raise Unreadable("There is no text in it. If it is a picture of a text, type the text, or paste it.")
    if article.characters > MAX_TEXT:
        raise too_long(article.characters)
    return article


def too_long(characters: int) -> Unreadable:
    """What to say of a text that is too long, for the caller to raise."""
    return Unreadable(f"The text is {characters:,} characters long. Add it as several articles of at most "
                      f"{MAX_TEXT:,} characters each.")
