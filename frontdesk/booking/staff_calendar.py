"""The times that visitors asked for as a calendar for staff, to be imported where they plan their day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event

from frontdesk.booking.calendar import begin_and_end, hold_of
from frontdesk.booking.request import CallbackRequest


def staff_calendar(requests: Iterable[CallbackRequest], time_zone: str) -> bytes:
    """The calendar (RFC 5545): one tentative entry for each request that names one time.

    It holds the references alone: calendars are shared and synchronised, and these
    entries are about patients.

    Args:
        requests: as they are in the store.
        time_zone: the clinic's, by its name in the IANA database; ``""`` for times without a zone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for request in requests:
        hold = hold_of(request)
        if hold is not None:
            calendar.add_component(_event(request, *begin_and_end(hold, time_zone)))
    if time_zone:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(request: CallbackRequest, begins: datetime.datetime, ends: datetime.datetime) -> Event:
    event = Event()
    # Not the visitor's own entry, which may be in the same calendar.
    event.add("uid", f"{request.id}-staff@frontdesk")
    event.add("sequence", request.version)
    event.add("dtstamp", datetime.datetime.fromtimestamp(request.updated, datetime.timezone.utc))
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", f"Callback request {request.reference} (not confirmed)")
    event.add("description", f"Reference {request.reference}. Who it is and how to reach them: the console's bookings.")
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event
