"""The lines that a change took away and put there, with those around them, so that they are found again later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_AROUND = 3  # lines of context


@dataclass(frozen=True)
class Hunk:
    """A place in a file that was changed.

    Attributes:
        name: path of the file.
        line: 0-based number of its first line, as it was then.
        above: lines before it that stayed.
        before: lines that were there.
        after: lines that are there instead.
        below: lines behind it that stayed.
    """

    name: str
    line: int
    above: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    below: tuple[str, ...]


def hunks_of(name: str, old: str, new: str) -> Iterator[Hunk]:
    """The places in which two texts of a file differ, from top to bottom."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    # Most changes are one place in thousands of lines: what is behind it needn't be compared either.
    end = 0
    while end < min(len(before), len(after)) - same and before[-1 - end] == after[-1 - end]:
        end += 1
    middle = before[same:len(before) - end], after[same:len(after) - end]
    for kind, start, stop, first, last in SequenceMatcher(None, *middle).get_opcodes():
        if kind != "equal":
            start, stop, first, last = (number + same for number in (start, stop, first, last))
            yield Hunk(name, start, tuple(before[max(0, start - _AROUND):start]), tuple(before[start:stop]),
                       tuple(after[first:last]), tuple(before[stop:stop + _AROUND]))


def read_hunk(told: Mapping[str, Any]) -> Hunk:
    """A place as it comes back from JSON."""
    above, before, after, below = (tuple(told[key]) for key in ("above", "before", "after", "below"))
    return Hunk(told["name"], told["line"], above, before, after, below)


def moved_back(text: str, hunks: Sequence[Hunk]) -> str | None:
    """The text with changes of one file taken back where their lines still stand; ``None`` where some don't."""
    lines = text.splitlines(keepends=True)
    for hunk in reversed(hunks):
        at = _place(lines, hunk)
        if at is None:
            return None
        lines[at:at + len(hunk.after)] = hunk.before
    return "".join(lines)


def by_file(hunks: Sequence[Hunk]) -> Mapping[str, list[Hunk]]:
    """The places by file."""
    found: dict[str, list[Hunk]] = {}
    for hunk in hunks:
        found.setdefault(hunk.name, []).append(hunk)
    return found


def _place(lines: Sequence[str], hunk: Hunk) -> int | None:
    """Where the lines of a change stand now: with as many of those around them as can be, nearest to where it was."""
    for around in range(_AROUND, -1, -1):
        for above, below in dict.fromkeys(((around, around), (around, 0), (0, around))):
            head = hunk.above[len(hunk.above) - min(above, len(hunk.above)):]
            wanted = [*head, *hunk.after, *hunk.below[:below]]
            if not wanted:
                continue
            places = [at + len(head) for at in range(len(lines) - len(wanted) + 1)
                      if lines[at] == wanted[0] and list(lines[at:at + len(wanted)]) == wanted]
            if places:
                return min(places, key=lambda at: abs(at - hunk.line))
    return None
