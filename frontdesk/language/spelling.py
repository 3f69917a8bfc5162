"""Conservative spelling repair towards the words the clinic's visitors and articles use.

Only a word that stands in no dictionary is touched, and only when one single word
of the domain is near enough. Names, slang and other languages stay as they are:
the sentence encoder copes with those better than with a wrong guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 4  # characters; shorter words have too many neighbours
_TWO_EDITS_FROM = 8  # characters
_MINIMUM_COUNT = 3  # times a dictionary word must occur in the domain to attract others


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The 82,765 words of SymSpell's English frequency dictionary."""
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return frozenset(line.split(" ", 1)[0] for line in text.splitlines())


def domain_words(texts: Iterable[str]) -> dict[str, int]:
    """Words of the domain that other words may be repaired to.

    Args:
        texts: training examples and passages.

    Returns:
        English words of at least four letters with their counts.
    """
    counts = Counter(word for text in texts for word in _words(text))
    english = english_words()
    return {
        word: count for word, count in counts.items()
        if count >= _MINIMUM_COUNT and len(word) >= _SHORTEST and word in english
    }


class KnownSpellings:
    """Spellings that no dictionary repairs: text-speak, and sounds written as heard.

    Args:
        spellings: what visitors write → what they mean, whole words.
    """

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = {wrong.lower(): right for wrong, right in spellings.items()}
        longest_first = sorted(self._spellings, key=len, reverse=True)
        self._known = re.compile(
            r"(?<![\w'’])(?:" + "|".join(re.escape(wrong) for wrong in longest_first) + r")(?![\w'’])", re.IGNORECASE
        ) if longest_first else None

    def mend(self, text: str) -> str:
        """The text with them as they are meant, all else untouched."""
        if self._known is None:
            return text
        return self._known.sub(lambda match: self._spellings[match.group().lower()], text)


class SpellingRepairer:
    """Repairs words towards a domain's vocabulary.

    Args:
        words: of the domain, with their counts.
        spellings: what visitors write → what they mean; mended before anything else.
    """

    def __init__(self, words: dict[str, int], spellings: Mapping[str, str] | None = None) -> None:
        self.words, self.spellings = words, dict(spellings or {})
        self._known = KnownSpellings(self.spellings)
        self._speller = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, count in words.items():
            self._speller.create_dictionary_entry(word, count)

    def repair(self, text: str) -> str:
        """The text with its known spellings and its misspelt domain words mended, all else untouched."""
        return _WORD.sub(lambda match: self._repair_word(match.group()), self._known.mend(text))

    def _repair_word(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < _SHORTEST or not lower.isascii() or "'" in lower or "’" in lower:
            return word
        if lower in self.words or _is_english(lower):
            return word
        edits = 2 if len(lower) >= _TWO_EDITS_FROM else 1
        found = self._speller.lookup(lower, Verbosity.CLOSEST, max_edit_distance=edits)
        # A first letter is rarely mistyped; and two equally near words mean a guess.
        near = [item for item in found if item.term[0] == lower[0]]
        if not near or (len(near) > 1 and near[1].count * 4 > near[0].count):
            return word
        return str(near[0].term)


def _words(text: str) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(text)]


def _is_english(word: str) -> bool:
    known = english_words()
    if word in known:
        return True
    # The dictionary lists few inflections; "hammies" and "runnin" are not its business.
    stems = [word[:-1]] if word.endswith(("s", "d")) else []
    stems += [word[:-2]] if word.endswith(("es", "ed")) else []
    return any(stem in known and len(stem) >= 3 for stem in stems)
