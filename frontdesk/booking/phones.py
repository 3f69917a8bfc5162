"""Phone numbers in what visitors type, checked for the clinic's country with Google's libphonenumber."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

_MIN_DIGITS, _MAX_DIGITS = 7, 15  # the most by E.164
_LEAST_TYPED = 5  # digits from which a run of them is meant as a phone number, when one was asked for
# Digits in groups, as people write them; the letter O is taken for a nought.
_RUN = re.compile(
    r"(?<![\w@.])(?:\+\s?|\(\s?\+?)?[\dO(](?:[\s().\-/‐–]{0,3}[\dO]){4,19}\)?(?![\w@])", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}")
_TIMES = re.compile(r"\d{1,2}(?:[.:]\d{2})?\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?")
_DIGIT_WORDS = {"zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2",
                "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9"}
_TIMES_WORDS = {"double": 2, "triple": 3, "treble": 3}
_SPOKEN_WORD = r"(?:(?:double|triple|treble)[\s-]+)?(?:\d+|" + "|".join(_DIGIT_WORDS) + r")"
_SPOKEN = re.compile(
    rf"(?<![\w@.])(?:\+\s?|plus\s+)?{_SPOKEN_WORD}(?:[\s,-]{{1,2}}{_SPOKEN_WORD}){{2,}}(?![\w@])", re.IGNORECASE)
_TYPES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)


@dataclass(frozen=True)
class FoundPhone:
    """A phone number in a text.

    Attributes:
        start: where it begins.
        end: where it ends.
        number: in E.164, or its digits where no country is known; ``""`` when it can't be one.
        problem: what is wrong with it and what to do, for the visitor; ``""`` when nothing is.
    """

    start: int
    end: int
    number: str
    problem: str = ""


def find_phone(text: str, region: str) -> FoundPhone | None:
    """The phone number in a text, the last where there are several; a good one before a bad one.

    Args:
        text: what the visitor typed.
        region: ISO 3166 code of the country in which numbers without a country code are, or ``""``.
    """
    dictated = (match for match in _SPOKEN.finditer(text) if re.search("[a-z]{3}", match.group(), re.IGNORECASE))
    said = next(dictated, None)
    if said is not None:
        number, _ = _number(_as_digits(said.group()), region)
        if number:
            return FoundPhone(said.start(), said.end(), number)
    found = [_read(match, region) for match in _RUN.finditer(text) if not _is_other(match.group())]
    good = [phone for phone in found if not phone.problem]
    return next(iter(reversed(good or found)), None)


def readable(number: str, region: str) -> str:
    """A stored number as people of the region write it.

    Args:
        number: in E.164, or as typed.
        region: as for :func:`find_phone`.
    """
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number)
    at_home = _region_of(parsed) == region
    return str(phonenumbers.format_number(
        parsed, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL))


def _is_other(run: str) -> bool:
    """Whether a run of digits is a date, hours, or letters alone."""
    digits = sum(char.isdigit() for char in run)
    return digits < _LEAST_TYPED or bool(_DATE.fullmatch(run.strip())) or bool(_TIMES.fullmatch(run.strip()))


def _read(match: re.Match[str], region: str) -> FoundPhone:
    """The number in a run, which may hold something else before or after it, such as hours."""
    best: tuple[bool, bool, int, FoundPhone] | None = None
    for start, end in _pieces(match.group()):
        typed = match.group()[start:end]
        number, valid = _number(_plain(typed), region)
        if number:
            phone = FoundPhone(match.start() + start, match.start() + end, number)
            # One that begins as numbers do is more than a stretch of it that happens to be in use.
            rank = (_plain(typed).startswith(("+", "0")), valid, end - start, phone)
            best = rank if best is None or rank[:3] > best[:3] else best
    if best is not None:
        return best[3]
    return FoundPhone(match.start(), match.end(), "", _problem(_plain(match.group()), region))


def _as_digits(said: str) -> str:
    """The digits of a number as it is dictated: "0 double 7 double oh nine"."""
    digits, times = "+" if said.lower().startswith(("+", "plus")) else "", 1
    for word in re.findall(r"[a-z]+|\d+", said.lower()):
        if word in _TIMES_WORDS:
            times = _TIMES_WORDS[word]
        elif word != "plus":
            spelt = _DIGIT_WORDS.get(word, word)
            digits, times = digits + spelt[:1] * (times - 1) + spelt, 1
    return digits


def _pieces(run: str) -> Iterator[tuple[int, int]]:
    """Every stretch of whole groups of a run; a country code stays with its number."""
    groups = [(group.start(), group.end()) for group in re.finditer(r"[^\s]+", run)]
    for first in range(1 if re.match(r"\(?\s?(\+|00)", run) else len(groups)):
        for last in range(first, len(groups)):
            yield groups[first][0], groups[last][1]


def _plain(typed: str) -> str:
    """Digits and a plus; a nought in brackets after a country code is left out, as when dialling."""
    typed = re.sub("[oO]", "0", typed)
    if re.match(r"\s*\(?\s*(\+|00)", typed):
        typed = re.sub(r"\(\s*0\s*\)", "", typed)
    plus = "+" if "+" in typed else ""
    return plus + re.sub(r"\D", "", typed)


def _number(plain: str, region: str) -> tuple[str, bool]:
    """A number in E.164 and whether its pattern is in use; ``("", False)`` when it can't be one."""
    if not region and plain.startswith("00"):
        plain = "+" + plain[2:]
    if not region and not plain.startswith("+"):
        return (plain, False) if _MIN_DIGITS + 2 <= len(plain) <= _MAX_DIGITS else ("", False)
    home = _parsed(plain, region)
    if home is not None and phonenumbers.is_valid_number(home):
        return _e164(home), True
    # "353 86 123 4567": the plus was left out.
    abroad = _parsed(f"+{plain}", "") if not plain.startswith(("+", "0")) and len(plain) > 10 else None
    if abroad is not None and phonenumbers.is_valid_number(abroad):
        return _e164(abroad), True
    # A range may be newer than the library, or kept for films and tests; the length tells a digit left out.
    return (_e164(home), False) if home is not None and _usual_length(home) else ("", False)


