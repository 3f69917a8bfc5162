"""Adding an article: paste or upload it, look at it, add it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePath

from starlette.responses import JSONResponse, Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.article_export_pages import HERE as EXPORTS
from frontdesk.console.article_export_pages import waiting
from frontdesk.console.article_form import FIELDS, MOST_BYTES, MOST_FIELD, form_of, lost_calls, most_of, sent_text
from frontdesk.console.article_ticks import told_of
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Visit
from frontdesk.editing.edits import EditError
from frontdesk.importing.article_file import ArticleText, tidied
from frontdesk.importing.cutting import cut
from frontdesk.importing.imported import MAX_UPLOAD, Unreadable
from frontdesk.importing.keeping import additions, faults, text_of
from frontdesk.importing.kinds import WORDPRESS
from frontdesk.importing.reader import read_upload
from frontdesk.importing.remarks import same_as
from frontdesk.importing.slugs import slugs_in

HERE = "/staff/articles"
_MOST_LEFT_OUT = 100_000  # characters of lines that were left out, for they are sent with each form
_FORM = MAX_UPLOAD + 64 * 1024  # bytes: a file of the largest size, and the fields beside it


def new(visit: Visit) -> Response:
    """An empty form."""
    return page(visit, "articles/new.html", typed=dict.fromkeys((*FIELDS, "pasted"), ""), errors={})


def read(visit: Visit) -> Response:
    """Read what was pasted or uploaded, and show what would be added."""
    typed = {name: visit.field(name, MOST_FIELD) for name in FIELDS}
    typed["pasted"] = visit.field("pasted", MAX_UPLOAD)
    upload = visit.upload("file")
    errors = {}
    try:
        if upload is not None:
            found = read_upload(upload.file.read(), PurePath(upload.filename or "").name)
        elif typed["pasted"]:
            found = read_upload(typed["pasted"].encode(errors="replace"), "")
        else:
            raise Unreadable("Paste the article's text, or choose a file.")
    except Unreadable as error:
        errors["file" if upload is not None else "pasted"] = str(error)
        return page(visit, "articles/new.html", 422, typed=typed, errors=errors)
    if found.kind == WORDPRESS:
        return back(visit, f"{EXPORTS}/{waiting(visit).put(found.articles)}")
    article = found.articles[0]
    text = _with_typed(text_of(article), typed)
    return show(visit, text, left_out=_first(article.left_out))


def preview(visit: Visit) -> Response:
    """Show how the text is cut as it was edited."""
    return show(visit, sent_text(visit), export=visit.field("export"), left_out=_left_out(visit))


def preview_part(visit: Visit) -> Response:
    """The same for a script, while somebody types."""
    articles, slug = visit.console.draft.state().articles, visit.field("slug")
    others = {other: article for other, article in articles.items() if other != slug}
    form = form_of(visit, sent_text(visit), others, most=most_of(articles.get(slug)))
    return JSONResponse(form.as_dict(), headers={"Cache-Control": "no-store"})


def add(visit: Visit) -> Response:
    """Add the article to the draft, or show it again with what must be mended."""
    text, draft = sent_text(visit), visit.console.draft
    state = draft.state()
    errors = faults(text)
    twin = None if errors else same_as(cut(text), state.articles)
    if twin is not None and not visit.field("anyway"):
        errors["same"] = f"The article “{twin.title}” has the very same text."
    if not errors:
        (edit,) = additions([text], slugs_in(draft.root / "content" / "articles"))
        try:
            entry = draft.change(visit.session.name, "added an article", f"article/{edit.slug}", edit)
        except EditError as error:
            errors[""] = str(error)
        else:
            export = visit.field("export")
            note = " ".join((f"“{text.title}” is in the draft. Visitors see it once it is published.",
                             *told_of(lost_calls(visit, text))))
            where = f"{EXPORTS}/{export}" if export else f"{HERE}/{edit.slug}/questions"
            return back(visit, where, note, undo_of(entry))
    return show(visit, text, errors, export=visit.field("export"), left_out=_left_out(visit))


def show(
    visit: Visit, text: ArticleText, errors: Mapping[str, str] | None = None, export: str = "",
    left_out: tuple[str, ...] = (),
) -> Response:
    """The page on which an article is looked at before it is added.

    Args:
        visit: the request.
        text: of the article.
        errors: what must be mended first, by field.
        export: name of the WordPress export it is from.
        left_out: lines of a saved page that it hasn't.
    """
    form = form_of(visit, text, visit.console.draft.state().articles, errors)
    return page(visit, "articles/preview.html", 422 if errors else 200, form=form, export=export, left_out=left_out)


def _left_out(visit: Visit) -> tuple[str, ...]:
    """The lines that were left out when the page was read, for as long as somebody looks at it."""
    return tuple(line for line in visit.field("base_left_out", 2 * _MOST_LEFT_OUT).split("\n") if line)


def _first(lines: Sequence[str]) -> tuple[str, ...]:
    """As many lines as a form can hold."""
    ends = accumulate(map(len, lines))
    return tuple(line for line, end in zip(lines, ends) if end <= _MOST_LEFT_OUT)


def _with_typed(text: ArticleText, typed: Mapping[str, str]) -> ArticleText:
    """What was typed beside the text counts more than what was found in it."""
    return tidied(replace(text, title=typed["title"] or text.title, url=typed["url"] or text.url,
                          author=typed["author"] or text.author, date=typed["date"] or text.date))


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/articles/new", new, EDITOR),
    StaffRoute("/articles/read", read, EDITOR, post=True, most=_FORM),
    StaffRoute("/articles/preview", preview, EDITOR, post=True, most=MOST_BYTES),
    StaffRoute("/articles/preview-part", preview_part, EDITOR, post=True, most=MOST_BYTES),
    StaffRoute("/articles/add", add, EDITOR, post=True, most=MOST_BYTES),
)
