"""The other messages: what visitors say that no FAQ answers, and what the assistant does with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console import warning_pages
from frontdesk.console.conflict_page import conflict
from frontdesk.console.example_lines import (
    MAX_EXAMPLES,
    LineWarning,
    Part,
    added,
    fault,
    lines_of,
    looked_at,
    part_of,
    prepare,
    said,
    typed_examples,
)
from frontdesk.console.faq_conflict import examples_in_words
from frontdesk.console.intent_words import CLINIC, GROUPS, Words, address_of, words_of
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import Conflict, EditError, SetExamples
from frontdesk.editing.warnings import ENOUGH
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE


@dataclass(frozen=True)
class Entry:
    """A kind of message in the list."""

    label: str
    words: Words
    url: str
    examples: int


@dataclass(frozen=True)
class Group:
    """Kinds of messages that belong together; ``does`` is what becomes of most of them, where they share that."""

    name: str
    does: str
    entries: tuple[Entry, ...]


def intents(visit: Visit) -> Response:
    """All of them, with how many examples each has."""
    return page(visit, "intents/list.html", groups=_groups(visit.console.draft.state()), enough=ENOUGH)


def intent(visit: Visit) -> Response:
    """One of them."""
    state = visit.console.draft.state()
    label = _label(visit, state)
    part = part_of(state.examples[label], visit.query("part"))
    return _form_page(visit, label, part, part.texts, part.texts)


def save(visit: Visit) -> Response:
    """Save the examples of one."""
    state = visit.console.draft.state()
    label = _label(visit, state)
    base, texts = lines_of(visit.field("base_examples", MAX_EXAMPLES)), typed_examples(visit)
    part = part_of(state.examples[label], visit.field("part"))
    warnings = looked_at(label, added(texts, base), part.total - len(base) + len(texts), visit)
    if visit.field("do") == "check":
        return _form_page(visit, label, part, base, texts, warnings=warnings)
    wrong = "Leave at least one line." if not texts and part.count == 1 else fault(label, texts, base, state)
    if not wrong:
        try:
            entry = visit.console.draft.change(visit.session.name, "changed examples", label,
                                               SetExamples(label, base, texts))
        except Conflict as error:
            retry = {"examples": "\n".join(texts), "base_examples": "\n".join(base), "part": str(part.number)}
            return conflict(visit, examples_in_words(error, label, state), retry, address_of(label))
        except EditError as error:
            wrong = str(error)
        else:
            note = said("Saved in the draft.", warnings) if entry else "There was nothing to save."
            return back(visit, address_of(label) + part.query, note, undo_of(entry))
    return _form_page(visit, label, part, base, texts, wrong, warnings)


def _form_page(
    visit: Visit, label: str, part: Part, base: Sequence[str], texts: Sequence[str], error: str = "",
    warnings: Sequence[LineWarning] | None = None,
) -> Response:
    if visit.may(EDITOR):
        prepare(visit)
    return page(visit, "intents/form.html", 422 if error else 200, label=label, words=words_of(label),
                action=address_of(label), part=part, base=base, examples=texts, error=error, warnings=warnings,
                enough=ENOUGH, can_edit=visit.may(EDITOR))


def _groups(state: DraftState) -> list[Group]:
    """The labels by group; those that belong to none come last."""
    labels = [label for label in state.examples if not label.startswith(f"{FAQ}/")]
    named = {name: [label for label in members if label in labels] for name, members in GROUPS}
    named["The clinic's details"] = [label for label in labels if label.startswith(f"{CLINIC}/")]
    named["Not covered by the articles"] = [label for label in labels if label.startswith(f"{OUT_OF_SCOPE}/")]
    grouped = {label for members in named.values() for label in members}
    named["Others"] = [label for label in labels if label not in grouped]
    return [_group(name, members, state) for name, members in named.items() if members]


def _group(name: str, labels: Sequence[str], state: DraftState) -> Group:
    entries = [Entry(label, words_of(label), address_of(label), len(state.examples[label])) for label in labels]
    (does, count), = Counter(entry.words.does for entry in entries).most_common(1)
    return Group(name, does if count > 1 else "", tuple(entries))


def _label(visit: Visit, state: DraftState) -> str:
    label: str = visit.request.path_params["label"]
    if label not in state.examples or label.startswith(f"{FAQ}/"):
        raise Refusal(404, "There is no such kind of message", "The list under “Other messages” has all of them.")
    return label


ROUTES: tuple[StaffRoute, ...] = (
    *warning_pages.ROUTES,
    StaffRoute("/intents", intents, VIEWER),
    StaffRoute("/intents/{label:path}", intent, VIEWER),
    StaffRoute("/intents/{label:path}", save, EDITOR, post=True),
)
