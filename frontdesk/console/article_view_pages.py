"""One article: its passages, who quotes them, the questions it could answer, and removing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console.article_questions import suggestions_for
from frontdesk.console.rendering import back, note_waits, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import EditError, FaqFields, RemoveArticle, RemoveFaq
from frontdesk.importing.cutting import Cut, cuts_of
from frontdesk.importing.mending import FIELDS
from frontdesk.knowledge.articles import Article

HERE = "/staff/articles"
_SHOWN = 150  # lines; more are shown on asking


@dataclass(frozen=True)
class Quoting:
    """An FAQ that quotes a paragraph.

    Attributes:
        faq: its slug.
        question: its question.
        first: whether it is part of the answer; else it is offered next.
    """

    faq: str
    question: str
    first: bool


@dataclass(frozen=True)
class Line:
    """A line of an article with whoever quotes it.

    Attributes:
        cut: the line.
        quoted: ids of its sentences that are quoted.
        by: the FAQs that do so.
    """

    cut: Cut
    quoted: frozenset[str]
    by: tuple[Quoting, ...]


def article(visit: Visit) -> Response:
    """The article as passages."""
    state = visit.console.draft.state()
    found = article_of(visit, state)
    if found is None:
        return RedirectResponse(HERE, status_code=303)
    lines = lines_of(found, state.faqs)
    shown = lines if visit.query("all") else lines[:_SHOWN]
    broken = sum(quote.article == found.slug for quote in state.broken)
    return page(visit, "articles/article.html", article=found, lines=shown, hidden=len(lines) - len(shown),
                broken=broken, quoting=len(quoting(found.slug, state.faqs)), can_edit=visit.may(EDITOR))


def questions(visit: Visit) -> Response:
    """FAQs that it could be quoted by."""
    state = visit.console.draft.state()
    found = article_of(visit, state)
    if found is None:
        return RedirectResponse(HERE, status_code=303)
    return page(visit, "articles/questions.html", article=found, suggestions=suggestions_for(visit, found, state),
                can_edit=visit.may(EDITOR))


def ask_to_remove(visit: Visit) -> Response:
    """What removing it would mean."""
    state = visit.console.draft.state()
    found = article_of(visit, state)
    if found is None:
        return RedirectResponse(HERE, status_code=303)
    return _removal(visit, found, state)


def remove(visit: Visit) -> Response:
    """Remove it, and the FAQs that quote it where that was ticked."""
    state = visit.console.draft.state()
    found = article_of(visit, state)
    if found is None:
        return back(visit, HERE, "The article was removed already.")
    faqs = quoting(found.slug, state.faqs)
    if faqs and not visit.field("with_faqs"):
        return _removal(visit, found, state, "Tick the box if the FAQs shall go with it; else change them first.")
    try:
        entry = visit.console.draft.change(
            visit.session.name, "removed an article", f"article/{found.slug}", *map(RemoveFaq, faqs),
            RemoveArticle(found.slug))
    except EditError as error:
        return _removal(visit, found, state, str(error))
    return back(visit, HERE, f"“{found.title}” is no longer in the draft. It leaves the website's chat when that is "
                             "published.", undo_of(entry))


def article_of(visit: Visit, state: DraftState) -> Article | None:
    """The article that an address names; ``None`` where a note is on its way that it was taken back.

    Raises:
        Refusal: there is none.
    """
    slug = visit.request.path_params["slug"]
    if slug in state.articles:
        return state.articles[slug]
    if note_waits(visit.request):
        return None
    problem = next((problem for problem in state.problems if f"articles/{slug}.md" in problem), "")
    raise Refusal(404, "This article can't be shown" if problem else "There is no such article",
                  problem or "It may have been removed. The list has those that are there.")


def lines_of(found: Article, faqs: Mapping[str, FaqFields]) -> list[Line]:
    """An article's lines with whoever quotes them."""
    quoted: dict[str, list[Quoting]] = {}
    for slug in quoting(found.slug, faqs):
        for field in FIELDS:
            for passage in getattr(faqs[slug], field):
                for sentence in found.sentences_of(passage):
                    quoted.setdefault(sentence, []).append(Quoting(slug, faqs[slug].question, field == FIELDS[0]))
    lines = []
    for cut in cuts_of(found):
        here = [sentence.id for sentence in cut.sentences if sentence.id in quoted]
        # One that quotes it in its answer needn't be told again for what it offers next.
        by = {each.faq: each for first in (False, True) for sentence in here for each in quoted[sentence]
              if each.first is first}
        lines.append(Line(cut, frozenset(here), tuple(by.values())))
    return lines


def quoting(slug: str, faqs: Mapping[str, FaqFields]) -> list[str]:
    """Slugs of the FAQs that are about an article."""
    return [name for name, faq in faqs.items() if faq.article == slug]


def _removal(visit: Visit, found: Article, state: DraftState, wrong: str = "") -> Response:
    faqs = [(slug, state.faqs[slug].question) for slug in quoting(found.slug, state.faqs)]
    return page(visit, "articles/remove.html", 422 if wrong else 200, article=found, faqs=faqs, wrong=wrong,
                only=len(state.articles) == 1)


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/articles/{slug}", article, VIEWER),
    StaffRoute("/articles/{slug}/questions", questions, VIEWER),
    StaffRoute("/articles/{slug}/remove", ask_to_remove, EDITOR),
    StaffRoute("/articles/{slug}/remove", remove, EDITOR, post=True),
)
