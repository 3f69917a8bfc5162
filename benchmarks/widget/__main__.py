"""``python -m benchmarks.widget``: the chat widget beside others, in a real browser, without any outside host."""

from __future__ import annotations

import argparse
import platform
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import httpx
from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from benchmarks import report
from benchmarks.process_cost import BenchmarkError, Command, child_environment, serving
from benchmarks.widget import lighthouse, rivals
from benchmarks.widget.accessibility import violations
from benchmarks.widget.browser import chromium
from benchmarks.widget.contenders import CONTENDERS, EMPTY, FRONTDESK, Contender
from benchmarks.widget.figures import BROTLI, GZIP, LOADER, OUR_PAGES, PANEL, SLOWDOWNS, Results, markdown, plain
from benchmarks.widget.killed_server import kill_again_and_again
from benchmarks.widget.lighthouse import CATEGORIES, Scores
from benchmarks.widget.project import private_project
from benchmarks.widget.visit import Visit, visit
from frontdesk.errors import FrontdeskError
from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK

_FIGURES = Path("results/widget.json")
_SEED = 7
_PANEL = re.compile(r"widget/panel-[0-9a-f]+\.js")
_STARTED = time.monotonic()


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        rounds: visits to each page, by slowdown of the CPU.
        lighthouse: runs for each page.
        kills: of the site.
    """

    rounds: dict[int, int]
    lighthouse: int
    kills: int


FULL = Plan(rounds=dict.fromkeys(SLOWDOWNS, 9), lighthouse=3, kills=50)
QUICK = Plan(rounds={1: 3}, lighthouse=1, kills=5)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the figures.

    Returns:
        0, also when a goal is missed; 1 when the benchmark couldn't run; 130 when stopped.
    """
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        results = _measure(QUICK if options.quick else FULL)
    except (BenchmarkError, FrontdeskError) as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    report.save(_FIGURES, results)
    print(plain(results))
    if options.out:
        options.out.write_text(markdown(results), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.widget", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and kills, and no slowed-down CPU")
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the tables there, as Markdown")
    return parser.parse_args(arguments)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _measure(plan: Plan) -> Results:
    missing = rivals.install()
    with tempfile.TemporaryDirectory(prefix="frontdesk-widget-") as name, chromium() as browser:
        results = Results(_about(browser, missing))
        if missing:
            results.left_out.append(f"{' and '.join(rival.name for rival in rivals.RIVALS)}, as {missing}.")
        contenders = [contender for contender in CONTENDERS.values()
                      if contender.name in (EMPTY, FRONTDESK) or not missing]
        with _host(Path(name)) as base:
            _try(results, "sizes of the files", lambda: results.sizes.update(_sizes(base)))
            for slowdown, rounds in plan.rounds.items():
                _visit_all(browser, base, contenders, slowdown, rounds, results)
            for contender in contenders:
                _try(results, f"axe on {contender.name}", partial(_check, browser, base, contender, results))
            _try(results, "Lighthouse", lambda: _judge(base, contenders, plan.lighthouse, Path(name), results))

        def kill() -> None:
            results.killings = kill_again_and_again(browser, plan.kills, _say)

        _say(f"killing the site {plan.kills} times")
        _try(results, "the site killed", kill)
    return results


def _try(results: Results, what: str, measure: Callable[[], object]) -> None:
    """One part that fails must not cost the others."""
    try:
        measure()
    except (BenchmarkError, FrontdeskError, BrowserError, httpx.HTTPError) as error:
        reason = str(error).partition("\n")[0]
        _say(f"not measured: {what}: {reason}")
        results.left_out.append(f"{what}: {reason}")


@contextmanager
def _host(folder: Path) -> Iterator[str]:
    port = free_ports(1)[0]
    base = f"http://{LOOPBACK}:{port}"
    environment = child_environment(HOST=LOOPBACK, PORT=str(port), FRONTDESK_PUBLIC_URL=base,
                                    FRONTDESK_DATABASE=str(folder / "conversations.db"))
    command = Command([sys.executable, "-m", "benchmarks.widget.host"], private_project(folder / "project"),
                      environment, folder / "host.log")
    with serving([command], [(port, "/healthz")]):
        yield base


def _sizes(base: str) -> dict[str, dict[str, int]]:
    """Bytes of the loader and the panel as the site sends them, by encoding."""
    panel = _PANEL.search(httpx.get(f"{base}/widget.js", trust_env=False).raise_for_status().text)
    if panel is None:
        raise BenchmarkError("The loader names no panel.")
    found: dict[str, dict[str, int]] = {}
    for part, path in ((LOADER, "widget.js"), (PANEL, panel.group())):
        for encoding in (GZIP, BROTLI):
            response = httpx.get(f"{base}/{path}", headers={"Accept-Encoding": encoding}, trust_env=False)
            if response.headers.get("Content-Encoding") != encoding:
                raise BenchmarkError(f"The site doesn't send {path} as {encoding}.")
            found.setdefault(part, {})[encoding] = int(response.headers["Content-Length"])
    return found


def _visit_all(
    browser: Browser, base: str, contenders: Sequence[Contender], slowdown: int, rounds: int, results: Results,
) -> None:
    """Visit every page in each round, in another order each time."""
    rng = random.Random(_SEED)
    pages = results.visits.setdefault(str(slowdown), {})
    for number in range(1, rounds + 1):
        for contender in rng.sample(contenders, len(contenders)):
            _say(f"round {number} of {rounds}{f', CPU {slowdown} times slower' if slowdown > 1 else ''}: "
                 f"{contender.name}")
            visits = pages.setdefault(contender.name, [])
            _try(results, f"a visit to {contender.name}", partial(_visit, browser, base, contender, slowdown, visits))


def _visit(browser: Browser, base: str, contender: Contender, slowdown: int, visits: list[Visit]) -> None:
    visits.append(visit(browser, base, contender, slowdown))


def _check(browser: Browser, base: str, contender: Contender, results: Results) -> None:
    _say(f"axe: {contender.name}")
    results.axe[contender.name] = violations(browser, base, contender)


def _judge(base: str, contenders: Sequence[Contender], runs: int, folder: Path, results: Results) -> None:
    """Lighthouse on every host page and on the site's own."""
    pages = {**{contender.name: contender.path for contender in contenders}, **OUR_PAGES}
    rest = [rival.name for rival in rivals.RIVALS]
    for run in range(1, runs + 1):
        for name, path in pages.items():
            _say(f"Lighthouse, run {run} of {runs}: {name}")
            # What isn't let through to another host is an error on the page, which would cost points here alone.
            categories = [each for each in CATEGORIES if name not in rest or each != "best-practices"]
            result = lighthouse.measure(base + path, folder / "lighthouse.json", categories)
            results.lighthouse.setdefault(name, Scores()).add(result)


def _about(browser: Browser, missing: str) -> dict[str, str]:
    machine = report.machine()
    versions = {} if missing else {rival.name: rival.version for rival in rivals.RIVALS}
    return {**{name: machine[name] for name in ("CPU", "cores", "RAM", "load before")},
            "Python": platform.python_version(), "Chromium": browser.version,
            "Lighthouse": lighthouse.version() or "not installed", **versions}


def _say(text: str) -> None:
    print(f"[{time.monotonic() - _STARTED:6.0f} s] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
