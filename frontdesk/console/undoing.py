"""The button that takes a change back."""

from __future__ import annotations


def undo_of(entry: int) -> str:
    """Address of the form that takes a change of the draft back.

    Args:
        entry: number of the change in the audit log; 0 where nothing was changed, and then there is no form.
    """
    return f"/staff/audit/{entry}/undo" if entry else ""
