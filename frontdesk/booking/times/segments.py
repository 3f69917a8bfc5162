"""Days and hours that stand together in a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from frontdesk.booking.times.fallbacks import stands_in
from frontdesk.booking.times.tokens import Tokens
from frontdesk.booking.times.values import ClockHours, Days, Element, Hours
from frontdesk.booking.times.words import SEPARATORS


@dataclass
class Segment:
    """Days and hours that stand together.

    Attributes:
        link: what stands before it: ``else``, ``or``, ``and``, ``,`` or nothing.
        days: alternatives.
        parts: hours as said, each to be met with the one before it.
        days_first: whether the days were said before the hours.
        week: the week that was named for its days.
    """

    link: str
    days: list[Days] = field(default_factory=list)
    parts: list[Hours | ClockHours] = field(default_factory=list)
    days_first: bool = True
    week: Days | None = None

    @property
    def hours(self) -> list[Hours]:
        """The hours, those that were said together met with one another."""
        half = next((part.half for part in self.parts if isinstance(part, Hours) and part.half), "")
        met: list[Hours] = []
        for part in self.parts:
            hours = part.hours(half) if isinstance(part, ClockHours) else part
            if hours is None:
                continue
            both = _together(met[-1], hours) if met else None
            if both is None:
                met.append(hours)
            else:
                met[-1] = both
        return met

    @property
    def whole(self) -> bool:
        """Whether it has days and hours."""
        return bool(self.days and self.parts)

    @property
    def only_week(self) -> bool:
        """Whether its days are just one week."""
        return len(self.days) == 1 and self.days[0].is_week


def segments_of(tokens: Tokens, elements: Sequence[Element], any_day: Days) -> list[Segment]:
    """The elements by what stands together; what is left to the clinic counts only where nothing else is said.

    Args:
        tokens: the message.
        elements: what suits.
        any_day: what stands for "whenever".
    """
    named = [element for place, element in enumerate(elements) if element.value is not None or (
        place and _link_between(tokens, elements[place - 1], element) in ("or", "else"))]
    if not named:
        return [Segment("", [replace(any_day, name=elements[0].name)])] if elements else []
    segments: list[Segment] = []
    before: Element | None = None
    for element in named:
        link = _link_between(tokens, before, element) if before else ""
        if before and (_bounds_of_one_range(before, element) or (
                link == "," and (_more_precise(before, element) or _same_day(before, element)))):
            link = ""
        if link or not segments or not _add(segments[-1], element):
            new = Segment(link, days_first=element.is_days or element.value is None)
            segments.append(new)
            if element.value is None:
                new.days.append(any_day)
            else:
                _add(new, element)
        before = element
    return segments


def _add(segment: Segment, element: Element) -> bool:
    """Add to a segment, unless a new one begins here."""
    value = element.value
    if value is None:
        return True
    if not isinstance(value, Days):
        if segment.whole and not segment.days_first and not _narrows(segment, value):
            return False
        segment.parts.append(value)
        return True
    both = segment.days[-1].meet(value) if segment.days else None
    if segment.whole and segment.days_first and (both is None or not _names_again(segment.days[-1], value)):
        return False
    if both is not None:
        segment.week = next((days for days in (segment.days[-1], value) if days.is_week and both.kind == "day"), None)
        segment.days[-1] = both
    else:
        segment.days.append(value)
    return True


def _names_again(earlier: Days, value: Days) -> bool:
    """Whether days go on with those before the hours: "thursday morning next week", "tomorrow at 5 (tuesday)"."""
    return value.is_week or {earlier.kind, value.kind} <= {"day", "weekday"}


def _narrows(segment: Segment, value: Hours | ClockHours) -> bool:
    """Whether "at half 12" tells more about "in my lunch break tomorrow"."""
    hours = value.hours("pm") if isinstance(value, ClockHours) else value
    return any(hours is not None and earlier.meet(hours) is not None for earlier in segment.hours)


def _bounds_of_one_range(one: Element, other: Element) -> bool:
    """Whether "after 2" and "before 5" are the two ends of the same hours."""
    if not isinstance(one.value, ClockHours) or not isinstance(other.value, ClockHours):
        return False
    hows = {one.value.how in ("until", "before"), other.value.how in ("until", "before")}
    first, last = one.value.hours(), other.value.hours()
    return hows == {True, False} and bool(first and last and first.meet(last))


def _same_day(one: Element, other: Element) -> bool:
    """Whether "thursday, 3rd december" names one day twice."""
    if not isinstance(one.value, Days) or not isinstance(other.value, Days):
        return False
    if {one.value.kind, other.value.kind} != {"weekday", "day"}:
        return False
    weekday, day = (one.value, other.value) if one.value.kind == "weekday" else (other.value, one.value)
    return day.first.weekday() in weekday.weekdays


def _more_precise(one: Element, other: Element) -> bool:
    """Whether "in the afternoon, after 3" goes on about the same hours."""
    if not isinstance(one.value, Hours) or not isinstance(other.value, ClockHours):
        return False
    hours = other.value.hours(one.value.half)
    return hours is not None and one.value.meet(hours) is not None


def share_weeks(segments: list[Segment]) -> None:
    """Put "monday" into the week that is named beside it: "monday or thursday next week".

    Args:
        segments: changed in place.
    """
    named = next((segment.week for segment in segments if segment.week), None)
    for place, segment in enumerate(segments):
        if segment.week or not segment.days or not all(days.kind == "weekday" for days in segment.days):
            continue
        week = named
        for beside, link in ((place - 1, segment.link), (place + 1, _link(segments, place + 1))):
            if not week and 0 <= beside < len(segments) and link in ("", ",") and segments[beside].only_week:
                week = segments[beside].days[0]
                segment.parts = segment.parts or segments[beside].parts
                segments[beside].days, segments[beside].parts = [], []
        if week:
            segment.week = week
            segment.days = [week.meet(days) or days for days in segment.days]
            named = named or week
    segments[:] = [segment for segment in segments if segment.days or segment.parts]


def _link(segments: Sequence[Segment], place: int) -> str:
    return segments[place].link if place < len(segments) else "or"


def _link_between(tokens: Tokens, one: Element, other: Element) -> str:
    """What links two elements: ``else`` for what stands in for the other, ``or``, ``and``, ``,`` or nothing."""
    if stands_in(tokens, one.after, other.at, one.is_days == other.is_days):
        return "else"
    links = {SEPARATORS.get(tokens.word(place), "") for place in range(one.after, other.at)}
    return next((link for link in ("or", "and", ",") if link in links), "")


def _together(one: Hours, other: Hours) -> Hours | None:
    """Hours said in one breath, such as "in the afternoon, around 3"."""
    both = one.meet(other)
    for point, around in ((other, one), (one, other)):
        if both is not None and point.name in ("at", "around") and point.start == both.start and (
                around.name not in ("at", "around", "until", "before")):
            return point
    return both
