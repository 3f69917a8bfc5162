"""How what matched was meant: present, denied, long ago, over, told of others, or asked in general.

Works on spaCy's parse, but leans on it lightly: visitors write fragments without
punctuation, and a parser guesses there. So scopes run along the words, and the
parse says where a new clause with a subject of its own begins, and in which tense
a clause stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from spacy.tokens import Doc, Token

from frontdesk.safety.patterns import Element, Lexicon, Span, Words

_SENTENCE_ENDS = frozenset(".!?")
_CLAUSE_ENDS = frozenset(";:()–—…") | {"--", "..."}
_JOINS = frozenset((",", "and", "&", "+", "-", "n", "plus"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))
_PRESENT, _PAST = frozenset(("VBZ", "VBP")), frozenset(("VBD",))
_LOOK_FOR_SUBJECT = 3  # tokens after a comma or "and"
_REACH = 16  # tokens that a denial reaches at most
_AFTER = frozenset(("no", "none", "nope", "nil", "nah", "negative"))
_LINKS = frozenset((":", "-", "=", "?", "is", "are", "was", "in", ",", "also", "there"))
_CLOSERS = frozenset(("", ",", ".", ";", "!", "?", "and", "or", "only", "just", "at", "but"))
_DENIED_AFTER = (
    ("not", "there"), ("not", "present"), ("not", "have"), ("i", "do", "not", "have"), ("i", "do", "not", "feel"),
    ("i", "have", "not"), ("i", "am", "not"), ("he", "has", "not"), ("she", "has", "not"), ("i", "have", "not", "got"),
    ("i", "not", "have"), ("there", "is", "not"), ("there", "is", "none"), ("i", "have", "none"), ("not", "any"))
_LOOK_BEHIND = 7  # tokens after a sign in which a denial of it may stand
_NEVER_BEFORE = frozenset(("before", "like", "until", "till", "so"))
_YEAR = re.compile(r"(?:19[3-9]\d|20[0-3]\d)s?$")


class Meaning(Enum):
    """How one match was meant."""

    PRESENT = "present"
    DENIED = "denied"
    LONG_AGO = "long ago"
    OVER = "over"
    TOLD = "told"
    ASKED = "asked"


@dataclass(frozen=True)
class Cues:
    """The words behind the reading rules, from ``reading.yml``."""

    deny: Element
    deny_not: Element
    deny_ends: Element
    long_ago: Element
    over: Element
    current: Element
    told: Element
    asked: Element
    personal: Element

    @classmethod
    def read(cls, lexicon: Lexicon, lists: Mapping[str, Sequence[str]]) -> Cues:
        """Put the lists into the lexicon."""
        return cls(**{name: lexicon.any_of(lists[name]) for name in cls.__dataclass_fields__})


class Scopes:
    """The scopes of one message.

    Args:
        doc: parsed.
        words: of the same tokens.
        found: phrases of the lexicon in it.
        cues: to look for.
        year: the present one; earlier ones are long ago.
    """

    def __init__(
        self, doc: Doc, words: Words, found: Mapping[int, Sequence[Span]], cues: Cues, year: int
    ) -> None:
        self._doc, self._words = doc, words
        self._places = {name: _spans(found, getattr(cues, name)) for name in cues.__dataclass_fields__}
        self._places["long_ago"] += [(token.i, token.i) for token in doc if _is_past_year(token.lower_, year)]
        self._sentence = _number(doc, lambda token: token.i > 0 and _ends_sentence(doc[token.i - 1]))
        ends = {start for start, _ in self._places["deny_ends"]}
        self._clause = _number(doc, lambda token: _starts_clause(token, ends))

    def meaning(self, match: Sequence[Span], signs: Sequence[Span]) -> Meaning:
        """How a match was meant.

        Args:
            match: one span an element.
            signs: those of them that say what is wrong, not where.
        """
        if all(self._denied(sign, match) for sign in signs):
            return Meaning.DENIED
        sign = signs[0]
        if self._long_ago(sign):
            return Meaning.LONG_AGO
        if self._told(sign):
            return Meaning.TOLD
        if self._asked(sign, match):
            return Meaning.ASKED
        if self._over(sign):
            return Meaning.OVER
        return Meaning.PRESENT

    def _denied(self, sign: Span, match: Sequence[Span]) -> bool:
        own = {index for start, end in match for index in range(start, end + 1)}
        for start, end in self._places["deny"]:
            if own & set(range(start, end + 1)) or not 0 < sign[0] - end <= _REACH:
                continue
            if self._clause[start] == self._clause[sign[0]] and not self._denies_nothing(start, end) \
                    and not self._beyond_nouns(end, sign):
                return True
        return self._denied_after(sign[1]) or self._denied_after(max(end for _, end in match))

    def _denied_after(self, last: int) -> bool:
        """Whether the denial follows: "numbness: none", "fever is not there", "dizzy I am not"."""
        rest = [*self._words.tokens[last + 1 : last + 1 + _LOOK_BEHIND], *[""] * _LOOK_BEHIND]
        while rest[0] in _LINKS:
            rest.pop(0)
        if rest[0] in _AFTER and (rest[1] in _CLOSERS or "\n" in rest[1]):
            return True
        return any(tuple(rest[: len(words)]) == words and (rest[len(words)] in _CLOSERS or "\n" in rest[len(words)])
                   for words in _DENIED_AFTER)

    def _beyond_nouns(self, cue: int, sign: Span) -> bool:
        """Whether "no", which denies nouns, has come to an end before this adjective: "no fever, hot and red"."""
        if self._words.tokens[cue] not in ("no", "without", "zero", "of"):
            return False
        token = self._doc[sign[1]]
        joined = any(word in _JOINS for word in self._words.tokens[cue + 1 : sign[0]])
        return joined and token.pos_ in ("ADJ", "VERB") and token.tag_ not in ("VBG", "NN") and token.dep_ not in (
            "amod", "compound") and (token.i + 1 >= len(self._doc) or self._doc[token.i + 1].pos_ != "NOUN")

    def _denies_nothing(self, start: int, end: int) -> bool:
        """Whether the denial is none: "not sure", "never felt so numb", "can't … without pain"."""
        tokens = self._words.tokens
        if any(0 <= first - end <= 3 and first > end for first, _ in self._places["deny_not"]):
            return True
        before = tokens[max(0, start - 3):start]
        rest = [token for token, clause in zip(tokens[end + 1:], self._clause[end + 1:])
                if clause == self._clause[start]]
        if tokens[start] == "never" and _NEVER_BEFORE & set(rest):
            return True
        if tokens[start] == "without" and ({"not", "cannot", "cant", "never"} & set(tokens[max(0, start - 10):start])):
            return True
        # "can't sleep for the pain": a thing that can't be done denies no symptom.
        if tokens[start] == "not" and {"can", "could", "will", "would", "cannot"} & set(before):
            return not {"see", "notice", "say", "find", "report"} & set(tokens[end + 1:end + 4])
        return False

    def _long_ago(self, sign: Span) -> bool:
        for start, end in self._places["long_ago"]:
            if self._clause[start] == self._clause[sign[0]] or self._clause[end] == self._clause[sign[0]]:
                return not self._in_clause("current", sign) or self._words.tokens[start] == "used"
            if self._sentence[start] <= self._sentence[sign[0]] + 1 and self._past_tense(sign):
                return not self._in_sentence("current", sign)
        return False

    def _over(self, sign: Span) -> bool:
        if not self._places["over"]:
            return False
        later = any(start > sign[1] and self._sentence[start] - self._sentence[sign[0]] <= 2
                    for start, _ in self._places["over"])
        return later and (self._past_tense(sign) or not self._tenses(sign) & _PRESENT)

    def _told(self, sign: Span) -> bool:
        near = any(0 <= self._sentence[sign[0]] - self._sentence[start] <= 1 for start, _ in self._places["told"])
        return near and not self._first_person(sign)

    def _asked(self, sign: Span, match: Sequence[Span]) -> bool:
        first = min(start for start, _ in match)
        asked = any(self._sentence[start] == self._sentence[sign[0]] and start <= first
                    for start, _ in self._places["asked"])
        return asked and not any(self._clause[start] in {self._clause[span[0]] for span in match}
                                 for start, _ in self._places["personal"])

    def _first_person(self, sign: Span) -> bool:
        return any(self._words.tokens[start] in ("i", "my", "me", "im", "ive", "mine", "myself")
                   and self._clause[start] == self._clause[sign[0]] for start, _ in self._places["personal"])

    def _in_clause(self, cue: str, sign: Span) -> bool:
        return any(self._clause[start] == self._clause[sign[0]] for start, _ in self._places[cue])

    def _in_sentence(self, cue: str, sign: Span) -> bool:
        return any(self._sentence[start] == self._sentence[sign[0]] for start, _ in self._places[cue])

    def _tenses(self, sign: Span) -> set[str]:
        return {token.tag_ for token in self._doc if self._clause[token.i] == self._clause[sign[0]]}

    def _past_tense(self, sign: Span) -> bool:
        tenses = self._tenses(sign)
        return bool(tenses & _PAST) and not tenses & _PRESENT


def _spans(found: Mapping[int, Sequence[Span]], element: Element) -> list[Span]:
    return [span for number in element.phrases & found.keys() for span in found[number]]


def _is_past_year(text: str, year: int) -> bool:
    return _YEAR.match(text) is not None and int(text[:4]) < year


def _ends_sentence(token: Token) -> bool:
    return token.text[:1] in _SENTENCE_ENDS or "\n" in token.text


def _number(doc: Doc, starts: object) -> list[int]:
    """For each token the number of the part it stands in."""
    assert callable(starts)
    numbers: list[int] = []
    for token in doc:
        numbers.append((numbers[-1] if numbers else 0) + bool(starts(token)))
    return numbers


def _starts_clause(token: Token, ends: Iterable[int]) -> bool:
    if token.i == 0:
        return False
    if token.i in ends:
        return True
    before = token.doc[token.i - 1]
    if _ends_sentence(before) or before.text in _CLAUSE_ENDS:
        return True
    if token.lower_ not in _JOINS:
        return False
    after = token.doc[token.i + 1 : token.i + 1 + _LOOK_FOR_SUBJECT]
    return any(word.dep_ in _SUBJECTS and word.head.i > word.i for word in after)
