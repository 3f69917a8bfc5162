"""What a change did, thing by thing: it is kept with the change, to take it back by, or to make it once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from frontdesk.editing.clinic_text import is_open
from frontdesk.editing.edits import Conflict, EditError, FaqFields
from frontdesk.editing.faq_meaning import merged_faq
from frontdesk.editing.merging import merged_list, merged_text, merged_value
from frontdesk.editing.model import CLINIC, DATA, FAQ, FAQS, QUESTIONS, Model, article_path
from frontdesk.editing.test_questions import TestQuestion

Thing = TypeVar("Thing")
Texts = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Of two models; each value is how it was and how it is.

    Attributes:
        examples: by label, those that are gone and those that are new.
        faqs: by slug; ``None`` where there is none.
        starters: both lists.
        articles: by slug, the whole text; ``None`` where there is none.
        clinic: by key; ``None`` where the file doesn't have it (older entries have ``""`` there).
        questions: those that are gone and those that are new.
    """

    examples: Mapping[str, tuple[Texts, Texts]] = field(default_factory=dict)
    faqs: Mapping[str, tuple[FaqFields | None, FaqFields | None]] = field(default_factory=dict)
    starters: tuple[Texts, Texts] = ((), ())
    articles: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    clinic: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    questions: tuple[tuple[TestQuestion, ...], tuple[TestQuestion, ...]] = ((), ())

    @property
    def reversed(self) -> Difference:
        """The way back."""
        return Difference(_turned(self.examples), _turned(self.faqs), self.starters[::-1], _turned(self.articles),
                          _turned(self.clinic), self.questions[::-1])

    def as_json(self) -> dict[str, Any]:
        """JSON-ready data, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value and value not in (((), ()), [[], []])}


def difference(old: Model, new: Model) -> Difference:
    """What of a model is different in another."""
    examples = {}
    for label in dict.fromkeys((*old.examples, *new.examples)):
        before, after = old.examples.get(label, ()), new.examples.get(label, ())
        if before != after:
            gone, added = set(before) - set(after), set(after) - set(before)
            examples[label] = (tuple(text for text in before if text in gone),
                               tuple(text for text in after if text in added))
    return Difference(
        examples, _different(old.faqs, new.faqs, None),
        (old.starters, new.starters) if old.starters != new.starters else ((), ()),
        _different(old.articles, new.articles, None), _different(old.clinic, new.clinic, None),
        (tuple(question for question in old.questions if question not in new.questions),
         tuple(question for question in new.questions if question not in old.questions)))


def applied(model: Model, change: Difference) -> Model:
    """The model with a difference made once more; what is so already stays.

    Raises:
        Conflict: something was changed since in another way.
        EditError: what it belongs to is gone, or a file that it is about can't be read.
    """
    _needs(model, change)
    faqs = _applied_faqs(model, change)
    examples = dict(model.examples)
    for label, (gone, added) in change.examples.items():
        there = examples.get(label, ())
        if added and label.startswith(FAQ) and label[len(FAQ):] not in faqs:
            model.needs(FAQS)
            raise EditError(f"There is no FAQ '{label[len(FAQ):]}' any more, so its examples can't be put there.")
        left = [text for text in gone if text in there]
        is_so = not left and set(added) <= set(there)
        if gone and added and len(left) < len(gone) and not is_so:
            raise Conflict(f"the examples of {label}", "\n".join(added), "\n".join(left), "\n".join(gone))
        examples[label] = (*(text for text in there if text not in gone),
                           *(text for text in added if text not in there))
    for slug, (before, after) in change.faqs.items():
        left_over = examples.get(f"{FAQ}{slug}", ())
        if before and not after and left_over:
            raise Conflict(f"the FAQ '{slug}'", "", "\n".join(left_over), "")
    questions = [question for question in model.questions if question not in change.questions[0]]
    questions += [question for question in change.questions[1] if question not in questions]
    return replace(
        model, faqs=faqs,
        examples={label: texts for label, texts in examples.items() if texts or label not in change.examples},
        starters=merged_list("the starter questions", *change.starters, model.starters),
        articles=_applied_articles(model, change), questions=tuple(questions), clinic=_applied_clinic(model, change))


def _needs(model: Model, change: Difference) -> None:
    """Refuse where a file that a difference is about can't be read: what it says isn't known then."""
    article_goes = any(after is None for _, after in change.articles.values())  # no FAQ may quote it
    needed = ((DATA, change.examples), (FAQS, change.faqs or any(change.starters) or article_goes),
              (CLINIC, change.clinic), (QUESTIONS, any(change.questions)))
    model.needs(*(name for name, is_needed in needed if is_needed), *map(article_path, change.articles))


def _applied_clinic(model: Model, change: Difference) -> dict[str, str]:
    clinic = dict(model.clinic)
    for key, (before, after) in change.clinic.items():
        value = merged_value(f"'{key}' of the clinic", before or "", after or "", clinic.get(key, ""))
        may_be_empty = after is not None and (key in clinic or before is None) and not is_open(key)
        if value or may_be_empty:
            clinic[key] = value
        else:
            clinic.pop(key, None)
    return clinic


def _applied_faqs(model: Model, change: Difference) -> dict[str, FaqFields]:
    faqs = dict(model.faqs)
    for slug, (before, after) in change.faqs.items():
        there = faqs.get(slug)
        if there == after:
            continue
        if before and after:
            if there is None:
                raise EditError(f"There is no FAQ '{slug}' any more. It must be put back first.")
            faqs[slug] = merged_faq(slug, before, after, there)
        elif there != before:
            raise Conflict(f"the FAQ '{slug}'", *("\n".join(_lines(faq)) for faq in (after, there, before)))
        elif after:
            faqs[slug] = after
        else:
            del faqs[slug]
    return faqs


def _applied_articles(model: Model, change: Difference) -> dict[str, str]:
    articles = dict(model.articles)
    for slug, (before, after) in change.articles.items():
        there, subject = articles.get(slug), f"the article '{slug}'"
        if there == after:
            continue
        if before is not None and after is not None and there is not None:
            articles[slug] = merged_text(subject, before, after, there)
        elif there != before:
            raise Conflict(subject, after or "", there or "", before or "")
        elif after is not None:
            articles[slug] = after
        else:
            del articles[slug]
    return articles


def from_json(told: Mapping[str, Any]) -> Difference:
    """The difference that was written by :meth:`Difference.as_json`."""
    texts, questions = told.get("starters", ((), ())), told.get("questions", ((), ()))
    return Difference(
        {label: (tuple(gone), tuple(added)) for label, (gone, added) in told.get("examples", {}).items()},
        {slug: (_faq(before), _faq(after)) for slug, (before, after) in told.get("faqs", {}).items()},
        (tuple(texts[0]), tuple(texts[1])),
        {slug: (before, after) for slug, (before, after) in told.get("articles", {}).items()},
        {key: (before, after) for key, (before, after) in told.get("clinic", {}).items()},
        (tuple(TestQuestion(**question) for question in questions[0]),
         tuple(TestQuestion(**question) for question in questions[1])))


def told(change: Difference) -> tuple[str, str]:
    """How it was and how it is, in words for the audit log."""
    before, after = (list(_told(change, side)) for side in (0, 1))
    return "\n".join(before), "\n".join(after)


def _told(change: Difference, side: int) -> Iterator[str]:
    several = len(change.examples) > 1
    for label, sides in change.examples.items():
        yield from (f"{label}: {text}" if several else text for text in sides[side])
    for slug, faqs in change.faqs.items():
        faq, other = faqs[side], faqs[1 - side]
        name = f"{slug}: " if len(change.faqs) > 1 else ""
        same = set(_lines(other)) if other else set[str]()
        yield from (name + line for line in _lines(faq) if line not in same)
    if change.starters[side]:
        yield f"starters: {', '.join(change.starters[side])}"
    for texts in change.articles.values():
        lines, elsewhere = ((text or "").splitlines() for text in (texts[side], texts[1 - side]))
        known = set(elsewhere)
        yield from (line for line in lines if line not in known)
    yield from (f"{key}: {values[side]}" for key, values in change.clinic.items() if values[side])
    yield from (f"{question.text} → {question.label}" for question in change.questions[side])


def _lines(faq: FaqFields | None) -> list[str]:
    values = asdict(faq) if faq else {}
    return [f"{name}: {', '.join(value) if isinstance(value, tuple) else 'yes' if value is True else value}"
            for name, value in values.items() if value]


def _faq(told: Mapping[str, Any] | None) -> FaqFields | None:
    if told is None:
        return None
    lists = {name: tuple(told[name]) for name in ("passages", "more", "follow_ups")}
    return FaqFields(told["question"], told["article"], **lists, offer_booking=told["offer_booking"])


def _different(old: Mapping[str, Thing], new: Mapping[str, Thing], none: Any) -> dict[str, tuple[Any, Any]]:
    return {key: (old.get(key, none), new.get(key, none)) for key in dict.fromkeys((*old, *new))
            if old.get(key, none) != new.get(key, none)}


def _turned(sides: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {key: (after, before) for key, (before, after) in sides.items()}
