"""What staff do with callback requests: the forms of their pages."""

from __future__ import annotations

import time

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.addresses import came_from, local
from frontdesk.console.booking_cards import STATUS_WORDS
from frontdesk.console.booking_view import BOOKINGS, MOST_NOTE, assignable, case_of, show
from frontdesk.console.paging import number_of
from frontdesk.console.rendering import back
from frontdesk.console.routing import StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.store.audit import AuditEntry
from frontdesk.store.booking_tables import CONTACTED, DONE, NEW, WITHDRAWN
from frontdesk.store.handling import Case, Handling, Overtaken
from frontdesk.store.outbox import Outbox
from frontdesk.store.requests import Requests

_SUBJECT = "booking "
_FORM = 64 * 1024  # bytes
_FAR_TOO_LONG = 5 * MOST_NOTE  # characters, beyond which a note isn't shown again


def mark(visit: Visit) -> Response:
    """Set the status, if the request is still as it was seen."""
    case, status = case_of(visit), visit.field("status")
    request = case.request
    if status not in (NEW, CONTACTED, DONE):
        raise Refusal(422, "There is no such status", "Go back and use one of the buttons.")
    if request.status == status:
        return back(visit, _back(visit, case), f"{request.reference} was {STATUS_WORDS[status]} already"
                    f"{_by(case)}: nothing was changed.")
    try:
        entry = _handling(visit).set_status(
            request.id, _number(visit, "version"), visit.field("seen"), status, visit.session.name)
    except Overtaken as overtaken:
        return _overtaken(visit, overtaken)
    did = "is open again" if status == NEW else f"is marked as {STATUS_WORDS[status]}"
    return back(visit, _back(visit, case), f"{request.reference} {did}.", _undo(entry))


def assign(visit: Visit) -> Response:
    """Assign it to oneself, somebody or nobody."""
    case, name = case_of(visit), visit.field("assigned")
    if name and name not in assignable(visit, case.assigned):
        raise Refusal(422, "There is no such account", "Go back, load the page again, and choose another name.")
    if case.assigned == name:
        return back(visit, _back(visit, case), f"{case.request.reference} is assigned to {name or 'nobody'} already.")
    try:
        entry = _handling(visit).assign(case.request.id, visit.field("seen"), name, visit.session.name)
    except Overtaken as overtaken:
        return _overtaken(visit, overtaken)
    return back(visit, _back(visit, case), f"{case.request.reference} is assigned to {name or 'nobody'}.",
                _undo(entry))


def note(visit: Visit) -> Response:
    """Save the note, unless somebody else has written in between."""
    case, text = case_of(visit), visit.field("note", _FAR_TOO_LONG)
    version = _number(visit, "version")
    if text == case.note:
        return back(visit, _back(visit, case), "The note stands as it was.")
    if version != case.note_version or case.request.status == WITHDRAWN:
        return _overtaken(visit, Overtaken(case), typed=text)
    if len(text) > MOST_NOTE:
        return show(visit, case, 422, typed=text,
                    wrong=f"A note has at most {MOST_NOTE:,} characters; this one has {len(text):,}.")
    try:
        entry = _handling(visit).write_note(case.request.id, version, text, visit.session.name)
    except Overtaken as overtaken:
        return _overtaken(visit, overtaken, typed=text)
    return back(visit, _back(visit, case), f"The note on {case.request.reference} is saved.", _undo(entry))


def withdraw(visit: Visit) -> Response:
    """Withdraw it for its visitor, as it was seen; the clinic is told by its channels."""
    case = case_of(visit)
    reference = case.request.reference
    withdrawn = None if case.request.status == WITHDRAWN else Requests(visit.console.database).withdraw(
        reference, _number(visit, "version"))
    if withdrawn is None:
        return _overtaken(visit, Overtaken(_handling(visit).find(case.request.id)))
    visit.console.audit.record(visit.session.name, "withdrew a request for its visitor", f"{_SUBJECT}{reference}",
                               case.request.status, WITHDRAWN)
    return back(visit, _back(visit, case), f"{reference} is withdrawn; all but the name is erased.")


