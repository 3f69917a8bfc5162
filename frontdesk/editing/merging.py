"""Merging what one person typed with what another has changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from merge3 import Merge3

from frontdesk.editing.edits import Conflict

Value = TypeVar("Value", str, bool)


def merged_value(subject: str, base: Value, mine: Value, theirs: Value, field: str = "") -> Value:
    """One value: whoever changed it is right.

    Args:
        subject: what it is, for a :class:`Conflict`.
        base: what the form showed.
        mine: what was typed.
        theirs: as it is now.
        field: likewise for a :class:`Conflict`.

    Raises:
        Conflict: both changed it, in different ways.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    raise Conflict(subject, _said(mine), _said(theirs), _said(base), field)


def merged_list(
    subject: str, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], ordered: bool = True,
    field: str = "",
) -> tuple[str, ...]:
    """A list, entry by entry: what either added is there, and what either took away isn't.

    Args:
        subject: what it is.
        base: what the form showed; where the order means nothing, it may be a part of the list.
        mine: what was typed.
        theirs: as it is now.
        ordered: whether the order of the entries means anything.
        field: for a :class:`Conflict`.

    Raises:
        Conflict: both reworded the same entry, or one put the entries into another order, in different ways.
    """
    base, mine, theirs = (tuple(dict.fromkeys(entries)) for entries in (base, mine, theirs))
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    ours, others = _reworded(base, mine), _reworded(base, theirs)
    both = any(ours[entry] != others[entry] for entry in ours.keys() & others.keys())
    if ordered and (both or _moved(base, mine) or _moved(base, theirs)):
        raise Conflict(subject, "\n".join(mine), "\n".join(theirs), "\n".join(base), field)
    if both:
        # Of a list of which the form shows a part, all else must stay, whatever is chosen.
        left = [entry for entry in base if entry in theirs]
        instead = {other for entry, added in others.items() for other in added[:len(base) - len(left)]}
        shown = [entry for entry in theirs if entry in base or entry in instead]
        raise Conflict(subject, "\n".join(mine), "\n".join(shown), "\n".join(base), field, "\n".join(left))
    gone = set(base) - set(mine)
    result = [entry for entry in theirs if entry not in gone]
    for index, entry in enumerate(mine):
        if entry not in base and entry not in result:
            before = next((other for other in reversed(mine[:index]) if other in result), None)
            result.insert(0 if before is None else result.index(before) + 1, entry)
    return tuple(result)


def merged_text(subject: str, base: str, mine: str, theirs: str) -> str:
    """A text, line by line.

    Raises:
        Conflict: both changed the same lines, in different ways.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    lines: list[str] = []
    before, ours, others = (text.splitlines(keepends=True) for text in (base, mine, theirs))
    for group in Merge3(before, ours, others).merge_groups():
        if group[0] == "conflict":
            raise Conflict(subject, mine, theirs, base)
        lines += group[1]
    return "".join(lines)


def _reworded(base: Sequence[str], new: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What stands in the place of entries that were replaced."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, start, end, first, last in SequenceMatcher(None, base, new, autojunk=False).get_opcodes():
        added = tuple(entry for entry in new[first:last] if entry not in base)
        if kind == "replace" and added:
            found |= {entry: added for entry in base[start:end] if entry not in new}
    return found


def _moved(base: Sequence[str], new: Sequence[str]) -> bool:
    """Whether entries that stayed are in another order."""
    return [entry for entry in base if entry in new] != [entry for entry in new if entry in base]


def _said(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
