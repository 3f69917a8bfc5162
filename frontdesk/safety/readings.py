"""The readings of a message that the classifier judges: its parts, beside the whole of it."""

from __future__ import annotations

import re

_SHORTEST = 3  # words; a shorter part says little
_LONG = 25  # words from which a message is also read through a window
_WINDOW = 16  # words; each overlaps the next by half
MAX_PARTS = 40
_BREAK = re.compile(
    r"(?<=[.!?;:])\s+|\n+|\s+(?:also|anyway|btw)\s+|\.\.+|\s+-+\s+|"
    r",\s+(?=(?:and|but|so|now|then|what|can|how|is|do|when|why|should|could|i|my)\s)", re.IGNORECASE)


def parts(text: str) -> list[str]:
    """Sentences, clauses, and overlapping windows of a long message.

    A flag that stands in the middle of a long story moves the meaning of the whole
    too little to be seen there, and people who tell long stories leave out full stops.

    Args:
        text: a message.

    Returns:
        At most :data:`MAX_PARTS`; nothing when the message has only one.
    """
    words = text.split()
    found = []
    if len(words) > _LONG:
        # The windows come first: they cover all of it, however many sentences there are.
        step = max(_WINDOW // 2, -(-len(words) // (MAX_PARTS // 2)))
        found = [" ".join(words[start : start + 2 * step]) for start in range(0, len(words) - step, step)]
    found += [part.strip() for part in _BREAK.split(text) if part and len(part.split()) >= _SHORTEST]
    return list(dict.fromkeys(found))[:MAX_PARTS] if len(found) > 1 else []
