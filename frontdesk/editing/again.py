"""Making once more what is left of a change, where parts of it were changed by others since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from frontdesk.editing.difference import Difference
from frontdesk.editing.edits import FaqFields
from frontdesk.editing.losses import LISTS, VALUES, Thing
from frontdesk.editing.model import Model


def again(change: Difference, mine: Callable[[Thing], bool], model: Model) -> Difference:
    """What of a change is to be made once more.

    Args:
        change: as it was made.
        mine: whether nothing has changed this thing since.
        model: what the files say.
    """
    examples = {label: (tuple(text for text in gone if mine(("example", label, text))),
                        tuple(text for text in added if mine(("example", label, text))))
                for label, (gone, added) in change.examples.items()}
    faqs = {slug: _faq_again(slug, before, after, mine, model.faqs.get(slug))
            for slug, (before, after) in change.faqs.items()
            if (before is not None and after is not None) or mine(("faq", slug))}
    clinic = {key: (model.clinic.get(key), after) for key, (_, after) in change.clinic.items()
              if mine(("clinic", key))}
    starters = _list_again(*change.starters, lambda slug: mine(("starter", slug)))
    articles = {slug: texts for slug, texts in change.articles.items() if None not in texts or mine(("article", slug))}
    gone, added = (tuple(question for question in questions if mine(("question", question.text)))
                   for questions in change.questions)
    return Difference(examples, faqs, starters, articles, clinic, (gone, added))


def _faq_again(
    slug: str, before: FaqFields | None, after: FaqFields | None, mine: Callable[[Thing], bool],
    there: FaqFields | None,
) -> tuple[FaqFields | None, FaqFields | None]:
    if before is None or after is None or there is None:
        return before, after
    for name in VALUES:
        value: Any = getattr(there, name)
        before = replace(before, **{name: value})
        if not mine(("faq", slug, name)):
            after = replace(after, **{name: value})
    for name in LISTS:
        mine_here = partial(_is_mine, mine, ("faq", slug, name))
        sides: Any = _list_again(getattr(before, name), getattr(after, name), mine_here)
        before, after = (replace(faq, **{name: side}) for faq, side in zip((before, after), sides))
    return before, after


def _is_mine(mine: Callable[[Thing], bool], thing: Thing, entry: str) -> bool:
    return mine((*thing, entry))


def _list_again(
    before: tuple[str, ...], after: tuple[str, ...], mine: Callable[[str], bool]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    others = {entry for entry in set(before) ^ set(after) if not mine(entry)}
    return (tuple(entry for entry in before if entry not in others),
            tuple(entry for entry in after if entry not in others))
