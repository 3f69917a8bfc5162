"""What changed between two texts, to be shown with ``<ins>`` and ``<del>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "ins", "del"
_AROUND = 1  # unchanged lines shown on each side of a change
_MOST_COMPARED = 3000  # characters of two lines whose words are still compared one by one
_SHORTEST = 80  # characters that a line counts for at least, where room is short
_ALIKE = 0.4  # of two lines that are shown as one, with the words that changed


@dataclass(frozen=True)
class Piece:
    """Part of a line.

    Attributes:
        kind: one of :data:`SAME`, :data:`ADDED`, :data:`REMOVED`.
        text: as it was or is.
    """

    kind: str
    text: str


Line = tuple[Piece, ...]  # an empty one stands for lines that are left out because nothing changed


def differences(before: str, after: str) -> list[Line]:
    """The lines that changed, with those around them.

    Args:
        before: how it was; ``""`` when it wasn't there.
        after: how it is; ``""`` when it is gone.
    """
    return list(_differences(before, after))


def first_differences(before: str, after: str, most: int) -> tuple[list[Line], bool]:
    """As many of the :func:`differences` as have room in so many characters, the last one cut.

    Args:
        before: how it was.
        after: how it is.
        most: characters; short lines count as :data:`_SHORTEST`, for the height that they take.

    Returns:
        Those, and whether anything was left out.
    """
    kept: list[Line] = []
    for line in _differences(before, after):
        if most <= 0:
            return kept, True
        pieces: list[Piece] = []
        most -= max(0, _SHORTEST - sum(len(piece.text) for piece in line))
        for piece in line:
            if len(piece.text) > most:
                return [*kept, (*pieces, Piece(piece.kind, piece.text[: max(most, 0)] + "…"))], True
            most -= len(piece.text)
            pieces.append(piece)
        kept.append(tuple(pieces))
    return kept, False


def _differences(before: str, after: str) -> Iterator[Line]:
    old, new = (text.split("\n") if text else [] for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    shown = 0  # lines of the old text so far
    for group in matcher.get_grouped_opcodes(_AROUND):
        if group[0][1] > shown:
            yield ()
        for kind, start, end, new_start, new_end in group:
            yield from _lines(kind, old[start:end], new[new_start:new_end])
        shown = group[-1][2]
    if 0 < shown < len(old):
        yield ()


def _lines(kind: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    if kind == "equal":
        yield from ((Piece(SAME, line),) for line in old)
    elif kind == "replace" and len(old) == len(new):
        for before, after in zip(old, new):
            yield from _words(before, after)
    else:
        yield from ((Piece(REMOVED, line),) for line in old)
        yield from ((Piece(ADDED, line),) for line in new)


def _words(before: str, after: str) -> Iterator[Line]:
    """One line with the words that changed; two where that would be a patchwork."""
    old, new = (re.findall(r"\w+|\s+|[^\w\s]", line) for line in (before, after))
    if len(before) + len(after) <= _MOST_COMPARED:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        if matcher.ratio() >= _ALIKE:
            yield tuple(_pieces(matcher, old, new))
            return
    yield (Piece(REMOVED, before),)
    yield (Piece(ADDED, after),)


def _pieces(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(old[start:end]))
            continue
        if end > start:
            yield Piece(REMOVED, "".join(old[start:end]))
        if new_end > new_start:
            yield Piece(ADDED, "".join(new[new_start:new_end]))
