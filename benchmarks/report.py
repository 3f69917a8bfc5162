"""From the figures of a run to rows, a table, a page and a file."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

from benchmarks.process_cost import Cost, memory_kind

TURNS = (1, 50, 200)
BEGIN, END = "<!-- benchmark table: begin -->", "<!-- benchmark table: end -->"
_PACKAGES = ("rasa", "rasa-sdk", "tensorflow", "onnxruntime", "sanic", "starlette", "uvicorn")


@dataclass
class Round:
    """One start of one bot and what was seen before it was stopped.

    Attributes:
        startup: cost until ready.
        milliseconds: of each answered message, by messages at once.
        rate: messages per second, by messages at once.
        cpu: milliseconds of CPU of all the bot's processes a message, by messages at once.
        turns: milliseconds around a turn of a long conversation, by turn.
        memory: megabytes that the goal counts.
        everything: megabytes of all its processes.
        failures: how often each kind of failure happened.
    """

    startup: Cost
    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    rate: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    turns: dict[str, list[float]] = field(default_factory=dict)
    memory: float = 0.0
    everything: float = 0.0
    failures: dict[str, int] = field(default_factory=dict)


@dataclass
class Results:
    """A whole run; ``ours`` and ``stock`` are the keys of every inner mapping.

    Attributes:
        machine: what it ran on.
        training: costs, by what was trained (``as it is`` or ``90 FAQs``).
        rounds: in order.
    """

    machine: dict[str, str]
    training: dict[str, dict[str, list[Cost]]] = field(default_factory=dict)
    rounds: dict[str, list[Round]] = field(default_factory=lambda: {"ours": [], "stock": []})

    def failures(self) -> dict[str, dict[str, int]]:
        """Failures of each bot by kind; no entry for a bot without any."""
        found: dict[str, dict[str, int]] = {}
        for bot, rounds in self.rounds.items():
            for each in rounds:
                for kind, count in each.failures.items():
                    kinds = found.setdefault(bot, {})
                    kinds[kind] = kinds.get(kind, 0) + count
        return found


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: what was measured, and the unit.
        goal: in words, or empty.
        ours: the figure, with its spread.
        stock: the stock bot's.
        ratio: ours by stock's, or ours by ours at turn 1; ``None`` where it says nothing.
        limit: what the ratio must not pass; ``None`` without a goal.
        at_least: the ratio must reach the limit instead.
    """

    name: str
    goal: str
    ours: str
    stock: str
    ratio: float | None
    limit: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; ``None`` without a goal."""
        if self.limit is None or self.ratio is None:
            return None
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def machine() -> dict[str, str]:
    """What the benchmark runs on."""
    cpu = next((line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo"))
                if line.startswith("model name")), platform.processor() or platform.machine())
    return {
        "CPU": cpu,
        "cores": str(os.cpu_count()),
        "RAM": f"{psutil.virtual_memory().total / 1024**3:.0f} GB",
        "Python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def machine_line(about: dict[str, str]) -> str:
    """The machine in one line."""
    return (f"{about['CPU']}, {about['cores']} cores, {about['RAM']} RAM, Python {about['Python']}, "
            + ", ".join(f"{name} {about[name]}" for name in _PACKAGES)
            + f"; load average before the run {about['load before']}")


def rows(results: Results) -> list[Row]:
    """All lines of the table."""
    ours, stock = results.rounds["ours"], results.rounds["stock"]
    found: list[Row] = []
    for at_once, words in (("1", "one at a time"), ("8", "8 at once")):
        found += [
            _percentile_row(f"p50, {words} (ms)", 50, at_once, ours, stock, "at most half", 0.5),
            _percentile_row(f"p95, {words} (ms)", 95, at_once, ours, stock),
            _percentile_row(f"p99, {words} (ms)", 99, at_once, ours, stock),
        ]
    both = (ours, stock)
    found += [
        _row("messages a second, 8 at once", [[each.rate["8"] for each in rounds] for rounds in both],
             "at least 3 times", 3.0, at_least=True),
        _row("messages a second, one at a time", [[each.rate["1"] for each in rounds] for rounds in both]),
        _row("CPU a message, one at a time (ms)", [[each.cpu["1"] for each in rounds] for rounds in both]),
        _turns_row(ours, stock),
    ]
    for kind, goal, limit in (("as it is", "at most a third", 1 / 3), ("90 FAQs", "at most a tenth", 0.1)):
        if kind in results.training:
            costs = [results.training[kind][bot] for bot in ("ours", "stock")]
            cpu = [[cost.cpu for cost in each] for each in costs]
            found.append(_row(f"training, {kind} (CPU s)", cpu, goal, limit))
            found.append(_row(f"training, {kind} (s)", [[cost.seconds for cost in each] for each in costs]))
    found += [
        _row(f"memory, all of ours : stock Rasa alone (MB {memory_kind()})",
             [[each.memory for each in rounds] for rounds in both], "at most as much", 1.0),
        _row("start-up (s)", [[each.startup.seconds for each in rounds] for rounds in both]),
        _row("start-up (CPU s)", [[each.startup.cpu for each in rounds] for rounds in both]),
    ]
    return found


def table(lines: Sequence[Row]) -> str:
    """The rows for a terminal."""
    cells = [("", "goal", "ours", "stock", "ratio", "met?"), *(_cells(row) for row in lines)]
    widths = [max(len(line[column]) for line in cells) for column in range(6)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip() for line in cells)


def markdown(results: Results) -> str:
    """The rows, the machine and the failures for the page."""
    lines = ["| | goal | ours | stock | ratio | met? |", "|---|---|--:|--:|--:|---|"]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows(results)]
    count = len(results.rounds["ours"])
    quick = "" if "90 FAQs" in results.training else "**A quick run**, for a first look. "
    return "\n".join([*lines, "", f"{quick}Medians of {count} round(s), with the smallest and largest in brackets. "
                      f"{failure_line(results)}", "", f"Measured on: {machine_line(results.machine)}."])


def failure_line(results: Results) -> str:
    """What failed, or that nothing did."""
    failures = results.failures()
    if not failures:
        return "Every message was answered."
    words = [f"{bot}: " + ", ".join(f"{count} × {kind}" for kind, count in kinds.items())
             for bot, kinds in failures.items()]
    return f"**Messages failed, so the figures of messages are worth little** ({'; '.join(words)})."


def write_page(page: Path, results: Results) -> None:
    """Put the table between the page's two markers.

    Raises:
        ValueError: the page lacks a marker.
    """
    write_between(page, BEGIN, END, markdown(results))


def write_between(page: Path, begin: str, end: str, text: str) -> None:
    """Put a text between two markers of a page.

    Raises:
        ValueError: the page lacks a marker.
    """
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, found_end, after = rest.partition(end)
    if not found or not found_end:
        raise ValueError(f"{page} lacks the markers '{begin}' and '{end}'.")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def save(path: Path, results: Any) -> None:
    """Write all figures, a dataclass, as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(results), indent=1), encoding="utf-8")


