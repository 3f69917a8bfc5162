"""The draft: the files under ``content/`` and ``data/``, changed safely while they stay the truth."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.editing.again import again
from frontdesk.editing.difference import applied, from_json
from frontdesk.editing.edits import Edit, EditError
from frontdesk.editing.hunks import read_hunk
from frontdesk.editing.lock import edit_lock
from frontdesk.editing.losses import Loss, Made, lost
from frontdesk.editing.meaning import changed
from frontdesk.editing.model import Model
from frontdesk.editing.state import BrokenQuote, DraftState
from frontdesk.editing.workshop import MARK, Workshop

if TYPE_CHECKING:
    from frontdesk.store.audit import Audit, AuditEntry

    _Losses = dict[int, tuple[AuditEntry, Loss]]

__all__ = ["BrokenQuote", "Draft", "DraftState"]

_WATCHED = 30 * 24 * 60 * 60  # seconds for which it is noticed that a change is in the files no longer
_PAGE = 100  # audit entries read at once
_TAKEN_BACK = "It was taken back already."


class Draft:
    """The draft.

    Args:
        root: the project's folder.
        audit: where changes are recorded.
        var: folder for what a running Frontdesk writes, the same for all who change this draft; ``var`` in the
            project's folder if not given.
    """

    def __init__(self, root: Path, audit: Audit, *, var: Path | None = None) -> None:
        self.root, self._audit = root, audit
        self._var = var or root / "var"
        self._workshop = Workshop(root, self._var, audit)
        self._known: tuple[Model, int, _Losses] | None = None

    def state(self) -> DraftState:
        """The draft as the files are now; cheap when they haven't changed."""
        return self._workshop.now()[1]

    def change(self, who: str, action: str, subject: str, *edits: Edit) -> int:
        """Make a change, all of it or nothing.

        Args:
            who: the account's name.
            action: for the audit log, such as "added an example".
            subject: what is changed, such as ``faq/toe-running``.
            edits: what to change, one after the other.

        Returns:
            The audit entry's number; 0 where the files say all of it already, and nothing was recorded.

        Raises:
            Conflict: somebody else has changed the same thing in another way.
            EditError: it can't be done as asked.
        """
        def intend(model: Model) -> Model:
            for edit in edits:
                model = changed(model, edit)
            return model

        return self._workshop.make(who, action, subject, intend)

    def undo(self, who: str, entry_id: int) -> int:
        """Take a change back, which can be taken back in turn.

        Args:
            who: the account's name.
            entry_id: of the change's audit entry.

        Returns:
            The audit entry's number.

        Raises:
            Conflict: somebody has changed the same thing since.
            EditError: it can't be taken back, or has been already.
        """
        entry, told = self._ours(entry_id)
        if "change" not in told:
            return self._revoked(who, entry, told)
        back = from_json(told["change"]).reversed
        hunks = [read_hunk(hunk) for hunk in told["hunks"]]
        return self._made(self._workshop.make(who, f"took back: {entry.action}", entry.subject,
                                              lambda model: applied(model, back), hunks), _TAKEN_BACK)

    def overwritten(self) -> list[AuditEntry]:
        """Changes of the last 30 days that are in the files no longer, though nobody took them back here; oldest first.

        A text editor that saves what it read before such a change does that. So does somebody who takes the lines away
        on purpose, which is why they are only told: :meth:`put_back` or :meth:`accept_overwritten`.
        """
        return [entry for _, (entry, _) in sorted(self._lost(self._workshop.now()[0]).items())]

    def put_back(self, who: str, entry_id: int) -> int:
        """Make a change once more that :meth:`overwritten` told.

        Args:
            who: the account's name.
            entry_id: of the change's audit entry.

        Returns:
            The audit entry's number.

        Raises:
            Conflict: somebody has changed the same thing since.
            EditError: it is in the files, or can't be made any more.
        """
        entry, told = self._ours(entry_id)
        change = from_json(told.get("change", {}))

        def intend(model: Model) -> Model:
            missed = self._lost(model).get(entry_id)
            return applied(model, again(change, missed[1].owned.__contains__, model)) if missed else model

        return self._made(self._workshop.make(who, f"put back: {entry.action}", entry.subject, intend),
                          "It is in the files again already.")

    def accept_overwritten(self, who: str, entry_id: int) -> int:
        """Let a change go that :meth:`overwritten` told: it isn't told any more.

        Args:
            who: the account's name.
            entry_id: of the change's audit entry.

        Returns:
            The audit entry's number.

        Raises:
            EditError: it is in the files.
        """
        entry, _ = self._ours(entry_id)
        missed = self._lost(self._workshop.now()[0]).get(entry_id)
        if missed is None:
            raise EditError("It is in the files again already.")
        undo = json.dumps({MARK: uuid.uuid4().hex, "settles": sorted(missed[1].lost)})
        return self._audit.record(who, f"let go: {entry.action}", entry.subject, entry.after, entry.before, undo)

    def _revoked(self, who: str, entry: AuditEntry, told: Mapping[str, Any]) -> int:
        """Take back that something was let go, or that this was taken back."""
        undo = {MARK: uuid.uuid4().hex, "revokes": entry.id}
        if "settles" not in told:
            undo["settles"] = self._ours(told["revokes"])[1].get("settles", [])
        with edit_lock(self._var):  # so that of two people who do it at once, one is told
            if any(_told(newer.undo).get("revokes") == entry.id for newer in self._newest(entry.id)):
                raise EditError(_TAKEN_BACK)
            return self._audit.record(who, f"took back: {entry.action}", entry.subject, entry.after, entry.before,
                                      json.dumps(undo))

    def _lost(self, model: Model) -> _Losses:
        known, newest = self._known, next((entry.id for entry in self._audit.newest(1)), 0)
        if known is None or known[0] is not model or known[1] != newest:
            recent = list(self._recent())
            losses = lost([made for _, made in recent], model)
            found = {entry.id: (entry, losses[entry.id]) for entry, _ in recent if entry.id in losses}
            known = self._known = model, newest, found
        return known[2]

    def _recent(self) -> Iterator[tuple[AuditEntry, Made]]:
        """What was changed lately, newest first."""
        revoked: set[int] = set()
        for entry in self._newest():
            if entry.at < time.time() - _WATCHED:
                return
            told = _told(entry.undo)
            revoked |= {told["revokes"]} if "revokes" in told else set()
            if "change" in told or ("settles" in told and entry.id not in revoked):
                yield entry, Made(entry.id, from_json(told.get("change", {})),
                                  frozenset(tuple(thing) for thing in told.get("settles", ())))

    def _newest(self, after: int = 0) -> Iterator[AuditEntry]:
        """All entries, newest first, down to one that isn't among them."""
        before: int | None = None
        while entries := self._audit.newest(_PAGE, before):
            for entry in entries:
                if entry.id <= after:
                    return
                yield entry
            before = entries[-1].id

    def _ours(self, entry_id: int) -> tuple[AuditEntry, dict[str, Any]]:
        entry = self._audit.find(entry_id)
        told = _told(entry.undo) if entry else {}
        if entry is None or not told:
            raise EditError("This change can't be taken back.")
        return entry, told

    @staticmethod
    def _made(number: int, otherwise: str) -> int:
        if not number:
            raise EditError(otherwise)
        return number


def _told(undo: str) -> dict[str, Any]:
    """Our own undo JSON; empty for what others have written."""
    try:
        told = json.loads(undo or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) and MARK in told else {}
