"""Days and hours that belong to their neighbours as well: "monday or tuesday morning"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from frontdesk.booking.times.segments import Segment
from frontdesk.booking.times.values import Days, Hours

_WEEKEND = (5, 6)


@dataclass
class Group:
    """Days and hours of one or more segments; every day goes with every hour."""

    link: str
    days: list[Days]
    hours: list[Hours]
    days_first: bool

    @property
    def kind(self) -> str:
        """What it has: ``days``, ``hours`` or ``both``."""
        return "both" if self.days and self.hours else "days" if self.days else "hours"

    @property
    def of_every_week(self) -> bool:
        """Whether its days are weekends or the like."""
        return any(days.whole_week for days in self.days)


def shared(segments: Sequence[Segment]) -> list[Group]:
    """The segments, with the days or hours that they share with their neighbours.

    Args:
        segments: in the order of the message.
    """
    groups: list[Group] = []
    for segment in segments:
        group = Group(segment.link, segment.days, segment.hours, segment.days_first)
        if group.days or group.hours:
            groups.append(group)
    groups = _runs_joined(_within_weeks(groups))
    for one, other in reversed(list(pairwise(groups))):  # "monday or tuesday morning", "mornings or after 5 on mondays"
        if other.kind == "both" and one.kind == "days" and other.days_first and (
                other.link != "else" and one.of_every_week == other.of_every_week):
            one.hours, one.days_first = other.hours, True
        elif other.kind == "both" and one.kind == "hours" and not other.days_first:
            one.days, one.days_first = other.days, False
    for one, other in pairwise(groups):  # "monday morning or after 5", "after 5 on monday or tuesday"
        if one.kind == "both" and other.kind == "hours" and one.days_first:
            other.days, other.days_first = one.days, True
        elif one.kind == "both" and other.kind == "days" and not one.days_first:
            other.hours, other.days_first = one.hours, False
    return groups


def _within_weeks(groups: list[Group]) -> list[Group]:
    """Join a week and "any day" after it: "this week, any day after 6"."""
    joined: list[Group] = []
    for group in groups:
        week = joined[-1] if joined and group.link in ("", ",") and joined[-1].kind == "days" else None
        if week and all(days.is_week for days in week.days) and group.days and (
                all(days.kind == "any" for days in group.days)):
            group.days, group.link = joined.pop().days, week.link
        joined.append(group)
    return joined


def _runs_joined(groups: list[Group]) -> list[Group]:
    """Join "monday or tuesday" and a following ", after 5" or the other way round."""
    runs: list[list[Group]] = []
    for group in groups:
        if runs and group.kind != "both" and runs[-1][0].kind == group.kind:
            runs[-1].append(group)
        else:
            runs.append([group])
    joined: list[Group] = []
    while runs:
        run = runs.pop(0)
        if runs and _belong_together(run, runs[0]):
            both = run + runs.pop(0)
            joined.append(Group(run[0].link, [day for group in both for day in group.days],
                                 [hour for group in both for hour in group.hours], run[0].kind == "days"))
        else:
            joined.extend(run)
    return joined


def _belong_together(run: Sequence[Group], following: Sequence[Group]) -> bool:
    if {run[0].kind, following[0].kind} != {"days", "hours"} or following[0].link not in ("", ","):
        return False
    if run[0].kind == "days" or following[0].link == "":
        return True
    # "Evenings, weekends" are two times; "evenings, Monday to Friday" is one.
    return not any(days.whole_week and days.weekdays == _WEEKEND for group in following for days in group.days)
