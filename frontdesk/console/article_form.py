"""The form of an article: what was typed, how Frontdesk cuts it, and what keeps it from being kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from frontdesk.console.article_ticks import Ticks, carried, lines_of, sent_ticks, ticks_of, told_of
from frontdesk.console.visit import Visit
from frontdesk.importing.article_file import ArticleText, tidied
from frontdesk.importing.cutting import Cut, cut, key_of, quotable
from frontdesk.importing.imported import MAX_TEXT
from frontdesk.importing.keeping import too_long
from frontdesk.importing.remarks import remarks
from frontdesk.knowledge.articles import Article

MOST_BYTES = 2 * 1024 * 1024  # of a form with an article in it, twice
MOST_FIELD = 500
FIELDS = ("title", "url", "author", "date")
_MOST_SENT = 400_000  # characters that are read at all, so that what is too long can be shown again
_MOST_CHANGED = 100_000  # characters of an article that is there already, or as many as it has
_SHOWN = 150  # lines cut on a page; more are shown on asking


@dataclass(frozen=True)
class ArticleForm:
    """An article as a form shows it.

    Attributes:
        text: what staff edit.
        cuts: its lines as Frontdesk cuts them; none where it is too long.
        remarks: what is worth a second look.
        errors: what must be mended first, by field; ``""`` for what is about all of it.
        whole: whether all lines are shown.
        lost: lines that were ticked and aren't in the text any more, nor any that is like them.
    """

    text: ArticleText
    cuts: list[Cut]
    remarks: list[str]
    errors: Mapping[str, str]
    whole: bool
    lost: tuple[str, ...]

    @property
    def summary(self) -> str:
        """How many lines of which kind there are."""
        if self.text.body and not self.cuts:
            return "The text is too long to be shown here"
        kinds = [one.kind for one in self.cuts]
        quotes = _counted(len(quotable(self.cuts)), "sentence that can be quoted", "sentences that can be quoted")
        return ", ".join((quotes, _counted(kinds.count("heading"), "heading", "headings"),
                          _counted(kinds.count("call_to_action"), "invitation", "invitations")))

    @property
    def shown(self) -> list[Cut]:
        """The lines that a page shows."""
        return self.cuts if self.whole else self.cuts[:_SHOWN]

    @property
    def more(self) -> int:
        """How many lines it doesn't show."""
        return len(self.cuts) - len(self.shown)

    @property
    def unshown(self) -> list[str]:
        """The keys of lines that are ticked though the page doesn't show them."""
        shown = {one.key for one in self.shown}
        return [key for key in map(key_of, (*self.text.calls, *self.lost)) if key not in shown]

    @property
    def ticks(self) -> Ticks:
        """What the form says of its lines, for when they are reworded."""
        return ticks_of(self.text, self.lost)

    def as_dict(self) -> dict[str, object]:
        """JSON-ready data for a preview while somebody types."""
        return {"summary": self.summary, "remarks": self.remarks, "more": self.more, "unshown": self.unshown,
                "ticks": self.ticks.as_fields, "lines": [
                    {"kind": one.kind, "text": one.text, "automatic": one.automatic, "key": one.key,
                     "sentences": [sentence.text for sentence in one.sentences]} for one in self.shown]}


def form_of(
    visit: Visit, text: ArticleText, others: Mapping[str, Article], errors: Mapping[str, str] | None = None,
    most: int = MAX_TEXT,
) -> ArticleForm:
    """The form that shows a text.

    Args:
        visit: the request, whose form says how much is shown, and what was ticked before.
        text: as it can be kept.
        others: the other articles, by slug.
        errors: what must be mended first.
        most: characters that it may have; a longer text isn't cut.
    """
    whole = visit.field("do") == "all" or visit.field("whole") != ""
    long = too_long(text, most)
    cuts = [] if long else cut(text)
    told = remarks(text.title, cuts, others) if not long else [] if (errors or {}).get("text") else [long]
    lost = lost_calls(visit, text)
    return ArticleForm(text, cuts, [*told_of(lost), *told], errors or {}, whole, lost)


def sent_text(visit: Visit, known: Collection[str] = ()) -> ArticleText:
    """What a form sends.

    Args:
        visit: the request.
        known: lines of the file as it is, which stay as they are.
    """
    title, url, author, date = (visit.field(name, MOST_FIELD) for name in FIELDS)
    text = tidied(ArticleText(title, url, author, date, visit.field("text", _MOST_SENT), ()), known)
    ticked = set(visit.fields("call"))
    reworded = set(carried(sent_ticks(visit), text.body).values())
    calls = dict.fromkeys(line for line in lines_of(text.body) if line in reworded or key_of(line) in ticked)
    return replace(text, calls=tuple(calls))


def lost_calls(visit: Visit, text: ArticleText) -> tuple[str, ...]:
    """The lines ticked in the form that was sent of which nothing is in its text.

    Args:
        visit: the request.
        text: of :func:`sent_text`.
    """
    return tuple(call for call, new in carried(sent_ticks(visit), text.body).items() if not new)


def most_of(article: Article | None) -> int:
    """How many characters an article may have; one that is there already may stay as long as it is.

    Args:
        article: as it is; ``None`` for a new one.
    """
    return MAX_TEXT if article is None else max(_MOST_CHANGED, len(article.body))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
