"""What a change of an FAQ or of the starters means."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.editing.edits import AddFaq, Conflict, EditError, FaqFields, RemoveFaq, SetFaq, SetStarters
from frontdesk.editing.example_text import example_text
from frontdesk.editing.merging import merged_list, merged_value
from frontdesk.editing.model import ARTICLES, DATA, FAQ, FAQS, SLUG, Model
from frontdesk.editing.scalars import one_line

_LISTS = (("passages", "the answer"), ("more", "what is offered next"), ("follow_ups", "the follow-ups"))


def add_faq(model: Model, edit: AddFaq) -> Model:
    """With a new FAQ and its examples."""
    model.needs(DATA, FAQS, ARTICLES)
    if not SLUG.fullmatch(edit.slug):
        raise EditError(f"'{edit.slug}' can't be an FAQ's short name. "
                        "Use lower-case letters, digits and single hyphens.")
    if edit.slug in model.faqs:
        raise EditError(f"There is an FAQ '{edit.slug}' already. Use another short name.")
    label = f"{FAQ}{edit.slug}"
    texts = tuple(dict.fromkeys(map(example_text, edit.examples)))
    examples = tuple(dict.fromkeys((*model.examples.get(label, ()), *texts)))
    if not examples:
        raise EditError("An FAQ needs at least one example. Add a way visitors ask it.")
    return replace(model, faqs={**model.faqs, edit.slug: _clean(edit.faq)},
                   examples={**model.examples, label: examples})


def set_faq(model: Model, edit: SetFaq) -> Model:
    """With an FAQ's fields changed."""
    model.needs(FAQS, ARTICLES)
    theirs = model.faqs.get(edit.slug)
    if theirs is None:
        raise EditError(f"There is no FAQ '{edit.slug}' any more. Somebody may have removed it.")
    return replace(model, faqs={**model.faqs, edit.slug: merged_faq(edit.slug, edit.base, _clean(edit.faq), theirs)})


def merged_faq(slug: str, base: FaqFields, mine: FaqFields, theirs: FaqFields) -> FaqFields:
    """An FAQ's fields, each merged.

    Raises:
        Conflict: see :func:`~frontdesk.editing.merging.merged_value`.
    """
    article = merged_value(f"the article of '{slug}'", base.article, mine.article, theirs.article, "article")
    lists = {}
    for name, called in _LISTS:
        versions: list[tuple[str, ...]] = [getattr(faq, name) for faq in (base, mine, theirs)]
        before, ours, others = versions
        subject = f"{called} of '{slug}'"
        # Passages of one article aren't any of another: where that was changed, they are one thing with it.
        moved = name != "follow_ups" and not base.article == mine.article == theirs.article
        if name == "passages" or moved:
            said = ["\n".join(version) for version in versions]
            if moved and mine.article != theirs.article and ours != before != others:
                raise Conflict(subject, said[1], said[2], said[0], name)
            lists[name] = tuple(merged_value(subject, said[0], said[1], said[2], name).splitlines())
        else:
            lists[name] = merged_list(subject, before, ours, others, field=name)
    return FaqFields(
        merged_value(f"the question of '{slug}'", base.question, mine.question, theirs.question, "question"), article,
        **lists, offer_booking=merged_value(f"whether '{slug}' offers booking", base.offer_booking,
                                            mine.offer_booking, theirs.offer_booking, "offer_booking"))


def remove_faq(model: Model, edit: RemoveFaq) -> Model:
    """Without an FAQ and all that mentions it."""
    model.needs(DATA, FAQS)
    label = f"{FAQ}{edit.slug}"
    if edit.slug not in model.faqs and label not in model.examples:
        raise EditError(f"There is no FAQ '{edit.slug}' any more. Somebody may have removed it.")
    faqs = {slug: replace(faq, follow_ups=_without(faq.follow_ups, edit.slug))
            for slug, faq in model.faqs.items() if slug != edit.slug}
    examples = {other: texts for other, texts in model.examples.items() if other != label}
    return replace(model, faqs=faqs, examples=examples, starters=_without(model.starters, edit.slug))


def set_starters(model: Model, edit: SetStarters) -> Model:
    """With other starters."""
    model.needs(FAQS)
    return replace(model, starters=merged_list("the starter questions", edit.base, edit.slugs, model.starters))


def _clean(faq: FaqFields) -> FaqFields:
    passages, more, follow_ups = (tuple(dict.fromkeys(one_line(entry, "A list's entry") for entry in entries))
                                  for entries in (faq.passages, faq.more, faq.follow_ups))
    question = one_line(faq.question, "The question")
    if not question:
        raise EditError("The question must not be empty.")
    return FaqFields(question, one_line(faq.article, "The article"), passages, more, follow_ups, faq.offer_booking)


def _without(entries: tuple[str, ...], entry: str) -> tuple[str, ...]:
    return tuple(other for other in entries if other != entry)
