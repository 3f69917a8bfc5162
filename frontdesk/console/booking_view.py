"""One callback request as a page, for whatever leads to it."""

from __future__ import annotations

import time

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR, allows
from frontdesk.booking.channels import channel_names
from frontdesk.console.booking_cards import STATUS_WORDS, Card, at, card
from frontdesk.console.rendering import page
from frontdesk.console.routing import HOME
from frontdesk.console.served_clinic import served_clinic
from frontdesk.console.visit import Refusal, Visit
from frontdesk.knowledge.clinic import Clinic
from frontdesk.store.handling import Case, Handling
from frontdesk.store.outbox import Outbox
from frontdesk.store.requests import Requests

BOOKINGS = f"{HOME}/bookings"
MOST_NOTE = 4000  # characters
_HISTORY = 20  # changes of a request


def clinic_of(visit: Visit) -> Clinic:
    """The clinic, for its clock, country and channels."""
    return served_clinic(visit.console.settings, visit.console.publishing)


def case_of(visit: Visit) -> Case:
    """The request that the address names.

    Raises:
        Refusal: there is none.
    """
    found = Requests(visit.console.database).by_reference(visit.request.path_params["reference"])
    case = Handling(visit.console.database).find(found.id) if found else None
    if case is None:
        raise Refusal(404, "There is no such request", "It may have been erased because its time was over.")
    return case


def card_of(visit: Visit, case: Case, clinic: Clinic) -> Card:
    """The request in words."""
    deliveries = Outbox(visit.console.database).of_request(case.request.id)
    return card(case, deliveries, channel_names(clinic.booking), clinic, time.time())


def show(
    visit: Visit, case: Case, status: int = 200, meanwhile: str = "", typed: str | None = None, wrong: str = ""
) -> Response:
    """The page of one request.

    Args:
        visit: the request of the browser.
        case: the callback request.
        status: of HTTP.
        meanwhile: what somebody else has done, for which nothing was changed.
        typed: a note that wasn't saved.
        wrong: what is wrong with it.
    """
    clinic, now = clinic_of(visit), time.time()
    changes = visit.console.audit.newest(_HISTORY, subject=f"booking {case.request.reference}")
    return page(
        visit, "bookings/booking.html", status, card=card_of(visit, case, clinic), words=STATUS_WORDS,
        names=assignable(visit, case.assigned), address=f"{BOOKINGS}/{case.request.reference}", most=MOST_NOTE,
        told=bool(channel_names(clinic.booking)), meanwhile=meanwhile, typed=typed, wrong=wrong,
        history=[(entry.who, entry.action, at(entry.at, clinic, now)) for entry in changes])


def assignable(visit: Visit, assigned: str) -> list[str]:
    """Names of those who deal with requests, and whoever this one is assigned to already."""
    accounts = [person.account for person in visit.console.people.list()]
    names = {account.name for account in accounts if account.disabled is None and allows(account.role, EDITOR)}
    return sorted({*names, visit.session.name, assigned} - {""}, key=str.casefold)
