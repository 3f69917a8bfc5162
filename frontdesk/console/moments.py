"""Times as staff read them: on the clinic's clock."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

from markupsafe import Markup

from frontdesk.console.served_clinic import served_clinic
from frontdesk.console.visit import Visit


def clock(visit: Visit) -> Callable[[float], Markup]:
    """What turns seconds since the epoch into a ``<time>`` element, for a page's template."""
    name = served_clinic(visit.console.settings, visit.console.publishing).time_zone
    zone = ZoneInfo(name) if name else None

    def moment(seconds: float) -> Markup:
        local = datetime.datetime.fromtimestamp(seconds, zone).astimezone(zone)
        return Markup('<time datetime="{}">{}</time>').format(
            local.isoformat(timespec="seconds"), f"{local.day} {local:%b %Y, %H:%M}")

    return moment
