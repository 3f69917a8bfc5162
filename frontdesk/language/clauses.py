"""Splitting a message into the questions it asks, with spaCy's parse."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from frontdesk.language.english import load_english

MAX_QUESTIONS = 4
_SHORTEST = 3  # words; less than that is no question of its own
_LONGEST_MESSAGE = 1000  # characters

_CLAUSE_VERBS = {"VERB", "AUX"}
_CLAUSE_RELATIONS = {"conj", "ccomp", "parataxis"}
_ASKING_WORDS = (
    r"\b(?:why|wh?at|whats|hows?|when|whens|where|wheres|who|which|any chance|tell me|explain|book|need|want|"
    r"can|could|do|does|did|is|are|am|was|will|would|should|shall|may|have|has|"
    r"i(?:['’]?d(?: like)?| would| want| need| wanna)|i'm looking)\b"
)
_ASKING = re.compile(
    r"^(?:and|also|but|so|plus|then|or|ok|okay|oh|hi|hello|hey|please|pls|[,\s])*" + _ASKING_WORDS, re.IGNORECASE)
# Worth a parse only if a second question could hide in it: after a sentence's end, or
# joined on and asking.
_JOINED = re.compile(
    r"[?.!;\n]\s*\S|(?:,|\b(?:and|also|plus|but|or)\b|&|\+)\s*(?:and|also|but|so|plus|then|or|,|\s)*" + _ASKING_WORDS,
    re.IGNORECASE,
)


def questions_in(text: str) -> list[str]:
    """The parts of a message that each ask something.

    Args:
        text: a visitor's message.

    Returns:
        Two to four parts, in order. Nothing when the message asks one thing, more
        than four, or is too long to take apart.
    """
    if len(text) > _LONGEST_MESSAGE or len(text.split()) < 2 * _SHORTEST or not _JOINED.search(text):
        return []
    parser = load_english()
    parts: list[str] = []
    preamble: list[str] = []
    for clause in [clause for line in text.splitlines() for clause in split_clauses(parser(line))]:
        preamble.append(clause)
        if _asks(clause) and len(" ".join(preamble).split()) >= _SHORTEST:
            # What was told before a question is what the question is about.
            parts.append(" ".join(preamble))
            preamble = []
    if preamble and parts:
        parts[-1] = " ".join([parts[-1], *preamble])
    return parts if 2 <= len(parts) <= MAX_QUESTIONS else []


def split_clauses(doc: Doc) -> list[str]:
    """Sentences, and the coordinated clauses inside them.

    A conjunct starts a clause of its own when it has a subject or an asking word
    of its own: "why do I lean **and how much is a visit**", but not "walk and run".
    """
    parts = []
    for sentence in doc.sents:
        cuts = sorted({cut for token in sentence if (cut := _cut_before(token, sentence)) is not None})
        edges = [sentence.start, *cuts, sentence.end]
        parts += [doc[start:end].text.strip(" ,;&+") for start, end in pairwise(edges)]
    return [part for part in parts if part]


def _cut_before(token: Token, sentence: Span) -> int | None:
    """Index of the coordinating word (or comma) that opens a clause at ``token``, if one does."""
    if token.lower_ not in ("and", "also", "plus", "but", "or", "&", "+", ",", ";", "-"):
        return None
    rest = token.doc[token.i + 1 : sentence.end]
    if len(rest) < _SHORTEST or token.i - sentence.start < _SHORTEST:
        return None
    if _ASKING.match(rest.text):
        return token.i
    head = next((word for word in rest if word.dep_ in _CLAUSE_RELATIONS and word.pos_ in _CLAUSE_VERBS), None)
    if head is not None and any(child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i for child in head.children):
        return token.i
    return None


def _asks(part: str) -> bool:
    return part.rstrip().endswith("?") or _ASKING.match(part) is not None
