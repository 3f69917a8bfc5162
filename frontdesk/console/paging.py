"""Numbers in addresses and forms, and the pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_MOST_DIGITS = 9  # longer ones are none that a database's numbers reach, and Python doesn't even read the longest

Item = TypeVar("Item")


def number_of(text: str) -> int | None:
    """The whole number that an address or a form names; ``None`` for what is none, or too long for any that we give."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def pages_of(items: Sequence[Item], wanted: str, length: int) -> tuple[Sequence[Item], int, int]:
    """One page of a list, whatever was asked for.

    Args:
        items: of the list.
        wanted: the page, as the address names it; the first where it names none.
        length: items on a page.

    Returns:
        The page's items, its number from 1, and how many pages there are.
    """
    pages = max(1, -(-len(items) // length))
    number = min(max(1, number_of(wanted) or 1), pages)
    return items[(number - 1) * length : number * length], number, pages
