"""Printing an evaluation: figures, errors, and a confusion picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from frontdesk.evaluation.figures import Figure
from frontdesk.evaluation.judge import Judged

_SHOWN_TEXT = 110  # characters


def figures_table(title: str, figures: Sequence[Figure]) -> str:
    """A table of figures with their goals."""
    lines = [title]
    for figure in figures:
        goal = ""
        if figure.goal is not None:
            sign = "≤" if figure.at_most else "≥"
            goal = f"goal {sign} {figure.goal:.0%}  {'reached' if figure.reached else 'missed'}"
        lines.append(f"  {figure.name:<58} {figure.value:7.1%}  of {figure.size:<4} {goal}".rstrip())
    return "\n".join(lines)


def error_list(judged: Sequence[Judged]) -> str:
    """Every message that wasn't replied to as wanted."""
    lines = []
    for item in judged:
        if item.outcome != "right":
            text = item.case.text if len(item.case.text) <= _SHOWN_TEXT else item.case.text[:_SHOWN_TEXT] + "…"
            lines.append(f"  {item.case.id}  {item.outcome:<12} wanted {item.case.label}, got {item.given}: {text}")
    return "\n".join(lines) or "  none"


def confusion_picture(judged: Sequence[Judged], path: Path) -> None:
    """Draw wanted labels against replies.

    Args:
        judged: the cases.
        path: the SVG or PNG to write.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    counts = Counter((_group(item.case.label), item.given) for item in judged)
    rows = sorted({row for row, _ in counts})
    columns = sorted({column for _, column in counts})
    figure, axes = pyplot.subplots(figsize=(0.45 * len(columns) + 4, 0.32 * len(rows) + 3))
    table = [[counts[row, column] for column in columns] for row in rows]
    shares = [[value / max(sum(line), 1) for value in line] for line in table]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(columns)))
    axes.set_xticklabels(columns, rotation=60, ha="right", fontsize=8)
    axes.set_yticks(range(len(rows)))
    axes.set_yticklabels(rows, fontsize=8)
    axes.set_xlabel("what the visitor got")
    axes.set_ylabel("what the message asks")
    for y, line in enumerate(table):
        for x, value in enumerate(line):
            if value:
                axes.text(x, y, str(value), ha="center", va="center", fontsize=7,
                          color="white" if shares[y][x] > 0.6 else "black")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def _group(label: str) -> str:
    return "out_of_scope" if label.startswith("out_of_scope/") else label
