"""Which words are names, and which are English.

Names come from the lists that Faker makes people up from, in some ninety languages, and
from nomquamgender's table of given names in official records, which has what visitors
from those countries are called once their names are written in Latin letters. English
words come from SymSpell's dictionary.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import faker.providers.person as people

from frontdesk.errors import FrontdeskError
from frontdesk.privacy.words import (
    BRANDS,
    NICKNAMES,
    ORDINARY_WORDS,
    SHORT_NAMES,
    WORD_BEGINNINGS,
    WORD_ENDINGS,
    WORD_NAMES,
    WORD_SURNAMES,
)

UNRANKED = 1_000_000  # rank of a word that stands in no dictionary
# By length (0: any other): a word in no dictionary that is one slip away from a word of such a rank is that word
# mistyped. Short words have too many neighbours for rare ones to count.
_TYPO_RANKS = {3: 0, 4: 3_000, 5: 12_000, 6: 30_000, 0: UNRANKED}
_TYPO_RANKS_ANNOUNCED = {3: 0, 4: 2_000, 5: 6_000, 6: 15_000, 7: 25_000, 0: UNRANKED}
_COMMON_RANK = 1_500
_LONGEST = 30  # letters; a longer word is no word mistyped
_COMPOUND_RANK = 8_000
_ENGLISH = ("en", "en_US", "en_GB", "en_IE", "en_NZ", "ga_IE")
# "name": [sources, people, ...
_RECORD = re.compile(r'"([a-z]{4,20})": \[\d{2,},')
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENDINGS = (("s", ""), ("'s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""))
# The dictionary is American.
_BRITISH = (("our", "or"), ("ise", "ize"), ("isa", "iza"), ("yse", "yze"), ("ae", "e"), ("oe", "e"), ("tre", "ter"),
            ("ll", "l"), ("rey", "ry"), ("kerb", "curb"), ("tyre", "tire"), ("ogue", "og"))
# Letters that no decomposition makes plain.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"})


@dataclass(frozen=True)
class Lexicon:
    """Words by what they may be; all of them folded (see ``fold``).

    Attributes:
        given: given names that are no English words: names wherever they stand.
        recorded: more of them, by their records alone.
        word_names: given names that may mean something else as well, and very short ones.
        ordinary_names: given names that are hardly ever meant as such: only right before a surname.
        surnames: surnames that are no English words.
        english_surnames: surnames of English-speaking countries, many of them words.
        all_surnames: surnames of any country, words or not.
        ranks: English words by how common they are, the commonest 0.
    """

    given: frozenset[str]
    recorded: frozenset[str]
    word_names: frozenset[str]
    ordinary_names: frozenset[str]
    surnames: frozenset[str]
    english_surnames: frozenset[str]
    all_surnames: frozenset[str]
    ranks: Mapping[str, int]

    def rank(self, word: str) -> int:
        """How common an English word is, the commonest 0; inflected forms and British spellings count as well."""
        found = self.ranks.get(word)
        if found is not None:
            return found
        stems = (stem for stem in _stems(word) if stem not in self.given)
        return min((self.ranks.get(stem, UNRANKED) for stem in stems), default=UNRANKED)

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name and nothing else, nor, unless well known, a common word mistyped ("havin")."""
        if word in self.recorded:
            return not self._common_mistyped(word)
        if word in self.given or ("-" in word and any(part in self.given for part in word.split("-"))):
            return True
        # A possessive without its apostrophe: "gareths appointment".
        return len(word) > 4 and word.endswith("s") and word[:-1] in self.given and self.rank(word) == UNRANKED

    def is_surname(self, word: str) -> bool:
        """Whether a word is a surname and nothing else, nor a common word mistyped ("parkin")."""
        if word not in self.surnames:
            return "-" in word and any(part in self.surnames for part in word.split("-"))
        return word in self.ranks or not self._common_mistyped(word)

    def is_strange(self, word: str, announced: bool = False) -> bool:
        """Whether a word is no English one, nor one mistyped, nor a term of medicine or a brand: a name, if anything.

        Args:
            word: folded.
            announced: whether something announces a name here, so that only common words are taken for mistyped.
        """
        word = _squeezed(word)
        if not word.isascii() and not announced:
            return False  # a message in another script
        if len(word) < 3 or self.rank(word) < UNRANKED or word in ORDINARY_WORDS or word in BRANDS:
            return False
        if word.startswith(WORD_BEGINNINGS) or word.endswith(WORD_ENDINGS):
            return False
        if self.rank(max(word.split("-"), key=len)) < UNRANKED or self._compound(word):
            return False
        return not self._mistyped(word, _TYPO_RANKS_ANNOUNCED if announced else _TYPO_RANKS)

    def _compound(self, word: str) -> bool:
        """Whether a word is two English words run together: "jumpseat"."""
        return any(
            max(self.ranks.get(word[:cut], UNRANKED), self.ranks.get(word[cut:], UNRANKED)) < _COMPOUND_RANK
            for cut in range(4, min(len(word) - 3, 16)))

    def _common_mistyped(self, word: str) -> bool:
        """Whether a word is one slip away from one of the commonest, as they stand in the dictionary."""
        return len(word) <= _LONGEST and any(
            self.ranks.get(near, UNRANKED) < _COMMON_RANK and near not in self.given for near in _one_slip(word))

    def _mistyped(self, word: str, ranks: Mapping[int, int]) -> bool:
        if len(word) > _LONGEST:
            return False
        limit = ranks.get(len(word), ranks[0])
        return limit > 0 and any(self.rank(near) < limit and near not in self.given for near in _one_slip(word))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words, read once.

    Raises:
        FrontdeskError: a package they come from isn't installed.
    """
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    ranks = {line.split(" ", 1)[0]: rank for rank, line in enumerate(text.splitlines())}
    given, surnames, english = set(NICKNAMES), set[str](), set[str]()
    for locale, first, last in _people():
        given.update(first)
        surnames.update(last)
        if locale in _ENGLISH:
            english.update(last)
    certain = {name for name in given - WORD_NAMES - ORDINARY_WORDS - BRANDS
               if len(name) > 3 or name in SHORT_NAMES or not name.isascii()}
    return Lexicon(
        given=frozenset(certain),
        recorded=frozenset(name for name in _recorded_names() if name not in ranks) - given - ORDINARY_WORDS - BRANDS,
        word_names=WORD_NAMES | (given - certain - ORDINARY_WORDS - BRANDS),
        ordinary_names=frozenset(given & ORDINARY_WORDS),
        surnames=frozenset(name for name in surnames - ORDINARY_WORDS - WORD_SURNAMES - WORD_NAMES
                           if len(name) > 3 and (name not in ranks or name in english)),
        english_surnames=frozenset(name for name in english | {"smith"} if len(name) > 2),
        all_surnames=frozenset(surnames),
        ranks=ranks,
    )


def fold(word: str) -> str:
    """A word in lower case without its accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).translate(_PLAIN)


