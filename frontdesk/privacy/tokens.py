"""The words of a message, with what their surroundings say about them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.privacy.lexicon import fold
from frontdesk.privacy.spans import BLOT
from frontdesk.privacy.words import word_set

# Vowel signs belong to their word; for Python they are no word characters.
_MARK = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e"
_LETTER = rf"(?:[^\W_]|[{_MARK}])"
_WORD = re.compile(rf"[^\W_]{_LETTER}*(?:['-]{_LETTER}+)*")
_ABBREVIATIONS = word_set("mr mrs ms mx dr prof rev st sr jr no")
_JOINTS = frozenset((" ", "  ", ". ", ".", "-", " - "))
_BREAK_BEFORE = re.compile(rf"[.!?:;\n{BLOT}\"()]")
_BREAK_AFTER = re.compile(rf"[.!?,:;\n{BLOT})\"]")


@dataclass(frozen=True)
class Word:
    """A word of a message.

    Attributes:
        start, end: where it stands, without a possessive 's.
        text: as typed, without a possessive 's.
        key: folded.
        raised: whether its capital says something: not at a sentence's start, nor in a message of capitals.
        joined: whether hardly more than a space stands between it and the word before.
        opens: whether a sentence starts with it.
        closes: whether a clause ends after it.
    """

    start: int
    end: int
    text: str
    key: str
    raised: bool
    joined: bool
    opens: bool
    closes: bool

    @property
    def numeric(self) -> bool:
        """Whether a digit stands in it."""
        return any(character.isdigit() for character in self.key)


def tokenize(text: str) -> list[Word]:
    """The words of a plain text."""
    matches = list(_WORD.finditer(text))
    telling = _capitals_tell([match.group() for match in matches])
    words: list[Word] = []
    for number, match in enumerate(matches):
        before = text[matches[number - 1].end():match.start()] if number else "\n"
        after = text[match.end():matches[number + 1].start()] if number + 1 < len(matches) else "\n"
        typed = match.group()
        if typed[-2:].lower() == "'s" and len(typed) > 3:
            typed = typed[:-2]
        key = fold(typed)
        opens = _BREAK_BEFORE.search(before) is not None and not (number and _abbreviates(words[-1].key, before))
        words.append(Word(
            start=match.start(), end=match.start() + len(typed), text=typed, key=key,
            raised=telling and not opens and typed[0].isupper() and not (len(typed) > 1 and typed.isupper()),
            joined=number > 0 and before in _JOINTS,
            opens=opens,
            closes=_BREAK_AFTER.search(after) is not None and not _abbreviates(key, after),
        ))
    return words


def first_at(words: Sequence[Word], position: int) -> int:
    """Index of the first word at or after a place in the text; ``len(words)`` if there is none."""
    return bisect_left(words, position, key=lambda word: word.start)


def _capitals_tell(typed: Sequence[str]) -> bool:
    """Whether capitals mean something in a message: not when nearly every word has one."""
    long = [word for word in typed if len(word) > 1]
    raised = sum(word[0].isupper() for word in long)
    shouted = all(word.isupper() for word in long)
    return not shouted and (raised * 2 <= len(long) or len(long) <= 3)


def _abbreviates(key: str, gap: str) -> bool:
    """Whether what stands after a word is the dot of an initial or a title, which ends nothing."""
    return gap in (". ", ".") and (len(key) == 1 or key in _ABBREVIATIONS)
