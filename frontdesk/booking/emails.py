"""E-mail addresses in what visitors type, checked with email-validator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

# "Thursday @ 5pm" is none: with a blank, what stands behind the sign must end as an address does.
_TYPED = re.compile(
    r"[^\s@,;:<>()\[\]\"]+(?:@+[^\s@;:<>()\[\]\"]+|\s?@\s?[^\s@;:<>()\[\]\"]+\.[a-z]{2,})", re.IGNORECASE)
_SPELT = re.compile(r"[\w.+-]+(?:\s+dot\s+[\w+-]+)*\s+at\s+[\w-]+(?:\s+dot\s+[a-z]{2,})+", re.IGNORECASE)
# Left over from a sentence around it.
_EDGES = ".,;:!?'’\")("


@dataclass(frozen=True)
class FoundEmail:
    """An e-mail address in a text.

    Attributes:
        start: where it begins.
        end: where it ends.
        address: in lower case; ``""`` when it can't be one.
        problem: what is wrong with it and what to do, for the visitor; ``""`` when nothing is.
    """

    start: int
    end: int
    address: str
    problem: str = ""


def find_email(text: str) -> FoundEmail | None:
    """The e-mail address in a text, the last where there are several; a good one before a bad one.

    Args:
        text: what the visitor typed; "jo at example dot com" is understood.
    """
    found = [_read(match.start(), match.group()) for match in _TYPED.finditer(text)]
    found += [_read(match.start(), match.group()) for match in _SPELT.finditer(text)]
    good = [email for email in found if not email.problem]
    return next(iter(reversed(good or found)), None)


def _read(start: int, typed: str) -> FoundEmail:
    kept = typed.rstrip(_EDGES)
    start, kept = start + len(kept) - len(kept.lstrip(_EDGES)), kept.lstrip(_EDGES)
    end = start + len(kept)
    spelt = re.sub(r"\s+at\s+", "@", kept, flags=re.IGNORECASE)
    spelt = re.sub(r"\s", "", re.sub(r"\s+dot\s+", ".", spelt, flags=re.IGNORECASE))
    try:
        address = validate_email(spelt, check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        reason = str(error).rstrip(".")
        return FoundEmail(start, end, "", f"I can't use the e-mail address “{kept}”: {reason}. "
                                          "Please type it again, like name@example.com.")
    return FoundEmail(start, end, address)
