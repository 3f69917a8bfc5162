"""What a new FAQ takes from a group of the inbox, and gives back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Engine

from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import AddExample, Edit
from frontdesk.inbox.groups import Message, group_of
from frontdesk.inbox.teaching import Lesson, plan_teaching
from frontdesk.store.inbox import InboxQuestions
from frontdesk.store.inbox_marks import TAUGHT, InboxMarks, Mark


def texts_of(database: Engine, group: int) -> tuple[str, ...]:
    """What is open of a group, each wording once, as examples of an FAQ; none where the group is done with.

    Args:
        database: the store.
        group: its number.
    """
    messages = [Message(question, ()) for question in InboxQuestions(database).open_in(group)]
    return tuple(" ".join(wording.text.split()) for wording in group_of(group, messages).wordings) if messages else ()


def shared_out(texts: Sequence[str], label: str, state: DraftState) -> tuple[tuple[str, ...], tuple[Edit, ...]]:
    """Which of a new FAQ's examples are taught, and which are kept back to test with.

    Args:
        texts: as typed.
        label: of the new FAQ.
        state: of the draft, without it.

    Returns:
        The examples to teach, and what makes test questions of all of them.
    """
    plan = plan_teaching([Lesson(text, ()) for text in texts], label, state)
    kept_back = {lesson.text for lesson in plan.kept_back}
    return (tuple(text for text in texts if text not in kept_back),
            tuple(edit for edit in plan.edits if not isinstance(edit, AddExample)))


def mark_taught(database: Engine, group: int, who: str, audit_id: int, label: str = "") -> int:
    """Take what is open of a group out of the inbox.

    Args:
        database: the store.
        group: its number.
        who: name of the account.
        audit_id: of the entry that tells of the new FAQ; the form at ``/staff/inbox/undo/<audit_id>`` takes back both.
        label: of the new FAQ.

    Returns:
        How many messages there were.
    """
    marks = [Mark(question.key, TAUGHT, label) for question in InboxQuestions(database).open_in(group)]
    InboxMarks(database).add(marks, who, audit_id)
    return len(marks)
