"""One FAQ: shown, changed, and made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from slugify import slugify
from starlette.responses import RedirectResponse, Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console.article_list import near_quotes
from frontdesk.console.conflict_page import conflict
from frontdesk.console.example_lines import LineWarning, added, fault, looked_at, prepare, said
from frontdesk.console.faq_conflict import faq_in_words
from frontdesk.console.faq_counts import DAYS, counts_by_faq
from frontdesk.console.faq_faults import faults
from frontdesk.console.faq_form import NEW, FaqForm, as_picked, stored_form, with_passage
from frontdesk.console.faq_from_inbox import asked_for, done, shared
from frontdesk.console.faq_preview import chosen_passages, preview_of
from frontdesk.console.faq_sent import MAX_QUESTION, changes_nothing, sent_form
from frontdesk.console.rendering import back, note_waits, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import AddFaq, Conflict, Edit, EditError, FaqFields, SetExamples, SetFaq
from frontdesk.editing.warnings import ENOUGH
from frontdesk.inbox.for_faqs import Asked
from frontdesk.knowledge.faqs import MAX_QUOTED_SENTENCES

_HERE = "/staff/faqs"
_RESERVED = ("new", "starters")  # pages beside those of the FAQs
_SLUG = 48  # characters at most
_FOLLOW_UPS = 3  # fields for them at least
_NOTHING_ASKED = Asked()


def faq(visit: Visit) -> Response:
    """One FAQ: a form for who may change it, else to read."""
    state = visit.console.draft.state()
    if visit.request.path_params["slug"] not in state.faqs and note_waits(visit.request):
        return RedirectResponse(_HERE, status_code=303)  # it was taken back, and the list can say so
    slug = _slug(visit, state)
    if not visit.may(EDITOR):
        return _to_read(visit, slug, state)
    return _form_page(visit, stored_form(slug, state, visit.query("part")), state)


def save(visit: Visit) -> Response:
    """Save an FAQ, or show its form again with what was pressed."""
    state = visit.console.draft.state()
    slug = _slug(visit, state)
    form, errors = sent_form(visit, slug, state)
    if changes_nothing(visit):
        return _form_page(visit, form, state, unsaved=True, warnings=_warnings(visit, form))
    errors |= _faults(form, state)
    edits: list[Edit] = []
    if form.faq != form.base:
        edits.append(SetFaq(slug, form.base, form.faq))
    if form.examples != form.base_examples:
        edits.append(SetExamples(f"faq/{slug}", form.base_examples, form.examples))
    if not errors and edits:
        try:
            entry = visit.console.draft.change(visit.session.name, _action(form), f"faq/{slug}", *edits)
        except Conflict as error:
            return conflict(visit, faq_in_words(error, slug, state), form.as_fields, f"{_HERE}/{slug}")
        except EditError as error:
            errors["answer"] = str(error)
        else:
            if entry:
                note = said("Saved in the draft.", _warnings(visit, form))
                return back(visit, f"{_HERE}/{slug}{form.part.query}", note, undo_of(entry))
    if errors:
        return _form_page(visit, form, state, errors, warnings=_warnings(visit, form))
    return back(visit, f"{_HERE}/{slug}{form.part.query}", "There was nothing to save.")


def new(visit: Visit) -> Response:
    """An empty form, or one that begins with what the address says."""
    state, asked = visit.console.draft.state(), asked_for(visit, visit.query("from"))
    article = visit.query("article") or (next(iter(state.articles)) if len(state.articles) == 1 else "")
    begun = FaqFields(visit.query("question")[:MAX_QUESTION] or (asked.texts[0] if asked.texts else ""), article, ())
    form = with_passage(FaqForm("", NEW, (), begun, asked.texts), visit.query("passage"), state)
    return _form_page(visit, form, state, asked=asked)


def create(visit: Visit) -> Response:
    """Make a new FAQ, or show its form again with what was pressed."""
    state, asked = visit.console.draft.state(), asked_for(visit, visit.field("from"), visit.field("seen"))
    form, errors = sent_form(visit, "", state)
    if changes_nothing(visit):
        return _form_page(visit, form, state, unsaved=True, warnings=_warnings(visit, form), asked=asked)
    errors |= _faults(form, state)
    slug = _new_slug(form.faq.question, state)
    if not errors:
        became = shared(slug, form.examples, asked, state)
        warnings = _warnings(visit, form)  # once they are taught, each of them would be taught already
        # Without an example, its question is one.
        made = AddFaq(slug, form.faq, became.taught or (form.faq.question,))
        try:
            entry = visit.console.draft.change(visit.session.name, "added an FAQ", f"faq/{slug}", made, *became.edits)
        except EditError as error:
            errors["answer"] = str(error)
        else:
            told, undo = done(visit, asked, became, slug, entry)
            return back(visit, f"{_HERE}/{slug}", said(told, warnings), undo)
    return _form_page(visit, form, state, errors, warnings=_warnings(visit, form), asked=asked)


def _form_page(
    visit: Visit, form: FaqForm, state: DraftState, errors: Mapping[str, str] | None = None, unsaved: bool = False,
    warnings: Sequence[LineWarning] | None = None, asked: Asked = _NOTHING_ASKED,
) -> Response:
    prepare(visit)
    faq, slug = form.faq, form.slug
    near = near_quotes(visit, slug, faq, state)
    asked_next = [state.faqs[other].question for other in faq.follow_ups if other in state.faqs]
    questions = sorted((other.question for name, other in state.faqs.items() if name != slug), key=str.casefold)
    return page(
        visit, "faqs/form.html", 422 if errors else 200, form=form, label=f"faq/{slug}", errors=errors or {},
        heading=form.base.question or "New FAQ", unsaved=unsaved, problems=_problems(slug, state), asked=asked,
        used=_used(visit, slug) if slug else "", action=f"{_HERE}/{slug or 'new'}", warnings=warnings, enough=ENOUGH,
        articles=sorted(state.articles.values(), key=lambda article: article.title.casefold()),
        article=state.articles.get(faq.article), picked=as_picked(form, state), most=MAX_QUOTED_SENTENCES,
        chosen=chosen_passages(faq, "passages", state, near), extra=chosen_passages(faq, "more", state, near),
        preview=preview_of(slug, faq, state), faulty=state.content is None, questions=questions,
        follow_ups=[*asked_next, *[""] * max(1, _FOLLOW_UPS - len(asked_next))])


def _to_read(visit: Visit, slug: str, state: DraftState) -> Response:
    faq = state.faqs[slug]
    return page(visit, "faqs/view.html", faq=faq, preview=preview_of(slug, faq, state), used=_used(visit, slug),
                examples=state.examples.get(f"faq/{slug}", ()), problems=_problems(slug, state))


def _problems(slug: str, state: DraftState) -> list[str]:
    broken = sum(quote.faq == slug for quote in state.broken)
    if not broken:
        return []
    return [f"{'A quote' if broken == 1 else f'{broken} quotes'} of this FAQ no longer "
            f"{'stands' if broken == 1 else 'stand'} in the article. Nothing can be published until that is mended."]


def _used(visit: Visit, slug: str) -> str:
    counted = counts_by_faq(visit).get(slug)
    if counted is None:
        return f"Nobody has asked this in the last {DAYS} days."
    return (f"In the last {DAYS} days: asked {counted.asked}, answered {counted.answered}, "
            f"votes up {counted.up}, votes down {counted.down}.")


def _faults(form: FaqForm, state: DraftState) -> dict[str, str]:
    found = faults(form, state)
    wrong = fault(f"faq/{form.slug}", form.examples, form.base_examples, state)
    return {**found, "examples": wrong} if wrong else found


def _warnings(visit: Visit, form: FaqForm) -> list[LineWarning]:
    return looked_at(f"faq/{form.slug}", added(form.examples, form.base_examples), form.count, visit)


def _action(form: FaqForm) -> str:
    return "changed examples" if form.faq == form.base else "changed an FAQ"


def _new_slug(question: str, state: DraftState) -> str:
    """A short name of its own, made from the question's first words."""
    begun = slugify(question.replace("'", "").replace("’", ""), max_length=_SLUG, word_boundary=True) or "question"
    taken = {*state.faqs, *_RESERVED, *(label.partition("/")[2] for label in state.examples)}
    return next(name for number in count(1) if (name := begun if number == 1 else f"{begun}-{number}") not in taken)


def _slug(visit: Visit, state: DraftState) -> str:
    slug: str = visit.request.path_params["slug"]
    if slug not in state.faqs:
        raise Refusal(404, "There is no such FAQ", "It may have been removed. The list has those that are there.")
    return slug


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/faqs/new", new, EDITOR),
    StaffRoute("/faqs/new", create, EDITOR, post=True),
    StaffRoute("/faqs/{slug}", faq, VIEWER),
    StaffRoute("/faqs/{slug}", save, EDITOR, post=True),
)
