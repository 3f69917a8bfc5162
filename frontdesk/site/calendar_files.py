"""Calendar files of callback requests, for who knows a request's id."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from frontdesk.booking.calendar import calendar_file
from frontdesk.knowledge.clinic import Clinic
from frontdesk.site.problems import Problem
from frontdesk.store.requests import Requests


class CalendarFiles:
    """``GET /booking/<id>.ics``.

    The id is a random UUID that only the visitor and the clinic are told, and the file
    holds nothing about the visitor.

    Args:
        requests: in the store.
        clinic: who the clinic is, as it is told just now.
    """

    def __init__(self, requests: Requests, clinic: Callable[[], Clinic]) -> None:
        self._requests, self._clinic = requests, clinic

    async def get(self, request: Request) -> Response:
        """The file.

        Raises:
            Problem: there is no such request, or none of one definite time.
        """
        found = await asyncio.to_thread(self._requests.find, request.path_params["request_id"])
        clinic = self._clinic()
        file = calendar_file(found, clinic.name, clinic.time_zone) if found else None
        if file is None:
            raise Problem("not-found", "There is no calendar entry at this address.")
        headers = {"Content-Disposition": 'attachment; filename="callback.ics"', "Cache-Control": "no-store"}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)
