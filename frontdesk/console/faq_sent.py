"""The form of an FAQ as it was sent, with its boxes and buttons taken into account."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.console.example_lines import MAX_EXAMPLES, lines_of, part_of, typed_examples
from frontdesk.console.faq_form import QUOTES, FaqForm, from_json
from frontdesk.console.passage_picking import DOWN, UP, moved, picked
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import FaqFields
from frontdesk.knowledge.articles import Article

MAX_QUESTION = 300  # characters
_MAX_JSON = 20_000
_SHOWN = ("show", "check")  # buttons that change nothing


def sent_form(visit: Visit, slug: str, state: DraftState) -> tuple[FaqForm, dict[str, str]]:
    """The form as it was sent, with its boxes and buttons taken into account.

    Args:
        visit: with the form.
        slug: of the FAQ, or ``""`` for a new one.
        state: of the draft.

    Returns:
        The form, and for fields that can't be read what is wrong with them.
    """
    if visit.field("typed", _MAX_JSON):  # sent again after a conflict
        faq, errors = from_json(visit.field("typed", _MAX_JSON)), dict[str, str]()
        faq = replace(faq, question=_question(visit))
    else:
        faq, errors = _typed(visit, state)
    base_examples = lines_of(visit.field("base_examples", MAX_EXAMPLES))
    part = part_of(state.examples.get(f"faq/{slug}", ()), visit.field("part"))
    base = from_json(visit.field("base", _MAX_JSON))
    return FaqForm(slug, base, base_examples, faq, typed_examples(visit), part), errors


def _typed(visit: Visit, state: DraftState) -> tuple[FaqFields, dict[str, str]]:
    article_slug = visit.field("article")
    article, errors = state.articles.get(article_slug), dict[str, str]()
    lists = {name: _picked(visit, name, article, visit.field("shown") == article_slug) for name in QUOTES}
    lists = _pressed(visit.field("do"), lists)
    by_question = {_spaced(faq.question): slug for slug, faq in state.faqs.items()}
    asked_next = [_spaced(question) for question in visit.fields("follow_ups") if question.strip()]
    if unknown := [question for question in asked_next if question not in by_question]:
        errors["follow_ups"] = f"There is no FAQ “{unknown[0]}” any more. Choose another."
    follow_ups = tuple(dict.fromkeys(by_question[question] for question in asked_next if question in by_question))
    return FaqFields(_question(visit), article_slug, lists["passages"], lists["more"], follow_ups,
                     visit.field("offer_booking") == "yes"), errors


def _question(visit: Visit) -> str:
    return _spaced(visit.field("question", MAX_QUESTION))


def changes_nothing(visit: Visit) -> bool:
    """Whether a button was pressed that only has the form shown again."""
    return visit.field("do").partition(" ")[0] in (*_SHOWN, UP, DOWN, "drop", "swap")


def _picked(visit: Visit, name: str, article: Article | None, same: bool) -> tuple[str, ...]:
    if article is None or not same:  # another article was chosen: no sentence of the one before is in it
        return ()
    before = [passage for passage in visit.fields(name) if passage]
    return picked(article, before, frozenset(visit.fields(QUOTES[name])))


def _pressed(button: str, lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The lists of quotes after one of the buttons beside a quote was pressed."""
    words = button.split(" ")
    if len(words) < 3 or words[1] not in lists:
        return lists
    act, name, passage = words[:3]
    there = lists[name]
    if act in (UP, DOWN):
        there = moved(there, passage, act)
    elif act == "drop":
        there = tuple(other for other in there if other != passage)
    elif act == "swap" and len(words) == 4:
        there = tuple(dict.fromkeys(words[3] if other == passage else other for other in there))
    return {**lists, name: there}


def _spaced(text: str) -> str:
    return " ".join(text.split())
