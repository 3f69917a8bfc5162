"""Changes made in the console that are in the files no longer, though nobody took them back there.

A text editor that saves what it read before such a change does that. Somebody who takes the lines away on purpose does
the same, so it is only told, and never mended by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from frontdesk.editing.difference import Difference
from frontdesk.editing.edits import FaqFields
from frontdesk.editing.model import CLINIC, DATA, FAQS, QUESTIONS, Model, article_path

Thing = tuple[str, ...]  # what can be lost by itself, such as ("example", label, text)
_HOMES = {"example": DATA, "faq": FAQS, "starter": FAQS, "clinic": CLINIC, "question": QUESTIONS}  # of things
_THERE, _ELSEWHERE = "there", "elsewhere"
LISTS = ("passages", "more", "follow_ups")
VALUES = ("question", "article", "offer_booking")


@dataclass(frozen=True)
class Made:
    """A change as it was recorded.

    Attributes:
        entry: number of its audit entry.
        change: what it did.
        settled: things that are right as they are, whatever was done before: somebody said so.
    """

    entry: int
    change: Difference
    settled: frozenset[Thing] = frozenset()


@dataclass(frozen=True)
class Loss:
    """A change that isn't in the files any more.

    Attributes:
        owned: everything that it was the last to change.
        lost: what of that is as it was at an earlier time.
    """

    owned: frozenset[Thing]
    lost: frozenset[Thing]


def lost(made: Sequence[Made], model: Model) -> dict[int, Loss]:
    """The changes that aren't in the files any more.

    Args:
        made: all of some time, newest first.
        model: what the files say.

    Returns:
        By entry. A thing counts as lost where it is as it was at an earlier time; where it is something else again,
        somebody has meant it. What belongs into a file that can't be read isn't known to be lost.
    """
    newest: dict[Thing, tuple[int, str]] = {}
    earlier: dict[Thing, set[str]] = {}
    settled: set[Thing] = set()
    owned: dict[int, set[Thing]] = {}
    gone: dict[int, set[Thing]] = {}
    for one in made:
        settled |= one.settled
        for thing, before, after in _things(one.change):
            if thing in settled:
                continue
            if thing not in newest:
                newest[thing] = one.entry, after
                owned.setdefault(one.entry, set()).add(thing)
            earlier.setdefault(thing, set()).update((before, after))
        for thing in _lost_lines(one.change, model, settled):
            gone.setdefault(one.entry, set()).add(thing)
        settled |= set(_lines_of(one.change))
    for thing, (entry, after) in newest.items():
        value, home = _value(model, thing), _HOMES.get(thing[0]) or article_path(thing[1])
        if value != after and value in earlier[thing] and model.can_read(home):
            gone.setdefault(entry, set()).add(thing)
    return {entry: Loss(frozenset(owned.get(entry, ())), frozenset(things)) for entry, things in gone.items()}


def _things(change: Difference) -> Iterator[tuple[Thing, str, str]]:
    """Everything that a change touched: how it was and how it is; ``""`` for what isn't there."""
    for label, (gone, added) in change.examples.items():
        yield from ((("example", label, text), _THERE, "") for text in gone)
        yield from ((("example", label, text), "", _THERE) for text in added)
    for slug, (before, after) in change.faqs.items():
        if before is None or after is None:
            yield ("faq", slug), _THERE if before else "", _THERE if after else ""
        for name in VALUES:
            yield from _changed(("faq", slug, name), *(_said(faq, name) for faq in (before, after)))
        for name in LISTS:
            yield from _entries(("faq", slug, name), *(getattr(faq, name, ()) for faq in (before, after)))
    yield from _entries(("starter",), *change.starters)
    for slug, texts in change.articles.items():
        if None in texts:
            yield ("article", slug), _THERE if texts[0] else "", _THERE if texts[1] else ""
    for key, (old, new) in change.clinic.items():
        yield ("clinic", key), old or "", new or ""
    for question in change.questions[0]:
        yield ("question", question.text), _THERE, ""
    for question in change.questions[1]:
        yield ("question", question.text), "", _THERE


def _value(model: Model, thing: Thing) -> str:
    """How it is now."""
    kind, name, rest = thing[0], thing[1], thing[2:]
    if kind == "example":
        if rest[0] in model.examples.get(name, ()):
            return _THERE
        return _ELSEWHERE if any(rest[0] in texts for texts in model.examples.values()) else ""
    if kind == "faq":
        faq = model.faqs.get(name)
        if not rest:
            return _THERE if faq else ""
        if len(rest) == 1:
            return _said(faq, rest[0])
        return _THERE if rest[1] in getattr(faq, rest[0], ()) else ""
    if kind == "clinic":
        return model.clinic.get(name, "")
    there: Mapping[str, bool] = {
        "starter": name in model.starters, "article": name in model.articles,
        "question": any(question.text == name for question in model.questions)}
    return _THERE if there[kind] else ""


def _lost_lines(change: Difference, model: Model, settled: set[Thing]) -> Iterator[Thing]:
    """Lines of articles that are as they were before the change."""
    for slug, (before, after) in change.articles.items():
        if before is None or after is None or slug not in model.articles:
            continue
        there = set(model.articles[slug].splitlines())
        old, new = before.splitlines(), after.splitlines()
        for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            gone, added = ([line for line in lines if line.strip() and ("line", slug, line) not in settled]
                           for lines in (old[start:end], new[first:last]))
            if old[start:end] == new[first:last] or not set(gone) <= there:
                continue
            if (added and not set(added) <= there) or (gone and not added):
                yield from (("line", slug, line) for line in (*gone, *added))


def _lines_of(change: Difference) -> Iterator[Thing]:
    for slug, (before, after) in change.articles.items():
        lines = set((before or "").splitlines()) ^ set((after or "").splitlines())
        yield from (("line", slug, line) for line in lines)


def _changed(thing: Thing, before: str, after: str) -> Iterator[tuple[Thing, str, str]]:
    if before != after:
        yield thing, before, after


def _entries(thing: Thing, before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Thing, str, str]]:
    yield from (((*thing, entry), _THERE, "") for entry in before if entry not in after)
    yield from (((*thing, entry), "", _THERE) for entry in after if entry not in before)


def _said(faq: FaqFields | None, name: str) -> str:
    value = getattr(faq, name, "")
    return value if isinstance(value, str) else str(value)