def _recorded_names() -> Iterator[str]:
    """Given names that ten sources or more of nomquamgender's hold, from four letters."""
    # Importing the package would import pandas, which nothing here needs; its table is 22 MB of JSON, of which
    # a pattern reads the one name in forty that is wanted.
    spec = find_spec("nomquamgender")
    if spec is None or not spec.submodule_search_locations:
        raise FrontdeskError("The package nomquamgender isn't installed. Install what requirements.lock names.")
    table = Path(spec.submodule_search_locations[0], "name_data.json").read_text("utf-8")
    yield from (match.group(1) for match in _RECORD.finditer(table))


def _people() -> Iterator[tuple[str, set[str], set[str]]]:
    """Locale, given names and surnames of every locale that Faker has."""
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        first, last = set[str](), set[str]()
        for attribute in dir(provider):
            if attribute.startswith("first_name"):
                first.update(_names(getattr(provider, attribute)))
            elif attribute.startswith("last_name"):
                last.update(_names(getattr(provider, attribute)))
        yield module.name, first, last


def _names(value: object) -> Iterator[str]:
    """The names in one of a provider's lists, each word of a name by itself."""
    if not isinstance(value, (list, tuple, dict)):
        return
    for item in value:
        if isinstance(item, str):
            yield from (part for part in fold(item).replace("’", "'").split() if len(part) > 1)
        elif isinstance(item, (list, tuple)):
            yield from _names(item)


def _stems(word: str) -> Iterator[str]:
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            yield word[:len(word) - len(ending)] + replacement
    for british, american in _BRITISH:
        if british in word and len(word) > 3:
            yield word.replace(british, american)


def _squeezed(word: str) -> str:
    """A word without the letters that were held down: "pleaseeee"."""
    return "".join(letter for index, letter in enumerate(word) if index < 2 or word[index - 2:index] != letter * 2)


def _one_slip(word: str) -> Iterator[str]:
    """All that one slip of the finger could have meant; the first letter is rarely the mistyped one."""
    yield word[1:2] + word[:1] + word[2:]
    for index in range(1, len(word) + 1):
        head, tail = word[:index], word[index:]
        yield from (head + letter + tail for letter in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
