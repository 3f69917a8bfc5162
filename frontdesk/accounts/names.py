"""What an account may be called."""

from __future__ import annotations

import re
import unicodedata

SHORTEST, LONGEST = 2, 64  # characters
RULE = f"{SHORTEST} to {LONGEST} letters, digits and . _ - @, without spaces"


def tidy(name: str) -> str:
    """A name as it is kept: the same letters are the same characters, whatever keyboard they came from."""
    return unicodedata.normalize("NFC", name.strip())


def key_of(name: str) -> str:
    """What two names have in common that can't both be there: "Robin" and "ROBIN" are one."""
    return unicodedata.normalize("NFKC", tidy(name)).casefold()


def problem_with_name(name: str) -> str:
    """What is wrong with a name and what to do, in a sentence; ``""`` when nothing is."""
    fine = all(SHORTEST <= len(each) <= LONGEST and re.fullmatch(r"[\w.@-]+", each) for each in (name, key_of(name)))
    return "" if fine else f"A name has {RULE}."
