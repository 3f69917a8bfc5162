"""Which passages of an article were picked: from ticked sentences to passages, and their order. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from frontdesk.knowledge.articles import Article

UP, DOWN = "up", "down"


def picked(article: Article, ordered: Sequence[str], ticked: Collection[str]) -> tuple[str, ...]:
    """The passages of the sentences that are ticked.

    Passages whose sentences are all still ticked stay as they are and where they are; so do those that
    aren't in the article any more, for they have no sentence to untick. Of the others what is left stays
    in their place. A sentence that is new joins the passage right before or after it in its paragraph,
    or follows the others.

    Args:
        article: that is quoted.
        ordered: passages as they were, in order.
        ticked: ids of sentences.
    """
    kept: list[str] = []
    covered: set[str] = set()
    for passage in ordered:
        sentences = article.sentences_of(passage)
        left = [sentence for sentence in sentences if sentence in ticked]
        kept += [passage] if left == list(sentences) else _named(_runs(article, left))
        covered.update(left)
    new = [sentence for sentence in article.sentences if sentence in ticked and sentence not in covered]
    for run in _runs(article, new):
        kept = _joined(article, kept, run)
    return tuple(dict.fromkeys(kept))


def _joined(article: Article, kept: Sequence[str], run: list[str]) -> list[str]:
    """The passages with one more run, made one with its neighbour where it has one."""
    for index, passage in enumerate(kept):
        sentences = list(article.sentences_of(passage))
        for longer in ([*sentences, *run], [*run, *sentences]):
            if sentences and len(_runs(article, longer)) == 1:
                return [*kept[:index], *_named([longer]), *kept[index + 1 :]]
    return [*kept, *_named([run])]


def _runs(article: Article, sentences: Sequence[str]) -> list[list[str]]:
    """Sentences, taken apart where one doesn't follow the one before it in the same paragraph."""
    place = {name: index for index, name in enumerate(article.sentences)}
    found: list[list[str]] = []
    for sentence in sentences:
        before = found[-1][-1] if found else sentence
        follows = place[sentence] == place[before] + 1
        if follows and article.sentences[sentence].block == article.sentences[before].block:
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found


def _named(runs: Sequence[Sequence[str]]) -> list[str]:
    return [run[0] if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in runs]


def moved(ordered: Sequence[str], passage: str, way: str) -> tuple[str, ...]:
    """The passages with one a place up or down; as they are where that can't be.

    Args:
        ordered: passages.
        passage: one of them.
        way: :data:`UP` or :data:`DOWN`.
    """
    order = list(ordered)
    if passage not in order:
        return tuple(order)
    here = order.index(passage)
    there = here + (-1 if way == UP else 1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return tuple(order)
