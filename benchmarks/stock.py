"""``python -m benchmarks.stock``: Frontdesk against the stock bot of `rasa init`, on this machine, in one run."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import signal
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from benchmarks import report
from benchmarks.bot import Bot
from benchmarks.frontdesk_bot import FrontdeskBot
from benchmarks.load import load, long_conversation, messages, varied
from benchmarks.process_cost import BenchmarkError, Command, Running, child_environment, memory_kind, run
from benchmarks.report import TURNS, Results, Round
from benchmarks.stock_bot import StockBot
from benchmarks.synthetic_faqs import synthetic_faqs
from frontdesk.knowledge.content import load_content

_PROJECT = Path(__file__).resolve().parents[1]
_PAGE, _PICTURE = _PROJECT / "docs" / "performance.md", _PROJECT / "docs" / "images" / "performance.svg"
_AT_ONCE = (1, 8)
_WARM_UP = 16  # messages
_WINDOW = 3  # turns before and after a turn that are looked at with it
_STARTED = time.monotonic()


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        trainings: of each bot as it is.
        large_trainings: of each bot with 90 FAQs.
        rounds: starts of each bot.
        messages: for each number of messages at once, in a round.
    """

    trainings: int
    large_trainings: int
    rounds: int
    messages: int


FULL = Plan(trainings=2, large_trainings=1, rounds=4, messages=200)
QUICK = Plan(trainings=1, large_trainings=0, rounds=2, messages=80)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the figures.

    Returns:
        0; 1 when a message failed or the benchmark couldn't run; 130 when stopped.
    """
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        if options.report:
            results = report.read(options.report)
        else:
            results = _measure(QUICK if options.quick else FULL)
            report.save(options.output, results)
    except BenchmarkError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    print(f"\n{report.table(report.rows(results))}\n\n{report.failure_line(results)}"
          f"\n{report.machine_line(results.machine)}")
    if options.write_docs:
        from benchmarks.chart import draw

        report.write_page(_PAGE, results)
        draw(_PICTURE, results)
    return 1 if results.failures() else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stock", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, and no training with 90 FAQs")
    parser.add_argument("--output", type=Path, default=Path("results/performance.json"), help="file for all figures")
    parser.add_argument("--write-docs", action="store_true", help="renew docs/performance.md and its picture")
    parser.add_argument("--report", type=Path, metavar="FILE", help="measure nothing; report on an earlier output")
    return parser.parse_args(arguments)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _measure(plan: Plan) -> Results:
    results = Results(report.machine())
    with tempfile.TemporaryDirectory(prefix="frontdesk-benchmark-") as name:
        folder = Path(name)
        _compile_imports(folder)
        _measure_training(plan, folder, results)
        _measure_service(plan, folder, results)
    return results


def _compile_imports(folder: Path) -> None:
    """Have every import compiled, as pip does when it installs; some installers leave that to the first start."""
    # Looked for where our children, who may write bytecode, look for it.
    spec = importlib.util.find_spec("rasa")
    if spec is None or spec.origin is None:
        raise BenchmarkError("Rasa isn't installed here. Run 'make install-dev'.")
    if Path(importlib.util.cache_from_source(spec.origin)).is_file():
        return
    _say("compiling the environment's modules, which its installer didn't")
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    command = [sys.executable, "-m", "compileall", "-q", "-j", "0", sysconfig.get_paths()["purelib"]]
    log = folder / "compile.log"
    try:
        run(Command(command, folder, child_environment(), log))
    except BenchmarkError:
        # Packages carry templates and examples that are no Python; compileall then reports a failure.
        _say("some files aren't Python and stay as they are")


def _measure_training(plan: Plan, folder: Path, results: Results) -> None:
    faqs = synthetic_faqs()
    for kind, times in (("as it is", plan.trainings), ("90 FAQs", plan.large_trainings)):
        if not times:
            continue
        place = folder / kind.replace(" ", "-")
        stock = StockBot("stock", place / "stock")
        ours = FrontdeskBot("ours", place / "ours", _PROJECT)
        if kind == "90 FAQs":
            stock.teach_faqs(faqs)
            ours.teach_faqs(faqs)
        costs = results.training.setdefault(kind, {"ours": [], "stock": []})
        for repetition in range(1, times + 1):
            for bot in (stock, ours):
                _say(f"training {bot.name}, {kind}, {repetition} of {times}")
                cost = bot.train()
                costs[bot.name].append(cost)
                _say(f"    {cost.cpu:.1f} s of CPU in {cost.seconds:.1f} s")
        shutil.rmtree(place)


def _measure_service(plan: Plan, folder: Path, results: Results) -> None:
    content = load_content(_PROJECT / "content")
    questions = varied([faq.question for faq in content.faqs.values()])
    stock = StockBot("stock", folder / "service" / "stock")
    stock.teach_action(questions)
    ours = FrontdeskBot("ours", folder / "service" / "ours", _PROJECT)
    for bot in (stock, ours):
        _say(f"training {bot.name} to be served")
        bot.train()
    for number in range(1, plan.rounds + 1):
        for bot in (stock, ours):
            _say(f"round {number} of {plan.rounds}: starting {bot.name}")
            with bot.serve() as running:
                results.rounds[bot.name].append(_round(bot, running, questions, plan.messages))


def _round(bot: Bot, running: Running, questions: Sequence[str], count: int) -> Round:
    found = Round(running.cost)
    _say(f"    ready after {running.cost.seconds:.1f} s, {running.cost.cpu:.1f} s of CPU")
    failures: Counter[str] = Counter()
    load(bot.talk, messages(questions, _WARM_UP), 1)
    for at_once in _AT_ONCE:
        before = running.cpu()
        seen = load(bot.talk, messages(questions, count), at_once)
        key = str(at_once)
        found.milliseconds[key], found.rate[key] = seen.milliseconds, seen.rate
        found.cpu[key] = (running.cpu() - before) * 1000 / count
        failures.update(seen.failures)
        _say(f"    {at_once} at once: p50 {report.percentile(seen.milliseconds, 50):.1f} ms, "
             f"{seen.rate:.1f} a second, {found.cpu[key]:.1f} ms of CPU a message")
    turns, failed = long_conversation(bot.talk(), messages(questions, TURNS[-1] + _WINDOW))
    failures.update(failed)
    for turn in TURNS:
        window = turns[max(0, turn - 1 - _WINDOW) : turn + _WINDOW]
        found.turns[str(turn)] = [value for value in window if value is not None]
    found.memory, found.everything = bot.memory(running), running.memory()
    found.failures = dict(failures)
    medians = " → ".join(f"{value:.1f}" for value in report.turn_medians([found]))
    _say(f"    turns {', '.join(map(str, TURNS))}: {medians} ms; {found.memory:.0f} MB {memory_kind()}"
         f"{f'; FAILED: {dict(failures)}' if failures else ''}")
    return found


def _say(text: str) -> None:
    print(f"[{time.monotonic() - _STARTED:6.0f} s] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
