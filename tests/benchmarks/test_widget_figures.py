"""From what was measured to the tables."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.widget.contenders import DEEP_CHAT, EMPTY, FRONTDESK
from benchmarks.widget.figures import BROTLI, GZIP, LOADER, PANEL, Results, Row, markdown, plain, tables
from benchmarks.widget.killed_server import Killings
from benchmarks.widget.lighthouse import CATEGORIES, Scores
from benchmarks.widget.visit import Traffic, Visit


def seen(before: Traffic, answered: Traffic, **more: Any) -> Visit:
    return Visit(before=before, opened=answered, answered=answered, **more)


@pytest.fixture
def results() -> Results:
    """A run in which every goal is met."""
    return Results(
        {"CPU": "a CPU", "load before": "0.2"}, {LOADER: {GZIP: 1900, BROTLI: 1600}, PANEL: {GZIP: 9900, BROTLI: 8700}},
        {"1": {EMPTY: [seen(Traffic(1, 1400), Traffic())] * 2,
               FRONTDESK: [seen(Traffic(2, 3400), Traffic(4, 13_400), paint=20.0, opening=30.0),
                           seen(Traffic(2, 3400), Traffic(4, 13_400), paint=40.0, opening=50.0)],
               DEEP_CHAT: [seen(Traffic(3, 112_400, 1), Traffic(4, 112_600, 1), paint=60.0)]}},
        {FRONTDESK: {"closed": [], "open": []}, DEEP_CHAT: {"open": ["region"]}},
        {"/chat": Scores({category: [100.0] for category in CATEGORIES})}, Killings(5, 5))


def row(results: Results, name: str) -> Row:
    return next(row for table in tables(results) for row in table.rows if row.name.startswith(name))


def test_every_goal_can_be_met(results: Results) -> None:
    judged = [row for table in tables(results) for row in table.rows if row.goal]
    assert len(judged) >= 11
    assert [row.name for row in judged if row.met is not True] == []
    assert "MISSED" not in plain(results)


def test_requests_and_bytes_are_beyond_the_empty_page(results: Results) -> None:
    assert row(results, "requests before opening").figures == ("", "1", "2")
    assert row(results, "requests from there").figures == ("", "2", "1")
    assert row(results, "transferred before opening").figures == ("", "2.0", "111.0")


def test_the_median_comes_with_its_spread(results: Results) -> None:
    assert row(results, "first contentful paint").figures == ("0", "30 (20–40)", "60")
    assert row(results, "click to usable").figures == ("", "40 (30–50)", "")


def test_one_bad_round_misses_the_goal_of_a_count(results: Results) -> None:
    results.visits["1"][FRONTDESK][0].stored.append("localStorage: a key")
    assert row(results, "cookies and stored keys").met is False
    assert "MISSED" in markdown(results)


@pytest.mark.parametrize(("part", "bytes_"), [(LOADER, 2001), (PANEL, 10_001)])
def test_a_script_that_is_too_large_misses_its_goal(results: Results, part: str, bytes_: int) -> None:
    results.sizes[part][GZIP] = bytes_
    assert row(results, part).met is False


def test_broken_rules_are_counted_and_named(results: Results) -> None:
    results.axe[FRONTDESK]["open"].append("color-contrast")
    assert row(results, "axe violations, open").figures == ("", "1", "1")
    assert row(results, "axe violations, open").met is False
    assert row(results, "axe violations, closed").met is True
    assert f"axe on {FRONTDESK}: color-contrast." in markdown(results)


def test_a_lost_message_misses_the_goal_and_is_told_of(results: Results) -> None:
    results.killings = Killings(5, 4, problems=["“Question 3?” was processed 2 times."])
    assert row(results, "site killed").met is False
    assert "“Question 3?” was processed 2 times." in plain(results)


def test_what_could_not_be_measured_is_said(results: Results) -> None:
    results.left_out.append("deep-chat, as npm isn't installed.")
    results.killings, results.axe = None, {}
    assert "**Not measured**: deep-chat, as npm isn't installed." in markdown(results)
    assert "site killed" not in markdown(results)


def test_a_busy_machine_is_said(results: Results) -> None:
    assert "kept the machine busy" not in plain(results)
    results.about["load before"] = "3.5"
    assert "kept the machine busy" in plain(results)


def test_lighthouse_names_what_costs_points_and_nothing_else() -> None:
    audits = {"a": 1, "b": 0.5, "c": 0, "d": None}
    weights = {"a": 1, "b": 3, "c": 0, "d": 1}
    result = {"audits": {name: {"score": score} for name, score in audits.items()},
              "categories": {category: {"score": 0.97, "auditRefs": [{"id": name, "weight": weight}
                                                                     for name, weight in weights.items()]}
                             for category in CATEGORIES}}
    scores = Scores()
    scores.add(result)
    scores.add(result)
    assert scores.scores["performance"] == [97.0, 97.0]
    assert scores.failed == {category: ["b"] for category in CATEGORIES}
    assert row(Results({}, lighthouse={"/": scores}), "Lighthouse, /").met is False
    assert row(Results({}, lighthouse={DEEP_CHAT: scores}), f"Lighthouse, {DEEP_CHAT}").met is None
