"""From what was measured to rows, tables and a page."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.widget.contenders import CONTENDERS, EMPTY, FRONTDESK
from benchmarks.widget.killed_server import Killings
from benchmarks.widget.lighthouse import CATEGORIES, Scores
from benchmarks.widget.visit import Visit

SLOWDOWNS = (1, 4)
OUR_PAGES = {"frontdesk": CONTENDERS[FRONTDESK].path, "/": "/", "/chat": "/chat"}  # that Lighthouse judges
LOADER, PANEL = "loader", "panel"
GZIP, BROTLI = "gzip", "br"
_KB = 1000  # bytes
_BUSY = 1.0  # load average before the run
_LOADER_GOAL, _PANEL_GOAL = 2 * _KB, 10 * _KB
_LIGHTHOUSE_GOALS = {"performance": 99, "accessibility": 100, "best-practices": 100}


@dataclass
class Results:
    """A whole run.

    Attributes:
        about: what it ran on (as :func:`benchmarks.report.machine`), and the versions of what was measured.
        sizes: bytes of the loader and of the panel, by encoding.
        visits: by slowdown of the CPU (as text) and page.
        axe: ids of broken rules, by page and state.
        lighthouse: by page.
        killings: what became of the messages; ``None`` when it wasn't tried.
        left_out: what couldn't be measured, and why.
    """

    about: dict[str, str]
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    visits: dict[str, dict[str, list[Visit]]] = field(default_factory=dict)
    axe: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    lighthouse: dict[str, Scores] = field(default_factory=dict)
    killings: Killings | None = None
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        name: what was measured, and the unit.
        goal: in words, or empty.
        figures: one a column.
        met: whether the goal is met; ``None`` without a goal.
    """

    name: str
    goal: str
    figures: tuple[str, ...]
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text."""
        return self.name, self.goal, *self.figures, {True: "yes", False: "MISSED", None: ""}[self.met]


@dataclass(frozen=True)
class Table:
    """A head and its lines."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]

    def plain(self) -> str:
        """For a terminal."""
        lines = [self.head, *(row.cells for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines)]
        return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip() for line in lines)

    def markdown(self) -> str:
        """For a page."""
        rule = ("---", "---", *["--:"] * (len(self.head) - 3), "---")
        return "\n".join(f"| {' | '.join(line)} |" for line in (self.head, rule, *(row.cells for row in self.rows)))


def tables(results: Results) -> list[Table]:
    """All that was measured, as far as it was."""
    found = []
    if results.visits:
        found.append(_page_table(results))
    if results.lighthouse:
        found.append(_lighthouse_table(results.lighthouse))
    if results.killings:
        found.append(Table(("", "goal", "messages", "met?"), tuple(_killing_rows(results.killings))))
    return found


def notes(results: Results) -> list[str]:
    """What must be known to read the tables, one paragraph each."""
    found = []
    if results.visits:
        rounds = max(len(visits) for pages in results.visits.values() for visits in pages.values())
        found.append(
            f"Medians of {rounds} round(s), with the smallest and largest in brackets; goals of counts are held "
            "against the worst round. Requests and bytes are beyond those of the empty page. All came gzip-compressed "
            "from one server on this host, with an empty cache. Stand-ins answered at once; Frontdesk's stood behind "
            "the real site, without the red-flag detector. deep-chat has no launcher: its panel is always open. No "
            "request to another host was let through: what it would have brought (a web font) isn't counted. "
            "rasa-webchat waits by itself before it shows an answer.")
    for page, states in results.axe.items():
        broken = sorted({rule for rules in states.values() for rule in rules})
        if broken:
            found.append(f"axe on {page}: {', '.join(broken)}.")
    for page, scores in results.lighthouse.items():
        for category, audits in scores.failed.items():
            if audits:
                found.append(f"Lighthouse, {category} of {page}: {', '.join(audits)}.")
    if results.killings:
        found.append("After each message the site's process, with the detector and a store, was killed with SIGKILL at "
                     "a random instant and started again; the page stayed open. Behind it stood a Rasa that counts.")
        found += results.killings.problems
    if float(results.about["load before"]) > _BUSY:
        found.append("**Other jobs kept the machine busy**: the milliseconds are too high. Repeat the run.")
    found += [f"**Not measured**: {reason}" for reason in results.left_out]
    found.append("Measured on: " + ", ".join(f"{name} {value}" for name, value in results.about.items()) + ".")
    return found


def markdown(results: Results) -> str:
    """Tables and notes for a page."""
    return "\n\n".join([*(table.markdown() for table in tables(results)), *notes(results)]) + "\n"


def plain(results: Results) -> str:
    """Tables and notes for a terminal."""
    return "\n\n".join([*(table.plain() for table in tables(results)), *notes(results)])


def _page_table(results: Results) -> Table:
    names = [name for name in CONTENDERS if any(name in pages for pages in results.visits.values())]
    rows = [*_size_rows(results.sizes, names), *_count_rows(results, names), *_axe_rows(results.axe, names)]
    for slowdown in SLOWDOWNS:
        pages = results.visits.get(str(slowdown), {})
        if pages:
            rows += _time_rows(pages, names, "" if slowdown == 1 else f", CPU {slowdown} times slower")
    return Table(("", "goal", *("empty page" if name == EMPTY else name for name in names), "met?"), tuple(rows))


def _size_rows(sizes: dict[str, dict[str, int]], names: Sequence[str]) -> list[Row]:
    rows = []
    for part, goal in ((LOADER, _LOADER_GOAL), (PANEL, _PANEL_GOAL)):
        if part in sizes:
            gzip, brotli = sizes[part][GZIP], sizes[part][BROTLI]
            text = f"{_kb(gzip)} ({_kb(brotli)})"
            rows.append(Row(f"{part}, gzip (brotli) (kB)", f"at most {goal // _KB} kB",
                            tuple(text if name == FRONTDESK else "" for name in names), gzip <= goal))
    return rows


