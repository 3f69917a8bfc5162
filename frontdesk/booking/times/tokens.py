"""A message as words, numbers and signs, with phrases looked up in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from frontdesk.booking.times.spelling import mend

T = TypeVar("T")

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’‘´`][^\W\d_]+)*|\n|[^\w\s]|_")
_GAP = 6  # spaces that stand for a number or an address taken out
_OPTIONAL = ("the", "my")
_APOSTROPHES = str.maketrans("", "", "'’‘´`")
_GLUED = {"2": ("moro", "morro", "morrow", "moz", "mrw", "mro", "day", "nite", "night"), "b": ("4",)}  # "2moro", "b4"
_NOT_TIMES = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    r"\S+@\S+\.\w+", r"\b(?:https?://|www\.)\S+",  # addresses
    r"[£$€]\s?\d+(?:[.,]\d+)?", r"\b\d+(?:[.,]\d+)?\s?(?:%|£|€|quid\b|pounds?\b|euros?\b|dollars?\b|pence\b)",
))
_PHONE = re.compile(r"(?<![\d/:.])\+?\(?\d(?:[\s().-]{0,2}\d){6,}(?![\d:])")
_HOURS = re.compile(r"\s*(?:\d{1,2}[.:]\d\d\s*[-–]\s*\d{1,2}[.:]\d\d|\d\d[0-5][05]\s*[-–]\s*\d\d[0-5][05])")
_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b|\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign.

    Attributes:
        word: small letters, no apostrophes, spelling of words of time mended.
        start: where it starts in the text.
        end: where it ends.
        glued: whether it follows the one before without a space.
        raw: as it is in the text.
    """

    word: str
    start: int
    end: int
    glued: bool
    raw: str

    @property
    def number(self) -> int | None:
        """Its value, if it is a number of at most four digits."""
        return int(self.word) if self.word.isdecimal() and len(self.word) <= 4 else None


class Tokens:
    """A message's tokens; beyond its ends there are empty words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = tuple(_tokens(_without_what_cant_be_times(text)))

    def __len__(self) -> int:
        return len(self.all)

    def word(self, at: int) -> str:
        """The word at a place."""
        return self.all[at].word if 0 <= at < len(self.all) else ""

    def number(self, at: int) -> int | None:
        """The number at a place."""
        return self.all[at].number if 0 <= at < len(self.all) else None

    def glued(self, at: int) -> bool:
        """Whether a place follows the one before without a space."""
        return 0 <= at < len(self.all) and self.all[at].glued

    def skip(self, at: int, words: Iterable[str]) -> int:
        """The first place from here on that holds none of these words."""
        while self.word(at) and self.word(at) in words:
            at += 1
        return at


class Phrases(Generic[T]):
    """What phrases mean; "the" and "my" within them may be said or not.

    Args:
        meanings: phrases as their words, without apostrophes, with spaces between.
    """

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in sorted(meanings.items(), key=lambda item: -len(item[0].split())):
            first, *rest = phrase.split()
            words = (mend(first), *(mend(word) for word in rest if word not in _OPTIONAL))
            self._by_first.setdefault(words[0], []).append((words, meaning))

    def at(self, tokens: Tokens, at: int) -> tuple[T, int] | None:
        """The longest phrase at a place: its meaning, and the place after it."""
        for words, meaning in self._by_first.get(tokens.word(at), ()):
            after = _after(tokens, at, words)
            if after is not None:
                return meaning, after
        return None


def belongs_to_word_before(tokens: Tokens, at: int) -> bool:
    """Whether a preposition belongs to the word before it, as in "I'll come by tomorrow" or "apart from 2 to 3"."""
    word, before = tokens.word(at), tokens.word(at - 1)
    return (word == "by" and before in ("come", "coming", "pop", "drop", "stop", "swing", "pass")) or (
        word == "from" and before in ("apart", "aside"))


def _after(tokens: Tokens, at: int, words: tuple[str, ...]) -> int | None:
    for place, word in enumerate(words):
        if place and tokens.word(at) != word and tokens.word(at) in _OPTIONAL:
            at += 1
        if tokens.word(at) != word:
            return None
        at += 1
    return at


def _without_what_cant_be_times(text: str) -> str:
    for pattern in _NOT_TIMES:
        text = pattern.sub(_blank, text)
    return _PHONE.sub(
        lambda found: found[0] if _DATE.search(found[0]) or _HOURS.fullmatch(found[0]) else _blank(found), text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _tokens(text: str) -> Iterable[Token]:
    end = -1
    pieces = [(found.start(), found.end()) for found in _TOKEN.finditer(text)]
    for place, (start, stop) in enumerate(pieces):
        if start < end:
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else (-1, -1)
        if following[0] == stop and text[slice(*following)].casefold() in _GLUED.get(text[start:stop].casefold(), ()):
            stop = following[1]
        if end >= 0 and text[end:start].count(" ") >= _GAP:
            yield Token(";", end, start, False, ";")
        raw = text[start:stop]
        yield Token(mend(raw.casefold().translate(_APOSTROPHES)), start, stop, start == end, raw)
        end = stop
