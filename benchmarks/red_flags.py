"""``python -m benchmarks.red_flags``: what the red-flag detector adds to each message of the site.

Two sites on one Rasa, one of them with a stand-in that reads nothing, get the same
messages in turn, in one run.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks import red_flags_report
from benchmarks.blind_site import BlindDetector
from benchmarks.load import CONVERSATION, Failure, SiteTalk, load, messages, varied
from benchmarks.process_cost import BenchmarkError, Command, Cost, Running, child_environment, run, serving
from benchmarks.red_flags_report import BLIND, KINDS, SEEING, Pairs, Results
from benchmarks.report import machine, percentile, save, write_between
from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.datasets import load_cases
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.knowledge.content import load_content
from frontdesk.language.encoder import Vector
from frontdesk.replies.reply import Reply
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.safety.wording import Wording
from frontdesk.service.ports import free_ports
from frontdesk.service.supervisor import running
from frontdesk.service.training import ensure_models
from frontdesk.settings import LOOPBACK, load_settings
from frontdesk.site.guard import Guard
from frontdesk.store.engine import open_database
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.raised_flags import RaisedFlags
from frontdesk.terminal import PrivateSettings

_PROJECT = Path(__file__).resolve().parents[1]
_PAGE = _PROJECT / "docs" / "performance.md"
_EXPIRY = 1800.0  # seconds
_WARM_UP = 40  # messages
_STARTED = time.monotonic()


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        pairs: of the FAQs' questions; of the messages of each length, a third as many.
        rounds: in which they are measured, one kind after the other.
        at_once: messages of each site in a round, eight at once.
        fit: whether the classifier is fitted as well.
    """

    pairs: int
    rounds: int
    at_once: int
    fit: bool


FULL = Plan(pairs=600, rounds=4, at_once=200, fit=True)
QUICK = Plan(pairs=120, rounds=2, at_once=80, fit=False)


class AnyTalk(SiteTalk):
    """A conversation in which any reply will do.

    Attributes:
        urgent: whether the last message raised a flag, so that Rasa wasn't asked.
    """

    urgent = False

    def _check(self, reply: Any) -> None:
        self._session = reply["session"]
        self.urgent = any(item["kind"] == "urgent" for item in reply["replies"])


class FaqTalk(AnyTalk):
    """A conversation in which every message must be answered."""

    def _check(self, reply: Any) -> None:
        super()._check(reply)
        SiteTalk._check(self, reply)


def compare(ports: Mapping[str, int], texts: Sequence[str], new_talk: Callable[[int], AnyTalk]) -> Pairs:
    """Send each message to both sites, one after the other; the first is now this one, now that.

    Args:
        ports: of the sites, by name.
        texts: what to send.
        new_talk: begins a conversation with the site of a port.
    """
    pairs = Pairs()
    talks: dict[str, AnyTalk] = {}
    failures: Counter[str] = Counter()
    for number, text in enumerate(texts):
        if number % CONVERSATION == 0 or any(talk.urgent for talk in talks.values()):
            for talk in talks.values():
                talk.close()
            talks = {site: new_talk(port) for site, port in ports.items()}
        milliseconds: dict[str, float] = {}
        for site in (SEEING, BLIND) if number % 2 else (BLIND, SEEING):
            try:
                milliseconds[site] = talks[site].ask(text)
            except Failure as failure:
                failures[f"{site}: {failure}"] += 1
        if talks[SEEING].urgent:
            pairs.flagged.append(milliseconds[SEEING])
        elif len(milliseconds) == len(ports):
            for site, value in milliseconds.items():
                pairs.milliseconds[site].append(value)
    for talk in talks.values():
        talk.close()
    pairs.failures = dict(failures)
    return pairs


@contextmanager
def two_sites() -> Iterator[tuple[dict[str, int], dict[str, Running]]]:
    """Frontdesk, and a second site that reads nothing, on one Rasa and a database of their own.

    Yields:
        Ports and processes of the sites by name.

    Raises:
        FrontdeskError: a process doesn't start.
        BenchmarkError: the second site doesn't.
    """
    settings = load_settings(_PROJECT)
    model = ensure_models(settings)
    port, rasa_port, actions_port, blind_port = free_ports(4)
    with tempfile.TemporaryDirectory(prefix="frontdesk-benchmark-") as folder:
        url, database = f"http://{LOOPBACK}:{port}", f"{folder}/conversations.db"
        private = PrivateSettings(
            host=LOOPBACK, port=port, rasa_port=rasa_port, actions_port=actions_port, public_url=url,
            root=settings.root, rasa_timeout=settings.rasa_timeout, private_database=database)
        blind = Command(
            [sys.executable, "-m", "frontdesk.service.quietly", "benchmarks.blind_site"], _PROJECT,
            child_environment(HOST=LOOPBACK, PORT=str(blind_port), FRONTDESK_RASA_PORT=str(rasa_port),
                              FRONTDESK_PUBLIC_URL=url, FRONTDESK_DATABASE=database),
            Path(folder) / "blind-site.log")
        with running(private, model) as services, serving([blind], [(blind_port, "/readyz")]) as second:
            pid = next(service.pid for service in services if service.name == "The site")
            if pid is None:
                raise BenchmarkError("The site isn't running.")
            yield {SEEING: port, BLIND: blind_port}, {SEEING: Running([pid], Cost(0, 0)), BLIND: second}


