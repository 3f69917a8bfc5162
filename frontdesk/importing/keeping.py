"""From what was read to what is kept: its text as staff edit it, what keeps it from being kept, and the change."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from frontdesk.editing.edits import AddArticle
from frontdesk.importing.article_file import ArticleText, body_of, calls_of, new_file, tidied
from frontdesk.importing.cutting import cut, quotable
from frontdesk.importing.imported import MAX_TEXT, Imported
from frontdesk.importing.slugs import free_slug

_ADDRESS = re.compile(r"https?://[^\s#]+")


def text_of(article: Imported) -> ArticleText:
    """What was read, as staff edit it."""
    return tidied(ArticleText(article.title, article.url, article.author, article.date, body_of(article.blocks),
                              calls_of(article.blocks)))


def faults(text: ArticleText, most: int = MAX_TEXT) -> dict[str, str]:
    """What keeps a text from being kept, by field.

    Args:
        text: as it can be kept.
        most: characters it may have.
    """
    found = {}
    if not text.title:
        found["title"] = "Give the article a title. Visitors see it beside every answer from it."
    if text.url and not _ADDRESS.fullmatch(text.url):
        found["url"] = ("This isn't a web address. Copy it from the browser, beginning with https:// and without '#', "
                        "or leave it empty.")
    if not text.body:
        found["text"] = "There is no text."
    elif long := too_long(text, most):
        found["text"] = long
    elif not quotable(cut(text)):
        found["text"] = "There is no sentence to quote: every line is a heading or an invitation."
    return found


def too_long(text: ArticleText, most: int = MAX_TEXT) -> str:
    """What to do about a text that has more characters than it may have; ``""`` where it hasn't."""
    if len(text.body) <= most:
        return ""
    return (f"The text has {len(text.body):,} characters. Add it as several articles of at most {most:,} "
            "characters each.")


def additions(texts: Iterable[ArticleText], taken: Collection[str]) -> list[AddArticle]:
    """The changes that add articles, each with a name of its own.

    Args:
        texts: without faults.
        taken: slugs that are in use.
    """
    used, edits = set(taken), list[AddArticle]()
    for text in texts:
        slug = free_slug(text.title, used)
        used.add(slug)
        edits.append(AddArticle(slug, new_file(text)))
    return edits
