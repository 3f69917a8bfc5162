"""The form of an article: what was typed, how Frontdesk cuts it, and what keeps it from being kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from frontdesk.console.visit import Visit
from frontdesk.importing.article_file import ArticleText, tidied
from frontdesk.importing.cutting import Cut, cut, key_of, quotable
from frontdesk.importing.remarks import remarks
from frontdesk.knowledge.articles import Article

MOST_BYTES = 2 * 1024 * 1024  # of a form with an article in it, twice
_MOST_SENT = 400_000  # characters that are read at all, so that what is too long can be shown again
_MOST_FIELD = 500
FIELDS = ("title", "url", "author", "date")
_SHOWN = 150  # lines cut on a page; more are shown on asking


@dataclass(frozen=True)
class ArticleForm:
    """An article as a form shows it.

    Attributes:
        text: what staff edit.
        cuts: its lines as Frontdesk cuts them.
        remarks: what is worth a second look.
        errors: what must be mended first, by field; ``""`` for what is about all of it.
    """

    text: ArticleText
    cuts: list[Cut]
    remarks: list[str]
    errors: Mapping[str, str]

    @property
    def summary(self) -> str:
        """How many lines of which kind there are."""
        kinds = [one.kind for one in self.cuts]
        quotes = _counted(len(quotable(self.cuts)), "sentence that can be quoted", "sentences that can be quoted")
        return ", ".join((quotes, _counted(kinds.count("heading"), "heading", "headings"),
                          _counted(kinds.count("call_to_action"), "invitation", "invitations")))

    @property
    def shown(self) -> list[Cut]:
        """The lines that a page shows."""
        return self.cuts[:_SHOWN]

    def as_dict(self) -> dict[str, object]:
        """JSON-ready data for a preview while somebody types."""
        return {"summary": self.summary, "remarks": self.remarks, "more": max(0, len(self.cuts) - _SHOWN), "lines": [
            {"kind": one.kind, "text": one.text, "automatic": one.automatic, "key": one.key,
             "sentences": [sentence.text for sentence in one.sentences]} for one in self.shown]}


def form_of(
    text: ArticleText, others: Mapping[str, Article], errors: Mapping[str, str] | None = None
) -> ArticleForm:
    """The form that shows a text.

    Args:
        text: as it can be kept.
        others: the other articles, by slug.
        errors: what must be mended first.
    """
    cuts = cut(text)
    return ArticleForm(text, cuts, remarks(text.title, cuts, others), errors or {})


def sent_text(visit: Visit, known: Collection[str] = ()) -> ArticleText:
    """What a form sends.

    Args:
        visit: the request.
        known: lines of the file as it is, which stay as they are.
    """
    title, url, author, date = (visit.field(name, _MOST_FIELD) for name in FIELDS)
    text = tidied(ArticleText(title, url, author, date, visit.field("text", _MOST_SENT), ()), known)
    ticked = set(visit.fields("call"))
    lines = (line.strip() for line in text.body.split("\n"))
    return replace(text, calls=tuple(dict.fromkeys(line for line in lines if line and key_of(line) in ticked)))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
