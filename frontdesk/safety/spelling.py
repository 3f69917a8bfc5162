"""Reading rule 9: misspellings mended before anything is looked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from frontdesk.knowledge.yaml_lines import Section, load_mapping
from frontdesk.language.spelling import KnownSpellings, SpellingRepairer, english_words

SPELLINGS = Path("content/safety/spellings.yml")  # in the project's folder
_DROPPED_G = re.compile(r"\b([a-z]{2,}in)(?:'|’)?(?=[\s.,!?;]|$)", re.IGNORECASE)
# Dictated punctuation. "Period" has another meaning, so it counts only beside one of the others.
_DICTATED = re.compile(r"\b(?:comma|full stop|question mark|new line)\b", re.IGNORECASE)
_SPOKEN = {"comma": ",", "full stop": ".", "period": ".", "question mark": "?", "new line": "\n"}
_SPOKEN_WORDS = re.compile(r"\s*\b(comma|full stop|period|question mark|new line)\b", re.IGNORECASE)
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_BETWEEN_WORDS = re.compile(r"(?:[^\S\n]|_)+")  # a line's end says more than a space


class SafetySpelling:
    """Mends spellings that hide a red flag.

    Args:
        spellings: what visitors write → what they mean, whole words.
        words: that other misspelt words may be mended to, with their counts.
    """

    def __init__(self, spellings: Mapping[str, str], words: Mapping[str, int]) -> None:
        self._known = KnownSpellings(spellings)
        self._repairer = SpellingRepairer(dict(words))

    def mend(self, text: str) -> str:
        """The text with its misspellings mended, in plain letters with single spaces; all else untouched."""
        text = self._known.mend(_STRETCHED.sub(r"\1\1", _plain(text)))
        text = _DROPPED_G.sub(_with_g, text)
        return self._repairer.repair(text)


def load_spellings(path: Path) -> dict[str, str]:
    """Read ``spellings.yml``: what visitors write → what they mean.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    section = Section(path, load_mapping(path))
    return {str(wrong): section.text(wrong, required=True) for wrong in section.node}


def _plain(text: str) -> str:
    """Without what a reader doesn't see but a matcher stumbles over: zero-width marks, wide letters, double spaces."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def _with_g(match: re.Match[str]) -> str:
    word = match.group(1)
    lower = word.lower()
    return word + "g" if lower not in english_words() and lower + "g" in english_words() else word
