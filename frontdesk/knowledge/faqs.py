"""The FAQs: ``content/faqs.yml`` maps each to its question, passages and follow-ups."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.passages import Passage
from frontdesk.knowledge.yaml_lines import Section, load_mapping

MAX_QUOTED_SENTENCES = 3
_KEYS = ("question", "article", "passages", "more", "follow_ups", "offer_booking")


@dataclass(frozen=True)
class Faq:
    """One FAQ.

    Attributes:
        slug: its name; the NLU label is ``faq/<slug>``.
        question: as shown to visitors.
        passages: quoted as the answer, one to three sentences in all.
        more: passages offered when the visitor asks again or wants more, in order.
        follow_ups: slugs of FAQs that sensibly come next.
        offer_booking: whether the booking offer helps beside this answer.
    """

    slug: str
    question: str
    passages: tuple[Passage, ...]
    more: tuple[Passage, ...]
    follow_ups: tuple[str, ...]
    offer_booking: bool


@dataclass(frozen=True)
class FaqReading:
    """What ``content/faqs.yml`` says, also where some of it can't be used.

    Attributes:
        faqs: those that can be used, by slug.
        starters: slugs of the FAQs offered before the first message.
        errors: everything that is wrong, in the order in which it is checked.
    """

    faqs: dict[str, Faq]
    starters: tuple[str, ...]
    errors: tuple[ContentError, ...]


def load_faqs(path: Path, articles: dict[str, Article]) -> tuple[dict[str, Faq], tuple[str, ...]]:
    """Read and check the FAQs.

    Args:
        path: ``content/faqs.yml``.
        articles: by slug.

    Returns:
        The FAQs by slug, and the slugs offered as starter questions.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    reading = read_faqs(path, articles)
    if reading.errors:
        raise reading.errors[0]
    return reading.faqs, reading.starters


def read_faqs(path: Path, articles: dict[str, Article], text: str | None = None) -> FaqReading:
    """Read the FAQs, and find everything that is wrong with them.

    Args:
        path: ``content/faqs.yml``.
        articles: by slug.
        text: the file's text, if it was read already.

    Raises:
        ContentError: the file as a whole can't be used.
    """
    root = Section(path, load_mapping(path, text))
    root.only(("starters", "faqs"))
    entries = root.section("faqs")
    if not entries.node:
        raise root.fail("faqs", "there is no FAQ", "Add one: a slug, its question and its passages")
    faqs: dict[str, Faq] = {}
    questions: dict[str, str] = {}
    errors: list[ContentError] = []
    for slug in entries.node:
        try:
            faq = _entry(entries, slug, articles, questions)
        except ContentError as error:
            errors.append(error)
            continue
        questions[faq.question.casefold()] = slug
        faqs[slug] = faq
    known = [slug for slug in entries.node if isinstance(slug, str)]
    for slug in faqs:
        errors += _unknown(path, entries.section(slug).texts("follow_ups"), known, slug)
    try:
        starters = root.texts("starters")
    except ContentError as error:
        return FaqReading(faqs, (), (*errors, error))
    return FaqReading(faqs, tuple(starter for starter, _ in starters), (*errors, *_unknown(path, starters, known)))


def _entry(entries: Section, slug: object, articles: dict[str, Article], questions: dict[str, str]) -> Faq:
    if not isinstance(slug, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise entries.fail(slug, f"'{slug}' can't be an FAQ's slug",
                           "Use lower-case letters, digits and single hyphens")
    faq = _faq(slug, entries.section(slug), articles)
    asked = faq.question.casefold()
    if asked in questions:
        raise entries.fail(slug, f"'{slug}' shows the same question as '{questions[asked]}'", "Reword one of them")
    return faq


def _faq(slug: str, section: Section, articles: dict[str, Article]) -> Faq:
    section.only(_KEYS)
    name = section.text("article", required=True)
    if name not in articles:
        known = ", ".join(sorted(articles)) or "none yet"
        raise section.fail("article", f"there is no article '{name}'", f"Use one of content/articles: {known}")
    passages = _passages(section, "passages", articles[name], required=True)
    count = sum(len(passage.sentences) for passage in passages)
    if count > MAX_QUOTED_SENTENCES:
        raise section.fail("passages", f"in the FAQ '{slug}', the answer is {count} sentences long",
                           f"Keep at most {MAX_QUOTED_SENTENCES} and move the rest to 'more'")
    return Faq(
        slug=slug,
        question=section.text("question", required=True),
        passages=passages,
        more=_passages(section, "more", articles[name]),
        follow_ups=tuple(text for text, _ in section.texts("follow_ups")),
        offer_booking=section.flag("offer_booking"),
    )


def _passages(section: Section, key: str, article: Article, required: bool = False) -> tuple[Passage, ...]:
    found = []
    for passage_id, line in section.texts(key, required=required):
        try:
            found.append(article.passage(passage_id))
        except KeyError as error:
            ends = passage_id.partition("..")
            wanted = next((end for end in (ends[0], ends[2]) if end and end not in article.sentences), "")
            near = difflib.get_close_matches(wanted, article.sentences, n=1, cutoff=0.5)
            hint = f"The nearest is '{near[0]}'; " if near else ""
            raise ContentError(section.path, line, str(error.args[0]),
                               f"{hint}'frontdesk passages {article.slug}' lists them all") from None
    return tuple(found)


def _unknown(
    path: Path, mentions: list[tuple[str, int]], known: list[str], own: str = ""
) -> Iterator[ContentError]:
    """What is wrong with the FAQs that are mentioned, each with its line."""
    for slug, line in mentions:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1, cutoff=0.5)
            remedy = f"Did you mean '{near[0]}'" if near else "Use the slug of an FAQ in this file"
            yield ContentError(path, line, f"there is no FAQ '{slug}'", remedy)
        elif slug == own:
            yield ContentError(path, line, f"'{slug}' follows itself", "Remove this line")
