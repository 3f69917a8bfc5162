"""Questions that an article could answer: its own, its headings, and what visitors have asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.passages import Sentence

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
VISITORS, HEADING, ARTICLE = "visitors", "heading", "article"
_ASKS = re.compile(
    r"(?:how|why|what|when|where|who|which|can|could|do|does|did|is|are|am|should|will|would|must|may)\b",
    re.IGNORECASE)
_QUESTION_MARK = re.compile(r"\?[\"'”’)\]]*$")
_NEAR_PASSAGE = 0.5  # cosine from which a sentence may answer a message
_ALIKE = 0.9  # cosine from which two questions are one
_MOST_WORDS = 25  # of a question that makes a button
_MOST = 12


@dataclass(frozen=True)
class Suggestion:
    """A question for a new FAQ.

    Attributes:
        question: as the heading, the article or the visitor has it.
        passage: id of the sentence that may answer it.
        answer: that sentence.
        source: :data:`VISITORS`, :data:`HEADING` or :data:`ARTICLE`.
    """

    question: str
    passage: str
    answer: str
    source: str


def suggest(
    article: Article, messages: Sequence[str], encode: Encode,
    known: Sequence[npt.NDArray[np.float32]] = (),
) -> list[Suggestion]:
    """Suggest FAQs for an article: what visitors ask first, then its headings, then its own questions.

    Args:
        article: to quote.
        messages: that weren't answered, most asked first.
        encode: gives unit vectors of texts, a row each.
        known: the unit vectors of questions that there are FAQs for.
    """
    statements = [one for one in article.sentences.values() if not _QUESTION_MARK.search(one.text)]
    if not statements:
        return []
    asked = list(_asked(article, messages))
    vectors = encode([question for question, _, _ in asked] + [one.text for one in statements])
    questions, answers = vectors[:len(asked)], vectors[len(asked):]
    taken = list(known)
    found = []
    for (text, source, section), vector in zip(asked, questions):
        places = _places(statements, section)
        scores = answers[places] @ vector
        if (source == VISITORS and scores.max() < _NEAR_PASSAGE) or _is_there(vector, taken):
            continue
        best = statements[places[int(scores.argmax())]]
        taken.append(vector)
        found.append(Suggestion(text, best.id, best.text, source))
    return found[:_MOST]


def _asked(article: Article, messages: Sequence[str]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Questions, where each comes from, and the blocks from which to which it may be answered."""
    blocks = article.blocks
    everything = (0, len(blocks))
    for message in messages:
        if message.strip():
            yield message.strip(), VISITORS, everything
    if _asks(article.title):
        yield _as_question(article.title), HEADING, everything
    heads = [index for index, block in enumerate(blocks) if block.kind == HEADING]
    for place, index in enumerate(heads):
        section = (index, heads[place + 1] if place + 1 < len(heads) else len(blocks))
        if _asks(blocks[index].text) and any(one.block in range(*section) for one in article.sentences.values()):
            yield _as_question(blocks[index].text), HEADING, section
    for sentence in article.sentences.values():
        if _QUESTION_MARK.search(sentence.text) and _asks(sentence.text.lstrip("\"'“‘(")):
            yield _as_question(sentence.text), ARTICLE, (sentence.block, len(blocks))


def _asks(text: str) -> bool:
    return bool(_ASKS.match(text)) and len(text.split()) <= _MOST_WORDS


def _as_question(text: str) -> str:
    """Without the quotation marks around it, and with a question mark."""
    return text.strip("\"'“”‘’()[] ").rstrip("?.!:") + "?"


def _places(statements: Sequence[Sentence], section: tuple[int, int]) -> list[int]:
    """Which statements stand in a section; all of them where none does."""
    found = [index for index, one in enumerate(statements) if section[0] <= one.block < section[1]]
    return found or list(range(len(statements)))


def _is_there(vector: npt.NDArray[np.float32], taken: Sequence[npt.NDArray[np.float32]]) -> bool:
    return any(float(other @ vector) >= _ALIKE for other in taken)
