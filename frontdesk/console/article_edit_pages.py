"""Changing an article; where quotes would break, that is shown before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.article_breaks import KEEP, LEAVE, breaks, choices_of, mending
from frontdesk.console.article_form import MOST_BYTES, form_of, most_of, sent_text
from frontdesk.console.article_ticks import carried, ticks_of, told_of
from frontdesk.console.article_view_pages import HERE, article_of
from frontdesk.console.conflict_page import conflict
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import Conflict, EditError, SetArticle
from frontdesk.errors import ContentError
from frontdesk.importing.article_file import ArticleText, changed_file, parts
from frontdesk.importing.cutting import article_from, cut, edited
from frontdesk.importing.imported import CALL_TO_ACTION
from frontdesk.importing.keeping import faults
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.faqs import MAX_QUOTED_SENTENCES
from frontdesk.knowledge.yaml_lines import read_text

_MOST_FILE = 400_000  # characters of a file


def form(visit: Visit) -> Response:
    """The article in a form."""
    state = visit.console.draft.state()
    article = _article(visit, state)
    # The text is read from what is sent as its base: another may be saving between two readings.
    base = _file(visit, article)
    return _form_page(visit, article, edited(_read(article.slug, base)), base, state)


def save(visit: Visit) -> Response:
    """Save it; show it cut anew, show what would break, or show the form again with what must be mended."""
    state = visit.console.draft.state()
    article = _article(visit, state)
    base = visit.field("base", _MOST_FILE)
    if "file" in visit.form:  # from the page of broken quotes, or of a conflict
        return _save(visit, article, state, base, visit.field("file", _MOST_FILE))
    try:
        _, body = parts(base)
    except ValueError:
        raise Refusal(422, "The form can't be read", "Go back, load the page again, and try once more.") from None
    text = sent_text(visit, frozenset(body.split("\n")))
    errors = faults(text, most_of(article))
    if errors or visit.field("do") in ("look", "all"):
        return _form_page(visit, article, text, base, state, errors)
    looks = [one.text for one in cut(text) if one.kind == CALL_TO_ACTION and one.automatic]
    try:
        file = changed_file(base, text, looks)
    except EditError as error:
        return _form_page(visit, article, text, base, state, {"": str(error)})
    return _save(visit, article, state, base, file)


def _save(visit: Visit, article: Article, state: DraftState, base: str, file: str) -> Response:
    new = _read(article.slug, file)
    if visit.field("do") == "back":
        return _form_page(visit, article, edited(new), base, state)
    found = breaks(state.faqs, article, new)
    choices = choices_of(found, visit.field, new)
    if not all(choices.values()):
        return page(visit, "articles/breaks.html", article=article, breaks=found, choices=choices, base=base,
                    file=file, leave=LEAVE, keep=KEEP, most=MAX_QUOTED_SENTENCES)
    try:
        entry = visit.console.draft.change(
            visit.session.name, "changed an article", f"article/{article.slug}", SetArticle(article.slug, base, file),
            *mending(found, choices, state.faqs))
    except Conflict as error:
        in_words = Conflict(f"the article “{article.title}”", error.mine, error.theirs, error.base, error.field,
                            error.next_base)
        return conflict(visit, in_words, {"base": base, "file": file}, f"{HERE}/{article.slug}/edit")
    except EditError as error:
        return _form_page(visit, article, edited(new), base, state, {"": str(error)})
    left = sum(choice == LEAVE for choice in choices.values())
    note = "Saved in the draft." if entry else "There was nothing to save."
    note += f" {left} broken quote{'s' * (left != 1)} must be mended before anything can be published." if left else ""
    lost = [call for call, new_line in carried(ticks_of(edited(article)), new.body).items() if not new_line]
    return back(visit, f"{HERE}/{article.slug}", " ".join((note, *told_of(lost))), undo_of(entry))


def _form_page(
    visit: Visit, article: Article, text: ArticleText, base: str, state: DraftState,
    errors: Mapping[str, str] | None = None,
) -> Response:
    others = {slug: other for slug, other in state.articles.items() if slug != article.slug}
    return page(visit, "articles/edit.html", 422 if errors else 200, article=article, base=base,
                form=form_of(visit, text, others, errors, most_of(article)))


def _article(visit: Visit, state: DraftState) -> Article:
    found = article_of(visit, state)
    if found is None:
        raise Refusal(404, "There is no such article", "It was removed, or taken back.")
    return found


def _read(slug: str, file: str) -> Article:
    """The article of a file as it was sent or is on the disk.

    Raises:
        Refusal: it can't be used.
    """
    try:
        return article_from(slug, file)
    except ContentError as error:
        raise Refusal(422, "The article can't be used", f"{error.problem}. {error.remedy}.") from None


def _file(visit: Visit, article: Article) -> str:
    """The article's whole file, as a form can hold it."""
    path = visit.console.draft.root / "content" / "articles" / f"{article.slug}.md"
    return read_text(path).replace("\r\n", "\n")


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/articles/{slug}/edit", form, EDITOR),
    StaffRoute("/articles/{slug}/edit", save, EDITOR, post=True, most=MOST_BYTES),
)
