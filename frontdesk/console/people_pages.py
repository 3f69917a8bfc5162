"""To be written."""

from __future__ import annotations

from frontdesk.console.routing import StaffRoute

ROUTES: tuple[StaffRoute, ...] = ()
