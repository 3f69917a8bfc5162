"""A new FAQ made of what visitors asked: its first examples come from the inbox, which is told when it is done."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.console.inbox_addresses import is_number
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.inbox.counted import counted
from frontdesk.inbox.for_faqs import Asked, Shared, asked_in, mark_taught, shared_out


def asked_for(visit: Visit, group: str, seen: str = "") -> Asked:
    """What of the inbox a new FAQ is made of; nothing where there is no such group, or it is done with.

    Args:
        visit: the request.
        group: its number, or ``""``.
        seen: number of the last message that the form began with; without it, all that there are now are meant.
    """
    if not is_number(group) or not int(group):
        return Asked()
    return asked_in(visit.console.database, int(group), int(seen) if is_number(seen) else None)


def shared(slug: str, examples: Sequence[str], asked: Asked, state: DraftState) -> Shared:
    """What becomes of a new FAQ's examples: of visitors' questions a share is kept back to test with.

    Args:
        slug: of the FAQ.
        examples: as typed.
        asked: of the inbox, that it is made of.
        state: of the draft.
    """
    return shared_out(examples, f"faq/{slug}", state) if asked.texts and examples else Shared(tuple(examples))


def done(visit: Visit, asked: Asked, became: Shared, slug: str, entry: int) -> tuple[str, str]:
    """Tell the inbox which of a group's texts are taught.

    Args:
        visit: by whom.
        asked: of the inbox, that the FAQ is made of.
        became: what became of its examples.
        slug: of the new FAQ.
        entry: of the audit log.

    Returns:
        What was done, in words, and the address of the form that takes it all back.
    """
    if not asked.texts:
        return "The new FAQ is in the draft.", undo_of(entry)
    database = visit.console.database
    taken = mark_taught(database, asked, became, visit.session.name, entry, f"faq/{slug}")
    told = ["The new FAQ is in the draft."]
    if became.kept_back:
        told.append(counted(len(became.kept_back), "text was kept back as a test question.",
                            "texts were kept back as test questions."))
    if left := asked_in(database, asked.group).texts:
        told.append(counted(len(left), "other text of the group stays in the inbox.",
                            "other texts of the group stay in the inbox."))
    return " ".join(told), f"/staff/inbox/undo/{entry}" if taken else undo_of(entry)
