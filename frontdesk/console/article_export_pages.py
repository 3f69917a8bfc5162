"""Choosing from a WordPress export that was uploaded."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.article_form import form_of
from frontdesk.console.paging import number_of, pages_of
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.edits import EditError
from frontdesk.importing.imported import Imported
from frontdesk.importing.keeping import additions, faults, text_of
from frontdesk.importing.slugs import slugs_in
from frontdesk.importing.waiting import Waiting

HERE = "/staff/articles/export"
_PAGE = 100  # posts
_MOST_TICKS = 50_000  # characters of their numbers


def waiting(visit: Visit) -> Waiting:
    """Exports that were uploaded."""
    return Waiting(visit.console.settings.var / "imports")


def export(visit: Visit) -> Response:
    """The posts and pages of an export."""
    return _list(visit, _found(visit))


def post(visit: Visit) -> Response:
    """One of them, to look at before it is added."""
    articles, number = _found(visit), visit.request.path_params["number"]
    if not 1 <= number <= len(articles):
        raise Refusal(404, "There is no such post in this export", "Go back to its list.")
    article = articles[number - 1]
    text = text_of(article)
    form = form_of(visit, text, visit.console.draft.state().articles)
    return page(visit, "articles/preview.html", form=form, export=_name(visit), left_out=article.left_out)


def add_all(visit: Visit) -> Response:
    """Add those that are ticked, in one change; or show another page of the list, with the ticks kept."""
    articles, draft, ticked = _found(visit), visit.console.draft, _ticked(visit)
    if visit.field("page"):
        return _list(visit, articles)
    chosen = [text_of(article) for number, article in enumerate(articles, start=1) if number in ticked]
    if not chosen:
        return _list(visit, articles, "Tick the posts to add, or open one to look at it first.")
    for text in chosen:
        wrong = next(iter(faults(text).values()), "")
        if wrong:
            name = f"“{text.title}”" if text.title else "A post without a title"
            return _list(visit, articles, f"{name} can't be added as it is. {wrong} Open it, and mend that there. "
                                          "Nothing was added.")
    edits = additions(chosen, slugs_in(draft.root / "content" / "articles"))
    subject = f"article/{edits[0].slug}" if len(edits) == 1 else f"{len(edits)} articles"
    try:
        entry = draft.change(visit.session.name, "added articles", subject, *edits)
    except EditError as error:
        return _list(visit, articles, str(error))
    count = "1 article is" if len(edits) == 1 else f"{len(edits)} articles are"
    return back(visit, f"{HERE}/{_name(visit)}", f"{count} in the draft. Visitors see them once they are published.",
                undo_of(entry))


def _list(visit: Visit, articles: tuple[Imported, ...], wrong: str = "") -> Response:
    wanted = visit.field("page") or visit.field("shown") or visit.query("page")
    shown, number, pages = pages_of(list(enumerate(articles, start=1)), wanted, _PAGE)
    ticked, here = _ticked(visit), {place for place, _ in shown}
    there = {article.title.casefold() for article in visit.console.draft.state().articles.values()}
    rows = [(place, article, article.title.casefold() in there) for place, article in shown]
    return page(visit, "articles/export.html", 422 if wrong else 200, name=_name(visit), rows=rows, wrong=wrong,
                count=len(articles), number=number, pages=pages, ticked=ticked,
                elsewhere=sorted(ticked - here))


def _ticked(visit: Visit) -> set[int]:
    """Numbers of the posts that are ticked, on this page of the list and on the others."""
    numbers = (*visit.fields("post"), *visit.field("elsewhere", _MOST_TICKS).split())
    return {number for number in map(number_of, numbers) if number is not None}


def _found(visit: Visit) -> tuple[Imported, ...]:
    articles = waiting(visit).get(_name(visit))
    if articles is None:
        raise Refusal(404, "This export isn't here any more",
                      "An export that was uploaded is kept for some hours. Upload it again.")
    return articles


def _name(visit: Visit) -> str:
    name: str = visit.request.path_params["name"]
    return name


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/articles/export/{name}", export, EDITOR),
    StaffRoute("/articles/export/{name}", add_all, EDITOR, post=True),
    StaffRoute("/articles/export/{name}/{number:int}", post, EDITOR),
)
