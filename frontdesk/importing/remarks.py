"""What is worth a second look before an article is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from frontdesk.importing.cutting import Cut, quotable
from frontdesk.knowledge.articles import Article

_LONG = 60  # words; a longer sentence fills a phone's screen
_MOST_LONG = 3  # sentences told of
_BEGINNING = 60  # characters of a sentence that tell which is meant
_SAME = 0.8  # share of sentences that stand in another article already


def remarks(title: str, cuts: Sequence[Cut], articles: Mapping[str, Article]) -> list[str]:
    """Sentences for who adds or changes an article.

    Args:
        title: of the article.
        cuts: its lines.
        articles: the others, by slug.
    """
    return [*_unquotable(cuts), *_same_title(title, articles), *_same_text(cuts, articles), *_long(cuts)]


def same_as(cuts: Sequence[Cut], articles: Mapping[str, Article]) -> Article | None:
    """An article that says all of this already, word for word."""
    said = [one.text for one in cuts]
    return next((article for article in articles.values() if [block.text for block in article.blocks] == said), None)


def _unquotable(cuts: Sequence[Cut]) -> Iterator[str]:
    if not quotable(list(cuts)):
        yield ("There is no sentence to quote: every line is a heading or an invitation. "
               "Take the ticks away, or add some text.")


def _same_title(title: str, articles: Mapping[str, Article]) -> Iterator[str]:
    for article in articles.values():
        if title and article.title.casefold() == title.casefold():
            yield (f"There is an article “{article.title}” already. If this is a newer text of it, change that one "
                   "instead.")


def _same_text(cuts: Sequence[Cut], articles: Mapping[str, Article]) -> Iterator[str]:
    ours = {sentence.text for sentence in quotable(list(cuts))}
    for article in articles.values():
        shared = ours & {sentence.text for sentence in article.sentences.values()}
        if ours and len(shared) >= _SAME * len(ours):
            which = "All of its sentences stand" if len(shared) == len(ours) else "Most of its sentences stand"
            yield f"{which} in the article “{article.title}” already."


def _long(cuts: Sequence[Cut]) -> Iterator[str]:
    long = [one.text for one in quotable(list(cuts)) if len(one.text.split()) > _LONG]
    for text in long[:_MOST_LONG]:
        yield (f"The sentence “{text[:_BEGINNING].strip()} …” has {len(text.split())} words, which is much to read "
               "in a chat. Is there a full stop missing?")
    if len(long) > _MOST_LONG:
        yield f"{len(long) - _MOST_LONG} more sentences are that long."
