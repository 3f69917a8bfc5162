"""The FAQs: the list, the starter questions, and removing one."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console import faq_form_pages
from frontdesk.console.conflict_page import conflict
from frontdesk.console.example_lines import lines_of
from frontdesk.console.faq_conflict import starters_in_words
from frontdesk.console.faq_counts import DAYS, counts_by_faq
from frontdesk.console.faq_list import ASCENDING, COLUMNS, found, in_order, rows_of
from frontdesk.console.paging import pages_of
from frontdesk.console.passage_picking import DOWN, UP, moved
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.edits import Conflict, FaqFields, RemoveFaq, SetStarters
from frontdesk.editing.warnings import ENOUGH

_HERE = "/staff/faqs"
_PAGE = 50  # FAQs


def faqs(visit: Visit) -> Response:
    """The list, with what was asked and what is wrong."""
    state, search = visit.console.draft.state(), visit.query("q")[:200]
    sort = visit.query("sort") if visit.query("sort") in COLUMNS else "asked"
    every = rows_of(state, counts_by_faq(visit), ENOUGH)
    wanted = in_order(found(every, search, state), sort)
    rows, number, pages = pages_of(wanted, visit.query("page"), _PAGE)
    starters = [{"slug": slug, "question": state.faqs[slug].question if slug in state.faqs else slug}
                for slug in state.starters]
    choosable = sorted(({"slug": slug, "question": faq.question} for slug, faq in state.faqs.items()
                        if slug not in state.starters), key=lambda faq: faq["question"].casefold())
    return page(visit, "faqs/list.html", rows=rows, count=len(wanted), all=len(every), number=number, pages=pages,
                search=search, sort=sort, columns=COLUMNS, ascending=ASCENDING, days=DAYS, starters=starters,
                starter_slugs=state.starters, choosable=choosable, can_edit=visit.may(EDITOR))


def set_starters(visit: Visit) -> Response:
    """Move, add or remove a starter question."""
    base, state = lines_of(visit.field("base")), visit.console.draft.state()
    slugs = lines_of(visit.field("slugs")) if "slugs" in visit.form else base
    for way in (UP, DOWN):
        slugs = moved(slugs, visit.field(way), way)
    added = (visit.field("add"),) if visit.field("add") else ()
    slugs = tuple(dict.fromkeys(slug for slug in (*slugs, *added) if slug != visit.field("drop")))
    try:
        entry = visit.console.draft.change(visit.session.name, "changed the starter questions", "starter questions",
                                           SetStarters(base, slugs))
    except Conflict as error:
        retry = {"base": error.next_base, "slugs": "\n".join(slugs)}
        return conflict(visit, starters_in_words(error, state), retry, f"{_HERE}/starters")
    note = "The starter questions are changed in the draft." if entry else "There was nothing to change."
    return back(visit, f"{_HERE}#starters", note, undo_of(entry))


def confirm_removal(visit: Visit) -> Response:
    """Ask whether an FAQ should really go, and tell what goes with it."""
    slug, faq = _faq(visit)
    state, counts = visit.console.draft.state(), counts_by_faq(visit)
    followed_by = [other.question for other in state.faqs.values() if slug in other.follow_ups]
    return page(visit, "faqs/remove.html", slug=slug, faq=faq, examples=len(state.examples.get(f"faq/{slug}", ())),
                starter=slug in state.starters, followed_by=followed_by, days=DAYS,
                asked=counts[slug].asked if slug in counts else 0)


def remove(visit: Visit) -> Response:
    """Remove an FAQ."""
    slug, faq = _faq(visit)
    entry = visit.console.draft.change(visit.session.name, "removed an FAQ", f"faq/{slug}", RemoveFaq(slug))
    return back(visit, _HERE, f"“{faq.question}” is removed from the draft.", undo_of(entry))


def _faq(visit: Visit) -> tuple[str, FaqFields]:
    slug = visit.request.path_params["slug"]
    faq = visit.console.draft.state().faqs.get(slug)
    if faq is None:
        raise Refusal(404, "There is no such FAQ", "It may have been removed. The list has those that are there.")
    return slug, faq


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/faqs", faqs, VIEWER),
    StaffRoute("/faqs/starters", set_starters, EDITOR, post=True),
    *faq_form_pages.ROUTES,
    StaffRoute("/faqs/{slug}/remove", confirm_removal, EDITOR),
    StaffRoute("/faqs/{slug}/remove", remove, EDITOR, post=True),
)
