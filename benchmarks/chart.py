"""The picture of docs/performance.md."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.report import TURNS, Results, Row, rows, turn_medians

_OURS, _STOCK, _GOAL = "#1b6e75", "#9a9a9a", "#b3402a"


def draw(path: Path, results: Results) -> None:
    """Draw ours as a share of the stock bot, and latency over a long conversation.

    Args:
        path: of the SVG file.
        results: of a run.
    """
    # The same figures give the same file: no date, no random ids.
    with mpl.rc_context({"svg.hashsalt": "frontdesk", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9, 3.6), layout="constrained")
        shares, turns = figure.subplots(1, 2, gridspec_kw={"width_ratios": [3, 2]})
        compared = [row for row in rows(results) if row.limit is not None and not row.name.startswith("p50 at turn")]
        _draw_shares(shares, compared[::-1])
        _draw_turns(turns, results)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _draw_shares(axes: mpl.axes.Axes, compared: list[Row]) -> None:
    for place, row in enumerate(compared):
        # Where more is better, the bar shows the stock bot's figure by ours: shorter is better everywhere.
        ratio, limit = row.ratio or 0.0, row.limit or 1.0
        share, goal = (1 / ratio if ratio else 0.0, 1 / limit) if row.at_least else (ratio, limit)
        axes.barh(place, share, color=_OURS, height=0.6)
        axes.plot([goal, goal], [place - 0.4, place + 0.4], color=_GOAL, linewidth=2)
        # Inside the bar, where no goal's line crosses it.
        axes.annotate(f"{share:.0%}", (0, place), xytext=(5, 0), textcoords="offset points", va="center", color="white")
    names = [row.name.partition(" (")[0] + (" (inverse)" if row.at_least else "") for row in compared]
    axes.set_yticks(range(len(compared)), [name.replace(", all of ours : stock Rasa alone", "") for name in names])
    axes.set_xlim(0, 1.15)
    axes.axvline(1, color=_STOCK, linewidth=1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "stock"])
    axes.set_title("Frontdesk as a share of the stock bot (red: goal)", loc="left", fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)


def _draw_turns(axes: mpl.axes.Axes, results: Results) -> None:
    for bot, colour, label in (("stock", _STOCK, "stock bot"), ("ours", _OURS, "Frontdesk")):
        values = turn_medians(results.rounds[bot])
        axes.plot(TURNS, values, marker="o", color=colour)
        axes.annotate(label, (TURNS[-1], values[-1]), xytext=(0, 6), textcoords="offset points",
                      ha="right", color=colour)
    axes.set_ylim(bottom=0)
    axes.set_xticks(TURNS)
    axes.set_xlabel("turn of one conversation")
    axes.set_title("Median answer time (ms)", loc="left", fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
