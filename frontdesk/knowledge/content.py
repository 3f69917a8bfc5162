"""Everything under ``content/``, loaded and checked together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import Article, load_article
from frontdesk.knowledge.clinic import Clinic, load_clinic
from frontdesk.knowledge.faqs import Faq, load_faqs
from frontdesk.knowledge.passages import Passage


@dataclass(frozen=True)
class Content:
    """The clinic's content.

    Attributes:
        clinic: who the clinic is.
        articles: by slug.
        faqs: by slug.
        starters: slugs of the FAQs offered before the first message.
    """

    clinic: Clinic
    articles: dict[str, Article]
    faqs: dict[str, Faq]
    starters: tuple[str, ...]

    @cached_property
    def searchable(self) -> tuple[Passage, ...]:
        """Every sentence that states something: a question in an article answers nobody."""
        return tuple(
            article.passage(sentence.id)
            for article in self.articles.values()
            for sentence in article.sentences.values()
            if not sentence.text.rstrip("\"'”’)]").endswith("?")
        )

    def passage(self, article: str, passage_id: str) -> Passage:
        """The passage of that article.

        Raises:
            KeyError: there is none.
        """
        return self.articles[article].passage(passage_id)


def load_content(folder: Path) -> Content:
    """Load and check ``content/``.

    Args:
        folder: holds ``clinic.yml``, ``faqs.yml`` and ``articles/*.md``.

    Raises:
        ContentError: the first thing that is wrong: file, line, what, what to do.
    """
    paths = sorted((folder / "articles").glob("*.md"))
    if not paths:
        raise ContentError(folder / "articles", None, "there is no article", "Add one as <slug>.md")
    articles = {path.stem: load_article(path) for path in paths}
    faqs, starters = load_faqs(folder / "faqs.yml", articles)
    return Content(load_clinic(folder / "clinic.yml"), articles, faqs, starters)
