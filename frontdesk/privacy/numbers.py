"""Long numbers: NHS numbers, phones, accounts and cards, in digits or in words.

Not every number that is taken is valid: a phone with a digit too few is somebody's
all the same. So no plan of numbers is asked, only what else such digits could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from frontdesk.privacy.codes import ACCOUNT_WORDS
from frontdesk.privacy.spans import BLOT, Span

_SHORTEST = 7  # digits of a number that goes without anything announcing it
_LONGEST_PHONE = 15  # digits, E.164
_LONGEST_UNDIALLED = 11  # digits of a phone that starts with neither 0 nor +
_CUE_REACH = 40  # characters before a number in which something may announce it
_SPOKEN_DIGITS = 6  # of a number in words

# A letter for the digit: "o7700 9oo123".
_LETTER_ZERO = re.compile(r"(?<![^\W\d_])o(?=\s?\d)|(?<=\d)o(?=o{0,3}\s?\d|o{0,3}\b)|(?<=\do)o", re.IGNORECASE)
_RUN = re.compile(r"(?<!\w)(?<!\d[.,:])\+?\(?\d(?:[ \t().\-/]{0,3}\d)*(?!\d|:\d)")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOURS = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d\s?-\s?(?:[01]\d|2[0-4])[0-5]\d")
_SORT_CODE = re.compile(r"\d\d-\d\d-\d\d")
_COUNTED = re.compile(
    r"\s?(?:steps?|miles?|m\b|km|metres?|meters?|kcal|calories|people|views|iu\b|units?|times|pounds|quid)",
    re.IGNORECASE)
_EXTENSION = re.compile(r"\s{0,2}(?:,|ext\.?|extension|x|#)\s{0,2}\d{1,6}\b", re.IGNORECASE)
_EXTENSION_CUE = re.compile(r"\bext(?:ension)?\.?\s?$", re.IGNORECASE)
_CUES = (
    ("NHS number", re.compile(r"\b(?:n\.?h\.?s|chi|health\s(?:and|&)\scare|h&c)\b", re.IGNORECASE)),
    ("phone", re.compile(
        r"\b(?:call|ring|phone|fone|tel|telephone|mob|mobile|cell|landline|text|txt|whatsapp|fax|contact|reach|(?:my|his|"
        r"her|our|their|home|work|house|new|best|daytime)\s(?:number|no|num|nr|digits))\b", re.IGNORECASE)),
    ("number", re.compile(rf"\b{ACCOUNT_WORDS}\b", re.IGNORECASE)),
)
# What stands in another sentence, or beyond another number, announces nothing.
_BOUNDARY = re.compile(
    rf"[!?\n{BLOT}]|(?<!\bno)(?<!\bnum)(?<!\btel)(?<!\bmob)(?<!\bref)(?<!\bacc)\.\s|\d", re.IGNORECASE)
_FEWEST_SAID = {"NHS number": 6, "phone": 5, "number": 6}  # digits of a number that something announces

_DIGIT = (
    r"(?:zero|oh|o|nought|naught|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
)
_PIECE = rf"(?:(?:double|triple|treble)[\s-]{{1,2}}(?:{_DIGIT}|\d)\b|{_DIGIT}\b|\d{{1,11}}\b)"
_BETWEEN = r"(?:then|and\sthen|area\scode|dash|space|followed\sby|uh|um|er|erm)"
_SPOKEN = re.compile(
    rf"(?<![\w-])(?:plus\s)?{_PIECE}(?:[\s,.-]{{1,3}}(?:{_BETWEEN}\s)?{_PIECE}){{3,24}}", re.IGNORECASE)
_SPOKEN_WORD = re.compile(rf"double|triple|treble|\b{_DIGIT}\b|\d+")
_TIMES = {"double": 2, "triple": 3, "treble": 3}


def numbers(text: str) -> Iterator[Span]:
    """Long numbers of every kind, and shorter ones that something announces.

    Args:
        text: a plain copy of a message, other finds blotted out.
    """
    text = _LETTER_ZERO.sub("0", text)
    for match in _RUN.finditer(text):
        kind = _kind(text, match)
        if kind:
            extension = _EXTENSION.match(text, match.end()) if kind == "phone" else None
            yield Span(match.start(), extension.end() if extension else match.end(), kind)
    yield from _spoken(text)


def valid_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS, CHI or H&C number.

    Source: NHS Data Dictionary, "NHS Number", modulus 11.
    """
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1))) % 11
    return check != 10 and check % 11 == int(digits[9])


def _kind(text: str, match: re.Match[str]) -> str | None:
    """What a run of digits is, if it may lead to a person."""
    groups = _GROUP.findall(match.group())
    digits = "".join(groups)
    before = text[max(match.start() - _CUE_REACH, 0):match.start()]
    if _EXTENSION_CUE.search(before):
        return "phone"
    said = _said(before)
    if _measures(match.group(), groups, said):
        return None
    if said and len(digits) >= _FEWEST_SAID[said]:
        return said
    if len(digits) == 6 and not _COUNTED.match(text, match.end()):
        whole = len(groups) == 1 and not digits.endswith("000")
        return "number" if whole or _SORT_CODE.fullmatch(match.group()) else None
    return _unsaid(match.group(), groups, digits) if len(digits) >= _SHORTEST else None


def _unsaid(run: str, groups: Sequence[str], digits: str) -> str | None:
    """What a long run of digits is that nothing announces."""
    dialled = run.startswith(("+", "0", "(0", "(+"))
    if not dialled and _counts(groups):
        return None
    if valid_nhs_number(digits) and not dialled:
        return "NHS number"
    return "phone" if len(digits) <= (_LONGEST_PHONE if dialled else _LONGEST_UNDIALLED) else "number"


def _counts(groups: Sequence[str]) -> bool:
    """Whether groups of digits may be repetitions or readings: "10 10 12 12", "120/80 72"."""
    if max(map(len, groups)) <= 2:
        in_pairs = len(groups) >= 4 and all(len(group) == 2 for group in groups)
        return not in_pairs or all(int(group) <= 31 or group[1] in "05" for group in groups)
    return sum(map(len, groups)) < 9 and max(map(len, groups)) == 3 and min(map(len, groups[-2:])) < 3


def _measures(run: str, groups: Sequence[str], said: str | None) -> bool:
    """Whether a run of digits is years or times of day."""
    if all(map(_YEAR.fullmatch, groups)):
        return True
    return said is None and _HOURS.fullmatch(run) is not None


def _said(before: str) -> str | None:
    """The kind that the words before a number announce; the nearest wins."""
    before = _BOUNDARY.split(before)[-1]
    found = [(match.end(), kind) for kind, pattern in _CUES for match in pattern.finditer(before)]
    return max(found)[1] if found else None


def _spoken(text: str) -> Iterator[Span]:
    """Numbers in words: "oh seven seven double oh ..."."""
    for match in _SPOKEN.finditer(text):
        words = _SPOKEN_WORD.findall(match.group().lower())
        if sum(not word.isdecimal() for word in words) >= 2 and _count_digits(words) >= _SPOKEN_DIGITS:
            before = text[max(match.start() - _CUE_REACH, 0):match.start()]
            yield Span(match.start(), match.end(), _said(before) or "phone")


def _count_digits(words: Sequence[str]) -> int:
    count, times = 0, 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
            continue
        tens = word.endswith(("teen", "ty")) or word in ("ten", "eleven", "twelve", "hundred")
        count += times * (len(word) if word.isdecimal() else 2 if tens else 1)
        times = 1
    return count
