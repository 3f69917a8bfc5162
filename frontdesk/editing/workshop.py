"""Where a change is made: read, think it out, write it, record it, and begin anew where somebody wrote meanwhile."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.editing.checks import Checker, refuse_faults
from frontdesk.editing.difference import difference, told
from frontdesk.editing.edits import EditError
from frontdesk.editing.exchange import StillOpen
from frontdesk.editing.files import FOLDERS, Stamp, read_all, stamp
from frontdesk.editing.hunks import Hunk, by_file, hunks_of, moved_back
from frontdesk.editing.lock import edit_lock
from frontdesk.editing.model import Files, Model, Reader, decoded, encoded, mend_first
from frontdesk.editing.rewriting import Changes, rewritten, with_changes
from frontdesk.editing.saving import recover, save, sweep
from frontdesk.editing.state import DraftState, state_of
from frontdesk.editing.steps import Displaced
from frontdesk.editing.yaml_nodes import NotReadable

if TYPE_CHECKING:
    from frontdesk.store.audit import Audit

MARK = "draft"  # key of our undo JSON: the change's own name
_OPEN = "Another program is writing these files all the time. Close them there, and try again."
_TRIES = 100
_FRESH = 0.05  # seconds: of a file that was written so recently, the time doesn't tell whether it was written again
_RECENT = 1000  # entries among which a change is looked for that may have been recorded


class Workshop:
    """Reads and changes the files of one project.

    Args:
        root: the project's folder.
        var: folder for what a running Frontdesk writes.
        audit: where changes are recorded.
    """

    def __init__(self, root: Path, var: Path, audit: Audit) -> None:
        self._root, self._var, self._audit = root, var, audit
        self._reader, self._checker = Reader(), Checker()
        self._reading = threading.Lock()
        self._names: frozenset[str] = frozenset()
        self._known: tuple[Stamp, float, Model, DraftState] | None = None

    def now(self) -> tuple[Model, DraftState]:
        """What the files say; cheap when they haven't changed."""
        with self._reading:
            known, seen = self._known, stamp(self._root)
            if known is None or known[0] != seen or _is_fresh(known[0], known[1]):
                with edit_lock(self._var):
                    is_whole = self._recovered()
                    seen, at = stamp(self._root), time.time()
                    files = self._files()
                known = seen, at, self._reader.model(files), state_of(files, self._reader, self._checker)
                self._known = known if is_whole else None
            return known[2], known[3]

    def make(
        self, who: str, action: str, subject: str, intend: Callable[[Model], Model], hunks: Sequence[Hunk] = ()
    ) -> int:
        """Make a change, all of it or nothing.

        Args:
            who: the account's name.
            action: for the audit log.
            subject: what is changed.
            intend: what the files shall say, given what they say now.
            hunks: lines to take back; where they still stand, the texts become exactly as they were.

        Returns:
            The audit entry's number; 0 where the files say it all already.

        Raises:
            Conflict: see :meth:`frontdesk.editing.draft.Draft.change`.
            EditError: likewise.
        """
        with edit_lock(self._var):
            try:
                self._recover()
            except StillOpen:
                raise EditError(_OPEN) from None
            for _ in range(_TRIES):
                files = self._files()
                old = self._reader.model(files)
                new = intend(old)
                changes = self._texts(files, old, new, hunks)
                if not changes:
                    return 0
                refuse_faults(self._checker, files, with_changes(files, changes), old, new)
                try:
                    return self._save(who, action, subject, files, changes, old, new)
                except Displaced:
                    continue
                except StillOpen:
                    break
        raise EditError(_OPEN)

    def _texts(self, files: Files, old: Model, new: Model, hunks: Sequence[Hunk]) -> Changes:
        back: Changes = {}
        for name, places in by_file(hunks).items():
            there = files.get(name, b"")
            try:
                text = moved_back(decoded(there), places)
            except NotReadable as reason:
                raise mend_first(name, reason) from None
            if text is None:
                break
            back[name] = encoded(text, there)
        else:
            if back and self._reader.model(with_changes(files, back)).says_the_same(new):
                return {name: data for name, data in back.items() if data != files.get(name)}
        return rewritten(files, old, new, self._reader)

    def _save(
        self, who: str, action: str, subject: str, files: Files, changes: Changes, old: Model, new: Model
    ) -> int:
        token, change = uuid.uuid4().hex, difference(old, new)
        before, after = told(change)
        hunks = [hunk for name, data in changes.items() if data is not None and name in files
                 for hunk in hunks_of(name, decoded(files[name]), decoded(data))]
        undo = json.dumps({MARK: token, "change": change.as_json(), "hunks": [vars(hunk) for hunk in hunks]})
        return save(self._root, self._var, files, changes, token,
                    lambda: self._audit.record(who, action, subject, before, after, undo))

    def _files(self) -> Files:
        files = read_all(self._root, self._names)
        self._names = frozenset(files)
        return files

    def _recovered(self) -> bool:
        """Put back what was left half done; whether there is nothing of it left."""
        try:
            self._recover()
        except (StillOpen, EditError):  # who reads can go on, and who changes something is told
            return False
        return True

    def _recover(self) -> None:
        recover(self._root, self._var, lambda token: any(token in entry.undo for entry in self._audit.newest(_RECENT)))
        sweep(self._root, FOLDERS)


def _is_fresh(seen: Stamp, at: float) -> bool:
    newest = max((changed for _, changed, _, _ in seen.values()), default=0)
    return newest / 1e9 > at - _FRESH
