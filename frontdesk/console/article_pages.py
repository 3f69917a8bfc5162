"""The articles: the list, and mending quotes that no longer stand."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console import article_edit_pages, article_export_pages, article_new_pages, article_view_pages
from frontdesk.console.article_list import LiveArticles, broken_quotes, rows_of
from frontdesk.console.conflict_page import conflict
from frontdesk.console.faq_conflict import faq_in_words
from frontdesk.console.paging import pages_of
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import Conflict, EditError, FaqFields, SetFaq
from frontdesk.importing.mending import FIELDS, mended
from frontdesk.importing.slugs import slugs_in

_HERE = "/staff/articles"
_PAGE = 100  # articles
_BROKEN = 30  # quotes shown at once


def articles(visit: Visit) -> Response:
    """All articles."""
    state, live, search = visit.console.draft.state(), LiveArticles(visit), visit.query("q")
    rows = rows_of(state, live, search)
    shown, number, pages = pages_of(rows, visit.query("page"), _PAGE)
    unreadable = sorted(slugs_in(visit.console.draft.root / "content" / "articles") - set(state.articles))
    problems = [problem for problem in state.problems if any(f"articles/{slug}.md" in problem for slug in unreadable)]
    broken = broken_quotes(state, live)
    return page(visit, "articles/list.html", rows=shown, count=len(rows),
                all=len(state.articles), search=search, number=number, pages=pages, problems=problems,
                broken=broken[:_BROKEN], more_broken=max(0, len(broken) - _BROKEN), titles=state.articles,
                still_live=live.gone_from_draft(dict.fromkeys([*state.articles, *unreadable])),
                can_edit=visit.may(EDITOR))


def mend(visit: Visit) -> Response:
    """Let another passage take the place of a quote that no longer stands."""
    state = visit.console.draft.state()
    if visit.field("all"):
        return _mend_all(visit, state)
    slug, field, passage, instead = (visit.field(name) for name in ("faq", "field", "passage", "instead"))
    faq = state.faqs.get(slug)
    if faq is None or field not in FIELDS:
        raise Refusal(404, "There is no such quote", "Somebody may have mended it already. Load the list again.")
    try:
        entry = visit.console.draft.change(visit.session.name, "mended a quote", f"faq/{slug}",
                                           SetFaq(slug, faq, mended(faq, field, passage, instead)))
    except Conflict as error:
        retry = {"faq": slug, "field": field, "passage": passage, "instead": instead}
        return conflict(visit, faq_in_words(error, slug, state), retry, f"{_HERE}/mend")
    except EditError as error:
        raise Refusal(422, "That can't be quoted", str(error)) from None
    # Without a way back: what was there before can't be quoted.
    return back(visit, _HERE, f"“{faq.question}” quotes the article again." if entry else "There was nothing to mend.")


def _mend_all(visit: Visit, state: DraftState) -> Response:
    """Let the nearest passage take the place of each quote that has one."""
    faqs = dict[str, FaqFields]()
    for quote in broken_quotes(state, LiveArticles(visit)):
        if quote.near:
            faqs[quote.faq] = mended(faqs.get(quote.faq, state.faqs[quote.faq]), quote.field, quote.passage, quote.near)
    if not faqs:
        return back(visit, _HERE, "There was nothing to mend.")
    try:
        visit.console.draft.change(visit.session.name, "mended quotes", f"{len(faqs)} FAQs",
                                   *(SetFaq(slug, state.faqs[slug], faq) for slug, faq in faqs.items()))
    except (Conflict, EditError) as error:
        raise Refusal(422, "They can't be mended together", f"{error} Mend them one by one.") from None
    return back(visit, _HERE, f"{len(faqs)} FAQ{'s quote' if len(faqs) > 1 else ' quotes'} the articles again.")


# Fixed addresses first: an article's slug would match them, too.
ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/articles", articles, VIEWER),
    StaffRoute("/articles/mend", mend, EDITOR, post=True),
    *article_new_pages.ROUTES,
    *article_export_pages.ROUTES,
    *article_edit_pages.ROUTES,
    *article_view_pages.ROUTES,
)