def texts_by_kind(plan: Plan) -> dict[str, list[str]]:
    """The messages of each kind in the order in which they are sent."""
    faqs = load_content(_PROJECT / "content").faqs.values()
    cases = [case.text for case in load_cases(_PROJECT / "tests" / "eval" / "development.tsv")]
    found = {KINDS[0]: messages(varied([faq.question for faq in faqs]), plan.pairs)}
    for kind, (least, most) in red_flags_report.LENGTHS.items():
        chosen = [text for text in cases if least <= len(text.split()) <= most]
        found[kind] = messages(chosen, plan.pairs // 3)
    return found


def measure(plan: Plan) -> Results:
    """Measure everything.

    Raises:
        FrontdeskError: a process doesn't start.
        BenchmarkError: the second site doesn't, or a process fails.
    """
    results = Results(machine())
    texts = texts_by_kind(plan)
    with two_sites() as (ports, sites):
        for sent in texts.values():
            compare(ports, sent[:_WARM_UP], AnyTalk)
        for number in range(plan.rounds):
            _say(f"round {number + 1} of {plan.rounds}")
            for kind, sent in texts.items():
                size = len(sent) // plan.rounds
                _measure_kind(results, kind, sent[number * size : (number + 1) * size], ports, sites)
            _measure_at_once(results, messages(texts[KINDS[0]], plan.at_once), ports, number)
        results.memory = {site: process.memory() for site, process in sites.items()}
    results.guard = measure_guard(plan.pairs)
    if plan.fit:
        _say("fitting the classifier")
        results.fitting = fit()
    return results


def _measure_kind(results: Results, kind: str, texts: Sequence[str], ports: Mapping[str, int],
                  sites: Mapping[str, Running]) -> None:
    before = {site: process.cpu() for site, process in sites.items()}
    pairs = compare(ports, texts, FaqTalk if kind == KINDS[0] else AnyTalk)
    for site, process in sites.items():
        pairs.cpu[site] = (process.cpu() - before[site]) * 1000
    pairs.sent = len(texts)
    results.pairs.setdefault(kind, Pairs()).add(pairs)
    _say(f"    {kind}: with {percentile(pairs.milliseconds[SEEING], 50):.1f} ms, "
         f"adds {percentile(pairs.added(), 50):.1f} ms"
         f"{f'; FAILED: {pairs.failures}' if pairs.failures else ''}")


def _measure_at_once(results: Results, texts: Sequence[str], ports: Mapping[str, int], number: int) -> None:
    for site in (SEEING, BLIND) if number % 2 else (BLIND, SEEING):
        seen = load(partial(FaqTalk, ports[site]), texts, 8)
        results.rate.setdefault(site, []).append(seen.rate)
        results.pairs[KINDS[0]].add(Pairs(failures={f"{site}: {kind}": n for kind, n in seen.failures.items()}))
        _say(f"    8 at once, {site}: {seen.rate:.1f} a second")


def measure_guard(count: int) -> list[float]:
    """Milliseconds of what both sites do: the hand-over to a thread, and the look at the flags that stand."""
    content = _PROJECT / "content"
    flags, clinic = load_red_flags(content / "safety"), load_clinic(content / "clinic.yml")

    async def ask(_vectors: Mapping[str, Vector]) -> list[Reply]:
        return []

    async def answer_all(guard: Guard) -> list[float]:
        milliseconds = []
        for number in range(_WARM_UP + count):
            started = time.perf_counter()
            await guard.answer(f"visitor-{number // CONVERSATION}", "Is it safe?", ask)
            milliseconds.append((time.perf_counter() - started) * 1000)
        return milliseconds[_WARM_UP:]

    with tempfile.TemporaryDirectory(prefix="frontdesk-benchmark-") as folder:
        database = open_database(f"{folder}/conversations.db")
        guard = Guard(BlindDetector(flags), Wording(flags, clinic.emergency_number, clinic.country),
                      RaisedFlags(database, _EXPIRY), FlagEvents(database), lambda _level: None)
        try:
            return asyncio.run(answer_all(guard))
        finally:
            guard.close()
            database.dispose()


def fit() -> Cost:
    """What fitting the detector's classifier takes, in a folder that holds its content alone.

    Raises:
        BenchmarkError: it failed.
    """
    with tempfile.TemporaryDirectory(prefix="frontdesk-benchmark-") as name:
        folder = Path(name)
        shutil.copytree(_PROJECT / "content" / "safety", folder / "content" / "safety")
        return run(Command([sys.executable, "-m", "frontdesk.safety.training"], folder,
                           child_environment(PYTHONPATH=str(_PROJECT)), folder / "fit.log"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the figures.

    Returns:
        0; 1 when a message failed or the benchmark couldn't run; 130 when stopped.
    """
    options = _options(arguments)
    signal.signal(signal.SIGTERM, _stop)
    try:
        if options.report:
            results = red_flags_report.read(options.report)
        else:
            results = measure(QUICK if options.quick else FULL)
            save(options.output, results)
    except (BenchmarkError, FrontdeskError) as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    text = red_flags_report.markdown(results)
    print(f"\n{text}")
    if options.write_docs:
        write_between(_PAGE, red_flags_report.BEGIN, red_flags_report.END, text)
    return 1 if results.failures() else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.red_flags", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer messages, and no fitting")
    parser.add_argument("--output", type=Path, default=Path("results/red_flags.json"), help="file for all figures")
    parser.add_argument("--write-docs", action="store_true", help="renew the table in docs/performance.md")
    parser.add_argument("--report", type=Path, metavar="FILE", help="measure nothing; report on an earlier output")
    return parser.parse_args(arguments)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(f"[{time.monotonic() - _STARTED:6.0f} s] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
