"""Changing an article; where quotes would break, that is shown before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.article_form import MOST_BYTES, form_of, sent_text
from frontdesk.console.article_view_pages import HERE, article_of
from frontdesk.console.conflict_page import conflict
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import Conflict, Edit, EditError, FaqFields, SetArticle, SetFaq
from frontdesk.errors import ContentError
from frontdesk.importing.article_file import ArticleText, changed_file, parts
from frontdesk.importing.cutting import article_from, cut, edited
from frontdesk.importing.imported import CALL_TO_ACTION
from frontdesk.importing.keeping import faults
from frontdesk.importing.mending import Gone, gone, mended, stands
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.yaml_lines import read_text

_MOST_FILE = 400_000  # characters of a file
_CHOICE = "instead-"  # then the number of a quote: which passage takes its place
_LEAVE = "leave"


def form(visit: Visit) -> Response:
    """The article in a form."""
    state = visit.console.draft.state()
    article = _article(visit, state)
    return _form_page(visit, article, edited(article), _file(visit, article), state)


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
    errors = faults(text, most=max(_MOST_FILE // 4, len(body)))
    if errors or visit.field("do") == "look":
        return _form_page(visit, article, text, base, state, errors)
    looks = [one.text for one in cut(text) if one.kind == CALL_TO_ACTION and one.automatic]
    try:
        file = changed_file(base, text, looks)
    except EditError as error:
        return _form_page(visit, article, text, base, state, {"": str(error)})
    return _save(visit, article, state, base, file)


def _save(visit: Visit, article: Article, state: DraftState, base: str, file: str) -> Response:
    try:
        new = article_from(article.slug, file)
    except ContentError as error:
        raise Refusal(422, "The article can't be saved", f"{error.problem}. {error.remedy}.") from None
    if visit.field("do") == "back":
        return _form_page(visit, article, edited(new), base, state)
    broken = [quote for quote in gone(state.faqs, article, new) if stands(article, quote.passage)]
    choices = {number: visit.field(f"{_CHOICE}{number}") for number in range(len(broken))}
    if not all(choices.values()):
        return page(visit, "articles/breaks.html", article=article, broken=list(enumerate(broken)), base=base,
                    file=file, leave=_LEAVE, prefix=_CHOICE)
    try:
        entry = visit.console.draft.change(
            visit.session.name, "changed an article", f"article/{article.slug}", SetArticle(article.slug, base, file),
            *_mending(broken, choices, new, state))
    except Conflict as error:
        return conflict(visit, error, {"base": base, "file": file}, f"{HERE}/{article.slug}/edit")
    except EditError as error:
        return _form_page(visit, article, edited(new), base, state, {"": str(error)})
    left = sum(choice == _LEAVE for choice in choices.values())
    note = "Saved in the draft." if entry else "There was nothing to save."
    note += f" {left} broken quote{'s' * (left != 1)} must be mended before anything can be published." if left else ""
    return back(visit, f"{HERE}/{article.slug}", note, undo_of(entry))


def _mending(
    broken: list[Gone], choices: Mapping[int, str], new: Article, state: DraftState
) -> list[Edit]:
    """One change of each FAQ with quotes that others take the place of."""
    faqs = dict[str, FaqFields]()
    for number, quote in enumerate(broken):
        if choices[number] != _LEAVE and stands(new, choices[number]):
            faqs[quote.faq] = mended(faqs.get(quote.faq, state.faqs[quote.faq]), quote.field, quote.passage,
                                     choices[number])
    return [SetFaq(slug, state.faqs[slug], faq) for slug, faq in faqs.items()]


def _form_page(
    visit: Visit, article: Article, text: ArticleText, base: str, state: DraftState,
    errors: Mapping[str, str] | None = None,
) -> Response:
    others = {slug: other for slug, other in state.articles.items() if slug != article.slug}
    return page(visit, "articles/edit.html", 422 if errors else 200, article=article, base=base,
                form=form_of(text, others, errors))


def _article(visit: Visit, state: DraftState) -> Article:
    found = article_of(visit, state)
    if found is None:
        raise Refusal(404, "There is no such article", "It was removed, or taken back.")
    return found


def _file(visit: Visit, article: Article) -> str:
    """The article's whole file, as a form can hold it."""
    path = visit.console.draft.root / "content" / "articles" / f"{article.slug}.md"
    return read_text(path).replace("\r\n", "\n")


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/articles/{slug}/edit", form, EDITOR),
    StaffRoute("/articles/{slug}/edit", save, EDITOR, post=True, most=MOST_BYTES),
)
