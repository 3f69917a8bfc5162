"""The numbers of every FAQ, in the order somebody wants to see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontdesk.numbers.figures import FaqCounts

# What the table can be sorted by, and what each column is called.
COLUMNS = {"question": "FAQ", "asked": "Asked", "answered": "Answered", "up": "Votes up", "down": "Votes down"}


@dataclass(frozen=True)
class FaqRow:
    """An FAQ.

    Attributes:
        slug: its name.
        question: as visitors see it; ``""`` where the draft has no such FAQ, though the live version may.
        asked: as in :class:`~frontdesk.numbers.figures.FaqCounts`; the others too.
        answered: messages.
        up: votes.
        down: votes.
    """

    slug: str
    question: str
    asked: int
    answered: int
    up: int
    down: int


def faq_rows(questions: Mapping[str, str], counts: Mapping[str, FaqCounts]) -> list[FaqRow]:
    """Every FAQ of these, also those that nobody asked, and any others that were counted.

    Args:
        questions: by slug.
        counts: by slug.
    """
    nothing = FaqCounts()
    return [FaqRow(slug, questions.get(slug, ""), **vars(counts.get(slug, nothing)))
            for slug in dict.fromkeys((*questions, *counts))]


def in_order(rows: Iterable[FaqRow], by: str) -> list[FaqRow]:
    """The rows by one of :data:`COLUMNS`: questions from A to Z, numbers from the highest; by "asked" for any other."""
    by = by if by in COLUMNS else "asked"
    if by == "question":
        return sorted(rows, key=_name)
    return sorted(rows, key=lambda row: (-int(getattr(row, by)), _name(row)))


def _name(row: FaqRow) -> tuple[str, str]:
    return (row.question or row.slug).casefold(), row.slug
