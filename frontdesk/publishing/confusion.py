"""What was wanted against what was given: the picture of a check, as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.evaluation.judge import kind_of
from frontdesk.language.gate import FAQ
from frontdesk.publishing.report import Outcome

MOST = 25  # rows
_MORE = 5  # columns beside the rows' own
OTHER = "other"  # the column of everything for which there is no room


@dataclass(frozen=True)
class Cell:
    """How often one thing was given where another was wanted.

    Attributes:
        column: counted from 0.
        count: messages.
        share: of the row's.
        right: whether that is as wanted.
    """

    column: int
    count: int
    share: float
    right: bool


@dataclass(frozen=True)
class Row:
    """What was given where one thing was wanted; only what was given at all."""

    wanted: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Confusion:
    """The picture.

    Attributes:
        rows: FAQs by ``faq/<slug>``, everything else by the kind of reply it wants; those with most mistakes first.
        columns: what was given, in the rows' order, then what isn't a row.
        hidden: rows for which there is no room, and in which nothing or little went wrong.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    hidden: int


def confusion(outcomes: Sequence[Outcome], most: int = MOST) -> Confusion:
    """Count.

    Args:
        outcomes: of a version.
        most: rows at most.
    """
    # What is right in another way than the best is right all the same.
    counts = Counter((_wanted(item), _wanted(item) if item.outcome == "right" else item.given) for item in outcomes)
    mistakes: Counter[str] = Counter()
    for (wanted, given), count in counts.items():
        mistakes[wanted] += count * (wanted != given)
    ranked = sorted(mistakes, key=lambda name: (-mistakes[name], name))
    shown = ranked[:most]
    given_there = Counter[str]()
    for (wanted, given), count in counts.items():
        given_there[given] += count * (wanted in shown)
    others = [given for given, count in given_there.most_common() if given not in shown and count]
    # The rows first, whether or not they were ever given, so that a row and its column have the same number.
    columns = [*shown, *others[:_MORE], *([OTHER] if len(others) > _MORE else [])]
    return Confusion(tuple(_row(name, counts, columns) for name in shown), tuple(columns), len(ranked) - len(shown))


def _wanted(outcome: Outcome) -> str:
    return outcome.label if outcome.label.startswith(f"{FAQ}/") else kind_of(outcome.label)


def _row(wanted: str, counts: Counter[tuple[str, str]], columns: Sequence[str]) -> Row:
    given = Counter[str]()
    for (row, name), count in counts.items():
        if row == wanted:
            given[name if name in columns else OTHER] += count
    total = sum(given.values())
    return Row(wanted, tuple(Cell(at, given[name], given[name] / total, name == wanted)
                             for at, name in enumerate(columns) if given[name]))
