"""Words as they are seen: white space collapsed, what is invisible taken out."""

from __future__ import annotations

import re
import unicodedata

# Control characters but white space, soft hyphens, zero-width spaces and joiners of words, byte order marks,
# overrides of direction, and what no file may hold. Zero-width joiners stay: some scripts are written with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_INVITES = re.compile(
    r"(?:please |to )?(?:book (?:now|here|online|today|with|your|an?\b)|"
    r"(?:call|ring|phone|text|e-?mail|contact|message|visit|follow) (?:us|me|our|the clinic)\b|get in touch|"
    r"click (?:here|below|the)|tap here|download (?:our|the|your|this)|sign up|subscribe|enquire (?:now|here|today)|"
    r"(?:request|schedule) (?:an?|your)\b|make an? (?:appointment|booking)|(?:read|find out|learn|see) more|share this|"
    r"offer\b)", re.IGNORECASE)
_TO_US = re.compile(
    r"\b(?:here|now|today|us|free|online|consultation|appointment|newsletter|offer|form|more)\b|[>»›→!]$",
    re.IGNORECASE)
# An instruction that may save a life is never an invitation.
_EMERGENCY = re.compile(r"\b(?:999|112|111|911|ambulance|emergency|a&e|paramedic)\b", re.IGNORECASE)
_SHORT = 14  # words
_SHORT_LINK = 8


def tidy(text: str) -> str:
    """A text on one line, with single spaces, without what nobody sees."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit in it; a line of dashes has none."""
    return any(character.isalnum() for character in text)


def looks_like_an_invitation(text: str, linked: bool) -> bool:
    """Whether a line probably sells rather than informs; staff see the guess, and correct it.

    Args:
        text: of the paragraph.
        linked: whether all of it is a link or a button.
    """
    count = len(text.split())
    if count > _SHORT or _EMERGENCY.search(text):
        return False
    invites = bool(_INVITES.match(text))
    if linked:
        return invites or (count <= _SHORT_LINK and not text.endswith((".", "?")))
    return invites and bool(_TO_US.search(text)) and not text.endswith((".", "?"))
