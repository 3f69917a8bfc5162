"""Days, figures, words, charts and the dashboard made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from frontdesk.knowledge.clinic import Clinic
from frontdesk.numbers.charts import HEIGHT, WIDTH, bars, bars_up_and_down, bars_within
from frontdesk.numbers.days import PERIODS, Days, day_of, last_days, zone_of
from frontdesk.numbers.faq_rows import COLUMNS, FaqRow, faq_rows, in_order
from frontdesk.numbers.figures import FaqCounts, Figures, by_faq, figures, series
from frontdesk.numbers.happened import BUCKETS
from frontdesk.numbers.panels import Dashboard
from frontdesk.numbers.words import changed, share, span, waiting
from frontdesk.store.counts import Counted, Counts
from frontdesk.store.engine import open_database

TODAY = date(2027, 1, 20)
YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(str(tmp_path / "counts.db"))
    yield engine
    engine.dispose()


# Days

def test_periods_end_today_and_the_one_before_ends_where_they_begin() -> None:
    week = last_days(7, TODAY)
    assert (week.first, week.last, len(week)) == (date(2027, 1, 14), TODAY, 7)
    assert week.before() == Days(date(2027, 1, 7), date(2027, 1, 13))


def test_long_periods_are_told_by_whole_weeks() -> None:
    for length in PERIODS:
        days = last_days(length, TODAY)
        spans = days.spans()
        assert {len(one) for one in spans} == ({1} if length <= 90 else {7})
        assert (spans[0].first, spans[-1].last) == (days.first, days.last)
        assert all(later.first - earlier.last == timedelta(1) for earlier, later in pairwise(spans))


def test_a_day_begins_at_the_clinics_midnight() -> None:
    moment = datetime(2027, 1, 20, 23, 30, tzinfo=timezone.utc).timestamp()
    assert day_of(moment, ZoneInfo("UTC")) == TODAY
    assert day_of(moment, ZoneInfo("Europe/Berlin")) == TODAY + timedelta(1)
    assert day_of(moment, ZoneInfo("America/New_York")) == TODAY


@pytest.mark.parametrize("zone", ["", "Europe/Berlin"])
def test_a_clinic_without_a_time_zone_is_in_utc(zone: str) -> None:
    clinic = Clinic("A", "", "", "", "", "", {}, time_zone=zone)
    assert zone_of(clinic) == ZoneInfo(zone or "UTC")


# Figures

def test_figures_are_what_was_counted() -> None:
    told = figures([
        (("asked", ""), 10), (("conversations", ""), 4), (("kind", "answer"), 5), (("kind", "no_answer"), 2),
        (("kind", "choice"), 1), (("handed_over", ""), 3), (("booked", ""), 2), (("up", ""), 4), (("down", ""), 1),
        (("urgent", "soon"), 1), (("urgent", "same_day"), 2), (("urgent", "failure"), 7), (("asked", ""), 5)])
    assert (told.asked, told.conversations, told.answered, told.not_covered, told.choice) == (15, 4, 5, 2, 1)
    assert (told.handed_over, told.booked, told.up, told.down) == (3, 2, 4, 1)
    assert (told.warned, told.unchecked, told.urgent) == (3, 7, {"soon": 1, "same_day": 2})


def test_of_nothing_they_are_0() -> None:
    assert figures([]) == Figures()
    assert (Figures().answered, Figures().warned, Figures().within(0.5)) == (0, 0, None)


def test_more_votes_taken_back_than_given_on_a_day_are_none() -> None:
    assert figures([(("up", ""), -1)]).up == 0
    # Over both days they are even: that day's is only missing where it was alone.
    assert figures([(("up", ""), -1), (("up", ""), 1)]).up == 0


@pytest.mark.parametrize(("times", "half", "most"), [
    ({"10": 1}, 10, 10), ({"10": 1, "20": 1}, 10, 20), ({"10": 95, "100": 5}, 10, 10), ({"10": 94, "100": 6}, 10, 100),
    ({"more": 1}, "more", "more"), ({"50": 9, "more": 1}, 50, "more"), ({}, None, None), ({"10": 0}, None, None),
])
def test_times_are_told_by_the_end_of_their_bucket(
    times: dict[str, int], half: int | None, most: int | None
) -> None:
    told = Figures(times=times)
    assert (told.within(0.5), told.within(0.95)) == (half, most)


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 12_000), min_size=1, max_size=60), st.sampled_from([0.5, 0.95, 1.0]))
def test_at_least_that_share_took_no_longer(milliseconds: list[int], part: float) -> None:
    times: dict[str, int] = {}
    for time in milliseconds:
        end = next((str(end) for end in BUCKETS if time <= end), "more")
        times[end] = times.get(end, 0) + 1
    told = Figures(times=times).within(part)
    limit = float("inf") if told == "more" else int(told or 0)
    assert sum(time <= limit for time in milliseconds) >= part * len(milliseconds) - 1e-9
    shorter = [end for end in BUCKETS if end < limit]
    if shorter:
        assert sum(time <= shorter[-1] for time in milliseconds) < part * len(milliseconds)


def test_a_series_has_every_day_also_those_without_anything() -> None:
    counts = {Counted(YESTERDAY, "asked"): 3, Counted(TODAY, "asked"): 2, Counted(TODAY, "up"): 1,
              Counted(TODAY - timedelta(40), "asked"): 100}
    days = last_days(3, TODAY)
    assert [(one.first, told.asked, told.up) for one, told in series(counts, days.spans())] == [
        (TODAY - timedelta(2), 0, 0), (YESTERDAY, 3, 0), (TODAY, 2, 1)]
    [(_, total)] = series(counts, [days])
    assert (total.asked, total.up) == (5, 1)


def test_by_faq(engine: Engine) -> None:
    Counts(engine).add({
        Counted(TODAY, "faq_asked", "a"): 3, Counted(YESTERDAY, "faq_asked", "a"): 2,
        Counted(TODAY, "faq_answered", "a"): 1, Counted(TODAY, "faq_up", "a"): 1, Counted(TODAY, "faq_down", "b"): 1,
        Counted(TODAY, "faq_up", "b"): -1, Counted(TODAY, "asked"): 9, Counted(YESTERDAY, "faq_asked", "old"): 1})
    assert by_faq(engine, TODAY) == {"a": FaqCounts(3, 1, 1, 0), "b": FaqCounts(0, 0, 0, 1)}
    assert by_faq(engine, YESTERDAY) == {
        "a": FaqCounts(5, 1, 1, 0), "b": FaqCounts(0, 0, 0, 1), "old": FaqCounts(1, 0, 0, 0)}
    assert by_faq(engine, YESTERDAY, YESTERDAY) == {"a": FaqCounts(2, 0, 0, 0), "old": FaqCounts(1, 0, 0, 0)}
    assert by_faq(engine, TODAY + timedelta(1)) == {}


def test_faqs_nobody_asked_and_those_that_are_gone_are_rows_too() -> None:
    rows = faq_rows({"a": "Apples?", "b": "bears?"}, {"b": FaqCounts(4, 3, 2, 1), "gone": FaqCounts(1, 0, 0, 0)})
    assert rows == [FaqRow("a", "Apples?", 0, 0, 0, 0), FaqRow("b", "bears?", 4, 3, 2, 1),
                    FaqRow("gone", "", 1, 0, 0, 0)]
    assert [row.slug for row in in_order(rows, "asked")] == ["b", "gone", "a"]
    assert [row.slug for row in in_order(rows, "question")] == ["a", "b", "gone"]
    assert [row.slug for row in in_order(rows, "down")] == ["b", "a", "gone"]
    for other in ("", "slug", "__class__", "asked; DROP"):
        assert in_order(rows, other) == in_order(rows, "asked")
    assert all(in_order(rows, column) for column in COLUMNS)


# Words

@pytest.mark.parametrize(("now", "before", "told"), [
    (3, 3, "as many as in the 7 days before"), (0, 0, "as many as in the 7 days before"),
    (6, 3, "3 more than in the 7 days before (100%)"), (3, 4, "1 fewer than in the 7 days before (25%)"),
    (5, 0, "5 more than in the 7 days before"), (1001, 1000, "1 more than in the 7 days before"),
    (0, 2000, "2,000 fewer than in the 7 days before (100%)")])
def test_a_number_is_compared_in_words(now: int, before: int, told: str) -> None:
    assert changed(now, before, "7 days") == told


@pytest.mark.parametrize(("days", "told"), [
    (Days(TODAY, TODAY), "Today so far"), (Days(YESTERDAY, YESTERDAY), "Tue 19 Jan"),
    (Days(date(2026, 12, 31), date(2026, 12, 31)), "Thu 31 Dec 2026"),
    (Days(date(2027, 1, 4), date(2027, 1, 10)), "4 – 10 Jan"),
    (Days(date(2026, 12, 29), date(2027, 1, 4)), "29 Dec – 4 Jan"),
    (Days(date(2026, 11, 30), date(2026, 12, 6)), "30 Nov – 6 Dec 2026")])
def test_days_are_told_short(days: Days, told: str) -> None:
    assert span(days, TODAY) == told


def test_shares_and_times() -> None:
    assert (share(1, 3), share(0, 0), share(2, 2)) == ("33%", "", "100%")
    assert [waiting(time) for time in (None, 10, 750, 2000, "more")] == ["–", "0.01 s", "0.75 s", "2 s", "over 10 s"]


# Charts

def heights(path: str) -> list[float]:
    return [float(found) for found in re.findall(r"v(-?[\d.]+)h", path)]


def test_a_bar_is_as_high_as_its_value() -> None:
    chart = bars([0, 5, 10, 8])
    assert chart.top == 10
    assert heights(chart.shapes[0].path) == [-50, -100, -80]  # upwards; none for 0
    starts = [float(found) for found in re.findall(r"M([\d.]+) ", chart.shapes[0].path)]
    assert starts == [275, 525, 775]
    assert chart.zero == HEIGHT


@pytest.mark.parametrize(("highest", "top"), [(0, 1), (1, 1), (2, 2), (7, 8), (9, 10), (10, 10), (11, 20), (61, 80),
                                              (999, 1000), (1001, 2000)])
def test_the_edge_is_a_round_number(highest: int, top: int) -> None:
    assert bars([0, highest]).top == top


@settings(derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=120))
def test_nothing_leaves_the_drawing(pairs: list[tuple[int, int]]) -> None:
    first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    for chart in (bars(first), bars_within(first, second), bars_up_and_down(first, second)):
        for shape in chart.shapes:
            for x, y, height, width in re.findall(r"M([\d.]+) ([\d.]+)v(-?[\d.]+)h([\d.]+)v-?[\d.]+z", shape.path):
                assert 0 <= float(x) <= float(x) + float(width) <= WIDTH + 0.11
                assert -0.11 <= float(y) + float(height) <= HEIGHT + 0.11


def test_up_and_down_are_on_either_side() -> None:
    chart = bars_up_and_down([4, 0], [0, 2])
    assert (chart.top, chart.bottom, chart.zero) == (4, 4, 50)
    up, down = chart.shapes
    assert (heights(up.path), heights(down.path)) == ([-50], [25])
    assert (up.style, down.style) == ("bars", "bars striped")


# The dashboard

COUNTS = {
    Counted(TODAY, "asked"): 12, Counted(YESTERDAY, "asked"): 1200, Counted(TODAY, "conversations"): 5,
    Counted(TODAY, "kind", "answer"): 6, Counted(TODAY, "up"): 3, Counted(YESTERDAY, "down"): 2,
    Counted(TODAY, "urgent", "same_day"): 1, Counted(TODAY, "urgent", "failure"): 2,
    Counted(TODAY, "seconds", "50"): 12, Counted(YESTERDAY, "seconds", "200"): 1200}


def dashboard(counts: dict[Counted, int], before: Figures | None = None, length: int = 7) -> Dashboard:
    days = last_days(length, TODAY)
    [(_, total)] = series(counts, [days])
    return Dashboard(series(counts, days.spans()), total, before, PERIODS[length], TODAY)


def test_each_panel_has_a_table_of_what_its_chart_shows() -> None:
    panels = {panel.key: panel for panel in dashboard(COUNTS).panels()}
    asked = panels["asked"]
    assert (asked.total, asked.note, asked.columns) == ("1,212", "in 5 conversations", ("Messages", "Conversations"))
    assert asked.rows[:2] == (("Today so far", ("12", "5")), ("Tue 19 Jan", ("1,200", "0")))
    assert len(asked.rows) == 7
    assert asked.edge == ("2,000", "")
    assert asked.summary == "Bar chart of 7 days, Thu 14 Jan to Today so far. Messages: at most 1,200, Tue 19 Jan."
    assert panels["answered"].note == "0% of all messages"
    votes = panels["votes"]
    assert (votes.total, votes.note, votes.edge, votes.legend) == ("3 up", "and 2 down", ("3", "3"), ("Up", "Down"))
    assert votes.rows[:2] == (("Today so far", ("3", "0")), ("Tue 19 Jan", ("0", "2")))
    urgent = panels["urgent"]
    assert (urgent.total, urgent.note) == (
        "1", "1 doctor the same day; 2 more couldn't be checked and got the notice that says so")
    times = panels["times"]
    assert times.total == "0.2 s and 0.2 s"
    assert times.rows[:3] == (("Today so far", ("0.05 s", "0.05 s")), ("Tue 19 Jan", ("0.2 s", "0.2 s")),
                              ("Mon 18 Jan", ("–", "–")))


def test_it_is_compared_only_with_days_that_were_counted() -> None:
    assert {panel.compared for panel in dashboard(COUNTS).panels()} == {""}
    compared = {panel.key: panel.compared for panel in dashboard(COUNTS, Figures(asked=1000)).panels()}
    assert compared["asked"] == "212 more than in the 7 days before (21%)"
    assert compared["booked"] == "as many as in the 7 days before"


@pytest.mark.parametrize("length", PERIODS)
def test_it_can_be_told_of_nothing(length: int) -> None:
    for panel in dashboard({}, length=length).panels():
        assert panel.total in ("0", "0 up", "–")
        assert all(shape.path == "" for shape in panel.chart.shapes)
        assert panel.summary.startswith("Bar chart of")


def test_what_took_longer_than_any_bucket_is_drawn_and_said() -> None:
    times = {panel.key: panel for panel in dashboard({Counted(TODAY, "seconds", "more"): 1}).panels()}["times"]
    assert times.total == "over 10 s and over 10 s"
    assert times.chart.top == 20_000
