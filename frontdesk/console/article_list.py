"""The list of articles: what is quoted, what is broken, what isn't published. Pure but for reading the live version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import FaqFields
from frontdesk.errors import ContentError
from frontdesk.importing.mending import FIELDS, Gone, gone
from frontdesk.knowledge.articles import Article, load_article

NEW, CHANGED, LIVE = "new", "changed", "live"
_FOLDER = Path("content", "articles")


@dataclass(frozen=True)
class Row:
    """An article in the list.

    Attributes:
        article: of the draft.
        quoted: how many of its sentences are quoted.
        faqs: how many FAQs quote it.
        broken: how many quotes of it no longer stand.
        published: :data:`NEW`, :data:`CHANGED`, :data:`LIVE`, or ``""`` where nothing is published yet.
    """

    article: Article
    quoted: int
    faqs: int
    broken: int
    published: str


class LiveArticles:
    """The articles that visitors are answered from just now.

    Args:
        visit: the request.
    """

    def __init__(self, visit: Visit) -> None:
        publishing = visit.console.publishing
        live = publishing.live() if publishing else None
        self._draft = visit.console.draft.root / _FOLDER
        self._live = publishing.folder(live.number) / _FOLDER if live else None

    def compared(self, slug: str) -> str:
        """How an article of the draft stands to the one that is published."""
        if self._live is None:
            return ""
        draft, live = _bytes(self._draft / f"{slug}.md"), _bytes(self._live / f"{slug}.md")
        return NEW if live is None else LIVE if live == draft else CHANGED

    def article(self, slug: str) -> Article | None:
        """The article as it is published; ``None`` where it isn't."""
        try:
            return load_article(self._live / f"{slug}.md") if self._live else None
        except ContentError:
            return None

    def gone_from_draft(self, slugs: Mapping[str, object]) -> list[str]:
        """Slugs of those that are published, and no longer in the draft."""
        return sorted(path.stem for path in self._live.glob("*.md") if path.stem not in slugs) if self._live else []


def rows_of(state: DraftState, live: LiveArticles, search: str) -> list[Row]:
    """The articles, by title.

    Args:
        state: of the draft.
        live: to compare with.
        search: words that the title or the text has, all of them; nothing finds everything.
    """
    words = search.casefold().split()
    found = [article for article in state.articles.values()
             if all(word in f"{article.title}\n{article.body}".casefold() for word in words)]
    return [_row(article, state, live) for article in sorted(found, key=lambda article: article.title.casefold())]


def broken_quotes(state: DraftState, live: LiveArticles) -> list[Gone]:
    """All quotes that no longer stand, with their words as visitors still read them."""
    slugs = dict.fromkeys(quote.article for quote in state.broken)
    return [quote for slug in slugs for quote in gone(state.faqs, live.article(slug), state.articles[slug])]


def near_quotes(visit: Visit, slug: str, faq: FaqFields, state: DraftState) -> dict[tuple[str, str], str]:
    """What could take the place of an FAQ's quotes that no longer stand: ids of passages, by list and quote.

    Args:
        visit: the request, for the words that visitors still read.
        slug: of the FAQ.
        faq: as it is typed.
        state: of the draft.
    """
    article = state.articles.get(faq.article)
    if article is None or all(article.sentences_of(passage) for field in FIELDS for passage in getattr(faq, field)):
        return {}
    return {(quote.field, quote.passage): quote.near
            for quote in gone({slug: faq}, LiveArticles(visit).article(article.slug), article)}


def _row(article: Article, state: DraftState, live: LiveArticles) -> Row:
    faqs = [faq for faq in state.faqs.values() if faq.article == article.slug]
    quoted = {sentence for faq in faqs for field in FIELDS for passage in getattr(faq, field)
              for sentence in article.sentences_of(passage)}
    broken = sum(quote.article == article.slug for quote in state.broken)
    return Row(article, len(quoted), len(faqs), broken, live.compared(article.slug))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