def retry(visit: Visit) -> Response:
    """Have what was given up sent again."""
    case = case_of(visit)
    reference = case.request.reference
    count = Outbox(visit.console.database).retry(time.time(), case.request.id)
    if not count:
        return back(visit, _back(visit, case), f"Nothing of {reference} was given up: there is nothing to try again.")
    visit.console.audit.record(visit.session.name, "had a request sent again", f"{_SUBJECT}{reference}")
    return back(visit, _back(visit, case), f"{reference} is sent again, as long as it takes.")


def is_booking(entry: AuditEntry) -> bool:
    """Whether a change was one of a callback request, which is taken back here and not in the files."""
    return entry.subject.startswith(_SUBJECT)


def undo(visit: Visit) -> Response:
    """Take a change back."""
    entry = visit.console.audit.find(visit.request.path_params["entry"])
    if entry is None or not is_booking(entry):
        raise Refusal(404, "There is no such change", "It may be so old that it was erased.")
    if not entry.undo:
        raise Refusal(422, "That can't be undone", "Change it again by hand, where it was changed.")
    reference = entry.subject.removeprefix(_SUBJECT)
    try:
        undone = _handling(visit).undo(entry.undo, visit.session.name)
    except Overtaken as overtaken:
        return _overtaken(visit, overtaken)
    page = came_from(visit.request, visit.console.settings)
    page = page if page.startswith(BOOKINGS) and not page.startswith(f"{BOOKINGS}/undo/") else f"{BOOKINGS}/{reference}"
    return back(visit, page, f"Taken back: {entry.action} ({reference}).", _undo(undone))


def _overtaken(visit: Visit, overtaken: Overtaken, typed: str | None = None) -> Response:
    """The request as it is now, and that nothing was changed."""
    case = overtaken.case
    if case is None:
        raise Refusal(404, "There is no such request any more", "Its time was over, and it was erased.")
    if typed is not None and case.request.status != WITHDRAWN:
        meanwhile = ("Somebody else has changed the note meanwhile, so yours isn't saved yet. Put together below what "
                     "should stay, and save it.")
    elif case.request.status == WITHDRAWN:
        meanwhile = "The request was withdrawn meanwhile. Nothing else was changed."
    elif case.changed_since:
        meanwhile = "Its visitor has changed the request meanwhile. You changed nothing; this is how it is now."
    else:
        assigned = f", assigned to {case.assigned}" if case.assigned else ""
        meanwhile = (f"Somebody else was faster: the request is {STATUS_WORDS[case.request.status]}{_by(case)}"
                     f"{assigned}. You changed nothing; this is how it is now.")
    return show(visit, case, 409, meanwhile=meanwhile, typed=typed)


def _by(case: Case) -> str:
    return f", marked by {case.handled_by}" if case.handled_by and not case.changed_since else ""


def _handling(visit: Visit) -> Handling:
    return Handling(visit.console.database)


def _undo(entry: int) -> str:
    return f"{BOOKINGS}/undo/{entry}"


def _back(visit: Visit, case: Case) -> str:
    """The page that the form stood on."""
    address = local(visit.field("back"))
    return address if address.startswith(BOOKINGS) else f"{BOOKINGS}/{case.request.reference}"


def _number(visit: Visit, name: str) -> int:
    """A version that was seen; -1, which none is, where it is none."""
    number = number_of(visit.field(name))
    return -1 if number is None else number


FORMS: tuple[StaffRoute, ...] = (
    StaffRoute("/bookings/undo/{entry:int}", undo, EDITOR, post=True),
    *(StaffRoute(f"/bookings/{{reference}}/{name}", page, EDITOR, post=True, most=_FORM) for name, page in (
        ("status", mark), ("assign", assign), ("note", note), ("withdraw", withdraw), ("retry", retry))),
)
