"""A calendar file that keeps a time free which a visitor asked for: tentative, as nobody has confirmed it."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from frontdesk.booking.request import CallbackRequest

_LENGTH = 30  # minutes, where no end was told
_DAY = 24 * 60  # minutes


def hold_of(request: CallbackRequest) -> tuple[datetime.date, int, int] | None:
    """The one time that a request names, ``None`` where it leaves a choice.

    Returns:
        The day, and start and end in minutes after midnight.
    """
    windows = request.details.when.windows if request.details.when else ()
    if len(windows) != 1 or windows[0].start is None or windows[0].last != windows[0].first:
        return None
    start = windows[0].start
    # "At three" and "after five" have no end; a call is short.
    return windows[0].first, start, min(windows[0].end or start + _LENGTH, _DAY)


def begin_and_end(hold: tuple[datetime.date, int, int], time_zone: str) -> tuple[datetime.datetime, datetime.datetime]:
    """When a time that :func:`hold_of` tells begins and ends.

    Args:
        hold: the time.
        time_zone: by its name in the IANA database; ``""`` for times without a zone.
    """
    day, start, end = hold
    midnight = datetime.datetime.combine(day, datetime.time(), ZoneInfo(time_zone) if time_zone else None)
    return midnight + datetime.timedelta(minutes=start), midnight + datetime.timedelta(minutes=end)


def calendar_file(request: CallbackRequest, clinic_name: str, time_zone: str) -> bytes | None:
    """The file (RFC 5545), without anything about the visitor; ``None`` where no one time was named.

    Args:
        request: as it is in the store.
        clinic_name: for the title.
        time_zone: the clinic's, by its name in the IANA database; ``""`` for times without a zone.
    """
    hold = hold_of(request)
    if hold is None:
        return None
    begins, ends = begin_and_end(hold, time_zone)
    event = Event()
    event.add("uid", f"{request.id}@frontdesk")
    event.add("sequence", request.version)
    event.add("dtstamp", datetime.datetime.fromtimestamp(request.updated, datetime.timezone.utc))
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", f"Asked {clinic_name} to be in touch (not confirmed)")
    event.add("description",
              f"Reference {request.reference}. No appointment is booked until {clinic_name} confirms one.")
    event.add("status", "TENTATIVE")
    event.add("transp", "OPAQUE")
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//Booking//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    if time_zone:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
