"""Versions: what was live when, what each changed, and going back to one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.responses import Response

from frontdesk.accounts.roles import PUBLISHER, VIEWER
from frontdesk.console.moments import clock
from frontdesk.console.paging import number_of, pages_of
from frontdesk.console.publish_pages import HERE, MOST_CHANGES, MOST_NOTE, change_view, messages_page
from frontdesk.console.publish_report import report_view
from frontdesk.console.publish_words import KINDS
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import HOME, StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.changes import differences
from frontdesk.publishing.folders import read_report
from frontdesk.publishing.publishing import Publishing
from frontdesk.store.publish_jobs import Busy
from frontdesk.store.versions import Version

_HERE = f"{HOME}/versions"
_PAGE, _RELEASES = 15, 20


def versions(visit: Visit) -> Response:
    """All versions, and what went live when."""
    publishing = visit.console.publishing
    every = publishing.versions()
    shown, number, pages = pages_of(every, visit.query("page"), _PAGE)
    rows = [(version, _right(publishing, version), _is_there(publishing, version)) for version in shown]
    whole = [version for version in every if _is_there(publishing, version)]
    return page(visit, "publish/versions.html", rows=rows, whole=whole, number=number, pages=pages,
                live=publishing.live(), releases=publishing.releases(_RELEASES), kinds=KINDS,
                can_publish=visit.may(PUBLISHER), moment=clock(visit))


def version(visit: Visit) -> Response:
    """One version with its report."""
    publishing, found = visit.console.publishing, _found(visit, visit.request.path_params["number"])
    report, live = publishing.report(found.number), publishing.live()
    there, is_live = _is_there(publishing, found), live is not None and live.number == found.number
    before = next((item for item in publishing.versions() if item.number < found.number), None)
    # A version whose files are gone can't be compared.
    before, since = (other if there and other is not None and _is_there(publishing, other) else None
                     for other in (before, None if is_live else live))
    return page(visit, "publish/version.html", version=found, before=before, since=since, is_live=is_live, there=there,
                can_publish=visit.may(PUBLISHER), moment=clock(visit),
                view=None if report is None else report_view(report, visit.console.draft.state()))


def messages(visit: Visit) -> Response:
    """A whole list of a version's report."""
    found = _found(visit, visit.request.path_params["number"])
    return messages_page(visit, visit.console.publishing.report(found.number), f"{_HERE}/{found.number}",
                         f"Version {found.number}")


def diff(visit: Visit) -> Response:
    """What differs between two versions."""
    numbers = [number_of(visit.query(name)) or 0 for name in ("a", "b")]
    folders = [visit.console.publishing.folder(_found(visit, number).number) for number in numbers]
    if not all(folder.is_dir() for folder in folders):
        raise Refusal(404, "The files of that version are gone", "Only the newest versions are kept whole.")
    found, state = differences(*folders), visit.console.draft.state()
    shown, number, pages = pages_of(found, visit.query("page"), MOST_CHANGES)
    return page(visit, "publish/diff.html", a=numbers[0], b=numbers[1], count=len(found), number=number, pages=pages,
                changes=[change_view(item, state) for item in shown])


def roll_back(visit: Visit) -> Response:
    """Ask for an earlier version to be live again."""
    found, note = _found(visit, visit.request.path_params["number"]), visit.field("note", MOST_NOTE)
    try:
        visit.console.publishing.roll_back(visit.session.name, found.number, note)
    except Busy:
        raise Refusal(409, "A publication is going on", "Wait until it has ended, or cancel it.") from None
    except FrontdeskError as error:
        raise Refusal(409, "That can't be done now", str(error)) from None
    visit.console.audit.record(visit.session.name, "asked to go back to", f"version/{found.number}", after=note)
    return back(visit, HERE)


def _is_there(publishing: Publishing, version: Version) -> bool:
    """Whether its files are kept still."""
    return publishing.folder(version.number).is_dir()


@lru_cache(maxsize=256)
def _share_right(path: Path) -> str:
    report = read_report(path)
    figure = next((item for item in report.figures if item.key == "right"), None) if report else None
    return f"{figure.candidate:.1%}" if figure else "–"


def _right(publishing: Publishing, version: Version) -> str:
    """The share of right answers; a report doesn't change, and is long to read."""
    path = publishing.report_path(version.number)
    return "–" if path is None else _share_right(path)


def _found(visit: Visit, number: int) -> Version:
    found = visit.console.publishing.version(number)
    if found is None:
        raise Refusal(404, "There is no such version", "Choose one from the list of versions.")
    return found


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/versions", versions, VIEWER),
    StaffRoute("/versions/diff", diff, VIEWER),
    StaffRoute("/versions/{number:int}", version, VIEWER),
    StaffRoute("/versions/{number:int}/messages", messages, VIEWER),
    StaffRoute("/versions/{number:int}/roll-back", roll_back, PUBLISHER, post=True),
)
