"""The clinic's calendar: which day it is there, and the days of a period."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frontdesk.knowledge.clinic import Clinic

WEEK = 7
# What staff may choose; the last is told by weeks, and so it is of whole ones.
PERIODS = {7: "7 days", 30: "30 days", 90: "90 days", 52 * WEEK: "52 weeks"}
_BY_DAY = 90


@dataclass(frozen=True)
class Days:
    """A run of days.

    Attributes:
        first: day.
        last: day, itself one of them.
    """

    first: datetime.date
    last: datetime.date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> Days:
        """As many days as these, just before them."""
        return Days(self.first - datetime.timedelta(len(self)), self.first - datetime.timedelta(1))

    def each(self, length: int = 1) -> list[Days]:
        """These days in runs of so many; the last run ends with the last day, and the first one may be shorter."""
        ends = [self.last - datetime.timedelta(back) for back in range(0, len(self), length)]
        return [Days(max(self.first, end - datetime.timedelta(length - 1)), end) for end in reversed(ends)]

    def spans(self) -> list[Days]:
        """These days one by one or, where that would be too many to look at, by weeks."""
        return self.each(1 if len(self) <= _BY_DAY else WEEK)


def zone_of(clinic: Clinic) -> ZoneInfo:
    """The clinic's time zone; UTC where it hasn't named one, so that all processes have the same days."""
    return ZoneInfo(clinic.time_zone or "UTC")


def today(zone: ZoneInfo) -> datetime.date:
    """The day in that zone."""
    return datetime.datetime.now(zone).date()


def day_of(seconds: float, zone: ZoneInfo) -> datetime.date:
    """The day in that zone of a moment in seconds since the epoch."""
    return datetime.datetime.fromtimestamp(seconds, zone).date()


def last_days(count: int, day: datetime.date) -> Days:
    """So many days up to this one."""
    return Days(day - datetime.timedelta(count - 1), day)
