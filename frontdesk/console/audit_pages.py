"""Who changed what, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from frontdesk.accounts.roles import ADMIN, EDITOR
from frontdesk.console import booking_forms
from frontdesk.console.addresses import came_from
from frontdesk.console.differences import Line, first_differences
from frontdesk.console.moments import clock
from frontdesk.console.paging import number_of
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import HOME, StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.edits import Conflict, EditError
from frontdesk.store.audit import AuditEntry
from frontdesk.store.inbox_marks import InboxMarks

_HERE = f"{HOME}/audit"
_PAGE = 25  # changes on a page
_BRIEF, _WHOLE = 1200, 60_000  # characters of a change: in the list, and on its own page


@dataclass(frozen=True)
class _Shown:
    """A change as it is shown: its lines, and whether some are left out."""

    entry: AuditEntry
    lines: list[Line]
    cut: bool


def changes(visit: Visit) -> Response:
    """The newest changes, page by page."""
    who, subject, before = visit.query("who"), visit.query("subject"), visit.query("before")
    found = visit.console.audit.newest(_PAGE + 1, number_of(before), who, subject)
    filters = {name: value for name, value in (("who", who), ("subject", subject)) if value}
    older = f"{_HERE}?{urlencode({**filters, 'before': found[_PAGE - 1].id})}" if len(found) > _PAGE else ""
    newest = f"{_HERE}?{urlencode(filters)}" if before else ""
    return page(visit, "audit/list.html", changes=[_shown(entry, _BRIEF) for entry in found[:_PAGE]], who=who,
                subject=subject, people=visit.console.audit.people(), older=older, newest=newest, moment=clock(visit))


def change(visit: Visit) -> Response:
    """One change, whole."""
    return page(visit, "audit/change.html", change=_shown(_found(visit), _WHOLE), moment=clock(visit))


def undo(visit: Visit) -> Response:
    """Take a change back."""
    entry = _found(visit)
    if not entry.undo:
        raise Refusal(422, "That can't be undone", "Change it again by hand, where it was changed.")
    if booking_forms.is_booking(entry):
        return booking_forms.undo(visit)
    try:
        undone = visit.console.draft.undo(visit.session.name, entry.id)
    except Conflict as error:
        return page(visit, "audit/conflict.html", 409, entry=entry, error=error, may_look=visit.may(ADMIN))
    except EditError as error:
        raise Refusal(422, "That can't be undone any more", str(error)) from None
    InboxMarks(visit.console.database).undo(entry.id)  # messages that were taught come back to the inbox
    url = came_from(visit.request, visit.console.settings)
    if not url or url == visit.request.url.path:
        url = _HERE if visit.may(ADMIN) else HOME
    return back(visit, url, f"Undone: {entry.action} ({entry.subject}).", f"{_HERE}/{undone}/undo")


def _found(visit: Visit) -> AuditEntry:
    entry = visit.console.audit.find(visit.request.path_params["entry"])
    if entry is None:
        raise Refusal(404, "There is no such change", "It may be so old that it was erased.")
    return entry


def _shown(entry: AuditEntry, most: int) -> _Shown:
    return _Shown(entry, *first_differences(entry.before, entry.after, most))


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/audit", changes, ADMIN),
    StaffRoute("/audit/{entry:int}", change, ADMIN),
    # Whoever may change the draft may take a change of it back: notes all over the console have this button.
    StaffRoute("/audit/{entry:int}/undo", undo, EDITOR, post=True),
)