def _parsed(plain: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(plain, region or None)
    except NumberParseException:
        return None


def _usual_length(number: PhoneNumber) -> bool:
    digits = phonenumbers.national_significant_number(number)
    # "00000 000000" is typed by who has none to give.
    return phonenumbers.is_possible_number(number) and len(set(digits)) > 1 and len(digits) in {
        len(phonenumbers.national_significant_number(example)) for example in _examples(_region_of(number))}


def _region_of(number: PhoneNumber) -> str:
    """The chief country of a number's country code."""
    return str(phonenumbers.region_code_for_country_code(number.country_code or 0))


@lru_cache(maxsize=256)
def _examples(region: str) -> tuple[PhoneNumber, ...]:
    examples = (phonenumbers.example_number_for_type(region, kind) for kind in _TYPES)
    return tuple(example for example in examples if example is not None)


def _e164(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _problem(plain: str, region: str) -> str:
    digits = len(plain.removeprefix("+"))
    parsed = _parsed(plain, region) if region or plain.startswith("+") else None
    home = _region_of(parsed) if parsed else "" if plain.startswith("+") else region
    examples = _examples(home) if home else ()
    if not examples:
        return (f"That number has {digits} digits, and I can't tell that it is a phone number. Please type it with its "
                "area code; one from another country begins with + and the country's code.")
    at_home = home == region and not plain.startswith("+")
    like = phonenumbers.format_number(examples[0], PhoneNumberFormat.NATIONAL if at_home
                                      else PhoneNumberFormat.INTERNATIONAL)
    wanted = sum(char.isdigit() for char in like)
    what = "a digit may be missing" if digits < wanted else "there may be a digit too many" if digits > wanted else (
        "it doesn't look like one that is in use")
    return (f"I can't use that phone number: {what} (it has {digits} digits; one like {like} has {wanted}). Please "
            "type it again; one from another country begins with + and the country's code.")
