"""Dates of birth, and full dates, which may be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontdesk.privacy.spans import Span

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DAYTH = _DAY + r"(?:\s?(?:st|nd|rd|th))?"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = rf"(?:{_YEAR}|'?\d\d)"
_NOT_COUNTED = (
    r"(?!\s?(?:am|pm|a\.m|p\.m|%|k\b|kg|km|mg|ml|m\b|st\b|min|sec|hr|hour|rep|set|time|week|month|day|year|x\b))"
)
_EDGE = rf"(?![\d]|[./-]\d|:\d){_NOT_COUNTED}"
_GAP = r"[\s,.-]{0,3}"
# "+687 20.12.34" is a phone.
_ALONE = r"(?<!\d)(?<!\d[./-])(?<!\+\d\s)(?<!\+\d\d\s)(?<!\+\d\d\d\s)"
_FULL = tuple(re.compile(_ALONE + pattern, re.IGNORECASE) for pattern in (
    rf"{_DAY}\s?([./-])\s?{_MONTH_NUMBER}\s?\1\s?{_SHORT_YEAR}{_EDGE}",
    rf"{_MONTH_NUMBER}\s?([./-])\s?{_DAY}\s?\1\s?{_SHORT_YEAR}{_EDGE}",
    rf"{_DAY}\s{_MONTH_NUMBER}\s{_YEAR}{_EDGE}",
    rf"{_YEAR}\s?([./-])\s?{_MONTH_NUMBER}\s?\1\s?{_DAY}{_EDGE}",
    rf"{_DAYTH}{_GAP}(?:(?:day\s)?of\s)?{_MONTH}{_GAP}(?:in\s)?{_SHORT_YEAR}{_EDGE}",
    rf"\b{_MONTH}{_GAP}(?:the\s)?{_DAYTH}[\s,.-]{{1,3}}(?:in\s)?{_SHORT_YEAR}{_EDGE}",
))
_UNIT = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "twenty|nineteen|eighteen|seventeen|sixteen|fifteen|fourteen|thirteen|twelve|eleven|ten|nine|eight|seven|six|five|"
    "four|three|two|one|oh|nought|zero|hundred|thousand"
)
_SPOKEN_NUMBER = rf"(?:{_UNIT})(?:[\s-](?:and\s)?(?:{_UNIT}))"
_SPOKEN = re.compile(
    rf"\b(?:the\s)?(?:{_UNIT})(?:[\s-](?:{_UNIT}))?\s(?:of\s)?{_MONTH}[\s,]{{1,2}}{_SPOKEN_NUMBER}{{1,1}}"
    rf"(?:[\s-](?:and\s)?(?:{_UNIT})){{0,3}}", re.IGNORECASE)

_BIRTH = (
    r"(?:\bd\.?\s?o\.?\s?b\b\.?|\b(?:date|day|year|month|place\sand\sdate)\sof\sbirth\b|\bbirth\s?(?:date|day|year)\b|"
    r"\bb-?day\b|\bborn\b)"
)
_FILLER = r"(?:[\s,:;=.'()-]{1,3}(?:is|was|on|in|the|its|it's|s|being|of|back|dob)\b){0,4}[\s,:;=.()-]{0,4}"
_PIECE = rf"(?:\d{{1,8}}(?:st|nd|rd|th)?|{_MONTH}|(?:{_UNIT})\b|of\b|the\b|and\b)"
_SAID = re.compile(rf"{_BIRTH}{_FILLER}((?:'?{_PIECE}){{1,2}}(?:[\s,./-]{{1,3}}'?{_PIECE}){{0,9}})", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    rf"\b((?:{_DAYTH}{_GAP}(?:of\s)?{_MONTH}|{_MONTH}{_GAP}(?:the\s)?{_DAYTH}|{_DAY}[./-]{_MONTH_NUMBER}|\d{{8}}|\d{{6}}))"
    rf"\s(?:is|was|=)?\s?(?:when\s)?(?:my|his|her|our|i|he|she)\s(?:\w+(?:'s)?\s){{0,2}}(?:was\s)?{_BIRTH}",
    re.IGNORECASE)
_COUNTED_AFTER = re.compile(
    r"\s?(?:weeks?|months?|days?|years?|hours?|mins?|minutes?|kids?|children|times?|of us)\b", re.IGNORECASE)
_TRAILING = re.compile(r"(?:[\s,./-]+(?:of|the|and|one|oh))+$", re.IGNORECASE)


def dates(text: str) -> Iterator[Span]:
    """Dates said to be of birth, in any form, and dates with day, month and year."""
    for match in _SAID.finditer(text):
        found = _TRAILING.sub("", match.group(1))
        if _tells_a_date(found) and not _COUNTED_AFTER.match(text, match.start(1) + len(found)):
            yield Span(match.start(1), match.start(1) + len(found), "date")
    yield from (Span(match.start(1), match.end(1), "date") for match in _SAID_BEFORE.finditer(text))
    for pattern in (*_FULL, _SPOKEN):
        yield from (Span(match.start(), match.end(), "date") for match in pattern.finditer(text))


def _tells_a_date(found: str) -> bool:
    """More than a small number: "born 3 weeks early" tells none."""
    words = re.findall(r"[^\W_]+", found)
    if re.fullmatch(r"\D*(?:\d{4}|\d{6}|\d{8})\D*", found) or "'" in found:
        return True
    return len([word for word in words if word.lower() not in ("of", "the", "and")]) >= 2
