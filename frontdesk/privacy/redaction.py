"""Takes personal details out of what a visitor typed, before anybody else reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from frontdesk.privacy.addresses import addresses
from frontdesk.privacy.codes import codes
from frontdesk.privacy.contact import emails, handles, links
from frontdesk.privacy.dates import dates
from frontdesk.privacy.names import names
from frontdesk.privacy.numbers import numbers
from frontdesk.privacy.spans import Span, blot, plain, replace

# In this order: what is found is blotted out for those after it. Those of one group see the same text.
_DETECTORS: tuple[tuple[Callable[[str], Iterable[Span]], ...], ...] = (
    (emails,), (links,), (handles,), (dates,), (addresses,), (codes, numbers), (names,))


def redact(text: str) -> str:
    """The text with personal details replaced by placeholders.

    Args:
        text: what a visitor typed.

    Returns:
        The text with ``[name]``, ``[phone]``, ``[address]``, ``[email]``, ``[date]``, ``[NHS number]``, ``[link]``
        or ``[number]`` in their places. Redacting it once more changes nothing.
    """
    while True:
        redacted = replace(text, find(text))
        if redacted == text:
            return text
        # What was found may have hidden what stands beside it. It ends: every pass leaves less to find anything in.
        text = redacted


def find(text: str) -> list[Span]:
    """The personal details in a text, as spans of it; spans of one kind may overlap."""
    shown = plain(text)
    spans: list[Span] = []
    for group in _DETECTORS:
        found = [span for detect in group for span in detect(shown)]
        spans += found
        shown = blot(shown, found)
    return spans
