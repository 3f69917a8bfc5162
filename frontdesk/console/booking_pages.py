"""Callback requests: the list, one of them, and files of them."""

from __future__ import annotations

import math
import time

from starlette.responses import JSONResponse, Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.booking.channels import channel_names
from frontdesk.booking.staff_calendar import staff_calendar
from frontdesk.console.booking_cards import STATUS_WORDS
from frontdesk.console.booking_forms import FORMS
from frontdesk.console.booking_list import HEADER, TABS, in_order, matching, rows
from frontdesk.console.booking_view import card_of, case_of, clinic_of, show
from frontdesk.console.downloads import download
from frontdesk.console.paging import pages_of
from frontdesk.console.rendering import page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.numbers.csv_files import csv_file
from frontdesk.numbers.days import zone_of
from frontdesk.store.booking_tables import OPEN
from frontdesk.store.handling import Case, Handling
from frontdesk.store.requests import Requests

_PAGE = 15  # requests on a page


def bookings(visit: Visit) -> Response:
    """The list, open ones first unless something else is asked for."""
    found, tab, text = _asked_for(visit)
    shown, number, pages = pages_of(found, visit.query("page"), _PAGE)
    clinic = clinic_of(visit)
    counts = Requests(visit.console.database).counts()
    return page(
        visit, "bookings/list.html", tab=tab, text=text, number=number, pages=pages, found=len(found),
        tabs=[(key, name, sum(counts[status] for status in statuses)) for key, (name, statuses) in TABS.items()],
        cards=[card_of(visit, case, clinic) for case in shown],
        told=bool(channel_names(clinic.booking)), since=time.time(), words=STATUS_WORDS,
        address=str(visit.request.url.path) + (f"?{visit.request.url.query}" if visit.request.url.query else ""))


def booking(visit: Visit) -> Response:
    """One request, with all that can be done."""
    return show(visit, case_of(visit))


def count(visit: Visit) -> Response:
    """How many requests have come since a moment, for a page that is open."""
    try:
        since = float(visit.query("since"))
    except ValueError:
        since = math.nan
    new = Handling(visit.console.database).confirmed_since(since) if math.isfinite(since) else 0
    return JSONResponse({"new": new}, headers={"Cache-Control": "no-store"})


def spreadsheet(visit: Visit) -> Response:
    """The requests of the list as CSV."""
    found, tab, _ = _asked_for(visit)
    file = csv_file(HEADER, rows(found, zone_of(clinic_of(visit))))
    return download(file, "text/csv", f"callback-requests-{tab}.csv")


def calendar(visit: Visit) -> Response:
    """The definite times that open requests name."""
    cases = in_order(Handling(visit.console.database).all_of(OPEN))
    file = staff_calendar((case.request for case in cases), clinic_of(visit).time_zone)
    return download(file, "text/calendar", "callback-requests.ics")


def one_calendar(visit: Visit) -> Response:
    """The definite time that a request names."""
    case, clinic = case_of(visit), clinic_of(visit)
    if not card_of(visit, case, clinic).definite:
        raise Refusal(404, "There is no calendar entry", "This request doesn't name one definite time.")
    file = staff_calendar([case.request], clinic.time_zone)
    return download(file, "text/calendar", f"callback-{case.request.reference}.ics")


def _asked_for(visit: Visit) -> tuple[list[Case], str, str]:
    """The requests that the address asks for, in their order, the tab, and what is searched for."""
    tab = visit.query("status") if visit.query("status") in TABS else "open"
    text = visit.query("q")[:200]
    cases = Handling(visit.console.database).all_of(TABS[tab][1])
    return in_order(matching(cases, text)), tab, text


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/bookings", bookings, EDITOR),
    StaffRoute("/bookings/count.json", count, EDITOR),
    StaffRoute("/bookings/requests.csv", spreadsheet, EDITOR),
    StaffRoute("/bookings/requests.ics", calendar, EDITOR),
    StaffRoute("/bookings/{reference}", booking, EDITOR),
    StaffRoute("/bookings/{reference}/callback.ics", one_calendar, EDITOR),
    *FORMS,
)
