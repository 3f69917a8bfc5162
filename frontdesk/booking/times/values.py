"""Days and hours as the readers of a message hand them on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from frontdesk.booking.request import EVERY_DAY

DayKind = Literal["any", "day", "weekday", "recurring", "span"]
DAY_END = 24 * 60


@dataclass(frozen=True)
class Days:
    """Days that were named.

    Attributes:
        first: first day.
        last: last day, or ``None``.
        weekdays: which days of the week between them, 0 for Monday.
        kind: ``day`` for one day, ``weekday`` for the next such day (another one if a week is named as well),
            ``recurring`` for days of every week, ``span`` for a week, a month or from-to, ``any`` for every day.
        name: what it is called, where that says more than the date, such as ``tomorrow``.
        whole_week: whether it names a part of every week, such as weekends.
    """

    first: datetime.date
    last: datetime.date | None
    weekdays: tuple[int, ...] = EVERY_DAY
    kind: DayKind = "span"
    name: str = ""
    whole_week: bool = False

    def meet(self, other: Days) -> Days | None:
        """The days that are in both, or ``None``."""
        one, two = (self, other) if self.kind != "weekday" else (other, self)
        if one.kind == "weekday" and two.kind == "weekday":
            return one if one.weekdays == two.weekdays else None
        if two.kind == "weekday":
            return one._one_of(two)
        first = max(one.first, two.first)
        last = min((day for day in (one.last, two.last) if day), default=None)
        weekdays = tuple(day for day in one.weekdays if day in two.weekdays)
        met = Days(first, last, weekdays)
        if not met.exists():
            return None
        for whole in (one, two):
            if (whole.first, whole.last, whole.weekdays) == (first, last, weekdays):
                return whole
        return replace(met, kind="recurring" if last is None else "span")

    def _one_of(self, weekday: Days) -> Days | None:
        if self.kind == "day":
            return self  # a date counts more than the name of its day
        if self.kind in ("any", "recurring"):
            weekdays = tuple(day for day in weekday.weekdays if day in self.weekdays)
            return Days(self.first, None, weekdays, "recurring") if weekdays else None
        for days in range(7):
            day = self.first + datetime.timedelta(days)
            if day.weekday() in weekday.weekdays and (self.last is None or day <= self.last):
                return Days(day, day, EVERY_DAY, "day")
        return None

    @property
    def is_week(self) -> bool:
        """Whether it is a week or a part of one."""
        return self.kind == "span" and self.last is not None and (self.last - self.first).days < 7

    def exists(self) -> bool:
        """Whether there is such a day."""
        if not self.weekdays or (self.last is not None and self.last < self.first):
            return False
        if self.last is None:
            return True
        count = (self.last - self.first).days + 1
        return any((self.first.weekday() + after) % 7 in self.weekdays for after in range(min(count, 7)))


@dataclass(frozen=True)
class Clock:
    """A time as it was said.

    Attributes:
        hour: 0 to 24.
        minute: 0 to 59.
        half: ``am``, ``pm``, ``24`` for what was said as on a 24-hour clock, or ``""``.
    """

    hour: int
    minute: int = 0
    half: str = ""

    def minutes(self, half: str = "") -> int:
        """Minutes after midnight.

        Args:
            half: ``am`` or ``pm``, where the message says so elsewhere; otherwise
                1 to 7 are after noon and 8 to 11 before.
        """
        half = self.half or ("24" if self.hour > 12 or self.hour == 0 else half)
        hour = self.hour
        if half == "pm" or (half == "" and hour < 8):
            hour = hour if hour >= 12 else hour + 12
        elif half == "am":
            hour = 0 if hour == 12 else hour
        return hour * 60 + self.minute


@dataclass(frozen=True)
class Hours:
    """Hours of the day.

    Attributes:
        start: minutes after midnight, or ``None`` for the start of the day.
        end: minutes after midnight, or ``None`` for the end of the day.
        name: what they are called, such as ``in the morning``; for a time, such as ``after``.
        half: ``am`` or ``pm``, what it says about times beside it.
    """

    start: int | None = None
    end: int | None = None
    name: str = ""
    half: str = ""

    def meet(self, other: Hours) -> Hours | None:
        """The hours that are in both, or ``None``."""
        start = max((value for value in (self.start, other.start) if value is not None), default=None)
        end = min((value for value in (self.end, other.end) if value is not None), default=None)
        if start is not None and end is not None and start >= end:
            return None
        for whole in (other, self):
            if (whole.start, whole.end) == (start, end):
                return whole
        return Hours(start, end)


@dataclass(frozen=True)
class ClockHours:
    """Hours by the clock, as they were said; which half of the day may depend on the words beside them.

    Attributes:
        how: ``after``, ``from``, ``until``, ``before``, ``at``, ``around`` or ``between``.
        clock: the time, or the first.
        last: the other time, for ``between``.
    """

    how: str
    clock: Clock
    last: Clock | None = None

    def hours(self, half: str = "") -> Hours | None:
        """The hours meant, or ``None`` where there are none such.

        Args:
            half: ``am`` or ``pm``, if a part of the day is named beside it.
        """
        if self.last is not None:
            return self._between(half)
        value = self.clock.minutes(half)
        if self.how in ("until", "before"):
            return Hours(None, value, self.how) if 0 < value < DAY_END else None
        return Hours(value, None, self.how) if value < DAY_END else None

    def _between(self, half: str) -> Hours | None:
        assert self.last is not None
        last = self.last.minutes(half)
        first_half = self.clock.half or half
        if not first_half and self.last.half in ("am", "pm"):
            first_half = self.last.half  # "2-4pm", unless that is the wrong way round, as in "10-2pm"
            if self.clock.minutes(first_half) >= last:
                first_half = ""
        first = self.clock.minutes(first_half)
        if last <= first and not self.last.half and self.last.hour <= 12 and last + DAY_END // 2 > first:
            last += DAY_END // 2  # "7-9": in the evening
        if last <= first and not self.clock.half and self.clock.hour < 12:
            first = self.clock.minutes("am")  # "7-3"
        if not first < last <= DAY_END:
            return None
        return Hours(first, last if last < DAY_END else None, "between" if last < DAY_END else "from")


@dataclass(frozen=True)
class Element:
    """Days or hours, and where they stand.

    Attributes:
        value: what is meant; ``None`` where it is left to the clinic.
        at: place of the first word.
        after: place after the last word.
        out: whether it is ruled out: ``""`` or how, ``not`` or ``except``; ``instead`` where another takes its place.
        lead: place from which words belong to it, such as "in the".
        name: what is said of a time that is left to the clinic, such as ``as soon as possible``.
    """

    value: Days | Hours | ClockHours | None
    at: int
    after: int
    out: Literal["", "not", "except", "instead"] = ""
    lead: int = -1
    name: str = ""

    @property
    def is_days(self) -> bool:
        """Whether it names days."""
        return isinstance(self.value, Days)
