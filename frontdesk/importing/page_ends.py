"""Cutting off what is left of menus and notices before and after an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.importing.imported import BETWEEN_CELLS, HEADING, PARAGRAPH, ImportedBlock

_AFTERWARDS = re.compile(
    r"(?:related|similar|recent|latest|popular|more|other|next|previous) "
    r"(?:posts?|articles?|reads?|reading|stories|news|blogs?)\b|"
    r"you (?:may|might|could) (?:also )?(?:like|enjoy|be interested)|leave a (?:reply|comment)|"
    r"(?:\d+ |no )?(?:comments?|responses?|replies)(?: \(\d+\))?$|"
    r"share (?:this|on|via|with)\b|about (?:the|this) author|written by\b|tags?:|posted in\b|filed under\b|"
    r"categor(?:y|ies)\b|(?:sign up|subscribe) (?:to|for)\b.{0,60}newsletter|follow us\b|©|copyright\b|"
    r"all rights reserved|back to (?:top|blog)|previous$|next$", re.IGNORECASE)
_LABEL = re.compile(r"(?:by|written by|author|posted|published|(?:last )?updated)\b[^.]{0,80}$", re.IGNORECASE)
_MOST_AFTER = 0.4  # of the text; a heading such as "Related articles" earlier than that is part of the article
_SENTENCE_WORDS = 8
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ".”", '."')


def without_ends(blocks: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """The blocks without the scraps at both ends, and without what comes after the article."""
    found = _before_what_follows(list(blocks))
    while found and found[0].kind != HEADING and _is_scrap(found[0]):
        del found[0]
    while found and found[-1].kind == PARAGRAPH and _is_scrap(found[-1]) and BETWEEN_CELLS not in found[-1].text:
        del found[-1]
    return found


def _before_what_follows(blocks: list[ImportedBlock]) -> list[ImportedBlock]:
    whole, so_far = sum(len(block.text) for block in blocks), 0
    for index, block in enumerate(blocks):
        if so_far >= (1 - _MOST_AFTER) * whole and _AFTERWARDS.match(block.text) and _is_short(block):
            return blocks[:index]
        so_far += len(block.text)
    return blocks


def _is_scrap(block: ImportedBlock) -> bool:
    """Whether a block is no sentence: a date, a name, a label."""
    return (_is_short(block) and not block.text.endswith(_SENTENCE_ENDS)) or bool(_LABEL.match(block.text))


def _is_short(block: ImportedBlock) -> bool:
    return len(block.text.split()) <= _SENTENCE_WORDS
