"""What a change means: from what the files say to what they shall say. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from frontdesk.editing.clinic_text import is_open
from frontdesk.editing.edits import (
    AddArticle,
    AddExample,
    AddFaq,
    AddTestQuestion,
    Edit,
    EditError,
    RemoveArticle,
    RemoveExample,
    RemoveFaq,
    RemoveTestQuestion,
    SetArticle,
    SetClinic,
    SetExamples,
    SetFaq,
    SetStarters,
)
from frontdesk.editing.example_text import example_text
from frontdesk.editing.faq_meaning import add_faq, remove_faq, set_faq, set_starters
from frontdesk.editing.merging import merged_list, merged_text, merged_value
from frontdesk.editing.model import ARTICLES, CLINIC, CLINIC_LABEL, DATA, FAQ, FAQS, QUESTIONS, SLUG, Model
from frontdesk.editing.scalars import one_line
from frontdesk.editing.test_questions import TestQuestion
from frontdesk.knowledge.clinic import FACTS

_UNUSABLE = re.compile(r"[\0\ud800-\udfff]")  # NUL, which PostgreSQL doesn't take, and halves of characters


def changed(model: Model, edit: Edit) -> Model:
    """What the files shall say after a change.

    Args:
        model: what they say now.
        edit: the change.

    Raises:
        Conflict: somebody else has changed the same thing in another way.
        EditError: it can't be done.
    """
    apply: Callable[[Model, Any], Model] = _BY_KIND[type(edit)]
    return apply(model, edit)


def _add_example(model: Model, edit: AddExample) -> Model:
    model.needs(DATA)
    _known_label(model, edit.label)
    text, there = example_text(edit.text), model.examples.get(edit.label, ())
    if text in there:
        raise EditError(f"'{text}' is there already.")
    return _with_examples(model, edit.label, (*there, text))


def _remove_example(model: Model, edit: RemoveExample) -> Model:
    model.needs(DATA)
    text, there = edit.text.strip(), model.examples.get(edit.label, ())
    if text not in there:
        raise EditError(f"'{text}' isn't an example of {edit.label} any more. Load the page again.")
    return _with_examples(model, edit.label, tuple(other for other in there if other != text))


def _set_examples(model: Model, edit: SetExamples) -> Model:
    model.needs(DATA)
    _known_label(model, edit.label)
    base = tuple(text.strip() for text in edit.base)
    typed = (text.strip() for text in edit.texts)
    wanted = tuple(text if text in base else example_text(text) for text in typed if text)
    there = model.examples.get(edit.label, ())
    merged = merged_list(f"the examples of {edit.label}", base, wanted, there, ordered=False)
    return _with_examples(model, edit.label, there if set(merged) == set(there) else merged)


def _add_article(model: Model, edit: AddArticle) -> Model:
    if not SLUG.fullmatch(edit.slug):
        raise EditError(f"'{edit.slug}' can't be an article's short name. "
                        "Use lower-case letters, digits and single hyphens.")
    if edit.slug in model.articles or f"{ARTICLES}{edit.slug}.md" in model.unreadable:
        raise EditError(f"There is an article '{edit.slug}' already. Use another short name.")
    return replace(model, articles={**model.articles, edit.slug: _typed(edit.text)})


def _set_article(model: Model, edit: SetArticle) -> Model:
    there = model.articles.get(edit.slug)
    if there is None:
        raise EditError(f"There is no article '{edit.slug}' any more. Somebody may have removed it.")
    text = merged_text(f"the article '{edit.slug}'", _whole(edit.base), _typed(edit.text), _whole(there))
    return replace(model, articles={**model.articles, edit.slug: there if text == _whole(there) else text})


def _remove_article(model: Model, edit: RemoveArticle) -> Model:
    model.needs(FAQS)  # no FAQ may quote it
    if edit.slug not in model.articles:
        raise EditError(f"There is no article '{edit.slug}' any more. Somebody may have removed it.")
    return replace(model, articles={slug: text for slug, text in model.articles.items() if slug != edit.slug})


def _set_clinic(model: Model, edit: SetClinic) -> Model:
    model.needs(CLINIC)
    clinic = dict(model.clinic)
    for key, value in edit.values.items():
        lines = [line.strip() for line in value.strip().splitlines()]
        mine = "\n".join(line for line in lines if line)
        base = edit.base.get(key, "").strip()
        merged = merged_value(f"'{key}' of the clinic", base, mine, clinic.get(key, ""), key)
        if not merged and (is_open(key) or key not in clinic):
            clinic.pop(key, None)
        else:
            clinic[key] = merged
    return replace(model, clinic=clinic)


def _add_test_question(model: Model, edit: AddTestQuestion) -> Model:
    model.needs(QUESTIONS)
    text = one_line(edit.text, "A test question")
    if not text:
        raise EditError("A test question must not be empty.")
    there = next((question for question in model.questions if question.text == text), None)
    if there is not None:
        raise EditError(f"'{text}' is a test question already, for {there.label}.")
    label = one_line(edit.label, "The label")
    return replace(model, questions=(*model.questions, TestQuestion(text, label, edit.held_out)))


def _remove_test_question(model: Model, edit: RemoveTestQuestion) -> Model:
    model.needs(QUESTIONS)
    left = tuple(question for question in model.questions if question.text != edit.text.strip())
    if left == model.questions:
        raise EditError(f"'{edit.text.strip()}' isn't a test question any more. Load the page again.")
    return replace(model, questions=left)


def _known_label(model: Model, label: str) -> None:
    if label.startswith(FAQ):
        known = label[len(FAQ):] in model.faqs or (FAQS in model.unreadable and label in model.examples)
    else:
        known = label in model.examples or label in {f"{CLINIC_LABEL}{fact}" for fact in FACTS}
    if not known:
        raise EditError(f"There is no '{label}' any more. Load the page again, and choose another.")


def _with_examples(model: Model, label: str, texts: tuple[str, ...]) -> Model:
    examples: Mapping[str, tuple[str, ...]] = {**model.examples, label: texts}
    return replace(model, examples={name: there for name, there in examples.items() if there or name != label})


def _typed(text: str) -> str:
    """An article's text that can be kept, in a file and in the database.

    Raises:
        EditError: it can't.
    """
    found = _UNUSABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise EditError(f"Line {line} of the article holds an invisible character (U+{ord(found[0]):04X}) "
                        "that can't be kept. Type that line anew instead of pasting it.")
    return _whole(text)


def _whole(text: str) -> str:
    """An article's text with Unix line ends and one at its end: forms send others."""
    return text.replace("\r\n", "\n").strip("\n").rstrip() + "\n"


_BY_KIND: dict[type, Callable[[Model, Any], Model]] = {
    AddExample: _add_example, RemoveExample: _remove_example, SetExamples: _set_examples, AddFaq: add_faq,
    SetFaq: set_faq, RemoveFaq: remove_faq, SetStarters: set_starters, AddArticle: _add_article,
    SetArticle: _set_article, RemoveArticle: _remove_article, SetClinic: _set_clinic,
    AddTestQuestion: _add_test_question, RemoveTestQuestion: _remove_test_question,
}
