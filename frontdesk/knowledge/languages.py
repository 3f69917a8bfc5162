"""Language tags (BCP 47) and the direction in which a language is written."""

from __future__ import annotations

import re
from typing import Literal

from frontdesk.knowledge.yaml_lines import Section

Direction = Literal["ltr", "rtl"]
DEFAULT = "en"

# Language, script, region and variants of RFC 5646; extensions and private use say nothing to a reader.
_TAG = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?((?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)",
                  re.IGNORECASE)
# Those that Unicode's CLDR writes from right to left, unless the tag names another script.
_RTL_LANGUAGES = frozenset((
    "ar", "arc", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "skr",
    "syr", "ug", "ur", "yi"))
_RTL_SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))


def read_language(section: Section, key: str) -> str:
    """Read a language tag in its usual spelling, such as ``pt-BR``; :data:`DEFAULT` when absent or empty.

    Raises:
        ContentError: it isn't a tag.
    """
    text = section.text(key)
    if not text:
        return DEFAULT
    found = _TAG.fullmatch(text)
    if not found:
        raise section.fail(key, f"'{text}' isn't a language tag of BCP 47", "Write for example en, en-GB or zh-Hant")
    language, script, region, variants = (part or "" for part in found.groups())
    return language.lower() + script.title() + region.upper() + variants.lower()


def direction_of(language: str) -> Direction:
    """The direction in which a language is written.

    Args:
        language: a tag as :func:`read_language` returns it.
    """
    first, *rest = language.split("-")
    if rest and len(rest[0]) == 4 and rest[0].isalpha():
        return "rtl" if rest[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if first in _RTL_LANGUAGES else "ltr"
