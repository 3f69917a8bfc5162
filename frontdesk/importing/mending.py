"""Quotes of FAQs that no longer stand in an article, and what could take their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from frontdesk.editing.edits import FaqFields
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.passages import Sentence

FIELDS = ("passages", "more")
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
    return [_gone(slug, faq, field, passage, old, new)
            for slug, faq in faqs.items() if faq.article == new.slug
            for field in FIELDS for passage in getattr(faq, field) if not stands(new, passage)]


def stands(article: Article, passage: str) -> bool:
    """Whether an article has this passage."""
    return _text(article, passage) != ""


def mended(faq: FaqFields, field: str, passage: str, instead: str) -> FaqFields:
    """An FAQ that quotes another passage in a quote's place; once, where it quotes that already."""
    entries = tuple(dict.fromkeys(instead if entry == passage else entry for entry in getattr(faq, field)))
    return replace(faq, passages=entries) if field == "passages" else replace(faq, more=entries)


def _gone(slug: str, faq: FaqFields, field: str, passage: str, old: Article | None, new: Article) -> Gone:
    words = _text(old, passage) if old else ""
    near = nearest(words or _words_of(passage), new, len(_ids(old, passage)))
    return Gone(slug, faq.question, field, passage, new.slug, words, near, _text(new, near) if near else "")


def nearest(text: str, article: Article, count: int = 1) -> str:
    """Id of the passage whose words are most like a text; ``""`` where none is.

    Args:
        text: as it was.
        article: to look in.
        count: how many sentences it had.
    """
    wanted = _words(text)
    best, best_likeness = "", _NEAR
    for run in _runs(article, count):
        likeness = _likeness(wanted, [word for sentence in run for word in _words(sentence.text)])
        if likeness > best_likeness:
            best, best_likeness = run[0].id if len(run) == 1 else f"{run[0].id}..{run[-1].id}", likeness
    return best


def _runs(article: Article, count: int) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of a paragraph: about so many as there were."""
    sentences = list(article.sentences.values())
    for length in sorted({1, count, max(1, count - 1), count + 1}):
        for start in range(len(sentences) - length + 1):
            run = sentences[start:start + length]
            if run[0].block == run[-1].block:
                yield run


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > _NEAR and matcher.quick_ratio() > _NEAR else 0.0


def _ids(article: Article | None, passage: str) -> tuple[str, ...]:
    try:
        return article.passage(passage).sentences if article else (passage,)
    except KeyError:
        return (passage,)


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
