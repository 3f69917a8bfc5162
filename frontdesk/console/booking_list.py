"""Callback requests as a list: which, in what order, and as a spreadsheet."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from frontdesk.booking.request import When
from frontdesk.numbers.csv_files import Cell
from frontdesk.store.booking_tables import CONTACTED, DONE, NEW, OPEN, STATUSES, WITHDRAWN
from frontdesk.store.handling import Case

# What the list can be narrowed to, in the page's order, and the statuses of each.
TABS: dict[str, tuple[str, Collection[str]]] = {
    "open": ("Open", OPEN), NEW: ("New", (NEW,)), CONTACTED: ("Contacted", (CONTACTED,)), DONE: ("Done", (DONE,)),
    WITHDRAWN: ("Withdrawn", (WITHDRAWN,)), "all": ("All", STATUSES),
}
HEADER = ("reference", "status", "name", "phone", "e-mail", "when, in their words", "when, as understood", "about",
          "asked", "confirmed", "assigned to", "note", "last marked", "marked by")
_LEAST_DIGITS = 3  # of a phone number that is looked for


def in_order(cases: Iterable[Case]) -> list[Case]:
    """New ones first, then those that were contacted, longest waiting first; then the others, newest first."""
    def place(case: Case) -> tuple[int, float]:
        request = case.request
        if request.status in OPEN:
            return OPEN.index(request.status), request.consented
        return len(OPEN), -max(request.updated, case.handled or 0.0)

    return sorted(cases, key=place)


def matching(cases: Iterable[Case], text: str) -> list[Case]:
    """Those whose reference, name, e-mail address or phone number has this in it; all for ``""``.

    Neither case nor accents count, nor how a number is spaced or whether it has its country's code.
    """
    plain = _plain(text)
    reference = re.sub(r"[^a-z0-9]", "", plain)
    digits = re.sub(r"\D", "", text).lstrip("0")
    number = digits if re.fullmatch(r"[\d\s()+./–-]+", text) and len(digits) >= _LEAST_DIGITS else ""

    def fits(case: Case) -> bool:
        details = case.request.details
        return (plain in _plain(details.name) or plain in _plain(details.email)
                or (bool(reference) and reference in case.request.reference.replace("-", "").casefold())
                or (bool(number) and number in re.sub(r"\D", "", details.phone)))

    return [case for case in cases if not plain or fits(case)]


def rows(cases: Iterable[Case], zone: ZoneInfo) -> list[tuple[Cell, ...]]:
    """The requests as rows of a spreadsheet, with :data:`HEADER` above them.

    Args:
        cases: in their order.
        zone: in which times are told.
    """
    def moment(seconds: float | None) -> str:
        return "" if seconds is None else f"{datetime.datetime.fromtimestamp(seconds, zone):%Y-%m-%d %H:%M}"

    found: list[tuple[Cell, ...]] = []
    for case in cases:
        request, details = case.request, case.request.details
        when = details.when or When("")
        found.append((
            request.reference, request.status, details.name, details.phone, details.email, when.said, when.understood,
            details.about, moment(request.created), moment(request.consented), case.assigned, case.note,
            moment(case.handled), case.handled_by))
    return found


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())
