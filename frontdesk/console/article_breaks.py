"""Answers that a change of their article would break, and what staff choose to do about each. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from frontdesk.console.passage_picking import picked
from frontdesk.editing.edits import FaqFields, SetFaq
from frontdesk.importing.cutting import key_of
from frontdesk.importing.mending import ANSWER, Gone, gone, mended
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.faqs import MAX_QUOTED_SENTENCES

LEAVE, KEEP = "leave", "keep"  # choices
_FIELD = "instead-"  # then what it is about, so that a choice holds whatever else has changed meanwhile


@dataclass(frozen=True)
class Break:
    """An answer that would break.

    Attributes:
        name: of its field in the form.
        faq: the FAQ's slug.
        question: its question.
        quote: that would no longer stand; ``None`` where the answer would be too long.
        count: how many sentences the answer would have, where it would be too long.
        kept: the passages that say what it says now, where it would be too long; none where these are too many.
        says: the words of these.
    """

    name: str
    faq: str
    question: str
    quote: Gone | None = None
    count: int = 0
    kept: tuple[str, ...] = ()
    says: str = ""


def breaks(faqs: Mapping[str, FaqFields], old: Article, new: Article) -> list[Break]:
    """The answers that a new text of an article would break; those that are broken already aren't among them.

    Args:
        faqs: by slug.
        old: the article as it is.
        new: as it shall be.
    """
    quotes = [Break(_name(quote.faq, quote.field, quote.passage), quote.faq, quote.question, quote)
              for quote in gone(faqs, old, new) if old.sentences_of(quote.passage)]
    # First what becomes of the whole list of quotes, then what becomes of one of them.
    return [*_too_long(faqs, old, new), *quotes]


def choices_of(found: Sequence[Break], field: Callable[[str], str], new: Article) -> dict[str, str]:
    """What was chosen, by name of the field; ``""`` where that is still to be done.

    Args:
        found: what would break.
        field: gives what was sent in a field.
        new: the article as it shall be.
    """
    def fits(one: Break, choice: str) -> bool:
        return choice == LEAVE or bool(
            (one.kept and choice == KEEP) or (one.quote and new.sentences_of(choice)))

    sent = {one.name: (one, field(one.name)) for one in found}
    return {name: choice if fits(one, choice) else "" for name, (one, choice) in sent.items()}


def mending(found: Sequence[Break], choices: Mapping[str, str], faqs: Mapping[str, FaqFields]) -> list[SetFaq]:
    """One change of each FAQ whose answer is mended.

    Args:
        found: what would break.
        choices: of :func:`choices_of`, none of them empty.
        faqs: by slug, as they are.
    """
    changed = dict[str, FaqFields]()
    for one in found:
        faq, choice = changed.get(one.faq, faqs[one.faq]), choices[one.name]
        if choice == LEAVE:
            continue
        changed[one.faq] = (replace(faq, passages=one.kept) if one.quote is None
                            else mended(faq, one.quote.field, one.quote.passage, choice))
    return [SetFaq(slug, faqs[slug], faq) for slug, faq in changed.items()]


def _too_long(faqs: Mapping[str, FaqFields], old: Article, new: Article) -> Iterator[Break]:
    for slug, faq in faqs.items():
        if faq.article != new.slug:
            continue
        count = _length(faq.passages, new)
        if count <= MAX_QUOTED_SENTENCES or _length(faq.passages, old) > MAX_QUOTED_SENTENCES:
            continue
        said = frozenset(sentence for passage in faq.passages if new.sentences_of(passage)
                         for sentence in old.sentences_of(passage) or new.sentences_of(passage))
        kept = picked(new, faq.passages, said)
        kept = kept if _length(kept, new) <= MAX_QUOTED_SENTENCES else ()
        yield Break(_name(slug, ANSWER, *faq.passages), slug, faq.question, None, count, kept,
                    " ".join(new.passage(passage).text for passage in kept if new.sentences_of(passage)))


def _length(passages: Sequence[str], article: Article) -> int:
    """How many sentences they are; what doesn't stand in the article counts as one: something will take its place."""
    return sum(max(1, len(article.sentences_of(passage))) for passage in passages)


def _name(*what: str) -> str:
    return _FIELD + key_of(" ".join(what))
