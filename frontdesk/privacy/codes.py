"""Codes of accounts, policies, cards and papers: letters and digits by which a person can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontdesk.privacy.spans import Span

ACCOUNT_WORDS = (
    r"(?:policy|policies|account|acct?|acc|a/c|membership|member|ref|reference|claim|invoice|insurance|insurer|passport|"
    r"(?:driving\s)?licen[cs]e|mrn|medical\srecord|hospital|patient|customer|client|national\sinsurance|ni|nino|ssn|"
    r"social\s(?:security|insurance)|medicare|medicaid|sort\s?code|iban|swift|authori[sz]ation|auth|"
    r"pre-?auth(?:ori[sz]ation)?|(?:credit\s|debit\s)?card|booking|order|case|(?:emirates\s)?id|aadhaar|pin|group|plan|"
    r"serial|reg|registration|plate|bupa|axa|aviva|vitality|cigna|wpa|aetna|blue\scross)"
)
_NUMBER_WORD = r"(?:numbers?|num|nos?\b\.?|nr|code|id|#)"
_LINK = rf"(?:\s{{0,2}}{_NUMBER_WORD}\s{{0,2}}(?:is|was|:|=|-|its|it's)?|\s{{0,2}}[:=#]|\s{{1,2}}is\b)\s{{0,2}}[#:]?\s?"
_HAS_DIGIT = r"(?=[\w/-]{0,20}\d)"
# With "number", "is" or a colon a code may be short, and in several pieces.
_SAID = re.compile(
    rf"\b{ACCOUNT_WORDS}(?:\s{{1,2}}{ACCOUNT_WORDS}){{0,2}}{_LINK}"
    rf"([a-z]{{2}}\d\d\s[a-z]{{3}}\b|{_HAS_DIGIT}[\w/-]{{3,30}}(?:[ ]{_HAS_DIGIT}[\w/-]{{2,30}}){{0,6}})",
    re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FORMS = tuple(re.compile(rf"(?<![\w-]){pattern}", re.IGNORECASE) for pattern in (
    r"[a-z]{2}\s?\d\d\s?\d\d\s?\d\d\s?[a-d](?!\w)",  # UK National Insurance number
    r"[a-z]{2}\d\d(?:\s?[a-z0-9]{4}){3,7}(?:\s?[a-z0-9]{1,3})?(?!\w)",  # IBAN
    r"\d{3}-\d\d-\d{4}(?![\w-])",  # US Social Security number
    r"(?=(?:[a-z/-]{0,12}\d){5})(?=\w{0,24}[a-z])[a-z0-9]+(?:[-/][a-z0-9]+){0,5}(?![\w-])",  # letters and digits
    r"[a-z]{1,6}[-/]\d{5,}(?![\w-])",
))
_FEWEST_DIGITS = 5
_QUANTITY = re.compile(r"\d{1,6}[a-z]{1,6}|\d{1,6}[a-z]{0,6}[/-]\d{0,6}[a-z]{0,6}", re.IGNORECASE)  # "10000steps"


def codes(text: str) -> Iterator[Span]:
    """Codes that something announces, and those that can be told by their form."""
    for match in _SAID.finditer(text):
        if not _YEAR.fullmatch(match.group(1)):
            yield Span(match.start(1), match.end(1), "number")
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            digits = sum(character.isdigit() for character in match.group())
            if digits >= _FEWEST_DIGITS and not _QUANTITY.fullmatch(match.group()):
                yield Span(match.start(), match.end(), "number")
