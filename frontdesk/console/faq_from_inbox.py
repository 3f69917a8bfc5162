"""A new FAQ made of what visitors asked: its first examples come from the inbox, which is told when it is done."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import AddFaq, Edit, FaqFields
from frontdesk.inbox.for_faqs import mark_taught, shared_out, texts_of


def texts_to_teach(visit: Visit, group: str) -> tuple[str, ...]:
    """The different texts of a group of the inbox; none where there is no such group, or it is done with."""
    number = _number(group)
    return texts_of(visit.console.database, number) if number else ()


def edits_for(slug: str, faq: FaqFields, examples: Sequence[str], group: str, state: DraftState) -> list[Edit]:
    """What adds a new FAQ to the draft; of visitors' questions a share is kept back to test with.

    Args:
        slug: of the FAQ.
        faq: its fields.
        examples: as typed; its question is one where there is no other.
        group: of the inbox that it is made of, or ``""``.
        state: of the draft.
    """
    taught, tested = shared_out(examples, f"faq/{slug}", state) if _number(group) and examples else (examples, ())
    return [AddFaq(slug, faq, tuple(taught) or (faq.question,)), *tested]


def done(visit: Visit, group: str, slug: str, entry: int) -> str:
    """Tell the inbox that a group's texts are taught.

    Args:
        visit: by whom.
        group: of the inbox, or ``""``.
        slug: of the new FAQ.
        entry: of the audit log.

    Returns:
        Address of the form that takes it all back.
    """
    number = _number(group)
    if number and mark_taught(visit.console.database, number, visit.session.name, entry, f"faq/{slug}"):
        return f"/staff/inbox/undo/{entry}"
    return undo_of(entry)


def _number(group: str) -> int:
    return int(group) if group.isascii() and group.isdigit() and len(group) < 16 else 0
