"""``make eval-safety``: the red-flag detector on its sets: recall, level, false alarms, and every miss."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.figures import Figure
from frontdesk.evaluation.red_flag_cases import (
    FOLDER,
    SETS,
    FlagCase,
    load_flag_cases,
    load_ordinary_cases,
    read,
)
from frontdesk.evaluation.report import figures_table
from frontdesk.safety.detector import Detector, Verdict, load_detector
from frontdesk.safety.red_flags import LEVELS
from frontdesk.service.training import ensure_red_flag_model
from frontdesk.settings import load_settings

_EMERGENCY = LEVELS[0]


@dataclass(frozen=True)
class Read:
    """A case with what the detector made of it."""

    case: FlagCase
    verdict: Verdict

    @property
    def found(self) -> bool:
        """Whether any flag was raised."""
        return bool(self.verdict.level)

    @property
    def under(self) -> bool:
        """Whether the flag raised is less urgent than any that would be right."""
        return self.found and LEVELS.index(self.verdict.level) > LEVELS.index(self.case.levels[1])

    @property
    def over(self) -> bool:
        """Whether it is more urgent than any that would be right."""
        return self.found and LEVELS.index(self.verdict.level) < LEVELS.index(self.case.levels[0])


def figures(name: str, items: Sequence[Read], ordinary: Sequence[Verdict]) -> list[Figure]:
    """The figures of one set; the floors are what CI holds."""
    flagged = [item for item in items if item.case.flagged]
    emergencies = [item for item in flagged if item.case.label.startswith(f"{_EMERGENCY}/")]
    negatives = [item for item in items if not item.case.flagged and not item.case.ordinary]
    stories = [item.found for item in items if item.case.ordinary]
    floors = _FLOORS[name]
    return [
        _figure("emergency_now flagged", [item.found for item in emergencies], 1.0, floors["emergency"]),
        _figure("all levels flagged", [item.found for item in flagged], 0.98, floors["all"]),
        _figure("under-triage: flagged, but as less urgent", [item.under for item in flagged], 0.0, floors["under"],
                at_most=True),
        _figure("over-triage: flagged as more urgent", [item.over for item in flagged], None, floors["over"],
                at_most=True),
        _figure("false alarms on hard negatives", [item.found for item in negatives], 0.03, floors["hard"],
                at_most=True),
        _figure("false alarms on ordinary messages", [*stories, *(bool(verdict.level) for verdict in ordinary)], 0.005,
                floors["ordinary"], at_most=True),
    ]


def by_condition(items: Sequence[Read]) -> str:
    """Recall and level for each condition."""
    lines = []
    for label in sorted({item.case.label for item in items if item.case.flagged},
                        key=lambda name: (LEVELS.index(name.partition('/')[0]), name)):
        own = [item for item in items if item.case.label == label]
        counts = (sum(item.found for item in own), len(own), sum(item.under for item in own),
                  sum(item.over for item in own))
        lines.append(f"  {label.partition('/')[2] + ' (' + label.partition('/')[0] + ')':<44}"
                     "{:>4} of {:<4} under {:<2} over {}".format(*counts))
    return "\n".join(lines)


def by_kind(items: Sequence[Read]) -> str:
    """False alarms for each kind of hard negative."""
    every = Counter(item.case.label for item in items if not item.case.flagged)
    alarms = Counter(item.case.label for item in items if not item.case.flagged and item.found)
    return "\n".join(f"  {kind.partition('/')[2]:<20}{alarms[kind]:>3} of {count}"
                     for kind, count in sorted(every.items()))


def errors(items: Sequence[Read]) -> str:
    """Every miss, wrong level and false alarm."""
    lines = []
    for item in items:
        text = " || ".join(item.case.turns)
        given = f"{item.verdict.level}/{item.verdict.condition}" if item.found else "nothing"
        if item.case.flagged and not item.found:
            lines.append(f"  MISSED  {item.case.id} {item.case.label} ({item.verdict.strength:.2f}): {text}")
        elif item.case.flagged and item.under:
            lines.append(f"  UNDER   {item.case.id} {item.case.label}, got {given}: {text}")
        elif not item.case.flagged and item.found:
            lines.append(f"  ALARM   {item.case.id} {item.case.label}, got {given}: {text}")
    return "\n".join(lines) or "  none"


def evaluate(detector: Detector, root: Path, names: Sequence[str], quiet: Sequence[str]) -> list[Figure]:
    """Read the sets and print what came of them.

    Args:
        detector: to judge.
        root: the project's folder.
        names: of the sets.
        quiet: sets whose single errors aren't printed, so that nobody tunes to them.
    """
    every: list[Figure] = []
    for name in names:
        items = [Read(case, read(detector, case.turns)) for case in load_flag_cases(root / FOLDER / f"{name}.tsv")]
        cases = load_ordinary_cases(root, name)
        ordinary = [read(detector, (case.text,)) for case in cases]
        table = figures(name, items, ordinary)
        every += table
        print(figures_table(f"\n{name} ({len(items)} messages and conversations)", table))
        print("\nby condition\n" + by_condition(items))
        print("\nfalse alarms by kind\n" + by_kind(items))
        if name in quiet:
            continue
        print("\nmisses, under-triage and false alarms\n" + errors(items))
        for case, verdict in zip(cases, ordinary):
            if verdict.level:
                print(f"  ALARM   {case.id} {case.label}, got {verdict.level}/{verdict.condition}: {case.text}")
    return every


def _figure(
    name: str, hits: Sequence[bool], goal: float | None, floor: float, at_most: bool = False
) -> Figure:
    return Figure(name, sum(hits) / max(len(hits), 1), len(hits), goal, at_most, floor)


# What CI holds: a step below what was reached.
_FLOORS = {
    "development": {"emergency": 0.97, "all": 0.975, "under": 0.006, "over": 0.13, "hard": 0.035, "ordinary": 0.007},
    "held_out": {"emergency": 0.96, "all": 0.97, "under": 0.01, "over": 0.13, "hard": 0.05, "ordinary": 0.015},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the evaluation; exit code 1 when a figure is below its floor and floors were asked for."""
    parser = argparse.ArgumentParser(description="The red-flag detector on tests/eval/red_flags.")
    parser.add_argument("--set", action="append", choices=SETS, help="only this set")
    parser.add_argument("--show-held-out", action="store_true", help="print the held-out set's errors too")
    parser.add_argument("--floors", action="store_true", help="fail when a figure is below its floor")
    options = parser.parse_args(arguments)
    settings = load_settings()
    try:
        ensure_red_flag_model(settings)
        names = options.set or SETS
        every = evaluate(load_detector(settings.root), settings.root, names,
                         () if options.show_held_out else ("held_out",))
    except FrontdeskError as error:
        print(error, file=sys.stderr)
        return 1
    below = [figure for figure in every if not figure.holds]
    if options.floors and below:
        print("\nBelow the floor: " + "; ".join(f"{figure.name} {figure.value:.1%}" for figure in below),
              file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