def read(path: Path) -> Results:
    """Read what :func:`save` wrote."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    training = {kind: {bot: [Cost(**cost) for cost in costs] for bot, costs in bots.items()}
                for kind, bots in data["training"].items()}
    rounds = {bot: [Round(**{**each, "startup": Cost(**each["startup"])}) for each in items]
              for bot, items in data["rounds"].items()}
    return Results(data["machine"], training, rounds)


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile; 0 when there are no values."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else 0.0


def turn_medians(rounds: Sequence[Round]) -> list[float]:
    """Median milliseconds at each of :data:`TURNS`, over all conversations."""
    return [percentile([ms for each in rounds for ms in each.turns[str(turn)]], 50) for turn in TURNS]


def _percentile_row(name: str, percent: int, at_once: str, ours: Sequence[Round], stock: Sequence[Round],
                    goal: str = "", limit: float | None = None) -> Row:
    values = [percentile([ms for each in rounds for ms in each.milliseconds[at_once]], percent)
              for rounds in (ours, stock)]
    spreads = [[percentile(each.milliseconds[at_once], percent) for each in rounds] for rounds in (ours, stock)]
    texts = [_figure(value, spread) for value, spread in zip(values, spreads)]
    return Row(name, goal, texts[0], texts[1], _ratio(*values), limit)


def _row(name: str, both: Sequence[Sequence[float]], goal: str = "", limit: float | None = None,
         at_least: bool = False) -> Row:
    values = [statistics.median(each) for each in both]
    texts = [_figure(value, each) for value, each in zip(values, both)]
    return Row(name, goal, texts[0], texts[1], _ratio(*values), limit, at_least)


def _turns_row(ours: Sequence[Round], stock: Sequence[Round]) -> Row:
    medians = [turn_medians(rounds) for rounds in (ours, stock)]
    texts = [" → ".join(_number(value) for value in values) for values in medians]
    return Row(f"p50 at turn {', '.join(map(str, TURNS))} (ms; ratio: ours, last : first)", "at most 1.5 times",
               texts[0], texts[1], _ratio(medians[0][-1], medians[0][0]), 1.5)


def _ratio(value: float, base: float) -> float | None:
    return value / base if base else None


def _figure(value: float, spread: Sequence[float]) -> str:
    text = _number(value)
    return text if len(spread) < 2 else f"{text} ({_number(min(spread))}–{_number(max(spread))})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    met = {True: "yes", False: "NO", None: ""}[row.met]
    return row.name, row.goal, row.ours, row.stock, "" if row.ratio is None else f"{row.ratio:.2f}", met


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