def _count_rows(results: Results, names: Sequence[str]) -> list[Row]:
    pages = results.visits.get("1", {})
    base = pages.get(EMPTY, [])
    requests = statistics.median(visit.before.requests for visit in base) if base else 0
    bytes_ = statistics.median(visit.before.bytes for visit in base) if base else 0

    def row(name: str, value: Callable[[Visit], float | None], goal: str = "", most: float | None = None,
            show: Callable[[float], str] = _whole) -> Row:
        figures = [_figure([value(visit) for visit in pages.get(each, [])], show) if each != EMPTY else ""
                   for each in names]
        worst = max((value(visit) or 0.0 for visit in pages.get(FRONTDESK, [])), default=None)
        return Row(name, goal, tuple(figures), None if most is None or worst is None else worst <= most)

    return [
        row("requests before opening", lambda visit: visit.before.requests - requests, "at most 1", 1),
        row("requests from there to the first answer",
            lambda visit: visit.answered.requests - visit.before.requests, "at most 2", 2),
        row("transferred before opening (kB)", lambda visit: visit.before.bytes - bytes_, show=_kb),
        row("transferred to the opened panel (kB)", lambda visit: visit.opened.bytes - bytes_, show=_kb),
        row("transferred to the first answer (kB)", lambda visit: visit.answered.bytes - bytes_, show=_kb),
        row("requests to third parties", lambda visit: visit.answered.foreign, "0", 0),
        row("cookies and stored keys before the first message",
            lambda visit: len(visit.cookies) + len(visit.stored), "0", 0),
        row("cumulative layout shift", lambda visit: visit.shift, "0", 0, _shift),
    ]


def _axe_rows(axe: dict[str, dict[str, list[str]]], names: Sequence[str]) -> list[Row]:
    rows = []
    for state in ("closed", "open", "answered"):
        figures = tuple(str(len(axe[name][state])) if state in axe.get(name, {}) else "" for name in names)
        own = axe.get(FRONTDESK, {}).get(state)
        if any(figures):
            rows.append(Row(f"axe violations, {state}", "0", figures, None if own is None else not own))
    return rows


def _time_rows(pages: dict[str, list[Visit]], names: Sequence[str], where: str) -> list[Row]:
    def row(name: str, value: Callable[[Visit], float | None], show: Callable[[float], str] = _milliseconds) -> Row:
        return Row(name + where, "", tuple(_figure([value(visit) for visit in pages.get(each, [])], show)
                                           for each in names))

    return [
        row("first contentful paint (ms)", lambda visit: visit.paint),
        row("DOMContentLoaded (ms)", lambda visit: visit.dom),
        row("load (ms)", lambda visit: visit.load),
        row("launcher, or open panel, there (ms)", lambda visit: visit.shown),
        row("total blocking time (ms)", lambda visit: visit.blocking),
        row("longest task over 50 ms (ms)", lambda visit: visit.longest),
        row("in scripts before opening (ms)", lambda visit: visit.script),
        row("main thread before opening (ms)", lambda visit: visit.task),
        row("click to usable text box (ms)", lambda visit: visit.opening),
        row("sending to answer shown (ms)", lambda visit: visit.answering),
        row("JavaScript heap before opening (MB)", lambda visit: visit.heap / 1e6, _one_place),
        row("JavaScript heap after the answer (MB)", lambda visit: visit.heap_answered / 1e6 or None, _one_place),
    ]


def _lighthouse_table(pages: dict[str, Scores]) -> Table:
    goal = "at least " + ", ".join(map(str, _LIGHTHOUSE_GOALS.values()))
    rows = []
    for page, scores in pages.items():
        own = page in OUR_PAGES
        met = own and all(scores.median(category) >= goal for category, goal in _LIGHTHOUSE_GOALS.items())
        rows.append(Row(f"Lighthouse, {page}", goal if own else "",
                        tuple(_figure(list(scores.scores[category]), _whole) for category in CATEGORIES),
                        met if own else None))
    return Table(("", "goal", *CATEGORIES, "met?"), tuple(rows))


def _killing_rows(killings: Killings) -> list[Row]:
    return [
        Row("site killed, and every message delivered exactly once", f"{killings.count} of {killings.count}",
            (f"{killings.once} of {killings.count}",), killings.once == killings.count),
        *(Row(f"killed {where}", "", (str(killings.hit[where]),)) for where in killings.hit),
        Row("in flight when the kill came", "", (str(killings.in_flight),)),
        Row("of these, first messages of a conversation", "", (str(killings.first),)),
        Row("usual time to the answer (ms)", "", (_milliseconds(killings.usual),)),
        Row("site back to answer shown, of those in flight (ms)", "", (_figure(list(killings.back), _milliseconds),)),
    ]


def _figure(values: Sequence[float | None], show: Callable[[float], str]) -> str:
    """Median and spread; one figure where they are all the same, nothing where there is none."""
    there = [value for value in values if value is not None]
    if not there:
        return ""
    middle, least, most = show(statistics.median(there)), show(min(there)), show(max(there))
    return middle if least == most else f"{middle} ({least}–{most})"


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _milliseconds(value: float) -> str:
    return f"{value:,.0f}"


def _one_place(value: float) -> str:
    return f"{value:.1f}"


def _shift(value: float) -> str:
    return f"{value:.3f}" if value else "0"


def _kb(bytes_: float) -> str:
    return f"{bytes_ / _KB:.1f}"
