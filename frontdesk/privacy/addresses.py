"""Postal addresses: streets with a house number, what surrounds a postcode, and what is said to be an address."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from frontdesk.privacy.address_words import (
    ANNOUNCED,
    ANY_STREETS,
    AT_HOME,
    BIG_PLACES,
    CLAUSE_END,
    HOUSE_NUMBER,
    HOUSES,
    IN_NAMES,
    LIVES_IN,
    MEASURES,
    NUMBER_LAST,
    NUMBER_WORDS,
    ROAD_NOUNS,
    SAID,
    STREETS,
    STREETS_TOO,
    UNIT_BEFORE,
)
from frontdesk.privacy.lexicon import lexicon
from frontdesk.privacy.postcodes import boxes, postcodes
from frontdesk.privacy.spans import BLOT, Span
from frontdesk.privacy.tokens import Word, first_at, tokenize
from frontdesk.privacy.words import NEVER_NAMES

_REACH = 80  # characters of an address between its street and its postcode
_PART_WORDS = 4  # of one part of an address, between commas
_PARTS = 4
_NAME_WORDS = 5  # between a house number and "street"
_EVERYDAY = 4_000  # rank up to which a lower-case word is hardly a place's name


def addresses(text: str) -> Iterator[Span]:
    """Postal addresses and their parts.

    Args:
        text: a plain copy of a message, other finds blotted out.
    """
    yield from _Finder(text).find()


class _Finder:
    """Finds the addresses in one message."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokenize(text)
        self.codes = sorted(postcodes(text), key=lambda span: span.start)

    def find(self) -> Iterator[Span]:
        """All finds; they may overlap."""
        for first, last in self._streets():
            yield Span(self._start(first), self._end(last), "address")
        for match in NUMBER_LAST.finditer(self.text):
            yield Span(match.start(), self._end(first_at(self.words, match.end()) - 1), "address")
        for box in boxes(self.text):
            yield Span(box.start, self._end(first_at(self.words, box.end) - 1), "address")
        for code in self.codes:
            yield Span(self._before_code(code), code.end, "address")
        yield from self._said()
        yield from self._lives_in()

    # Streets.

    def _streets(self) -> Iterator[tuple[int, int]]:
        """First and last word of every street with its house number, or said to be where somebody lives."""
        done = -1
        for last, word in enumerate(self.words):
            sure = word.key in STREETS
            if not (sure or word.key in STREETS_TOO) or self._key_after(last) in ROAD_NOUNS:
                continue
            first = self._house_number(last, done)
            if first is None and sure:
                first = self._unnumbered(last, done)
            elif first is not None and not sure and not self._looks_like_address(first, last):
                first = None
            if first is not None:
                done = last
                yield first, last

    def _house_number(self, last: int, done: int) -> int | None:
        """The house number of the street that ends at ``last``."""
        for index in range(last - 1, max(done, last - 1 - _NAME_WORDS), -1):
            word = self.words[index]
            if not self.words[index + 1].joined and not self._comma_after(index, "" if index == last - 1 else ","):
                return None
            if HOUSE_NUMBER.fullmatch(word.key) or (word.key in NUMBER_WORDS and index < last - 1):
                return index if index < last - 1 or self.words[last].key not in ("st", "rd") else None
            if word.key in MEASURES or word.numeric or not _may_name_place(word):
                return None
        return None

    def _unnumbered(self, last: int, done: int) -> int | None:
        """The first word of a street's name without a number, where somebody lives or as one part of an address."""
        first = last
        while first - 1 > done and last - first < 3 and self._goes_back(first):
            first -= 1
        if first < last and self.words[first].key == "the":
            first += 1
        if all(word.key in ANY_STREETS for word in self.words[first:last]):
            return None
        start = self.words[first].start
        if AT_HOME.search(self.text[max(0, start - 40):start]):
            return first
        house = first > 0 and self._comma_after(first - 1) and self._house_part(first - 1)
        goes_on = last + 1 < len(self.words) and self._comma_after(last)
        return first if house and (goes_on or self.words[last].closes) else None

    def _looks_like_address(self, first: int, last: int) -> bool:
        """Whether "8 church walk" is meant as a street: announced, written with capitals, or going on as one."""
        start, end = self.words[first].start, self.words[last].end
        if last == first + 1:
            return False  # "7 way"
        if ANNOUNCED.search(self.text[max(0, start - 60):start]):
            return True
        if self.words[last].text[0].isupper() and self.words[last - 1].text[0].isupper():
            return True
        if self._code_after(end) is not None:
            return True
        alone = first == 0 or not self.words[first].joined
        rare = any(lexicon().rank(word.key) > _EVERYDAY for word in self.words[first + 1:last])
        return self.words[last].closes and (alone or rare)

    # How far an address reaches.

    def _start(self, first: int) -> int:
        """Where an address starts: flat and house in front of its street."""
        for _ in range(_PARTS):
            if not (first and self._comma_after(first - 1) and self._house_part(first - 1)):
                break
            first = self._part_start(first - 1)
        return self._unit_start(self.words[first].start)

    def _unit_start(self, start: int) -> int:
        for _ in range(2):
            window = max(0, start - 40)
            match = UNIT_BEFORE.search(self.text[window:start])
            if not match:
                break
            start = window + match.start()
        return start

    def _part_start(self, last: int) -> int:
        """The first word of the part between commas that ends at ``last``."""
        first = last
        while first and last - first < _PART_WORDS - 1 and self._goes_back(first):
            first -= 1
        return first

    def _house_part(self, last: int) -> bool:
        """Whether the part between commas that ends at ``last`` names a house or a flat."""
        part = self.words[self._part_start(last):last + 1]
        if not _may_name_place(part[-1]):
            return False
        if any(word.key in HOUSES or word.numeric for word in part):
            return True
        return all(word.text[0].isupper() and not lexicon().is_given(word.key) for word in part)

    def _end(self, last: int) -> int:
        """Where an address ends: town, county and postcode after its street."""
        end = self.words[last].end
        code = self._code_after(end)
        if code is not None:
            return code.end
        for _ in range(_PARTS):
            after = self._unit_end(last + 1) or self._part_end(last + 1)
            if after == last + 1:
                break
            end, last = self.words[after - 1].end, after - 1
        return end

    def _unit_end(self, first: int) -> int | None:
        """The word after a flat's number behind the street: ", 3B", " Apt 210"."""
        if first >= len(self.words) or not (self.words[first].joined or self._comma_after(first - 1)):
            return None
        if self.words[first].key in HOUSES and first + 1 < len(self.words) and self.words[first + 1].numeric:
            return first + 2 if self.words[first + 1].joined else None
        return first + 1 if not self.words[first].joined and re.fullmatch(r"\d{1,3}[a-z]?", self.words[first].key) and (
            self._comma_after(first)) else None

    def _part_end(self, first: int) -> int:
        """The word after one more part of an address: ", leeds", ", west sussex", " glasgow"."""
        if first >= len(self.words) or not (self.words[first].joined or self._comma_after(first - 1)):
            return first
        comma = not self.words[first].joined
        after = first
        while after < len(self.words) and (after == first or self.words[after].joined):
            word = self.words[after]
            if not _may_name_place(word) or word.numeric or not (comma or _rare(word) or word.key in IN_NAMES):
                break
            after += 1
        if after - first > _PART_WORDS or all(word.key in IN_NAMES for word in self.words[first:after]):
            return first
        if after < len(self.words) and self.words[after].joined and not any(map(_rare, self.words[first:after])):
            return first  # ", pain in ..."
        return after

    def _before_code(self, code: Span) -> int:
        """Where the address starts whose postcode this is: at its house number, or at its town."""
        index = first_at(self.words, code.start) - 1
        start, town = code.start, True
        for _ in range(2 * _NAME_WORDS):
            if index < 0 or BLOT in self.text[self.words[index].end:start] or not _may_name_place(self.words[index]):
                break
            gap = self.text[self.words[index].end:self.words[index + 1].start] if index + 1 < len(self.words) else ""
            if gap.strip(" ,\n-./") or self.words[index].key in MEASURES:
                break
            if HOUSE_NUMBER.fullmatch(self.words[index].key):
                return self._start(index)
            town = town and _rare(self.words[index]) and not self.words[index].numeric
            if town:
                start = self.words[index].start
            index -= 1
        return start

    def _code_after(self, end: int) -> Span | None:
        """The postcode that ends the address whose street ends here."""
        index = bisect_left(self.codes, end, key=lambda code: code.start)
        if index == len(self.codes) or self.codes[index].start - end > _REACH:
            return None
        between = self.text[end:self.codes[index].start]
        inside = self.words[first_at(self.words, end):first_at(self.words, self.codes[index].start)]
        if BLOT in between or re.search(r"[!?]|\.\s{0,2}\n", between) or not all(map(_may_name_place, inside)):
            return None
        return self.codes[index]

    # What is said.

    def _said(self) -> Iterator[Span]:
        """What follows "my address is", up to the end of the clause."""
        for match in SAID.finditer(self.text):
            limit = min(len(self.text), match.end() + 2 * _REACH)
            stop = CLAUSE_END.search(self.text, match.end(), limit)
            end = stop.start() if stop else limit
            inside = self.words[first_at(self.words, match.end()):first_at(self.words, end)]
            if inside and _may_name_place(inside[0]) and any(
                    word.numeric or word.key in STREETS | STREETS_TOO or _rare(word) for word in inside):
                yield Span(inside[0].start, inside[-1].end, "address")

    def _lives_in(self) -> Iterator[Span]:
        """The place after "I live in"."""
        for match in LIVES_IN.finditer(self.text):
            first = first_at(self.words, match.end())
            after = first
            while after < min(first + 3, len(self.words)) and (after == first or self.words[after].joined):
                word = self.words[after]
                if word.numeric or not _may_name_place(word) or not (_rare(word) or word.key in IN_NAMES - {"the"}):
                    break
                after += 1
            if any(map(_rare, self.words[first:after])) and not self.text[match.end():self.words[first].start]:
                yield Span(self.words[first].start, self.words[after - 1].end, "address")

    # Words.

    def _goes_back(self, index: int) -> bool:
        """Whether the word before may belong to the same name of a place."""
        return self.words[index].joined and _may_name_place(self.words[index - 1])

    def _comma_after(self, index: int, marks: str = ",\n") -> bool:
        """Whether a comma or line end, and nothing else, stands between a word and the next."""
        if index + 1 >= len(self.words) or not marks:
            return False
        gap = self.text[self.words[index].end:self.words[index + 1].start]
        return 0 < len(gap) <= 4 and not gap.strip(" .,\n") and any(mark in gap for mark in marks)

    def _key_after(self, index: int) -> str:
        return self.words[index + 1].key if index + 1 < len(self.words) and self.words[index + 1].joined else ""


def _may_name_place(word: Word) -> bool:
    return word.key not in NEVER_NAMES or word.key in IN_NAMES


def _rare(word: Word) -> bool:
    """Whether a word is no everyday one, as names of places are."""
    return word.text[0].isupper() or word.key in BIG_PLACES or lexicon().rank(word.key) > _EVERYDAY

