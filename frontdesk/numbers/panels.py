"""The dashboard: for each figure what it counts, its total, a chart, and a table of the same numbers. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from frontdesk.numbers.charts import Chart, bars, bars_up_and_down, bars_within
from frontdesk.numbers.days import Days
from frontdesk.numbers.figures import Figures
from frontdesk.numbers.happened import BUCKETS, SLOWEST
from frontdesk.numbers.words import URGENCY, changed, joined, number, share, span, waiting

Spans = Sequence[tuple[Days, Figures]]
MEDIAN, MOST = 0.5, 0.95
_OVER = 2 * BUCKETS[-1]  # where what is over the longest bucket is drawn


@dataclass(frozen=True)
class Panel:
    """One figure.

    Attributes:
        key: names it in the page.
        title: what it is called.
        means: what it counts, in a sentence or two.
        total: over all days, in words.
        note: more on the total, or ``""``.
        compared: with the days before, or ``""`` where those weren't counted.
        chart: of the days.
        edge: the value at the chart's upper edge, in words; and at its lower one where that isn't zero.
        legend: what the plain bars are and what the striped ones, where there are two kinds.
        columns: of the table, the days' own left out.
        rows: each with its days and a cell for each column, newest first.
        summary: the chart in words.
    """

    key: str
    title: str
    means: str
    total: str
    note: str
    compared: str
    chart: Chart
    edge: tuple[str, str]
    legend: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    summary: str


@dataclass(frozen=True)
class Dashboard:
    """What all panels are made of.

    Attributes:
        spans: days or weeks, oldest first, with their figures.
        total: of all of them.
        before: of as many days before; ``None`` where not all of those were counted.
        period: what the days are called, such as ``30 days``.
        today: on the clinic's calendar.
    """

    spans: Spans
    total: Figures
    before: Figures | None
    period: str
    today: datetime.date

    def panels(self) -> list[Panel]:
        """All of them, in the page's order."""
        total = self.total
        return [
            self._panel(
                "asked", "Asked", "Messages that visitors sent and that got a reply; what they typed into the callback "
                "form too. A conversation is counted on the day it began.",
                lambda one: one.asked, f"in {number(total.conversations)} conversations",
                also=("Conversations", lambda one: one.conversations), legend=("Conversations", "Messages"),
                drawn=lambda messages, begun: bars_within(begun, messages),
                column="Messages"),
            self._panel(
                "answered", "Answered", "Messages that got a passage of your articles.", lambda one: one.answered,
                _of(total.answered, total.asked)),
            self._panel(
                "not-covered", "Not covered", "Messages that were told that your articles don't cover them. Those that "
                "visitors let you keep are in the inbox.", lambda one: one.not_covered,
                _of(total.not_covered, total.asked)),
            self._panel(
                "handed-over", "Handed over", "Messages that were answered with your contact details or your ways to "
                "book, because somebody asked for a person or an appointment, complained, or had read all that the "
                "articles say. The callback form's own questions aren't counted, nor the buttons below other replies.",
                lambda one: one.handed_over, _of(total.handed_over, total.asked)),
            self._panel(
                "booked", "Booked", "Callback requests that visitors confirmed, on the day they first did. One that "
                "was changed later counts once, one that was withdrawn still counts.", lambda one: one.booked),
            self._panel(
                "votes", "Votes", "Thumbs up and thumbs down on replies. One that was taken back isn't counted.",
                lambda one: one.up, f"and {number(total.down)} down", also=("Down", lambda one: one.down),
                legend=("Up", "Down"), drawn=bars_up_and_down, column="Up", unit=" up"),
            self._panel(
                "urgent", "Urgent shown", "Messages that got the urgent text in place of an answer, because they may "
                "describe an emergency. Nothing but the number is kept here. The reminders later in such a "
                "conversation aren't counted.", lambda one: one.warned, self._urgent()),
            self._times(),
        ]

    def _panel(
        self, key: str, title: str, means: str, value: Callable[[Figures], int], note: str = "", *,
        also: tuple[str, Callable[[Figures], int]] | None = None, legend: tuple[str, ...] = (),
        drawn: Callable[..., Chart] = bars, column: str = "Number", unit: str = "",
    ) -> Panel:
        reads = [value, also[1]] if also else [value]
        columns = (column, also[0]) if also else (column,)
        values = [[read(one) for _, one in self.spans] for read in reads]
        chart = drawn(*values)
        compared = changed(value(self.total), value(self.before), self.period) if self.before else ""
        rows = [(span(days, self.today), tuple(number(read(one)) for read in reads)) for days, one in self.spans]
        return Panel(
            key, title, means, f"{number(value(self.total))}{unit}", note, compared, chart,
            (number(chart.top), number(chart.bottom) if chart.bottom else ""), legend, columns,
            tuple(reversed(rows)), self._summary(values[0], column))

    def _times(self) -> Panel:
        median, most = ([one.within(limit) for _, one in self.spans] for limit in (MEDIAN, MOST))
        chart = bars_within([_height(time) for time in median], [_height(time) for time in most])
        rows = [(span(days, self.today), (waiting(one.within(MEDIAN)), waiting(one.within(MOST))))
                for days, one in self.spans]
        total = self.total
        before = "" if self.before is None or self.before.within(MOST) is None else (
            f"in the {self.period} before: within {waiting(self.before.within(MEDIAN))} and "
            f"{waiting(self.before.within(MOST))}")
        return Panel(
            "times", "Response time", "How long visitors waited for a reply: half of all messages no longer than the "
            "first time, 95 of 100 no longer than the second. Times are counted in steps "
            f"({', '.join(f'{end / 1000:g}' for end in BUCKETS)} s), so each is the upper end of a step, and the true "
            "one at most that long.",
            f"{waiting(total.within(MEDIAN))} and {waiting(total.within(MOST))}" if total.times else "–", "", before,
            chart, (f"{chart.top / 1000:g} s", ""), ("Half", "95 of 100"), ("Half within", "95 of 100 within"),
            tuple(reversed(rows)), f"{self._days()}. 95 of 100 messages were answered within "
            f"{waiting(total.within(MOST))}." if total.times else self._days())

    def _urgent(self) -> str:
        parts = joined({words: self.total.urgent.get(level, 0) for level, words in URGENCY.items()})
        unchecked = self.total.unchecked
        return "; ".join(filter(None, (parts, f"{number(unchecked)} more couldn't be checked and got the notice that "
                                       "says so" if unchecked else "")))

    def _summary(self, values: Sequence[int], column: str) -> str:
        if not any(values):
            return f"{self._days()}, all of them 0."
        place = max(range(len(values)), key=lambda index: values[index])
        days, _ = self.spans[place]
        return f"{self._days()}. {column}: at most {number(values[place])}, {span(days, self.today)}."

    def _days(self) -> str:
        (first, _), (last, _) = self.spans[0], self.spans[-1]
        unit = "days" if len(first) == 1 else "weeks"
        return f"Bar chart of {len(self.spans)} {unit}, {span(first, self.today)} to {span(last, self.today)}"


def _of(part: int, whole: int) -> str:
    return f"{share(part, whole)} of all messages" if whole else ""


def _height(time: int | str | None) -> int:
    return _OVER if time == SLOWEST else int(time or 0)
