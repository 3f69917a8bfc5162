"""Which passwords are taken: long ones that aren't made of what everybody would guess.

By NIST SP 800-63B, 5.1.1.2: a length, no demand for capitals or symbols, but a comparison with what is
common, expected in this place, repetitive or sequential.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST, LONGEST = 12, 128  # characters
RULE = f"At least {SHORTEST} characters. A few words that don't belong together are easy to remember and hard to guess."
_UNGUESSED = 8  # characters that must be left when everything is taken out that anybody would try
_DIFFERENT = 5  # of these
_RUN = 3  # characters of a sequence that make it one
_CLINIC_WORD = 4  # letters from which a word of the clinic's name counts

_COMMON = (
    "frontdesk", "front desk", "chatbot", "password", "passwort", "passphrase", "welcome", "letmein", "changeme",
    "iloveyou", "trustno", "whatever", "qwerty", "azerty", "admin", "administrator", "login", "signin", "secret",
    "master", "access", "default", "temporary", "monkey", "dragon", "sunshine", "princess", "shadow", "superman",
    "batman", "football", "baseball", "liverpool", "arsenal", "chelsea", "pokemon", "starwars", "computer",
    "internet", "google", "reception", "receptionist", "doctor", "nurse", "clinic", "hospital", "practice", "patient",
    "staff", "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july",
    "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday")
_SEQUENCES = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop",
              "azertyuiop", "qsdfghjklm")
_NEXT = {line[at : at + 2] for row in _SEQUENCES for line in (row, row[::-1]) for at in range(len(line) - 1)}
_STAND_INS = str.maketrans("@401!35$7", "aaoiiesst")  # what people write for letters


def problem_with_password(password: str, name: str, clinic: str) -> str:
    """What is wrong with a new password and what to do, in a sentence or two; ``""`` when nothing is.

    Args:
        password: as it was typed.
        name: the account's.
        clinic: the clinic's name.
    """
    if len(password) < SHORTEST:
        return f"A password has at least {SHORTEST} characters; this one has {len(password)}. Add another word or two."
    if len(password) > LONGEST:
        return f"A password has at most {LONGEST} characters; this one has {len(password)}."
    if not password.isprintable():
        return "A password has no line breaks or other characters that can't be seen."
    left = _unguessed(password, (*_COMMON, *_words_of(clinic), *_words_of(name), name))
    if len(left) < _UNGUESSED or len(set(left)) < _DIFFERENT:
        return ("That password is easy to guess: little is left of it without common words, repetitions, sequences, "
                "and the names of the account, the clinic and Frontdesk. Take a few words that don't belong together.")
    return ""


def _unguessed(password: str, expected: Iterable[str]) -> str:
    """What is left of a password without what is expected, repeated or in sequence."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    # What looks like a word by stand-ins is cut out where it stands, so that digits elsewhere stay digits.
    for word in sorted({_folded(word) for word in expected if word}, key=len, reverse=True):
        while (start := plain.translate(_STAND_INS).find(word)) >= 0:
            plain = plain[:start] + " " + plain[start + len(word):]
    for repeated in (r"\s+()", r"(.{1,2})\1{2,}", r"(.{3,}?)\1+"):
        plain = re.sub(repeated, r"\1", plain)
    return _without_sequences(plain)


def _without_sequences(text: str) -> str:
    """Of each run along the alphabet, the digits or a row of keys, its first character alone."""
    left, run = "", 1
    for index, character in enumerate(text):
        run = run + 1 if index and text[index - 1] + character in _NEXT else 1
        if run == _RUN:
            left = left[: 1 - _RUN] + text[index - _RUN + 1]
        elif run < _RUN:
            left += character
    return left


def _words_of(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", _folded(name)) if len(word) >= _CLINIC_WORD]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_STAND_INS)
