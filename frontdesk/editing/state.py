"""The draft as it is now, for whoever shows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frontdesk.editing.checks import Checker, double_meanings, usable
from frontdesk.editing.edits import FaqFields
from frontdesk.editing.model import ARTICLES, DATA, FAQ, FAQS, QUESTIONS, Files, Model, Reader, where
from frontdesk.editing.test_questions import TestQuestion
from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.faqs import FaqReading

_NEAR = 0.5  # likeness of two ids from which one is taken for the other, as in frontdesk.knowledge.faqs


@dataclass(frozen=True)
class BrokenQuote:
    """A quote of an FAQ that no longer stands in its article.

    Attributes:
        faq: its slug.
        field: ``passages`` or ``more``.
        passage: the id that is missing.
        article: slug of the article.
        suggestion: id of a passage there that is like it.
    """

    faq: str
    field: str
    passage: str
    article: str
    suggestion: str | None


@dataclass(frozen=True)
class DraftState:
    """The draft.

    Attributes:
        content: as it would be loaded; ``None`` where it can't be.
        problems: everything that blocks publishing, each a sentence with file, line and remedy.
        broken: quotes that no longer stand in the articles.
        articles: those that can be read, by slug.
        faqs: as written, by slug, also where a passage is missing.
        starters: slugs of the FAQs offered first.
        examples: by label, in the files' order.
        test_questions: the clinic's.
        clinic: its details as written, by dotted key such as ``facts.hours``.
    """

    content: Content | None
    problems: tuple[str, ...]
    broken: tuple[BrokenQuote, ...]
    articles: Mapping[str, Article]
    faqs: Mapping[str, FaqFields]
    starters: tuple[str, ...]
    examples: Mapping[str, tuple[str, ...]]
    test_questions: tuple[TestQuestion, ...]
    clinic: Mapping[str, str]


def state_of(files: Files, reader: Reader, checker: Checker) -> DraftState:
    """The draft that these files hold."""
    model = reader.model(files)
    articles, clinic = checker.articles(files), checker.clinic(files)
    readable = usable(articles)
    faqs = checker.faqs(files, readable)
    broken = tuple(_broken(model, readable))
    problems = [f"{where(name, reason.line)}: {reason.problem}. {reason.remedy or 'Mend this in a text editor'}."
                for name, reason in model.unreadable.items() if name.startswith(DATA) or name == QUESTIONS]
    problems += [f"{ARTICLES}: there is no article. Add one."] if not articles else []
    problems += [str(error) for error in (clinic, *articles.values()) if isinstance(error, ContentError)]
    problems += _faq_problems(faqs, set(articles) - set(readable), broken, reader.faq_lines(files))
    problems += _example_problems(files, model, reader)
    content = None
    if isinstance(clinic, Clinic) and len(readable) == len(articles) > 0 and isinstance(faqs, FaqReading) \
            and not faqs.errors:
        content = Content(clinic, readable, faqs.faqs, faqs.starters)
    return DraftState(content, tuple(problems), broken, readable, model.faqs, model.starters, model.examples,
                      model.questions, model.clinic)


def _broken(model: Model, articles: Mapping[str, Article]) -> Iterator[BrokenQuote]:
    for slug, faq in model.faqs.items():
        article = articles.get(faq.article)
        for field, passages in (("passages", faq.passages), ("more", faq.more)) if article else ():
            for passage in passages:
                assert article is not None
                if not article.sentences_of(passage):
                    yield BrokenQuote(slug, field, passage, article.slug, _suggested(article, passage))


def _suggested(article: Article, passage: str) -> str | None:
    """The passage most like one that is gone; its id tells the first words of its first and last sentences."""
    first, _, last = passage.partition("..")
    start = _nearest(first, article.sentences)
    if start is None or not last:
        return start
    block = article.sentences[start].block
    end = _nearest(last, [name for name, sentence in article.sentences.items() if sentence.block == block])
    return f"{start}..{end}" if end and end != start and article.sentences_of(f"{start}..{end}") else start


def _nearest(wanted: str, sentences: Mapping[str, object] | list[str]) -> str | None:
    if wanted in sentences:
        return wanted
    return next(iter(difflib.get_close_matches(wanted, list(sentences), n=1, cutoff=_NEAR)), None)


def _faq_problems(
    faqs: FaqReading | ContentError, unreadable: set[str], broken: tuple[BrokenQuote, ...],
    lines: Mapping[tuple[str, ...], int],
) -> Iterator[str]:
    if isinstance(faqs, ContentError):
        yield str(faqs)
        return
    at = {(quote.faq, quote.field, quote.passage): lines.get((quote.faq, quote.field, quote.passage))
          for quote in broken}
    missing = {f"there is no article '{name}'" for name in unreadable}
    for error in faqs.errors:
        # An article that can't be read is told once, and a quote that no longer stands is told below.
        if error.line not in at.values() and error.problem not in missing:
            yield str(error)
    for quote in broken:
        near = f"; the nearest is '{quote.suggestion}'" if quote.suggestion else ""
        place = where(FAQS, at[quote.faq, quote.field, quote.passage])
        yield (f"{place}: the FAQ '{quote.faq}' quotes '{quote.passage}', which no longer stands in the article "
               f"'{quote.article}'. Choose the passage again{near}.")


def _example_problems(files: Files, model: Model, reader: Reader) -> Iterator[str]:
    places = {block.label: where(name, block.line)
              for name, found in reader.blocks(files).items() for block in found}
    faqs_are_known = FAQS not in model.unreadable
    for label, place in places.items():
        if not model.examples[label]:
            yield f"{place}: {label} has no example. Add one, or remove it."
        if label.startswith(FAQ) and faqs_are_known and label[len(FAQ):] not in model.faqs:
            yield f"{place}: there is no FAQ '{label[len(FAQ):]}' in {FAQS}. Remove these examples, or add the FAQ."
    for name, found in reader.blocks(files).items():
        for number in (number for block in found for number in block.unread):
            yield f"{where(name, number)}: this line isn't read as an example. Write '- ' and the text, or remove it."
    lines = reader.faq_lines(files)
    all_are_known = not any(name.startswith(DATA) for name in model.unreadable)
    for slug in model.faqs if all_are_known else ():
        if f"{FAQ}{slug}" not in places:
            yield f"{where(FAQS, lines.get((slug,)))}: the FAQ '{slug}' has no example. Add a way visitors ask it."
    for text, first, second in double_meanings(model):
        place = places.get(second, FAQS)
        yield f"{place}: '{text}' is taught for {first} and for {second}. Remove it from one of them."
