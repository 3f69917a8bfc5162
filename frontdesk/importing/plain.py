"""Reading pasted plain text: paragraphs that were wrapped are joined, short lines on their own are headings."""

from __future__ import annotations

import re
from itertools import groupby

from frontdesk.importing.imported import CALL_TO_ACTION, HEADING, LIST_ITEM, PARAGRAPH, Imported, ImportedBlock, titled
from frontdesk.importing.wording import looks_like_an_invitation, says_something, tidy

# "- ", "• ", "1. ", "a) "; Word's own bullet is a character of a private font.
_BULLET = re.compile(r"(?:[-*•◦▪‣·o\uf0b7]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_ENDS_A_SENTENCE = (".", "!", "?", "…", ":", ";", ">", "”", '"', ")")
_WRAPPED = 45  # characters; a line that long that ends in mid-sentence was wrapped
# The end of a sentence, or of something that goes on; a question may head what answers it.
_STATES = re.compile(r"[.!…:;,>][\"'”’)\]]*$|[.!?…][\"'”’)\]]*\s")
_HEADING_WORDS = 14
_HEADING_CHARACTERS = 90


def read_plain(text: str) -> Imported:
    """Read plain text.

    Args:
        text: with ``\\n`` between lines.
    """
    paragraphs = [paragraph for group in _groups(text) for paragraph in _paragraphs(group)]
    return titled([_block(paragraphs, index) for index in range(len(paragraphs))])


def _groups(text: str) -> list[list[str]]:
    """The lines between blank ones."""
    # A line that is all rule, of dashes or stars, is as good as blank.
    return [list(group) for filled, group in groupby(map(tidy, text.split("\n")), key=says_something) if filled]


def _paragraphs(lines: list[str]) -> list[tuple[str, bool]]:
    """Join what was wrapped; each paragraph with whether it is an entry of a list."""
    wrapped = any(len(line) >= _WRAPPED and not line.endswith(_ENDS_A_SENTENCE) for line in lines[:-1])
    found: list[tuple[str, bool]] = []
    for index, line in enumerate(lines):
        bullet = _BULLET.match(line)
        if bullet:
            found.append((line[bullet.end():], True))
        elif found and index and ((wrapped and not _starts_anew(lines[index - 1])) or line[:1].islower()):
            joined, entry = found.pop()
            found.append((f"{joined} {line}", entry))
        else:
            found.append((line, False))
    return found


def _starts_anew(before: str) -> bool:
    """Whether what follows a line begins a paragraph, though others around it were wrapped."""
    return len(before) < _WRAPPED and not before.endswith(",")


def _block(paragraphs: list[tuple[str, bool]], index: int) -> ImportedBlock:
    text, entry = paragraphs[index]
    if looks_like_an_invitation(text, linked=False):
        return ImportedBlock(CALL_TO_ACTION, text)
    if entry:
        return ImportedBlock(LIST_ITEM, text)
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    heads = _may_head(text) and following is not None and (following[1] or not _may_head(following[0]))
    return ImportedBlock(HEADING if heads else PARAGRAPH, text)


def _may_head(text: str) -> bool:
    """Whether a paragraph may be a heading: short, and no statement."""
    short = len(text) <= _HEADING_CHARACTERS and len(text.split()) <= _HEADING_WORDS
    return short and not _STATES.search(text) and not text[:1].islower()
