"""Changes made here that another program has overwritten, to be put back or let go."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.differences import first_differences
from frontdesk.console.inbox_addresses import MOST
from frontdesk.console.moments import clock
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import HOME, StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.edits import Conflict, EditError

_HERE = f"{HOME}/lost"
_MOST = 20  # changes on the page; the next ones follow when these are dealt with
_BRIEF = 1200  # characters of each


def lost(visit: Visit) -> Response:
    """The changes, oldest first: a later one may need the earlier one back."""
    found = visit.console.draft.overwritten()
    shown = [(entry, *first_differences(entry.before, entry.after, _BRIEF)) for entry in found[:_MOST]]
    return page(visit, "lost/list.html", changes=shown, more=max(0, len(found) - _MOST), moment=clock(visit))


def put_back(visit: Visit) -> Response:
    """Make a change once more."""
    try:
        entry = visit.console.draft.put_back(visit.session.name, _number(visit))
    except Conflict as error:
        raise Refusal(409, "It can't be put back by itself",
                      f"The same was changed since: “{error.theirs[:300]}”. Make the change by hand, then let this one "
                      "go.") from None
    except EditError as error:
        raise Refusal(422, "It can't be put back", str(error)) from None
    return back(visit, _HERE, "Put back.", undo_of(entry))


def let_go(visit: Visit) -> Response:
    """Leave the files as they are."""
    try:
        entry = visit.console.draft.accept_overwritten(visit.session.name, _number(visit))
    except EditError as error:
        raise Refusal(422, "It isn't lost", str(error)) from None
    return back(visit, _HERE, "Let go: the files stay as they are.", undo_of(entry))


def _number(visit: Visit) -> int:
    number: int = visit.request.path_params["entry"]
    if number > MOST or visit.console.audit.find(number) is None:
        raise Refusal(404, "There is no such change", "It may be so old that it was erased.")
    return number


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/lost", lost, EDITOR),
    StaffRoute("/lost/{entry:int}/put-back", put_back, EDITOR, post=True),
    StaffRoute("/lost/{entry:int}/let-go", let_go, EDITOR, post=True),
)
