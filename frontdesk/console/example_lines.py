"""Examples typed into a form: what is wrong with a line, and what is worth a second look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from frontdesk.console.intent_words import address_of, name_of
from frontdesk.console.paging import number_of
from frontdesk.console.second_look import second_look
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import EditError
from frontdesk.editing.example_text import example_text
from frontdesk.editing.warnings import ENOUGH

MAX_EXAMPLES = 100_000  # characters of a field with them
_BULLET = re.compile(r"^[-–•*]\s+")
_PART = 250  # examples on a page
_MOST = 30  # lines looked at in one go
_TOO_FEW, _UNSEEN = "too few", "not looked at"  # kinds of warnings about all lines
_TOLD = 2  # warnings told after saving
_KEPT = "warnings"  # folder for vectors, below that for what a running Frontdesk writes


@dataclass(frozen=True)
class LineWarning:
    """Something about a line.

    Attributes:
        line: its number from 1; 0 where all of them are meant.
        kind: as :class:`frontdesk.editing.warnings.Warning` has it, or another where all lines are meant.
        text: a sentence.
        url: of a page that helps to judge it, or ``""``.
    """

    line: int
    kind: str
    text: str
    url: str = ""

    def __str__(self) -> str:
        return f"Line {self.line}: {self.text}" if self.line else self.text

    def as_dict(self) -> dict[str, object]:
        """JSON-ready data."""
        return asdict(self)


def typed_examples(visit: Visit) -> tuple[str, ...]:
    """The lines of the field with examples: bullets and repetitions left out."""
    lines = lines_of(visit.field("examples", MAX_EXAMPLES))
    return tuple(dict.fromkeys(text for line in lines if (text := _BULLET.sub("", line).strip())))


def lines_of(text: str) -> tuple[str, ...]:
    """A text's lines that aren't empty, without white space around them."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class Part:
    """As many of a label's examples as a page shows.

    Attributes:
        texts: these examples.
        number: of the part, from 1.
        count: of parts.
        total: of examples.
    """

    texts: tuple[str, ...]
    number: int
    count: int
    total: int

    @property
    def query(self) -> str:
        """What an address ends with that leads to this part; ``""`` where there is but one."""
        return f"?part={self.number}" if self.count > 1 else ""


def part_of(examples: Sequence[str], wanted: str = "") -> Part:
    """One part of the examples: the last, where new ones go, unless another is wanted.

    Args:
        examples: of a label.
        wanted: the part's number as it was asked for, whatever that is.
    """
    count = max(1, -(-len(examples) // _PART))
    asked_for = number_of(wanted)
    number = count if asked_for is None else min(max(1, asked_for), count)
    return Part(tuple(examples[(number - 1) * _PART : number * _PART]), number, count, len(examples))


def added(texts: Sequence[str], base: Sequence[str]) -> list[tuple[int, str]]:
    """The lines that weren't there before, with their numbers from 1."""
    there = set(base)
    return [(number, text) for number, text in enumerate(texts, start=1) if text not in there]


def fault(label: str, texts: Sequence[str], base: Sequence[str], state: DraftState) -> str:
    """What keeps examples from being saved, with the line; ``""`` where nothing does."""
    elsewhere = {text: other for other, known in state.examples.items() if other != label for text in known}
    elsewhere |= {faq.question: f"faq/{slug}" for slug, faq in state.faqs.items() if f"faq/{slug}" != label}
    for number, text in added(texts, base):
        try:
            stored = example_text(text)
        except EditError as error:
            return f"Line {number}: {error}"
        if stored in elsewhere:
            return (f"Line {number}: “{stored}” is taught for “{name_of(elsewhere[stored], state)}” already. "
                    "Remove it there first, or leave it out here.")
    return ""


def prepare(visit: Visit) -> None:
    """Get ready to look at lines, while a form is being read."""
    second_look(visit.console.settings.var / _KEPT).prepare(visit.console.draft.state().examples)


def looked_at(label: str, lines: Sequence[tuple[int, str]], count: int, visit: Visit) -> list[LineWarning]:
    """What is worth a second look.

    Args:
        label: that the lines are typed for.
        lines: with their numbers; the first few are looked at, and it is told that the others aren't.
        count: of all examples that the label has or would have.
        visit: for the draft, and what else it takes.
    """
    state, look = visit.console.draft.state(), second_look(visit.console.settings.var / _KEPT)
    found = [LineWarning(number, warning.kind, warning.text, address_of(warning.label) if warning.label else "")
             for number, text in lines[:_MOST] for warning in look.warnings(text, label, visit, state)]
    if len(lines) > _MOST:
        found.insert(0, LineWarning(0, _UNSEEN, f"Only the first {_MOST} new lines were looked at. Save so many at "
                                                "a time to have all looked at."))
    if count < ENOUGH:
        found.append(LineWarning(0, _TOO_FEW, f"{count} example{'s' * (count != 1)}: from {ENOUGH} on, visitors are "
                                             "understood more reliably."))
    return found


def said(done: str, warnings: Sequence[LineWarning]) -> str:
    """What was done, with what is worth a second look: the page that follows shows no more of it."""
    return " ".join([done, *map(str, warnings[:_TOLD])])
