"""What a new FAQ takes from a group of the inbox, and gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import AddExample, Edit
from frontdesk.editing.test_questions import normalised
from frontdesk.inbox.groups import Message, group_of
from frontdesk.inbox.teaching import Lesson, plan_teaching
from frontdesk.store.inbox import InboxQuestions, Kept
from frontdesk.store.inbox_marks import TAUGHT, TEST_QUESTION, InboxMarks, Mark


@dataclass(frozen=True)
class Asked:
    """What is open of a group.

    Attributes:
        group: its number.
        seen: number of the last message that is meant; what comes later isn't touched.
        texts: each wording once, as examples of an FAQ; none where the group is done with, or there is none.
    """

    group: int = 0
    seen: int = 0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shared:
    """What becomes of a new FAQ's examples.

    Attributes:
        taught: those that are taught.
        kept_back: those that are only tested with.
        edits: what makes test questions of them.
    """

    taught: tuple[str, ...]
    kept_back: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()


def asked_in(database: Engine, group: int, seen: int | None = None) -> Asked:
    """What is open of a group.

    Args:
        database: the store.
        group: its number.
        seen: number of the last message that is meant; without it, all that there are now.
    """
    questions = _open_in(database, group, seen)
    last = max((question.id for question in questions), default=0) if seen is None else seen
    wordings = group_of(group, [Message(question, ()) for question in questions]).wordings if questions else ()
    return Asked(group, last, tuple(_spaced(wording.text) for wording in wordings))


def shared_out(texts: Sequence[str], label: str, state: DraftState) -> Shared:
    """Which of a new FAQ's examples are taught, and which are kept back to test with.

    Args:
        texts: as typed.
        label: of the new FAQ.
        state: of the draft, without it.
    """
    plan = plan_teaching([Lesson(text, ()) for text in texts], label, state)
    kept_back = tuple(lesson.text for lesson in plan.kept_back)
    return Shared(tuple(text for text in texts if text not in kept_back), kept_back,
                  tuple(edit for edit in plan.edits if not isinstance(edit, AddExample)))


def mark_taught(database: Engine, asked: Asked, shared: Shared, who: str, audit_id: int, label: str) -> int:
    """Take those messages of a group out of the inbox whose words became a new FAQ's; the others stay.

    Args:
        database: the store.
        asked: the messages that the FAQ was made of.
        shared: what became of its examples.
        who: name of the account.
        audit_id: of the entry that tells of the new FAQ; the form at ``/staff/inbox/undo/<audit_id>`` takes back both.
        label: of the new FAQ.

    Returns:
        How many messages were taken.
    """
    became = {normalised(text): mark for texts, mark in ((shared.taught, TAUGHT), (shared.kept_back, TEST_QUESTION))
              for text in texts}
    words = {question.key: normalised(_spaced(question.text))
             for question in _open_in(database, asked.group, asked.seen)}
    marks = [Mark(key, became[said], label) for key, said in words.items() if said in became]
    InboxMarks(database).add(marks, who, audit_id)
    return len(marks)


def _open_in(database: Engine, group: int, seen: int | None) -> list[Kept]:
    return [question for question in InboxQuestions(database).open_in(group) if seen is None or question.id <= seen]


def _spaced(text: str) -> str:
    return " ".join(text.split())
