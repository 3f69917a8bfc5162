"""What an FAQ quotes, and its answer as a visitor reads it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import FaqFields
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.faqs import Faq
from frontdesk.knowledge.passages import Passage
from frontdesk.replies.answers import answer_faq
from frontdesk.replies.memory import Memory

_UNNAMED = "new"  # slug of an FAQ that has none yet


@dataclass(frozen=True)
class Chosen:
    """A passage that an FAQ quotes.

    Attributes:
        id: as ``content/faqs.yml`` has it.
        text: word for word; ``""`` where it doesn't stand in the article any more.
        broken: whether it doesn't.
        suggestion: a passage that is like it, where it doesn't.
    """

    id: str
    text: str
    broken: bool = False
    suggestion: Passage | None = None


def chosen_passages(
    faq: FaqFields, field: str, state: DraftState, near: Mapping[tuple[str, str], str]
) -> list[Chosen]:
    """The passages of one of an FAQ's lists.

    Args:
        faq: as typed.
        field: ``passages`` or ``more``.
        state: of the draft.
        near: what could take a quote's place that no longer stands, by list and quote.
    """
    article = state.articles.get(faq.article)
    return [_chosen(article, passage, near.get((field, passage), "")) for passage in getattr(faq, field)]


def preview_of(slug: str, faq: FaqFields, state: DraftState) -> dict[str, Any] | None:
    """The answer as a visitor reads it; ``None`` where it can't be told.

    Args:
        slug: of the FAQ, or ``""``.
        faq: as typed.
        state: of the draft.
    """
    article, content, name = state.articles.get(faq.article), state.content, slug or _UNNAMED
    if content is None or article is None:
        return None
    passages, more = _passages(article, faq.passages), _passages(article, faq.more)
    if not passages:
        return None
    follow_ups = tuple(other for other in faq.follow_ups if other in content.faqs)
    shown = Faq(name, faq.question, passages, more, follow_ups, faq.offer_booking)
    reply, _ = answer_faq(replace(content, faqs={**content.faqs, name: shown}), name, Memory())
    return reply.as_dict()


def _chosen(article: Article | None, passage: str, suggestion: str) -> Chosen:
    found = _passages(article, [passage]) if article else ()
    if found:
        return Chosen(passage, found[0].text)
    near = _passages(article, [suggestion]) if article and suggestion else ()
    return Chosen(passage, "", broken=True, suggestion=near[0] if near else None)


def _passages(article: Article, ids: Sequence[str]) -> tuple[Passage, ...]:
    """Those that stand in the article."""
    found = []
    for passage in ids:
        try:
            found.append(article.passage(passage))
        except KeyError:
            continue
    return tuple(found)
