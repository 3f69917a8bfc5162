"""Requests and messages to deliver."""

from __future__ import annotations

import dataclasses
import datetime

from frontdesk.booking.delivery import Message
from frontdesk.booking.request import CallbackRequest, Details, When, Window

ID = "5f0c1f6e-3f0b-4e52-9d2a-0f4a4b7a1c55"
CREATED = 1_800_000_000.0  # Friday 15 January 2027, 08:00 UTC
DETAILS = Details(
    name="Jo Müller", phone="+447700900123", email="jo@example.org",
    when=When("thursday after work", "Thursday 21 January, after 17:00",
              (Window(datetime.date(2027, 1, 21), datetime.date(2027, 1, 21), start=17 * 60),)),
    about="my sciatica")
CONSENT = "Yes, you may contact me about this."
REQUEST = CallbackRequest(ID, "K7Q-F3M", 1, "new", CREATED, CREATED, DETAILS, CONSENT, CREATED - 5)
PRIVATE = ("Jo", "Müller", "7700", "jo@example.org", "thursday", "17:00", "sciatica")


def message(event: str = "created", version: int = 1, details: Details = DETAILS) -> Message:
    """A message about an event of the request."""
    status = "withdrawn" if event == "withdrawn" else "new"
    request = dataclasses.replace(REQUEST, version=version, status=status, updated=CREATED + 3600 * (version > 1),
                                  details=details)
    return Message(request, event, version, CREATED + 3600 * (version > 1))
