"""Questions that an article could answer, with what visitors have asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from frontdesk.console.served_clinic import served_clinic
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.importing.suggest import VISITORS, Suggestion, suggest
from frontdesk.inbox.inbox import Inbox
from frontdesk.inbox.reasons import CHOICE, NO_ANSWER, SEARCH
from frontdesk.knowledge.articles import Article
from frontdesk.language.encoder import Vector, load_encoder

_UNANSWERED = frozenset((NO_ANSWER, CHOICE, SEARCH))
_MOST = 60  # groups of messages; comparing them takes a quarter of a second
_MOST_KEPT = 4096  # vectors of FAQs' questions, 1.5 kB each


@dataclass(frozen=True)
class Offer:
    """A suggestion, and the form it leads to."""

    suggestion: Suggestion
    url: str


def suggestions_for(visit: Visit, article: Article, state: DraftState) -> list[Offer]:
    """Questions for new FAQs that quote an article.

    Args:
        visit: the request.
        article: of the draft.
        state: of the draft.
    """
    groups = _asked(visit)
    known = [_vector(faq.question) for faq in state.faqs.values()]
    found = suggest(article, list(groups), load_encoder().encode, known)
    return [Offer(one, _url(article, one, groups)) for one in found]


@lru_cache(maxsize=_MOST_KEPT)
def _vector(question: str) -> Vector:
    """An FAQ's question is staff's own, and stays the same for long: unlike visitors' messages, it is kept."""
    vector: Vector = load_encoder().encode([question])[0]
    return vector


def _asked(visit: Visit) -> dict[str, int]:
    """What wasn't answered, as visitors put it, with the number of its group; what most asked comes first."""
    if not served_clinic(visit.console.settings, visit.console.publishing).privacy.keep_questions:
        return {}
    groups = Inbox(visit.console.database, visit.console.settings.root).groups()
    unanswered = [group for group in groups if _UNANSWERED & set(group.reasons)]
    return {group.text.strip(): group.id for group in unanswered[:_MOST]}


def _url(article: Article, one: Suggestion, groups: dict[str, int]) -> str:
    told = {"article": article.slug, "passage": one.passage, "question": one.question}
    if one.source == VISITORS:
        told["from"] = str(groups[one.question])
    return f"/staff/faqs/new?{urlencode(told)}"
