"""Places in a text that give way to a placeholder, and the text as the detectors see it.

Detectors never see the visitor's own bytes but a plain copy of the same length:
typographic quotes, dashes, spaces and digits made ASCII, and what was already
found blotted out, so that no detector reads across a find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("name", "phone", "address", "email", "date", "NHS number", "link", "number")
BLOT = "\ufffc"  # OBJECT REPLACEMENT CHARACTER: stands for every character of a find

_WITHIN = {"name": " .-", "address": " ,.\n"}  # what may stand inside one detail of a kind

_PLACEHOLDER = re.compile(r"\[(?:" + "|".join(KINDS) + r")\]")
_SPACES = "\u00a0\u1680\u2007\u2009\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
_LOOKALIKES = str.maketrans({
    **dict.fromkeys("’‘`´ʼ′‛", "'"), **dict.fromkeys("“”„″«»", '"'), **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict(zip("＠．（）＋／：，。、", "@.()+/:,.,")), BLOT: " ",
})


@dataclass(frozen=True)
class Span:
    """A find: the characters from ``start`` up to ``end``, and what kind of detail they are."""

    start: int
    end: int
    kind: str


def plain(text: str) -> str:
    """A copy of the same length that detectors can read; placeholders in the text are blotted out."""
    text = "".join(map(_plain_character, text.translate(_LOOKALIKES)))
    return _PLACEHOLDER.sub(lambda match: BLOT * len(match.group()), text)


def blot(text: str, spans: Iterable[Span]) -> str:
    """The text with these spans blotted out."""
    parts, done = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.end > done:
            start = max(span.start, done)
            parts += [text[done:start], BLOT * (span.end - start)]
            done = span.end
    return "".join([*parts, text[done:]])


def replace(text: str, spans: Iterable[Span]) -> str:
    """The text with a placeholder for every span; neighbours of one kind share theirs."""
    parts, done, last = [], 0, ""
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end <= done:
            continue
        between = text[done:span.start]
        if last != span.kind or between.strip(_WITHIN.get(span.kind, " ")):
            parts += [between, f"[{span.kind}]"]
        done, last = span.end, span.kind
    return "".join([*parts, text[done:]])


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None and character.isdecimal():
        return str(digit)
    # A half of a surrogate pair can't be encoded, and spaCy would raise on it.
    return " " if "\ud800" <= character <= "\udfff" else character
