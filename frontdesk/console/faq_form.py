"""The form of an FAQ: what it held when it was opened, and what it holds. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial

from frontdesk.console.example_lines import Part, part_of
from frontdesk.console.visit import Refusal
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import FaqFields

NEW = FaqFields("", "", ())
QUOTES = {"passages": "answer", "more": "extra"}  # lists of quotes, and the boxes at the sentences
_LISTS = ("passages", "more", "follow_ups")


@dataclass(frozen=True)
class FaqForm:
    """An FAQ on its way through a form.

    Attributes:
        slug: of the FAQ, or ``""`` for a new one.
        base: what the form showed when it was opened.
        base_examples: likewise.
        faq: as typed.
        examples: as typed.
        part: which of the examples these are.
    """

    slug: str
    base: FaqFields
    base_examples: tuple[str, ...]
    faq: FaqFields
    examples: tuple[str, ...]
    part: Part = field(default_factory=partial(part_of, ()))

    @property
    def count(self) -> int:
        """How many examples there will be."""
        return self.part.total - len(self.base_examples) + len(self.examples)

    @property
    def base_json(self) -> str:
        """:attr:`base`, for a hidden field."""
        return as_json(self.base)

    @property
    def as_fields(self) -> dict[str, str]:
        """The form as fields of which each has one value, for it to be sent again."""
        return {"base": self.base_json, "base_examples": "\n".join(self.base_examples), "typed": as_json(self.faq),
                "question": self.faq.question, "examples": "\n".join(self.examples), "do": "save",
                "part": str(self.part.number)}


def stored_form(slug: str, state: DraftState, part: str = "") -> FaqForm:
    """The form of an FAQ as it is.

    Args:
        slug: of the FAQ.
        state: of the draft.
        part: number of the examples' part, as it was asked for.

    Raises:
        KeyError: there is none.
    """
    faq, shown = state.faqs[slug], part_of(state.examples.get(f"faq/{slug}", ()), part)
    return FaqForm(slug, faq, shown.texts, faq, shown.texts, shown)


def as_picked(form: FaqForm, state: DraftState) -> Mapping[str, frozenset[str]]:
    """Ids of the sentences that are ticked, for the answer (``answer``) and for more (``extra``)."""
    article = state.articles.get(form.faq.article)
    return {box: frozenset(sentence for passage in getattr(form.faq, name) if article
                           for sentence in article.sentences_of(passage)) for name, box in QUOTES.items()}


def with_passage(form: FaqForm, passage: str, state: DraftState) -> FaqForm:
    """The form with one more passage in the answer, if the article has it."""
    article = state.articles.get(form.faq.article)
    if article is None or not article.sentences_of(passage):
        return form
    return replace(form, faq=replace(form.faq, passages=tuple(dict.fromkeys((*form.faq.passages, passage)))))


def as_json(faq: FaqFields) -> str:
    """An FAQ's fields, for a hidden field of the form."""
    return json.dumps(asdict(faq), ensure_ascii=False)


def from_json(text: str) -> FaqFields:
    """The fields that :func:`as_json` gave.

    Raises:
        Refusal: they are something else.
    """
    try:
        told = json.loads(text)
        lists = {name: tuple(str(entry) for entry in told[name]) for name in _LISTS}
        return FaqFields(str(told["question"]), str(told["article"]), **lists,
                         offer_booking=told["offer_booking"] is True)
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, "The form can't be read", "Load the page again, and type it once more.") from None
