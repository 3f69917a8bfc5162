"""Names that name no person: "parkinson's", "bell's palsy", "st john's ambulance"."""

from __future__ import annotations

import re

from frontdesk.privacy.message import Message
from frontdesk.privacy.tokens import first_at
from frontdesk.privacy.words import EPONYM_HEADS, EPONYMS, NAMELESS_PHRASES, PURE_EPONYMS, word_set

_PLACES = word_set("st saint queen king san santa royal")
_INSTITUTIONS = word_set("hospital infirmary university stadium ambulance")
_NAMELESS = re.compile(rf"\b(?:{'|'.join(NAMELESS_PHRASES)})\b", re.IGNORECASE)


def nameless(message: Message) -> set[int]:
    """The words of phrases like "charley horse"."""
    return {index for match in _NAMELESS.finditer(message.text) for index in range(
        first_at(message.words, match.start()), first_at(message.words, match.end()))}


def is_eponym(message: Message, index: int) -> bool:
    """Whether a name stands for an illness, a test or a method here; after a title it never does."""
    if message.titled(index):
        return False
    parts = set(message.words[index].key.split("-"))
    parts |= {part.removesuffix("s") for part in parts}
    if parts & PURE_EPONYMS:
        return True
    after, beyond = message.key_at(index + 1), message.key_at(index + 2)
    headed = after in EPONYM_HEADS or (after in EPONYMS and beyond in EPONYM_HEADS)
    return headed and (bool(parts & EPONYMS) or message.possessive(index))


def is_surname_all_the_same(message: Message, index: int) -> bool:
    """Whether an eponym is the surname of the given name before it: "takumi hashimoto"."""
    if message.possessive(index) or message.key_after(index) in EPONYM_HEADS:
        return False
    return message.words[index].key in message.lexicon.surnames and message.named(index - 1)


def is_place(message: Message, index: int) -> bool:
    """Whether a name is part of a place's: "st john's", "queen elizabeth hospital"."""
    if message.words[index].joined and message.key_at(index - 1) in _PLACES:
        return True
    return message.key_at(index + 1) in _INSTITUTIONS or message.key_at(index + 2) in _INSTITUTIONS
