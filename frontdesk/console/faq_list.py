"""The list of FAQs: its rows, what is found, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontdesk.editing.draft import DraftState
from frontdesk.numbers.figures import FaqCounts

COLUMNS = {"question": "Question", "examples": "Examples", "asked": "Asked", "answered": "Answered", "up": "Votes up",
           "down": "Votes down"}
ASCENDING = ("question", "examples")  # few examples first: these need somebody


@dataclass(frozen=True)
class Tag:
    """Something to know of an FAQ, in a few words; ``style`` is one of the console's."""

    text: str
    style: str


@dataclass(frozen=True)
class Row:
    """An FAQ in the list.

    Attributes:
        slug: its name.
        question: as visitors see it.
        examples: how many ways of asking it are taught.
        asked: messages taken for it, as are the others.
        answered: messages.
        up: votes.
        down: votes.
        warnings: what is wrong with it.
    """

    slug: str
    question: str
    examples: int
    asked: int
    answered: int
    up: int
    down: int
    warnings: tuple[Tag, ...]


def rows_of(state: DraftState, counts: Mapping[str, FaqCounts], enough: int) -> list[Row]:
    """A row for every FAQ.

    Args:
        state: of the draft.
        counts: what happened with each, by slug.
        enough: examples below which there are too few.
    """
    broken = {quote.faq for quote in state.broken}
    nothing = FaqCounts()
    rows = []
    for slug, faq in state.faqs.items():
        examples, count = len(state.examples.get(f"faq/{slug}", ())), counts.get(slug, nothing)
        tags = [Tag("quote no longer in the article", "bad")] if slug in broken else []
        tags += [Tag("few examples", "warn")] if examples < enough else []
        rows.append(Row(slug, faq.question, examples, count.asked, count.answered, count.up, count.down, tuple(tags)))
    return rows


def found(rows: Iterable[Row], search: str, state: DraftState) -> list[Row]:
    """The rows with all words of a search in the question, or in one example.

    Args:
        rows: of :func:`rows_of`.
        search: what was typed; nothing finds everything.
        state: of the draft.
    """
    words = search.casefold().split()

    def says(text: str) -> bool:
        return all(word in text.casefold() for word in words)

    return [row for row in rows
            if says(row.question) or any(says(example) for example in state.examples.get(f"faq/{row.slug}", ()))]


def in_order(rows: Iterable[Row], by: str) -> list[Row]:
    """The rows by one of :data:`COLUMNS`, those asked most first where it is none of them."""
    by = by if by in COLUMNS else "asked"
    if by == "question":
        return sorted(rows, key=_name)
    sign = 1 if by in ASCENDING else -1
    return sorted(rows, key=lambda row: (sign * int(getattr(row, by)), _name(row)))


def _name(row: Row) -> tuple[str, str]:
    return (row.question or row.slug).casefold(), row.slug
