"""Quotes of FAQs that no longer stand in an article, and what could take their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from frontdesk.editing.edits import FaqFields
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.faqs import MAX_QUOTED_SENTENCES
from frontdesk.knowledge.passages import Sentence

ANSWER = "passages"
FIELDS = (ANSWER, "more")
_NEAR = 0.4  # share of words in common from which one text is taken for another wording of the other


@dataclass(frozen=True)
class Gone:
    """A quote whose words are no longer there.

    Attributes:
        faq: the FAQ's slug.
        question: its question.
        field: ``passages`` or ``more``.
        passage: the id that is missing.
        article: slug of the article.
        old: the words as they were; ``""`` where they aren't known.
        near: id of the passage that is most like it; ``""`` where none is.
        new: the words of that.
    """

    faq: str
    question: str
    field: str
    passage: str
    article: str
    old: str
    near: str
    new: str


def gone(faqs: Mapping[str, FaqFields], old: Article | None, new: Article) -> list[Gone]:
    """The quotes of an article that a text of it doesn't hold.

    Args:
        faqs: by slug.
        old: the article as it was when they stood; ``None`` where it isn't known.
        new: as it is, or shall be.
    """
    found = []
    for slug, faq in faqs.items():
        if faq.article != new.slug:
            continue
        # An answer that is mended must not become too long by it.
        room = MAX_QUOTED_SENTENCES - answer_length(faq, old, new)
        for field in FIELDS:
            for passage in (passage for passage in getattr(faq, field) if not new.sentences_of(passage)):
                quote = _gone(slug, faq, field, passage, old, new, 1 + max(0, room) if field == ANSWER else None)
                found.append(quote)
                room -= max(0, len(new.sentences_of(quote.near)) - 1) if field == ANSWER else 0
    return found


def answer_length(faq: FaqFields, old: Article | None, new: Article) -> int:
    """How many sentences an FAQ's answer has at least, whatever takes the place of its quotes that no longer stand.

    Args:
        faq: that quotes the article.
        old: the article as it was: what was put into a quote since can be left out of it. ``None`` leaves it in.
        new: as it is.
    """
    lengths = []
    for passage in faq.passages:
        now, before = len(new.sentences_of(passage)), len(old.sentences_of(passage)) if old else 0
        lengths.append(max(1, min(now, before or now)))
    return sum(lengths)


def mended(faq: FaqFields, field: str, passage: str, instead: str) -> FaqFields:
    """An FAQ that quotes another passage in a quote's place; once, where it quotes that already."""
    entries = tuple(dict.fromkeys(instead if entry == passage else entry for entry in getattr(faq, field)))
    return replace(faq, passages=entries) if field == ANSWER else replace(faq, more=entries)


def _gone(
    slug: str, faq: FaqFields, field: str, passage: str, old: Article | None, new: Article, longest: int | None
) -> Gone:
    words = _text(old, passage) if old else ""
    count = len(old.sentences_of(passage)) if old else 0
    near = (nearest(words, new, count, longest) if words
            else nearest(_words_of(passage), new, 1, longest, beginning=True))
    return Gone(slug, faq.question, field, passage, new.slug, words, near, _text(new, near) if near else "")


def nearest(
    text: str, article: Article, count: int = 1, longest: int | None = None, beginning: bool = False
) -> str:
    """Id of the passage whose words are most like a text; ``""`` where none is.

    Args:
        text: as it was.
        article: to look in.
        count: how many sentences it had.
        longest: sentences that it may have; as many as there are, if not given.
        beginning: whether the text is only how it began.
    """
    wanted = _words(text)
    best, best_likeness = "", _NEAR
    about = {1, count, max(1, count - 1), count + 1}
    for run in _runs(article, [length for length in about if longest is None or length <= longest]):
        there = [word for sentence in run for word in _words(sentence.text)]
        likeness = _likeness(wanted, there[:len(wanted)] if beginning else there)
        if likeness > best_likeness:
            best, best_likeness = run[0].id if len(run) == 1 else f"{run[0].id}..{run[-1].id}", likeness
    return best


def _runs(article: Article, lengths: Collection[int]) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of a paragraph, of one of these lengths."""
    sentences = list(article.sentences.values())
    for length in sorted(lengths):
        for start in range(len(sentences) - length + 1):
            run = sentences[start:start + length]
            if run[0].block == run[-1].block:
                yield run


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > _NEAR and matcher.quick_ratio() > _NEAR else 0.0


def _text(article: Article, passage: str) -> str:
    try:
        return article.passage(passage).text
    except KeyError:
        return ""


def _words_of(passage: str) -> str:
    """The first words of a sentence, which its id is made of, without the digest at its end."""
    return " ".join(passage.partition("..")[0].split("-")[:-1])


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text.casefold().replace("’", "")
                   .replace("'", "")).split()
