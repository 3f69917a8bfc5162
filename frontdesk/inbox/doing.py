"""What can be done with messages of the inbox, with everything that belongs to it: files, marks, audit log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from frontdesk.editing.draft import Draft
from frontdesk.editing.test_questions import normalised
from frontdesk.inbox.answered_with import label_answered_with
from frontdesk.inbox.counted import counted
from frontdesk.inbox.groups import Wording
from frontdesk.inbox.inbox import Inbox, digest_of
from frontdesk.inbox.teaching import Lesson, Plan, plan_testing
from frontdesk.language.gate import OUT_OF_SCOPE
from frontdesk.store.inbox_marks import DISMISSED, RIGHT, TAUGHT, TEST_QUESTION, Mark
from frontdesk.store.inbox_marks import OUT_OF_SCOPE as TAUGHT_OUTSIDE

_SUBJECT = "inbox"


@dataclass(frozen=True)
class Done:
    """What was done.

    Attributes:
        audit_id: of the entry that tells of it, by which it is taken back; 0 where there was nothing to do.
        messages: how many are done with.
        tested: how many texts are test questions now, or were already.
        others: how many of the messages weren't chosen, but say the same.
    """

    audit_id: int
    messages: int
    tested: int = 0
    others: int = 0


def teach(inbox: Inbox, draft: Draft, who: str, plan: Plan) -> Done:
    """Teach messages as planned.

    Args:
        inbox: that they are in.
        draft: whose files are changed.
        who: name of the account.
        plan: what becomes of each.

    Raises:
        Conflict: somebody else has changed the same thing.
        EditError: a text can't be taught, or the label is gone.
    """
    taught = TAUGHT_OUTSIDE if plan.label.startswith(f"{OUT_OF_SCOPE}/") else TAUGHT
    marks = [Mark(question.key, mark, plan.label)
             for lessons, mark in ((plan.taught, taught), (plan.known, taught), (plan.kept_back, TEST_QUESTION))
             for lesson in lessons for question in lesson.questions]
    if not marks:
        return Done(0, 0)
    action = f"taught {counted(len(marks), 'message', 'messages')} of the inbox"
    audit_id = draft.change(who, action, plan.label, *plan.edits) if plan.edits else 0
    if audit_id:
        inbox.marks.add(marks, who, audit_id)
    else:  # the files say all of it already
        audit_id = inbox.marks.settle(marks, {}, who, action, plan.label)
    return Done(audit_id, len(marks), len(plan.kept_back))


def call_right(inbox: Inbox, draft: Draft, who: str, wordings: Sequence[Wording]) -> Done:
    """Say that messages were answered rightly: those that have a label of their own are test questions from then on.

    Args:
        inbox: that they are in.
        draft: whose files are changed.
        who: name of the account.
        wordings: of the messages.

    Raises:
        Conflict: somebody else has changed the same thing.
        EditError: a text can't be a test question.
    """
    labels = {wording.id: label_answered_with(wording.newest.question, inbox.thresholds) for wording in wordings}
    texts = {" ".join(wording.text.split()): labels[wording.id] for wording in wordings if labels[wording.id]}
    edits = plan_testing(texts, draft.state())
    marks = [Mark(message.question.key, RIGHT, labels[wording.id])
             for wording in wordings for message in wording.messages]
    action = f"marked {counted(len(marks), 'answer', 'answers')} as right"
    audit_id = draft.change(who, action, _SUBJECT, *edits) if edits else 0
    if audit_id:
        inbox.marks.add(marks, who, audit_id)
    else:
        audit_id = inbox.marks.settle(marks, {}, who, action, _SUBJECT)
    return Done(audit_id, len(marks), len(texts))


def dismiss(inbox: Inbox, who: str, wordings: Sequence[Wording]) -> Done:
    """Dismiss messages for good, with all others that say the same, now and later.

    Args:
        inbox: that they are in.
        who: name of the account.
        wordings: of the messages.
    """
    chosen = {message.question.key for wording in wordings for message in wording.messages}
    texts = {digest_of(wording.text): wording.newest.question.vector for wording in wordings}
    never = {digest: vector for digest, vector in texts.items() if vector}
    every = dict.fromkeys((*chosen, *(question.key for question in inbox.like(never))))
    audit_id = inbox.marks.settle([Mark(key, DISMISSED) for key in every], never, who,
                                  f"dismissed {counted(len(every), 'message', 'messages')}", _SUBJECT)
    return Done(audit_id, len(every), others=len(every) - len(chosen))


def lessons_of(texts: Iterable[tuple[Wording, str]]) -> list[Lesson]:
    """Lessons for wordings, each with the text that it shall be taught as; those that say the same become one."""
    found: dict[str, Lesson] = {}
    for wording, text in texts:
        spaced, questions = " ".join(text.split()), tuple(message.question for message in wording.messages)
        known = found.get(normalised(spaced))
        found[normalised(spaced)] = (Lesson(spaced, questions) if known is None
                                     else Lesson(known.text, known.questions + questions))
    return list(found.values())
