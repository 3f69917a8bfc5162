"""The readings of a message that the classifier judges: its parts, beside the whole of it."""

from __future__ import annotations

import re

_SHORTEST = 3  # words; a shorter part says little
_LONG = 25  # words from which a message is also read through a window
_WINDOW = 16  # words; each overlaps the next by half
_MAX_WINDOWS, _MAX_CLAUSES = 20, 20
_BREAK = re.compile(
    r"(?<=[.!?;:])\s+|\n+|\s+(?:also|anyway|btw)\s+|\.\.+|\s+-+\s+|"
    r",\s+(?=(?:and|but|so|now|then|what|can|how|is|do|when|why|should|could|i|my)\s)", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """Sentences and clauses of a message, as its punctuation has them.

    Returns:
        At most 20, none of them the whole message.
    """
    found = (part.strip() for part in _BREAK.split(text) if part and len(part.split()) >= _SHORTEST)
    return [part for part in dict.fromkeys(found) if part != text.strip()][:_MAX_CLAUSES]


def windows(text: str) -> list[str]:
    """Overlapping stretches that cover all of a long message.

    A flag that stands in the middle of a long story moves the meaning of the whole
    too little to be seen there, and people who tell long stories leave out full stops.

    Returns:
        At most 20, none of them the whole message; nothing for a short one.
    """
    words = text.split()
    if len(words) <= _LONG:
        return []
    step = max(_WINDOW // 2, -(-len(words) // _MAX_WINDOWS))
    found = (" ".join(words[start : start + 2 * step]) for start in range(0, len(words) - step, step))
    return list(dict.fromkeys(found))
