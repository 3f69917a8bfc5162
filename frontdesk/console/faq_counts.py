"""What happened with each FAQ lately."""

from __future__ import annotations

from frontdesk.console.served_clinic import served_clinic
from frontdesk.console.visit import Visit
from frontdesk.numbers.days import last_days, today, zone_of
from frontdesk.numbers.figures import FaqCounts, by_faq

DAYS = 30


def counts_by_faq(visit: Visit) -> dict[str, FaqCounts]:
    """Asked, answered and votes of the last :data:`DAYS` days, by slug."""
    days = last_days(DAYS, today(zone_of(served_clinic(visit.console.settings, visit.console.publishing))))
    return by_faq(visit.console.database, days.first, days.last)
