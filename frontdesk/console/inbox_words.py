"""What was done in the inbox, in words."""

from __future__ import annotations

from frontdesk.console.intent_words import name_of
from frontdesk.editing.draft import DraftState
from frontdesk.inbox.counted import counted
from frontdesk.inbox.teaching import Plan
from frontdesk.store.inbox_marks import DISMISSED, OUT_OF_SCOPE, RIGHT, TAUGHT, TEST_QUESTION, Action

_BRIEF = 60  # characters of a text in a sentence
_MARKS = {TAUGHT: "taught", OUT_OF_SCOPE: "taught as not covered", TEST_QUESTION: "kept back as a test question",
          RIGHT: "marked as right", DISMISSED: "dismissed for good"}


def taught_words(plan: Plan, state: DraftState) -> str:
    """What became of messages that were to be taught.

    Args:
        plan: as it was carried out.
        state: of the draft.
    """
    name, parts = name_of(plan.label, state), []
    if plan.taught:
        parts.append(f"{counted(len(plan.taught), 'text was added as an example', 'texts were added as examples')} "
                     f"of “{name}”")
    if plan.kept_back:
        parts.append(counted(len(plan.kept_back), "was kept back as a test question",
                             "were kept back as test questions"))
    if plan.known:
        parts.append(counted(len(plan.known), "was an example of it already", "were examples of it already"))
    for lesson, label in plan.elsewhere:
        parts.append(f"“{lesson.text[:_BRIEF]}” was left, as it is taught as “{name_of(label, state)}”")
    counts = " It counts from the next publication on." if plan.taught else ""
    return f"{', '.join(parts)}.{counts}"


def action_words(action: Action, state: DraftState) -> str:
    """What was done in one go.

    Args:
        action: as it was recorded.
        state: of the draft.
    """
    parts = [f"{count:,} {_MARKS.get(mark, mark)}" for mark, count in action.marks.items()]
    names = ", ".join(f"“{name_of(label, state)}”" for label in action.labels)
    said = ", ".join(parts) or "Dismissed for good; the messages have expired"
    return f"{said}: {names}" if names else said
