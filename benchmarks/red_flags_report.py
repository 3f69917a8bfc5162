"""From the figures of ``benchmarks.red_flags`` to its tables."""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.process_cost import Cost, memory_kind
from benchmarks.report import machine_line, percentile

BEGIN, END = "<!-- red-flag table: begin -->", "<!-- red-flag table: end -->"
SEEING, BLIND = "with", "without"  # the sites' names
# Least and most words of the development set's messages, by kind.
LENGTHS = {"under 15 words": (0, 14), "15–40 words": (15, 40), "over 40 words": (41, 10_000)}
KINDS = ("the FAQs' questions", *LENGTHS)
GOAL = 3.0  # milliseconds that may be added at p50
_BUSY = 1.0  # load average before the run


@dataclass
class Pairs:
    """The same messages at both sites.

    Attributes:
        milliseconds: of each message that both answered and that raised no flag, by site, in the same order.
        flagged: milliseconds of those that raised one: Rasa isn't asked then.
        cpu: milliseconds of CPU of each site's process for all messages.
        sent: how many messages each site got.
        failures: how often each kind of failure happened.
    """

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {SEEING: [], BLIND: []})
    flagged: list[float] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=lambda: {SEEING: 0.0, BLIND: 0.0})
    sent: int = 0
    failures: dict[str, int] = field(default_factory=dict)

    def added(self) -> list[float]:
        """Milliseconds that the detector added to each message."""
        return [mine - other for mine, other in zip(self.milliseconds[SEEING], self.milliseconds[BLIND])]

    def add(self, more: Pairs) -> None:
        """Take in those of another round."""
        for site in (SEEING, BLIND):
            self.milliseconds[site] += more.milliseconds[site]
            self.cpu[site] += more.cpu[site]
        self.flagged += more.flagged
        self.sent += more.sent
        for kind, count in more.failures.items():
            self.failures[kind] = self.failures.get(kind, 0) + count


@dataclass
class Results:
    """A whole run.

    Attributes:
        machine: what it ran on.
        pairs: by kind of message.
        rate: answered messages a second with eight at once, one a round, by site.
        memory: megabytes of each site's process, by site.
        guard: milliseconds of what both sites do around the detector.
        fitting: what fitting the classifier takes; ``None`` when it wasn't measured.
    """

    machine: dict[str, str]
    pairs: dict[str, Pairs] = field(default_factory=dict)
    rate: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    guard: list[float] = field(default_factory=list)
    fitting: Cost | None = None

    def failures(self) -> dict[str, int]:
        """How often each kind of failure happened."""
        everything = Pairs()
        for pairs in self.pairs.values():
            everything.add(pairs)
        return everything.failures


def read(path: Path) -> Results:
    """Read the figures of an earlier run."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data["pairs"] = {kind: Pairs(**pairs) for kind, pairs in data["pairs"].items()}
    data["fitting"] = Cost(**data["fitting"]) if data["fitting"] else None
    return Results(**data)


def markdown(results: Results) -> str:
    """The tables, the machine and the failures."""
    head = ["| messages | pairs | p50 with (ms) | without | p95 with | without | adds at p50 | met? | adds at p95 "
            "| CPU with (ms) | without |", "|---|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|"]
    rows = [_row(kind, results.pairs[kind]) for kind in KINDS]
    busy = float(results.machine["load before"]) > _BUSY
    note = ["", "**Other jobs kept the machine busy**: the milliseconds are too high. Repeat the run."] if busy else []
    return "\n".join([*head, *rows, "", *_others(results), *note,
                      "", f"Measured on: {machine_line(results.machine)}."])


def _row(kind: str, pairs: Pairs) -> str:
    def both(percent: int) -> list[str]:
        return [f"{percentile(pairs.milliseconds[site], percent):.1f}" for site in (SEEING, BLIND)]

    added = percentile(pairs.added(), 50)
    cells = [kind, str(len(pairs.added())), *both(50), *both(95), f"{added:.1f}", "yes" if added <= GOAL else "NO",
             f"{percentile(pairs.added(), 95):.1f}",
             *(f"{pairs.cpu[site] / max(1, pairs.sent):.1f}" for site in (SEEING, BLIND))]
    return f"| {' | '.join(cells)} |"


def _others(results: Results) -> list[str]:
    flagged = [value for pairs in results.pairs.values() for value in pairs.flagged]
    rate = {site: statistics.median(values) for site, values in results.rate.items()}
    found = [
        "| | with | without |", "|---|--:|--:|",
        f"| messages a second, 8 at once | {rate[SEEING]:.1f} | {rate[BLIND]:.1f} |",
        f"| memory of the site's process (MB {memory_kind()}) "
        f"| {results.memory[SEEING]:.0f} | {results.memory[BLIND]:.0f} |",
        f"| hand-over to a thread and look at the flags that stand, p50 (ms) "
        f"| {percentile(results.guard, 50):.1f} | the same |",
    ]
    if flagged:
        found.append(f"| answered at once, as a flag was raised: {len(flagged)} messages, p50 (ms) "
                     f"| {percentile(flagged, 50):.1f} | |")
    if results.fitting:
        found.append(f"| fitting the classifier (CPU s) | {results.fitting.cpu:.0f} | |")
    failures = results.failures()
    words = "; ".join(f"{count} × {kind}" for kind, count in failures.items())
    return [*found, "", f"**Messages failed** ({words})." if failures else "Every message was answered."]
