"""What changed between two texts, to be shown with ``<ins>`` and ``<del>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

SAME, ADDED, REMOVED = "same", "ins", "del"
_AROUND = 1  # unchanged lines shown on each side of a change
_MOST_COMPARED = 3000  # characters of two lines whose words are still compared one by one
# Comparisons of two lines, or of two words, in which to look for what two texts have in common: some tenths of a
# second, in which visitors wait.
_MOST_OF_LINES, _MOST_OF_WORDS = 500_000, 200_000
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


class _Matcher(SequenceMatcher[str]):
    """Finds what two texts have in common; where that is too much work, the rest counts as another text.

    What fills a long text, such as empty lines, is passed over, as that class does by
    itself: each would be compared with each, again and again.

    Args:
        old: lines or words.
        new: lines or words.
        most: comparisons.
    """

    b2j: dict[str, list[int]]  # of its base: where each line or word stands in the new text

    def __init__(self, old: Sequence[str], new: Sequence[str], most: int) -> None:
        super().__init__(None, old, new)
        self._left = most
        self._costs = [0, *accumulate(1 + len(self.b2j.get(item, ())) for item in old)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """As its base, or nothing where it would take too long."""
        self._left -= self._costs[-1 if ahi is None else ahi] - self._costs[alo]
        return super().find_longest_match(alo, ahi, blo, bhi) if self._left >= 0 else Match(alo, blo, 0)


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
    matcher = _Matcher(old, new, _MOST_OF_LINES)
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
            # In a long text, lines that are the same may stand in what differs.
            yield from _words(before, after) if before != after else [(Piece(SAME, before),)]
    else:
        yield from ((Piece(REMOVED, line),) for line in old)
        yield from ((Piece(ADDED, line),) for line in new)


def _words(before: str, after: str) -> Iterator[Line]:
    """One line with the words that changed; two where that would be a patchwork."""
    old, new = (re.findall(r"\w+|\s+|[^\w\s]", line) for line in (before, after))
    if len(before) + len(after) <= _MOST_COMPARED:
        matcher = _Matcher(old, new, _MOST_OF_WORDS)
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
